import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { isPulled } from '../../model/connection.ts'
import type { Directory } from '../../model/directory.ts'
import type { ApiContext } from '../api-context.ts'
import { change } from '../change.ts'
import { upTo100 } from '../imports/import-bodies.ts'
import { importDirectories } from '../imports/import-directories.ts'
import { importOrganizations } from '../imports/import-organizations.ts'
import { importGroups, importUsers } from '../imports/import-records.ts'
import { type ImportResult, idsByResult, toImportAnswer } from '../imports/import-result.ts'
import { openDirectory, refuseBound } from '../organization-scope.ts'
import { defineRoute, type RouteRequest } from '../route.ts'
import { IdParams } from '../validation.ts'

const ofOrganizations = defineRoute({
  method: 'POST',
  path: '/imports/organizations',
  permission: 'imports:write',
  action: 'organization.imported',
  summary: 'Brings organizations of another product, with their ids. Only a key that is bound to none can.',
  answer: 'list of import_result',
  body: z.object({
    organizations: upTo100(
      'Up to 100: each with a `name` and its `id` or `external_id` (then it gets an id); `metadata`, `domains`, `created_at`.',
    ),
  }),
  async handle(request, context) {
    refuseBound(request.caller, 'import')
    return change(context, request, async (transaction) => {
      const { platform } = context
      const results = await importOrganizations({ transaction, platform }, request.body.organizations)
      return reported(results, { type: 'organization', id: null, organizationId: null })
    })
  },
})

const ofDirectories = defineRoute({
  method: 'POST',
  path: '/imports/directories',
  permission: 'imports:write',
  action: 'directory.imported',
  summary: 'Brings directories of another product, with their ids and bearer tokens.',
  answer: 'list of import_result',
  body: z.object({
    directories: upTo100(
      'Up to 100: each with `id`, `organization_id`, `name` and `type`; `bearer_token`, with which its identity provider goes on, `external_key`, `created_at`.',
    ),
  }),
  async handle(request, context) {
    const { caller, cause, body } = request
    refuseBound(caller, 'import')
    const { platform } = context
    let written: readonly Directory[] = []
    const answer = await change(context, request, async (transaction) => {
      const { results, directories } = await importDirectories({ transaction, platform, cause }, body.directories)
      written = directories
      return reported(results, { type: 'directory', id: null, organizationId: null })
    })
    context.directoryTokens.clear()
    for (const { organizationId, id } of written) context.eventLog.wrote({ organizationId, streamId: id })
    return answer
  },
})

const ofUsers = defineRoute({
  method: 'POST',
  path: '/imports/directories/:id/users',
  permission: 'imports:write',
  action: 'directory_user.imported',
  summary: 'Brings users of another product into a directory, with their ids.',
  answer: 'list of import_result',
  params: IdParams,
  body: z.object({
    users: upTo100(
      "Up to 100: each in the shape of WorkOS's `directory_user`; `raw_attributes` may be its SCIM resource.",
    ),
  }),
  handle: (request, context) => importInto(request, context, { things: request.body.users, bring: importUsers }),
})

const ofGroups = defineRoute({
  method: 'POST',
  path: '/imports/directories/:id/groups',
  permission: 'imports:write',
  action: 'directory_group.imported',
  summary: 'Brings groups of another product into a directory, with their ids and members.',
  answer: 'list of import_result',
  params: IdParams,
  body: z.object({
    groups: upTo100(
      'Up to 100: each in the shape of WorkOS\'s `directory_group`, with `member_ids`: all its members, or with `members: "add"` more of them.',
    ),
  }),
  handle: (request, context) => importInto(request, context, { things: request.body.groups, bring: importGroups }),
})

/** The routes that bring what another product has. */
export const importRoutes = [ofOrganizations, ofDirectories, ofUsers, ofGroups]

type Import = { readonly things: readonly unknown[]; readonly bring: typeof importUsers }

async function importInto(
  request: RouteRequest<z.output<typeof IdParams>, unknown, unknown>,
  context: ApiContext,
  { things, bring }: Import,
) {
  const { params, caller, cause } = request
  const directory = await openDirectory(context, caller, params.id)
  const { id, organizationId } = directory
  refuseBound(caller, 'import')
  // Nobody whom the source does not know would ever be updated or removed again.
  if (isPulled(directory)) throw new AppError('directory_is_pulled', { id })
  return change(context, request, async () => {
    const results = await bring({ context, directory: { organizationId, directoryId: id }, cause }, things)
    return reported(results, { type: 'directory', id, organizationId })
  })
}

function reported(
  results: readonly ImportResult[],
  target: { readonly type: string; readonly id: string | null; readonly organizationId: string | null },
) {
  return { answer: toImportAnswer(results), target, before: null, after: idsByResult(results) }
}
