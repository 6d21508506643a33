import { startHourly } from '../../platform/hourly.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Database } from '../../store/database.ts'
import { expirePlans, removeOldPlans } from '../../store/overlay/plans.ts'
import { dropRemovals } from '../../store/overlay/removals.ts'
import { removeDeletedObjects } from '../../store/overlay/remove-deleted.ts'
import { guardedMs } from '../plan/judge/removed-of-day.ts'

const dayMs = 24 * 60 * 60 * 1000
const restorableDays = 30
const planDays = 90

/** Lets deleted objects and plans that ended go when nobody needs them any more, once an hour. */
export function startOverlayRetention({
  database,
  platform,
}: {
  readonly database: Database
  readonly platform: Platform
}): { stop(): Promise<void> } {
  const task = () => tidyOverlay(database, platform.clock.now())
  return startHourly(task, { log: platform.log, failure: 'Old plans and deleted objects could not be removed' })
}

/**
 * Removes objects that were deleted 30 days ago, ends plans that are too old to be applied, forgets those of 90 days ago, and what
 * was taken away longer ago than guards count.
 */
export async function tidyOverlay(database: Database, now: Date): Promise<void> {
  await expirePlans(database, now)
  await removeOldPlans(database, new Date(now.getTime() - planDays * dayMs))
  await removeDeletedObjects(database, new Date(now.getTime() - restorableDays * dayMs))
  await dropRemovals(database, new Date(now.getTime() - guardedMs))
}
