import { toDirectoryUserObject } from '../../model/directory-user-object.ts'
import type { JsonObject } from '../../model/json.ts'
import { nobody, type PersonState, undoEvents, withoutTime } from '../../model/undo-events.ts'
import type { Database } from '../../store/database.ts'
import { eventWeekNamed } from '../../store/event-weeks.ts'
import { readEventsSince, readGroupsAt, type TimelineObject } from '../../store/object-timeline.ts'
import { listPartitions } from '../../store/partitions.ts'
import { groupsOfUsers } from '../../store/read-api-groups.ts'
import { findUserFields } from '../../store/read-api-users.ts'

// More has happened to nobody whom a person looks at; what is beyond is said to be unknown.
const mostUndone = 2_000

/**
 * The person as it was at a time: as it is now, with everything undone that has happened since. Memberships of groups that are gone
 * cannot be undone; that they stood is told by when they began.
 */
export async function userAsOf(database: Database, person: TimelineObject, time: Date): Promise<JsonObject> {
  const [now, events, joined, begin] = await Promise.all([
    presentState(database, person),
    readEventsSince(database, person, { since: time, limit: mostUndone }),
    readGroupsAt(database, person, time),
    beginningOfLog(database),
  ])
  const then = undoEvents(now, events)
  const createdAt = typeof then.user?.created_at === 'string' ? new Date(then.user.created_at) : null
  // What was before a creation is told by the creation itself, and by its date where the log does not have it any more.
  const existed = then.user !== null && (createdAt === null || createdAt <= time)
  const isBeforeLog = existed && begin !== null && time < begin
  const unknown = [
    ...(isBeforeLog ? ['before_log'] : []),
    ...(events.length >= mostUndone ? ['too_many_changes'] : []),
    ...(then.areGroupsKnown ? [] : ['groups_of_deleted']),
  ]
  const groups = existed
    ? [...new Map([...joined, ...then.groups])].map(([id, name]): JsonObject => ({ id, name }))
    : []
  return {
    object: 'directory_user_as_of',
    id: person.id,
    time: time.toISOString(),
    existed,
    user: existed ? then.user : null,
    groups,
    unknown,
    known_since: isBeforeLog ? begin.toISOString() : null,
  }
}

async function presentState(database: Database, { id, organizationId }: TimelineObject): Promise<PersonState> {
  const [user, groups] = await Promise.all([
    findUserFields(database, id, organizationId),
    groupsOfUsers(database, organizationId, [id]),
  ])
  if (!user) return nobody
  const names = (groups.get(id) ?? []).map((group) => [group.id, group.displayName] as const)
  return { user: withoutTime(toDirectoryUserObject(user)), groups: new Map(names), areGroupsKnown: true }
}

/** When the oldest week begins that the log still has. */
async function beginningOfLog(database: Database): Promise<Date | null> {
  const weeks = (await listPartitions(database, 'events')).flatMap((name) => eventWeekNamed(name) ?? [])
  const oldest = Math.min(...weeks.map(({ from }) => from.getTime()))
  return Number.isFinite(oldest) ? new Date(oldest) : null
}
