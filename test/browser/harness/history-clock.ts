import type { Clock } from '../../../src/platform/clock.ts'

const minuteMs = 60_000

/** A clock that runs as all do, but behind the time. What is seeded is then not all of this minute. */
export type HistoryClock = Clock & {
  /** Sets it to so many minutes ago. It never goes back. */
  moveTo(minutesAgo: number): void
}

/** Starts a clock so many minutes behind the time. */
export function createHistoryClock(minutesAgo: number): HistoryClock {
  let behindMs = minutesAgo * minuteMs
  return {
    now: () => new Date(Date.now() - behindMs),
    moveTo(next) {
      if (next * minuteMs > behindMs) throw new RangeError('The clock of a history never goes back.')
      behindMs = next * minuteMs
    },
  }
}
