import { endOfGrace } from '../model/deleted-user.ts'
import type { User } from '../model/user.ts'
import type { PlanContext } from './plan-context.ts'

/** Whether consumers see a user as active, and since when its source does not. */
export type Activity = Pick<User, 'active' | 'inactiveSince'>

type Moment = Pick<PlanContext, 'now' | 'deprovisioning'>

/**
 * What becomes of a user of whom the source says that it is active or not, under the directory's policy. `before` is what
 * it was, null for one that comes. The time of inactivity goes on, unless it is only now that consumers see it.
 */
export function activityUnderPolicy(
  isActiveAtSource: boolean,
  before: Activity | null,
  { now, deprovisioning }: Moment,
): Activity {
  if (isActiveAtSource) return { active: true, inactiveSince: null }
  const active = deprovisioning.policy === 'keep'
  const endsNow = before === null || (before.active && !active)
  return { active, inactiveSince: (endsNow ? null : before.inactiveSince) ?? now }
}

/** True when the policy deletes the user now for having been inactive so long. */
export function isPastGrace({ inactiveSince }: Activity, { now, deprovisioning }: Moment): boolean {
  const end = endOfGrace(inactiveSince, deprovisioning)
  return end !== null && end <= now
}
