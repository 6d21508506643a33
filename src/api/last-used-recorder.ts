import type { Platform } from '../platform/platform.ts'

/** Notes when keys and tokens were last used, at most once a minute each and outside the requests that use them. */
export type LastUsedRecorder<T> = {
  /** Costs nothing but a look into a map. */
  touch(id: string, value: T): void
  /** Writes what is not written yet and stops. */
  stop(): Promise<void>
}

export type LastUsedOptions<T> = {
  readonly platform: Platform
  write(values: readonly T[], at: Date): Promise<void>
}

const pauseMs = 60_000
const gatherMs = 500
const maxRemembered = 50_000

/** A failed write is logged and forgotten: the next use of the key, a minute later, tries again. */
export function createLastUsedRecorder<T>({ platform, write }: LastUsedOptions<T>): LastUsedRecorder<T> {
  const written = new Map<string, number>()
  let waiting: T[] = []
  let timer: NodeJS.Timeout | null = null

  async function flush(): Promise<void> {
    timer = null
    const values = waiting
    waiting = []
    if (values.length === 0) return
    await write(values, platform.clock.now()).catch((error: unknown) => {
      platform.log.warn({ err: error }, 'could not note when keys were last used')
    })
  }

  return {
    touch(id, value) {
      const now = platform.clock.now().getTime()
      const last = written.get(id)
      if (last !== undefined && now - last < pauseMs) return
      if (written.size >= maxRemembered) written.clear()
      written.set(id, now)
      waiting.push(value)
      timer ??= setTimeout(flush, gatherMs).unref()
    },
    async stop() {
      if (timer) clearTimeout(timer)
      await flush()
    },
  }
}
