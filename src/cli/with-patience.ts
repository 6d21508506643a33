import { setTimeout as sleep } from 'node:timers/promises'

/** Waits so many milliseconds. Tests do not wait. */
export type Wait = (milliseconds: number) => Promise<unknown>

/** What is tried again: for how long to wait is said by the server, or null. */
export class TryAgain extends Error {
  readonly afterMs: number | null

  constructor(cause: unknown, afterMs: number | null) {
    super('The server asks to try again', { cause })
    this.name = 'TryAgain'
    this.afterMs = afterMs
  }
}

const tries = 8
const firstWaitMs = 500
const longestWaitMs = 120_000

/**
 * Does something until it does not throw `TryAgain`, at most eight times: after as long as the server said, else after twice
 * as long each time. At last throws what `TryAgain` was caused by.
 */
export async function withPatience<T>(work: () => Promise<T>, wait: Wait = sleep): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof TryAgain)) throw error
      if (tried === tries) throw error.cause
      await wait(Math.min(error.afterMs ?? firstWaitMs * 2 ** tried, longestWaitMs))
    }
  }
}
