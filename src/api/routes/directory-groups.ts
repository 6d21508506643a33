import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import { toDirectoryGroupObject } from '../../model/directory-group-object.ts'
import type { Database } from '../../store/database.ts'
import { findDirectory } from '../../store/directories.ts'
import { findGroupFields, listGroupFields } from '../../store/read-api-groups.ts'
import { findUserFields } from '../../store/read-api-users.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { defineRoute } from '../route.ts'
import { IdParams, ObjectId, RequestInvalid } from '../validation.ts'

const GroupsQuery = z.object({
  ...listQuery,
  directory: ObjectId.optional().describe('Only those of this directory. This or `user` is required.'),
  user: ObjectId.optional().describe('Only those that this user is a direct member of.'),
})
type GroupsQuery = z.output<typeof GroupsQuery>

const listAll = defineRoute({
  method: 'GET',
  path: '/directory_groups',
  permission: 'directory_groups:read',
  summary: 'Lists the groups of a directory or those that a user is a direct member of.',
  answer: 'list of directory_group',
  query: GroupsQuery,
  async handle({ query, caller }, { database }) {
    const scope = await findScope(database, caller, query)
    const groups = scope ? await listGroupFields(database, scope, toListPage(query)) : emptyListed
    return toListObject(groups, query, toDirectoryGroupObject)
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
export const directoryGroupRoutes = [listAll, getOne]

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
