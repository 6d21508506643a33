import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import { isPulled } from '../../model/connection.ts'
import { toDirectoryGroupObject } from '../../model/directory-group-object.ts'
import { type DirectoryUserFields, toDirectoryUserObject } from '../../model/directory-user-object.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Database, Queryable } from '../../store/database.ts'
import { findDeletedUser } from '../../store/deleted-users.ts'
import { findDirectory } from '../../store/directories.ts'
import { findGroupFields, groupsOfUsers } from '../../store/read-api-groups.ts'
import { findUserFields, findUserSource, listUserFields } from '../../store/read-api-users.ts'
import { change } from '../change.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { defineRoute } from '../route.ts'
import { IdParams, ObjectId, RequestInvalid, text } from '../validation.ts'

const UsersQuery = z
  .object({
    ...listQuery,
    directory: ObjectId.optional().describe('Only those of this directory. This or `group` is required.'),
    group: ObjectId.optional().describe('Only the direct members of this group.'),
    idp_id: text(1024).optional().describe("The source's own id of the user, in exact case. Needs `directory`."),
    email: text(320).optional().describe("The user's primary e-mail address, in any case. Needs `directory`."),
  })
  .refine(({ directory, idp_id, email }) => directory !== undefined || (idp_id ?? email) === undefined, {
    path: ['directory'],
    message: 'is required with idp_id and email',
  })
type UsersQuery = z.output<typeof UsersQuery>

const listAll = defineRoute({
  method: 'GET',
  path: '/directory_users',
  permission: 'directory_users:read',
  summary: 'Lists the users of a directory or the direct members of a group.',
  answer: 'list of directory_user',
  query: UsersQuery,
  async handle({ query, caller }, { database }) {
    const scope = await findScope(database, caller, query)
    if (!scope) return toListObject(emptyListed, query, toDirectoryUserObject)
    const filter = { ...scope, idpId: query.idp_id ?? null, email: query.email ?? null }
    const users = await listUserFields(database, filter, toListPage(query))
    const records = await withGroups(database, scope.organizationId, users.records)
    return toListObject({ ...users, records }, query, (object) => object)
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
export const directoryUserRoutes = [listAll, getOne, getSource, restoreOne]

/** The user as the API shows it alone: with its groups. */
async function showOne(database: Queryable, id: string, { organizationId }: Caller): Promise<JsonObject | null> {
  const user = await findUserFields(database, id, organizationId)
  if (!user) throw new AppError('not_found', { what: 'directory user', id })
  const [object] = await withGroups(database, user.organizationId, [user])
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

async function withGroups(
  database: Queryable,
  organizationId: string,
  users: readonly DirectoryUserFields[],
): Promise<JsonObject[]> {
  const ids = users.map((user) => user.id)
  const groups = await groupsOfUsers(database, organizationId, ids)
  return users.map((user) => ({
    ...toDirectoryUserObject(user),
    groups: (groups.get(user.id) ?? []).map(toDirectoryGroupObject),
  }))
}
