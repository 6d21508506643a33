import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { ensureEventPartitions } from '../store/event-partitions.ts'
import { eventWeekOf } from '../store/event-weeks.ts'
import { fillSearch } from '../store/fill-search.ts'
import { removeOldEvents } from '../store/retention.ts'
import { refreshStatistics } from '../store/statistics.ts'
import { createActivityCounter } from './activity-counter.ts'
import { sleep } from './waker.ts'

export type MaintenanceOptions = {
  readonly database: Database
  readonly platform: Platform
  readonly retentionDays: number
  /**
   * True in the one process that orders the feed, once all that was written is in it: one process is enough for the
   * statistics, and retention must not come before the feed.
   */
  readonly isCaughtUp: () => boolean
}

const day = 24 * 60 * 60 * 1000
const retentionEvery = 60 * 60 * 1000
const lookEvery = 2000

/** Keeps the log's tables in shape: next partitions, retention, the planner's statistics while tables grow fast, figures, and the search. */
export function startMaintenance(given: MaintenanceOptions): { stop(): Promise<void> } {
  const stopping = new AbortController()
  // Whoever is told to stop leads no more: long tasks end with the piece that they are at.
  const options = { ...given, isCaughtUp: () => !stopping.signal.aborted && given.isCaughtUp() }
  const tasks = [
    keepPartitions(options),
    refreshWhileGrowing(options),
    removeEachHour(options),
    createActivityCounter(options),
    makeSearchable(options),
  ]
  const running = Promise.all(tasks.map((task) => repeat(options.platform, task, stopping.signal)))
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

type Task = () => Promise<void>

/** Looks at the clock often: it jumps over weeks when a machine wakes up, and no event can be written without its week. */
function keepPartitions({ database, platform }: MaintenanceOptions): Task {
  let ensured: string | null = null
  return async () => {
    const now = platform.clock.now()
    const { partition } = eventWeekOf(now)
    if (partition === ensured) return
    await ensureEventPartitions(database, now)
    ensured = partition
  }
}

const filledAtOnce = 500
const fillEvery = 60_000

/** What was written before there was a search, or is by a server of before that still runs. Where there is none, it costs nothing. */
function makeSearchable({ database, isCaughtUp }: MaintenanceOptions): Task {
  let due = Number.NEGATIVE_INFINITY
  return async () => {
    if (!isCaughtUp() || performance.now() < due) return
    while (isCaughtUp() && (await fillSearch(database, filledAtOnce)) > 0);
    due = performance.now() + fillEvery
  }
}

function refreshWhileGrowing({ database, isCaughtUp }: MaintenanceOptions): Task {
  return async () => {
    if (isCaughtUp()) await refreshStatistics(database)
  }
}

function removeEachHour({ database, platform, retentionDays, isCaughtUp }: MaintenanceOptions): Task {
  let due = Number.NEGATIVE_INFINITY
  return async () => {
    if (!isCaughtUp() || performance.now() < due) return
    due = performance.now() + retentionEvery
    const dropped = await removeOldEvents(database, new Date(platform.clock.now().getTime() - retentionDays * day))
    if (dropped.length > 0) platform.log.info({ dropped }, 'Events past the retention were removed')
  }
}

/** Does something now and then again and again; what fails is logged and done again at the next time. */
async function repeat({ log }: Platform, task: Task, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await task().catch((error: unknown) => log.warn({ err: error }, 'Maintenance failed; it is tried again'))
    await sleep(lookEvery, stopped)
  }
}
