import { setTimeout as after } from 'node:timers/promises'

/** Waits for something, but not for longer. */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const ended = new AbortController()
  const patience = after(milliseconds, undefined, { signal: ended.signal }).catch(() => {})
  await Promise.race([work, patience])
  ended.abort()
}
