import { AppError } from '../../errors.ts'
import type { Cause } from '../../model/event.ts'
import type { MatchDecision } from '../../model/match-case.ts'
import type { Queryable } from '../../store/database.ts'
import { findUserFields } from '../../store/read-api-users.ts'
import type { ApiContext } from '../api-context.ts'
import { followPeople } from './follow-people.ts'

/** What somebody says of a user; `release` leaves it to the rules of matching again. */
export type UserDecision = MatchDecision | { readonly action: 'release' }

type Decided = {
  readonly organizationId: string
  readonly userId: string
  readonly decision: UserDecision
  readonly cause: Cause
}

/** Has people follow what somebody says of a user, in the transaction of the change; gives the stream to be announced. */
export async function decideUser(
  context: ApiContext,
  on: Queryable,
  { organizationId, userId, decision, cause }: Decided,
): Promise<{ readonly organizationId: string; readonly streamId: string }> {
  const decisions = new Map([[userId, decision]])
  const work = { organizationId, userIds: [userId], decisions, cause }
  return (await followPeople(context, on, work)).stream
}

/** The user that something is said of, of this organization; throws `not_found`. */
export async function openUser(
  on: Queryable,
  { organizationId, id }: { readonly organizationId: string; readonly id: string },
): Promise<void> {
  const user = await findUserFields(on, id, organizationId)
  if (!user) throw new AppError('not_found', { what: 'directory user', id })
}
