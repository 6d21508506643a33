import { z } from 'zod'
import { listSourceFiles } from '../../store/source-files.ts'
import { emptyListed, listQuery, toListObject } from '../list-query.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { toSourceFileObject } from '../source-files/source-file-object.ts'
import { IdParams } from '../validation.ts'

const listAll = defineRoute({
  method: 'GET',
  path: '/directories/:id/files',
  permission: 'connections:read',
  summary: 'Lists the files that were uploaded for a directory, by name. All are on one page.',
  answer: 'list of source_file',
  params: IdParams,
  query: z.object(listQuery),
  async handle({ params, query, caller }, context) {
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    const records = await listSourceFiles(context.database, { organizationId, directoryId })
    return toListObject({ ...emptyListed, records }, query, toSourceFileObject)
  },
})

/** The routes of uploaded files, but for the upload. */
export const sourceFileRoutes = [listAll]
