import { z } from 'zod'
import { restoringSince, toDeletedUserObject } from '../../model/deleted-user.ts'
import { listDeletedUsers } from '../../store/deleted-users.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams } from '../validation.ts'

const listAll = defineRoute({
  method: 'GET',
  path: '/directories/:id/deleted_users',
  permission: 'directory_users:read',
  summary: 'Lists the users of a directory that were deleted and can be restored.',
  answer: 'list of deleted_directory_user',
  params: IdParams,
  query: z.object(listQuery),
  async handle({ params, query, caller }, context) {
    const { organizationId, id, deprovisioning } = await openDirectory(context, caller, params.id)
    const scope = { organizationId, directoryId: id }
    const since = restoringSince(context.platform.clock.now(), deprovisioning)
    const users = await listDeletedUsers(context.database, { scope, since }, toListPage(query))
    return toListObject(users, query, (user) => toDeletedUserObject(user, deprovisioning))
  },
})

/** The routes of users that were deleted. */
export const deletedUserRoutes = [listAll]
