import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import { foldText } from '../../model/search-words.ts'
import type { Database } from '../../store/database.ts'
import { type NestedGroup, pathTo, readGroupsOf, readGroupsWithin } from '../../store/nested-groups.ts'
import { findGroupFields } from '../../store/read-api-groups.ts'
import { findUserFields, loadUserFields } from '../../store/read-api-users.ts'
import { listMembers, listUsersWithin, readMemberCount } from '../../store/read-members.ts'
import { type PeopleFilter, searchPeople } from '../../store/search-people.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { defineRoute } from '../route.ts'
import { plainCursors, searchQuery, toSearchList, toSearchPage } from '../search/search-query.ts'
import { groupsToLookIn, showDirectMembers, showUsersWithin } from '../users/group-members.ts'
import { IdParams, text } from '../validation.ts'

const how = z
  .enum(['direct', 'all'], 'must be direct or all')
  .default('direct')
  .describe('`direct`: only direct memberships; `all`: those by groups within groups, too. Default: `direct`.')

const MembersQuery = z.object({
  ...listQuery,
  ...{ order: searchQuery.order, after: searchQuery.after, before: searchQuery.before },
  how: how.describe('`direct`: only direct members; `all`: the users of groups within it, too. Default: `direct`.'),
  type: z
    .enum(['user', 'group', 'pending'], 'must be user, group or pending')
    .optional()
    .describe('Only members of this type. `pending`: named by the source, but not in the directory.'),
  search: searchQuery.search.unwrap().optional().describe('Only users with these words, as in the list of users.'),
})
type MembersQuery = z.output<typeof MembersQuery>

const members = defineRoute({
  method: 'GET',
  path: '/directory_groups/:id/members',
  permission: 'directory_groups:read',
  summary: 'Lists the members of a group, and how each got in.',
  answer: 'list of group_member',
  params: IdParams,
  query: MembersQuery,
  async handle({ params, query, caller }, { database }) {
    const group = await openGroup(database, params.id, caller)
    const words = query.search?.trim()
    if (words) return searchMembers(database, { group, words }, query)
    const listed = { ...query, ...plainCursors(query) }
    const page = toListPage(listed)
    if (query.how === 'direct') {
      const found = await listMembers(database, { group, type: query.type ?? null }, page)
      const shown = await showDirectMembers(database, group, found.records)
      return { ...toListObject({ ...found, records: [] }, listed, noRecord), data: shown }
    }
    const within = await readGroupsWithin(database, group)
    const groupIds = groupsToLookIn(group, within)
    const found = await listUsersWithin(database, { organizationId: group.organizationId, groupIds }, page)
    const ids = found.records.map(({ id }) => id)
    const users = await loadUserFields(database, group.organizationId, ids)
    const shown = await showUsersWithin(database, { group, within }, users)
    return { ...toListObject({ ...found, records: [] }, listed, noRecord), data: shown }
  },
})

const memberCount = defineRoute({
  method: 'GET',
  path: '/directory_groups/:id/members/count',
  permission: 'directory_groups:read',
  summary: 'Says how many direct members a group has: the number that is kept, not counted.',
  answer: 'search_count',
  params: IdParams,
  async handle({ params: { id }, caller }, { database }) {
    const group = await openGroup(database, id, caller)
    return { object: 'search_count', count: await readMemberCount(database, group), is_exact: true }
  },
})

const within = defineRoute({
  method: 'GET',
  path: '/directory_groups/:id/groups',
  permission: 'directory_groups:read',
  summary: 'Lists the groups that a group is in, or those within it, the nearest first.',
  answer: 'list of group_membership',
  params: IdParams,
  query: z.object({
    side: z
      .enum(['above', 'within'], 'must be above or within')
      .default('above')
      .describe('`above`: the groups that it is in; `within`: the groups in it. Default: `above`.'),
    how,
  }),
  async handle({ params, query, caller }, { database }) {
    const group = await openGroup(database, params.id, caller)
    const groups = await (query.side === 'above' ? readGroupsOf : readGroupsWithin)(database, group)
    return toBelongings(groups, query.how)
  },
})

const ofUser = defineRoute({
  method: 'GET',
  path: '/directory_users/:id/groups',
  permission: 'directory_users:read',
  summary: 'Lists the groups that a user is in, and how it got in: the nearest first, up to 1,000.',
  answer: 'list of group_membership',
  params: IdParams,
  query: z.object({
    how,
    search: text(200).optional().describe('Only groups whose name has this in it, in any case.'),
  }),
  async handle({ params: { id }, query, caller }, { database }) {
    const user = await findUserFields(database, id, caller.organizationId)
    if (!user) throw new AppError('not_found', { what: 'directory user', id })
    const groups = await readGroupsOf(database, user)
    return toBelongings(groups, query.how, foldText(query.search?.trim() ?? ''))
  },
})

/** The routes of who is in which group, and how. */
export const groupMemberRoutes = [members, memberCount, within, ofUser]

async function openGroup(database: Database, id: string, { organizationId }: Caller) {
  const group = await findGroupFields(database, id, organizationId)
  if (!group) throw new AppError('not_found', { what: 'directory group', id })
  return group
}

type Group = Awaited<ReturnType<typeof openGroup>>

async function searchMembers(
  database: Database,
  { group, words }: { readonly group: Group; readonly words: string },
  query: MembersQuery,
): Promise<JsonObject> {
  const nested = query.how === 'all' ? await readGroupsWithin(database, group) : []
  const filter: PeopleFilter = {
    ...{ organizationId: group.organizationId, directoryId: group.directoryId, text: words },
    ...{ active: null, department: null, jobTitle: null, managerNames: null, updatedSince: null },
    groupIds: groupsToLookIn(group, nested),
  }
  const found = await searchPeople(database, filter, toSearchPage(query, 'name'))
  return toSearchList(found, query, await showUsersWithin(database, { group, within: nested }, found.records))
}

function toBelongings(groups: readonly NestedGroup[], wanted: 'direct' | 'all', name = ''): JsonObject {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const shown = groups.filter((group) => (wanted === 'all' || group.depth === 1) && foldText(group.name).includes(name))
  const data = shown.map(
    (group): JsonObject => ({
      object: 'group_membership',
      id: group.id,
      name: group.name,
      member_count: group.memberCount,
      how: group.depth === 1 ? 'direct' : 'nested',
      path: pathTo(group, byId).map(({ id, name }): JsonObject => ({ id, name })),
      since: group.since?.toISOString() ?? null,
    }),
  )
  return { object: 'list', data, list_metadata: { before: null, after: null } }
}

const noRecord = () => ({})
