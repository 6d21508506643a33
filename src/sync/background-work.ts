import type { Logger } from '../platform/log.ts'

/** Work that goes on beside a loop: what fails of it is logged and ends nothing, and whoever stops waits for it. */
export type BackgroundWork = {
  add(work: Promise<void>): void
  /** Adds work unless what was added under this name is still going on. */
  addOnce(name: string, work: () => Promise<void>): void
  ended(): Promise<void>
}

/** Makes a place for such work, with nothing in it. */
export function createBackgroundWork(log: Logger): BackgroundWork {
  const going = new Set<Promise<void>>()
  const names = new Set<string>()

  function add(work: Promise<void>): void {
    const kept = work
      .catch((error: unknown) => log.warn({ err: error }, 'Work at directories failed; it is tried again'))
      .finally(() => going.delete(kept))
    going.add(kept)
  }

  return {
    add,
    addOnce(name, work) {
      if (names.has(name)) return
      names.add(name)
      add(work().finally(() => names.delete(name)))
    },
    async ended() {
      while (going.size > 0) await Promise.all(going)
    },
  }
}
