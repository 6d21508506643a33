import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import { toDirectoryGroupObject } from '../../model/directory-group-object.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Database } from '../../store/database.ts'
import { findDirectory } from '../../store/directories.ts'
import { findGroupFields, listGroupFields } from '../../store/read-api-groups.ts'
import { findUserFields } from '../../store/read-api-users.ts'
import { countGroups, type GroupsFilter, searchGroups } from '../../store/search-groups.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { plainCursors, searchQuery, toSearchList, toSearchPage } from '../search/search-query.ts'
import { IdParams, ObjectId, RequestInvalid } from '../validation.ts'

const groupFilters = {
  directory: ObjectId.optional().describe('Only those of this directory.'),
  organization_id: searchQuery.organization_id,
  search: searchQuery.search,
}

const GroupsQuery = z
  .object({
    ...listQuery,
    ...searchQuery,
    directory: ObjectId.optional().describe(
      'Only those of this directory. This, `user` or a parameter of the search is required: `search`, `organization_id` or `sort`.',
    ),
    user: ObjectId.optional().describe('Only those that this user is a direct member of.'),
  })
  .refine((query) => !isSearch(query) || query.user === undefined, {
    path: ['user'],
    message: 'cannot be given together with search, organization_id and sort',
  })
type GroupsQuery = z.output<typeof GroupsQuery>

const listAll = defineRoute({
  method: 'GET',
  path: '/directory_groups',
  permission: 'directory_groups:read',
  summary:
    'Lists the groups of a directory or those that a user is a direct member of, or searches groups. A page of a search may have fewer than its limit, or none, and a cursor all the same: then there is more to search.',
  answer: 'list of directory_group',
  query: GroupsQuery,
  async handle({ query, caller }, { database }) {
    if (isSearch(query)) return searchAll(database, query, caller)
    const listed = { ...query, ...plainCursors(query) }
    const scope = await findScope(database, caller, query)
    const groups = scope ? await listGroupFields(database, scope, toListPage(listed)) : emptyListed
    return toListObject(groups, listed, toDirectoryGroupObject)
  },
})

const countAll = defineRoute({
  method: 'GET',
  path: '/directory_groups/count',
  permission: 'directory_groups:read',
  summary: 'Says how many groups a search finds, exactly or at least, without counting them all.',
  answer: 'search_count',
  query: z.object(groupFilters),
  async handle({ query, caller }, { database }) {
    const filter = toGroupsFilter(query, caller)
    const { count, isExact } = filter ? await countGroups(database, filter) : { count: 0, isExact: true }
    return { object: 'search_count', count, is_exact: isExact }
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/directory_groups/:id',
  permission: 'directory_groups:read',
  summary: 'Gives one group.',
  answer: 'directory_group',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const group = await findGroupFields(database, params.id, caller.organizationId)
    if (!group) throw new AppError('not_found', { what: 'directory group', id: params.id })
    return toDirectoryGroupObject(group)
  },
})

/** The routes of directory groups. */
export const directoryGroupRoutes = [listAll, countAll, getOne]

type Searching = { readonly search?: unknown; readonly organization_id?: unknown; readonly sort?: unknown }

function isSearch({ search, organization_id, sort }: Searching): boolean {
  return [search, organization_id, sort].some((value) => value !== undefined)
}

function toGroupsFilter(
  { organization_id, directory, search }: z.output<z.ZodObject<typeof groupFilters>>,
  caller: Caller,
): GroupsFilter | null {
  const organizationId = organizationOfList(caller, organization_id)
  if (organizationId === undefined) return null
  return { organizationId, directoryId: directory ?? null, text: search?.trim() || null }
}

async function searchAll(database: Database, query: GroupsQuery, caller: Caller): Promise<JsonObject> {
  const filter = toGroupsFilter(query, caller)
  const page = toSearchPage(query)
  if (!filter) return toSearchList({ before: null, after: null }, query, [])
  const found = await searchGroups(database, filter, page)
  return toSearchList(found, query, found.records.map(toDirectoryGroupObject))
}

/** The directory, or the user and its directory, that the query names. Undefined when it names both and they are strangers. */
async function findScope(database: Database, caller: Caller, { directory, user }: GroupsQuery) {
  if (user === undefined) {
    if (directory === undefined) throw directoryOrUserRequired
    const found = await findDirectory(database, directory, caller.organizationId)
    if (!found) throw new AppError('not_found', { what: 'directory', id: directory })
    return { organizationId: found.organizationId, directoryId: found.id, userId: null }
  }
  const found = await findUserFields(database, user, caller.organizationId)
  if (!found) throw new AppError('not_found', { what: 'directory user', id: user })
  if (directory !== undefined && directory !== found.directoryId) return undefined
  return { organizationId: found.organizationId, directoryId: found.directoryId, userId: found.id }
}

const directoryOrUserRequired = new RequestInvalid([
  { code: 'required', field: 'directory', message: 'directory or user is required' },
])
