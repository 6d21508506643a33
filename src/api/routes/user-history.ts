import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { Database } from '../../store/database.ts'
import { findDirectory } from '../../store/directories.ts'
import { findTimelineObject, type TimelineObject } from '../../store/object-timeline.ts'
import { findUserFields, findUserSource } from '../../store/read-api-users.ts'
import { toListObject, toListPage } from '../list-query.ts'
import { defineRoute } from '../route.ts'
import { readTimeline } from '../users/timeline.ts'
import { toTimelineObject } from '../users/timeline-object.ts'
import { kindsFor, TimelineQuery } from '../users/timeline-query.ts'
import { userAsOf } from '../users/user-as-of.ts'
import { userAttributes } from '../users/user-attributes.ts'
import { IdParams, RequestInvalid, Time } from '../validation.ts'

const userTimeline = defineRoute({
  method: 'GET',
  path: '/directory_users/:id/timeline',
  permission: 'directory_users:read',
  summary:
    'Tells everything that happened to a user, also a deleted one: events, requests that wrote to it, removals that runs found, and problems of its record, as far back as they are kept. Requests, removals and problems only where the caller may read those.',
  answer: 'list of timeline_entry',
  params: IdParams,
  query: TimelineQuery,
  lists: ['kinds'],
  async handle({ params, query, caller }, { database, scimRequests }) {
    const object = await openObject(database, 'user', { id: params.id, caller })
    await scimRequests.flush()
    const listed = await readTimeline(database, [{ object, kinds: kindsFor(caller, query.kinds) }], toListPage(query))
    return toListObject(listed, query, (entry) => toTimelineObject(entry))
  },
})

const groupTimeline = defineRoute({
  method: 'GET',
  path: '/directory_groups/:id/timeline',
  permission: 'directory_groups:read',
  summary: 'Tells everything that happened to a group and its members, as the timeline of a user does.',
  answer: 'list of timeline_entry',
  params: IdParams,
  query: TimelineQuery,
  lists: ['kinds'],
  async handle({ params, query, caller }, { database, scimRequests }) {
    const object = await openObject(database, 'group', { id: params.id, caller })
    await scimRequests.flush()
    const listed = await readTimeline(database, [{ object, kinds: kindsFor(caller, query.kinds) }], toListPage(query))
    return toListObject(listed, query, (entry) => toTimelineObject(entry))
  },
})

const asOf = defineRoute({
  method: 'GET',
  path: '/directory_users/:id/as_of',
  permission: 'directory_users:read',
  summary: 'Gives a user as it was at a time, made by undoing what has happened since, and says what is unknown.',
  answer: 'directory_user_as_of',
  params: IdParams,
  query: z.object({ time: Time.describe('The time, in ISO 8601.') }),
  async handle({ params, query, caller }, { database, platform }) {
    const time = new Date(query.time)
    if (time > platform.clock.now()) {
      throw new RequestInvalid([{ code: 'invalid', field: 'time', message: 'time must not be in the future' }])
    }
    return userAsOf(database, await openObject(database, 'user', { id: params.id, caller }), time)
  },
})

const attributes = defineRoute({
  method: 'GET',
  path: '/directory_users/:id/attributes',
  permission: 'directory_users:read',
  summary: 'Tells of every attribute of a user where it comes from, and what the source says there.',
  answer: 'directory_user_attributes',
  params: IdParams,
  async handle({ params: { id }, caller: { organizationId } }, context) {
    const [user, source] = await Promise.all([
      findUserFields(context.database, id, organizationId),
      findUserSource(context.database, id, organizationId),
    ])
    const directory = user && (await findDirectory(context.database, user.directoryId, organizationId))
    if (!directory || !source) throw new AppError('not_found', { what: 'directory user', id })
    return userAttributes(context, { directory, attributes: user.attributes, source })
  },
})

/** The routes that tell what became of people and groups, and why they are as they are. */
export const userHistoryRoutes = [userTimeline, groupTimeline, asOf, attributes]

async function openObject(
  database: Database,
  kind: 'user' | 'group',
  { id, caller }: { readonly id: string; readonly caller: Caller },
): Promise<TimelineObject> {
  const found = await findTimelineObject(database, kind, { id, organizationId: caller.organizationId })
  if (!found) throw new AppError('not_found', { what: `directory ${kind}`, id })
  return found
}
