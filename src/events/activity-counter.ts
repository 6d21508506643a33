import type { Platform } from '../platform/platform.ts'
import { countAttempts, countEvents, countRuns, removeOldCounts } from '../store/count-activity.ts'
import type { Database } from '../store/database.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

/** What is shown: 30 days and 24 hours; a little more is kept, for readers whose clocks differ. */
const keptDays = 40
const keptHours = 50

const slowEvery = 5_000
const removeEvery = hourMs

/** What counts: the database, and whether this process is the one that does. */
export type ActivityCounterOptions = {
  readonly database: Database
  readonly platform: Platform
  readonly isCaughtUp: () => boolean
}

/**
 * Makes the task that keeps the figures of the overview: events by the day and the hour, runs and deliveries by the day. It costs
 * what has happened since it was last done, and no more than a short transaction at a time.
 */
export function createActivityCounter({ database, platform, isCaughtUp }: ActivityCounterOptions): () => Promise<void> {
  const due = { slow: Number.NEGATIVE_INFINITY, removal: Number.NEGATIVE_INFINITY }

  async function countSlow(): Promise<void> {
    if (performance.now() < due.slow) return
    await all(isCaughtUp, () => countRuns(database))
    await all(isCaughtUp, () => countAttempts(database, platform.clock.now()))
    due.slow = performance.now() + slowEvery
  }

  async function removeOld(): Promise<void> {
    if (performance.now() < due.removal) return
    const now = platform.clock.now().getTime()
    await removeOldCounts(database, {
      days: new Date(now - keptDays * dayMs),
      hours: new Date(now - keptHours * hourMs),
    })
    due.removal = performance.now() + removeEvery
  }

  return async () => {
    if (!isCaughtUp()) return
    await all(isCaughtUp, () => countEvents(database))
    await countSlow()
    await removeOld()
  }
}

/** Goes on until nothing is left, or another process leads. */
async function all(isLeader: () => boolean, count: () => Promise<{ readonly hasMore: boolean }>): Promise<void> {
  while ((await count()).hasMore && isLeader());
}
