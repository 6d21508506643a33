import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { type Caller, isAllowed, type Permission } from '../../model/api-key.ts'
import type { Database } from '../../store/database.ts'
import { findDirectory } from '../../store/directories.ts'
import { findTimelineObject, type TimelineKind, type TimelineObject } from '../../store/object-timeline.ts'
import { findUserFields, findUserSource } from '../../store/read-api-users.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { personAsOf } from '../people/person-as-of.ts'
import { personAttributes } from '../people/person-attributes.ts'
import { readTimeline } from '../people/timeline.ts'
import { toTimelineObject } from '../people/timeline-object.ts'
import { defineRoute } from '../route.ts'
import { IdParams, RequestInvalid, Time } from '../validation.ts'

const kinds = ['event', 'request', 'removal', 'problem'] as const satisfies readonly TimelineKind[]

/** Which permission each kind of entry needs besides that of the route: events tell what a reader of the object may know. */
const neededFor: Readonly<Record<TimelineKind, Permission | null>> = {
  event: null,
  request: 'scim_requests:read',
  removal: 'sync_runs:read',
  problem: 'sync_runs:read',
}

const TimelineQuery = z.object({
  ...listQuery,
  kinds: z
    .enum(kinds, `must be of ${kinds.join(', ')}`)
    .array()
    .optional()
    .describe('A list: only these of `event`, `request`, `removal` and `problem`.'),
})

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
    const listed = await readTimeline(database, { object, kinds: kindsFor(caller, query.kinds) }, toListPage(query))
    return toListObject(listed, query, toTimelineObject)
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
    const listed = await readTimeline(database, { object, kinds: kindsFor(caller, query.kinds) }, toListPage(query))
    return toListObject(listed, query, toTimelineObject)
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
    return personAsOf(database, await openObject(database, 'user', { id: params.id, caller }), time)
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
    return personAttributes(context, { directory, attributes: user.attributes, source })
  },
})

/** The routes that tell what became of people and groups, and why they are as they are. */
export const personHistoryRoutes = [userTimeline, groupTimeline, asOf, attributes]

function kindsFor({ scopes }: Caller, asked: readonly TimelineKind[] = kinds): TimelineKind[] {
  return [...new Set(asked)].filter((kind) => {
    const permission = neededFor[kind]
    return permission === null || isAllowed(scopes, permission)
  })
}

async function openObject(
  database: Database,
  kind: 'user' | 'group',
  { id, caller }: { readonly id: string; readonly caller: Caller },
): Promise<TimelineObject> {
  const found = await findTimelineObject(database, kind, { id, organizationId: caller.organizationId })
  if (!found) throw new AppError('not_found', { what: `directory ${kind}`, id })
  return found
}
