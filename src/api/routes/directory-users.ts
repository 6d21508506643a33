import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import { isPulled } from '../../model/connection.ts'
import { type DirectoryGroupFields, toDirectoryGroupObject } from '../../model/directory-group-object.ts'
import { type DirectoryUserFields, toDirectoryUserObject } from '../../model/directory-user-object.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Database, Queryable } from '../../store/database.ts'
import { findDeletedUser } from '../../store/deleted-users.ts'
import { findDirectory } from '../../store/directories.ts'
import { findGroupFields, groupsOfUsers } from '../../store/read-api-groups.ts'
import { findUserFields, findUserSource, listUserFields } from '../../store/read-api-users.ts'
import { countPeople, searchPeople } from '../../store/search-people.ts'
import { change } from '../change.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { defineRoute } from '../route.ts'
import { plainCursors, searchQuery, toSearchList, toSearchPage } from '../search/search-query.ts'
import { isSearch, readUserFilter, userFilters } from '../users/user-query.ts'
import { IdParams, ObjectId, RequestInvalid, text } from '../validation.ts'

const UsersQuery = z
  .object({
    ...listQuery,
    ...searchQuery,
    ...userFilters,
    directory: ObjectId.optional().describe(
      'Only those of this directory. This, `group` or a parameter of the search is required: one of `search`, `organization_id`, `state`, `department`, `job_title`, `manager`, `updated_since`, `sort`.',
    ),
    idp_id: text(1024).optional().describe("The source's own id of the user, in exact case. Needs `directory`."),
    email: text(320).optional().describe("The user's primary e-mail address, in any case. Needs `directory`."),
  })
  .refine(({ directory, idp_id, email }) => directory !== undefined || (idp_id ?? email) === undefined, {
    path: ['directory'],
    message: 'is required with idp_id and email',
  })
  .refine((query) => !isSearch(query) || (query.idp_id ?? query.email) === undefined, {
    path: ['search'],
    message: 'and the like cannot be given together with idp_id and email',
  })
type UsersQuery = z.output<typeof UsersQuery>

const listAll = defineRoute({
  method: 'GET',
  path: '/directory_users',
  permission: 'directory_users:read',
  summary:
    'Lists the users of a directory or the direct members of a group, or searches people. A page of a search may have fewer than its limit, or none, and a cursor all the same: then there is more to search.',
  answer: 'list of directory_user',
  query: UsersQuery,
  async handle({ query, caller }, { database }) {
    if (isSearch(query)) return searchAll(database, query, caller)
    const listed = { ...query, ...plainCursors(query) }
    const scope = await findScope(database, caller, query)
    if (!scope) return toListObject(emptyListed, listed, toDirectoryUserObject)
    const filter = { ...scope, idpId: query.idp_id ?? null, email: query.email ?? null }
    const users = await listUserFields(database, filter, toListPage(listed))
    const records = await withGroups(database, users.records)
    return toListObject({ ...users, records }, listed, (object) => object)
  },
})

const countAll = defineRoute({
  method: 'GET',
  path: '/directory_users/count',
  permission: 'directory_users:read',
  summary: 'Says how many people a search finds, exactly or at least, without counting them all.',
  answer: 'search_count',
  query: z.object(userFilters),
  async handle({ query, caller }, { database }) {
    const filter = await readUserFilter(database, query, caller)
    const { count, isExact } = filter ? await countPeople(database, filter) : { count: 0, isExact: true }
    return { object: 'search_count', count, is_exact: isExact }
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/directory_users/:id',
  permission: 'directory_users:read',
  summary: 'Gives one user with the groups that it is a direct member of.',
  answer: 'directory_user',
  params: IdParams,
  handle: ({ params, caller }, { database }) => showOne(database, params.id, caller),
})

const getSource = defineRoute({
  method: 'GET',
  path: '/directory_users/:id/source',
  permission: 'directory_users:read',
  summary: "Gives a user in its source's own form, and the last request from which it was changed.",
  answer: 'directory_user_source',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const source = await findUserSource(database, params.id, caller.organizationId)
    if (!source) throw new AppError('not_found', { what: 'directory user', id: params.id })
    const { id, document, received } = source
    return { object: 'directory_user_source', id, document, received: received && { ...received } }
  },
})

const restoreOne = defineRoute({
  method: 'POST',
  path: '/directory_users/:id/restore',
  permission: 'directory_users:write',
  action: 'directory_user.restored',
  summary: 'Brings back a deleted user, with its id and its memberships of the groups that still exist.',
  answer: 'directory_user',
  params: IdParams,
  async handle(request, context) {
    const { params, caller, cause } = request
    const { database, submit } = context
    const { id } = params
    const directory = await findDeletedUser(database, id, caller.organizationId)
    if (!directory) throw new AppError('not_found', { what: 'deleted user', id })
    // Nobody would ever update or remove a user whom the source does not know.
    if (isPulled(directory)) throw new AppError('user_is_pulled', { id })
    return change(context, request, async (transaction) => {
      await submit(directory, { type: 'restore_user', id, cause, received: null })
      const after = await showOne(transaction, id, caller)
      const target = { type: 'directory_user', id, organizationId: directory.organizationId }
      return { answer: after, target, before: null, after }
    })
  },
})

/** The routes of directory users. */
export const directoryUserRoutes = [listAll, countAll, getOne, getSource, restoreOne]

/** The user as the API shows it alone: with its groups. */
async function showOne(database: Queryable, id: string, { organizationId }: Caller): Promise<JsonObject | null> {
  const user = await findUserFields(database, id, organizationId)
  if (!user) throw new AppError('not_found', { what: 'directory user', id })
  const [object] = await withGroups(database, [user])
  return object ?? null
}

/** The directory, or the group and its directory, that the query names. Undefined when it names both and they are strangers. */
async function findScope(database: Database, caller: Caller, { directory, group }: UsersQuery) {
  if (group === undefined) {
    if (directory === undefined) throw directoryOrGroupRequired
    const found = await findDirectory(database, directory, caller.organizationId)
    if (!found) throw new AppError('not_found', { what: 'directory', id: directory })
    return { organizationId: found.organizationId, directoryId: found.id, groupId: null }
  }
  const found = await findGroupFields(database, group, caller.organizationId)
  if (!found) throw new AppError('not_found', { what: 'directory group', id: group })
  if (directory !== undefined && directory !== found.directoryId) return undefined
  return { organizationId: found.organizationId, directoryId: found.directoryId, groupId: found.id }
}

const directoryOrGroupRequired = new RequestInvalid([
  { code: 'required', field: 'directory', message: 'directory or group is required' },
])

async function searchAll(database: Database, query: UsersQuery, caller: Caller): Promise<JsonObject> {
  const filter = await readUserFilter(database, query, caller)
  const page = toSearchPage(query, query.updated_since === undefined ? 'created_at' : 'updated_at')
  if (!filter) return toSearchList({ before: null, after: null }, query, [])
  const found = await searchPeople(database, filter, page)
  return toSearchList(found, query, await withGroups(database, found.records))
}

async function withGroups(database: Queryable, users: readonly DirectoryUserFields[]): Promise<JsonObject[]> {
  const groups = new Map<string, readonly DirectoryGroupFields[]>()
  for (const [organizationId, some] of Map.groupBy(users, (user) => user.organizationId)) {
    const ids = some.map((user) => user.id)
    for (const [id, own] of await groupsOfUsers(database, organizationId, ids)) groups.set(id, own)
  }
  return users.map((user) => ({
    ...toDirectoryUserObject(user),
    groups: (groups.get(user.id) ?? []).map(toDirectoryGroupObject),
  }))
}
