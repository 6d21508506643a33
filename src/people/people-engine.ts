import { AppError } from '../errors.ts'
import type { EventLog } from '../events/event-log.ts'
import type { Database } from '../store/database.ts'
import { applyPeople, type PeopleGround, peopleCause } from './apply-people.ts'

/** What the engine of people is started with. */
export type PeopleEngine = PeopleGround & {
  readonly database: Database
  readonly eventLog: Pick<EventLog, 'onNews' | 'wrote' | 'isLeader'>
}

/** Looks at users or people in a transaction of its own and announces what that changed. */
export async function lookAt(
  { database, eventLog, ...ground }: PeopleEngine,
  organizationId: string,
  what: { readonly userIds?: readonly string[]; readonly personIds?: readonly string[] },
): Promise<void> {
  const work = { organizationId, userIds: [], ...what, cause: peopleCause }
  const { events } = await database
    .transaction((transaction) => applyPeople(transaction, ground, work))
    .catch(nothingOfTheDeleted)
  if (events > 0) eventLog.wrote({ organizationId, streamId: organizationId })
}

/** The people of an organization that is deleted go with it. */
function nothingOfTheDeleted(error: unknown): { readonly events: number } {
  if (error instanceof AppError && error.code === 'not_found' && error.data.what === 'organization')
    return { events: 0 }
  throw error
}
