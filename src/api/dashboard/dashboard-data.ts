import { AppError } from '../../errors.ts'
import { readFeed } from '../../events/read-feed.ts'
import { toDirectoryUserObject } from '../../model/directory-user-object.ts'
import { personName } from '../../model/event-sentence.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Database } from '../../store/database.ts'
import { type DirectoryWithTotals, findDirectory, listDirectories } from '../../store/directories.ts'
import { latestEventsOfUser } from '../../store/events-of-user.ts'
import { findOrganization } from '../../store/organizations.ts'
import { groupsOfUsers } from '../../store/read-api-groups.ts'
import { findUserFields, findUserSource } from '../../store/read-api-users.ts'
import { lastEventTimes } from '../../store/read-overview.ts'
import { searchUsers } from '../../store/search-users.ts'
import type { Viewer } from './dashboard-options.ts'
import { toEventView } from './event-view.ts'

/** How many events the page shows. */
export const shownEvents = 50

const shownDirectories = 50
const shownUsers = 12
const shownEventsOfUser = 20

/** Everything that the page shows at first: the directories with their counts, and the latest events. */
export async function readOverview(database: Database, viewer: Viewer): Promise<JsonObject> {
  const { organizationId } = viewer
  const page = { limit: shownDirectories, order: 'asc', after: null, before: null } as const
  const [organization, directories, { events }] = await Promise.all([
    organizationId ? findOrganization(database, organizationId) : null,
    listDirectories(database, { organizationId, search: null, domain: null }, page),
    readFeed(database, { organizationId, limit: shownEvents, order: 'desc' }),
  ])
  const times = await lastEventTimes(database, directories.records)
  return {
    organization: organization?.name ?? null,
    signed_in: viewer.signedIn,
    directories: directories.records.map((directory) => toDirectoryView(directory, times.get(directory.id))),
    events: events.map(toEventView),
    position: events[0]?.position ?? 0,
  }
}

/** People by a part of their name, login or address. */
export async function readUsers(database: Database, viewer: Viewer, text: string): Promise<JsonObject> {
  const users = await searchUsers(database, { organizationId: viewer.organizationId, text, limit: shownUsers })
  return {
    users: users.map(({ id, directoryId, active, attributes }) => ({
      id,
      name: personName({ ...attributes, emails: [], id }),
      detail: attributes.job_title ?? attributes.email ?? attributes.username,
      directory_id: directoryId,
      active,
    })),
  }
}

/** One user in its three forms (as consumers see it, as stored, as last received), with groups and latest events. */
export async function readUser(database: Database, viewer: Viewer, id: string): Promise<JsonObject> {
  const [user, source] = await Promise.all([
    findUserFields(database, id, viewer.organizationId),
    findUserSource(database, id, viewer.organizationId),
  ])
  if (!user || !source) throw new AppError('not_found', { what: 'directory user', id })
  const [directory, groups, events] = await Promise.all([
    findDirectory(database, user.directoryId, user.organizationId),
    groupsOfUsers(database, user.organizationId, [id]),
    latestEventsOfUser(database, user, shownEventsOfUser),
  ])
  const normalised = toDirectoryUserObject(user)
  return {
    id,
    name: personName(normalised),
    active: user.active,
    directory: directory && { id: directory.id, name: directory.name },
    normalised,
    document: source.document,
    received: source.received && { ...source.received },
    groups: (groups.get(id) ?? []).map((group) => ({ id: group.id, name: group.displayName })),
    events: events.map(toEventView),
  }
}

function toDirectoryView(directory: DirectoryWithTotals, lastEventAt: Date | undefined): JsonObject {
  const { id, name, type, state, totals } = directory
  return {
    id,
    name,
    type,
    state,
    users: { active: totals.activeUsers, inactive: totals.inactiveUsers },
    groups: totals.groups,
    last_event_at: lastEventAt?.toISOString() ?? null,
  }
}
