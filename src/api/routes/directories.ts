import { z } from 'zod'
import { PullDirectoryType } from '../../model/connection.ts'
import { DeprovisioningPolicy, type Directory, ScimDirectoryType } from '../../model/directory.ts'
import type { JsonObject } from '../../model/json.ts'
import { type DirectoryWithTotals, listDirectories } from '../../store/directories.ts'
import type { ApiContext } from '../api-context.ts'
import { change } from '../change.ts'
import { createDirectory } from '../create-directory.ts'
import { deleteDirectory } from '../delete-directory.ts'
import { toDirectoryObject, toState } from '../directory-object.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import type { DirectoryChange } from '../lock-directory.ts'
import { Directory as DirectoryObject } from '../objects/directory.ts'
import { openDirectory, openOrganization, organizationOfList } from '../organization-scope.ts'
import { type ChangedDirectory, pauseDirectory, resumeDirectory } from '../pause-directory.ts'
import { defineRoute, type RouteRequest } from '../route.ts'
import { connectDirectory, prepareConnection } from '../sync/change-connection.ts'
import { ConnectionBody } from '../sync/connection-body.ts'
import { type NewConnection, newConnection } from '../sync/new-connection.ts'
import { updateDirectory } from '../update-directory.ts'
import { IdParams, ObjectId, text } from '../validation.ts'

const name = text(255).trim().min(1, 'must not be empty')

const createOne = defineRoute({
  method: 'POST',
  path: '/directories',
  permission: 'directories:write',
  action: 'directory.created',
  summary:
    'Makes a directory. One whose source pushes SCIM gets its first bearer token, which is shown this once; one that Muster reads itself is read at once where it is given how.',
  answer: 'directory, with `bearer_token`',
  status: 201,
  body: z.object({
    organization_id: ObjectId.describe('The organization whose people it holds.'),
    name: name.describe('At most 255 characters.'),
    type: z
      .enum([...ScimDirectoryType.options, ...PullDirectoryType.options])
      .describe('The source: one of the types below.'),
    connection: ConnectionBody.optional().describe(
      'For types that Muster reads itself: `settings`, and, where they differ from the defaults, `mapping`, `scope`, `guards` and `schedule`, as in [the connection](#put-directoriesidconnection). Left out, it is given there later: nothing is read until then, and until its schedule is switched on.',
    ),
  }),
  async handle(request, context) {
    const { body, caller, cause } = request
    const { platform } = context
    const { id: organizationId } = await openOrganization(context, caller, body.organization_id)
    const connected = newConnection(context.connectors, body.type, body.connection)
    const answer = await change(context, request, async (transaction) => {
      const wanted = { organizationId, name: body.name, type: body.type }
      const { directory, secret } = await createDirectory({ transaction, platform, cause }, wanted)
      if (connected) await connect({ context, transaction }, { ...connected, directory })
      const after = toDirectoryObject(directory, context.publicUrl())
      const target = { type: 'directory', id: directory.id, organizationId }
      const stream = { organizationId, streamId: directory.id }
      return { answer: { ...after, bearer_token: secret }, target, before: null, after, stream }
    })
    if (connected) context.sync.wake()
    return answer
  },
})

function connect(
  change: Parameters<typeof connectDirectory>[0],
  { connector, body, directory }: NewConnection & { readonly directory: Directory },
): Promise<unknown> {
  return body
    ? connectDirectory(change, { connector, directory }, body)
    : prepareConnection(change, { connector, directory })
}

const listAll = defineRoute({
  method: 'GET',
  path: '/directories',
  permission: 'directories:read',
  summary: 'Lists directories.',
  answer: 'list of directory',
  query: z.object({
    ...listQuery,
    organization_id: ObjectId.optional().describe('Only those of this organization.'),
    search: text(255).optional().describe('A part of the name, in any case.'),
    domain: text(253).toLowerCase().optional().describe('Only those of the organization that has this domain.'),
    states: DirectoryObject.shape.state.array().optional().describe('A list: only those in these states.'),
    types: text(50).array().optional().describe('A list: only those of these types.'),
    sort: z
      .enum(['created', 'name'])
      .default('created')
      .describe('`created`, by the time of their making, which is the default, or `name`.'),
  }),
  lists: ['states', 'types'],
  async handle({ query, caller }, context) {
    const toObject = (directory: DirectoryWithTotals) => toDirectoryObject(directory, context.publicUrl())
    const organizationId = organizationOfList(caller, query.organization_id)
    if (organizationId === undefined) return toListObject(emptyListed, query, toObject)
    const filter = {
      organizationId,
      search: query.search ?? null,
      domain: query.domain ?? null,
      states: query.states?.length ? query.states.map(toState) : null,
      types: query.types?.length ? query.types : null,
      sort: query.sort,
    }
    return toListObject(await listDirectories(context.database, filter, toListPage(query)), query, toObject)
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/directories/:id',
  permission: 'directories:read',
  summary: 'Gives one directory.',
  answer: 'directory',
  params: IdParams,
  handle: async ({ params, caller }, context) =>
    toDirectoryObject(await openDirectory(context, caller, params.id), context.publicUrl()),
})

const Deprovisioning = z.object({
  policy: DeprovisioningPolicy.optional(),
  grace_days: z.int().min(1).max(365).optional(),
  restore_days: z.int().min(0).max(365).optional(),
})

const updateOne = defineRoute({
  method: 'PUT',
  path: '/directories/:id',
  permission: 'directories:write',
  action: 'directory.updated',
  summary: 'Changes a directory: what is given; what is left out stays.',
  answer: 'directory',
  params: IdParams,
  body: z.object({
    name: name.optional().describe('At most 255 characters.'),
    deprovisioning: Deprovisioning.optional().describe(
      'What it means when the source deactivates or deletes users: see [deprovisioning](deprovisioning.md). `policy` is `suspend`, `delete_after_grace` or `keep`, `grace_days` 1 to 365, `restore_days` 0 to 365; what is left out stays.',
    ),
  }),
  async handle(request, context) {
    const { params, body, caller } = request
    const { platform } = context
    const { policy, grace_days: graceDays, restore_days: restoreDays } = body.deprovisioning ?? {}
    const deprovisioning = {
      ...(policy !== undefined && { policy }),
      ...(graceDays !== undefined && { graceDays }),
      ...(restoreDays !== undefined && { restoreDays }),
    }
    const directory = await openDirectory(context, caller, params.id)
    return change(context, request, async (transaction) => {
      const wanted = { name: body.name, deprovisioning }
      const { before, after } = await updateDirectory({ transaction, platform }, directory, wanted)
      const target = { type: 'directory', id: directory.id, organizationId: directory.organizationId }
      const answer = toDirectoryObject(after, context.publicUrl())
      return { answer, target, before: toDirectoryObject(before, context.publicUrl()), after: answer }
    })
  },
})

const pauseOne = defineRoute({
  method: 'POST',
  path: '/directories/:id/pause',
  permission: 'directories:write',
  action: 'directory.paused',
  summary: 'Pauses a directory: what its source writes is refused, what it has stays readable.',
  answer: 'directory',
  params: IdParams,
  handle: (request, context) => changeDirectory(request, context, pauseDirectory),
})

const resumeOne = defineRoute({
  method: 'POST',
  path: '/directories/:id/resume',
  permission: 'directories:write',
  action: 'directory.resumed',
  summary: 'Lets the source of a paused directory write again.',
  answer: 'directory',
  params: IdParams,
  handle: (request, context) => changeDirectory(request, context, resumeDirectory),
})

const deleteOne = defineRoute({
  method: 'DELETE',
  path: '/directories/:id',
  permission: 'directories:write',
  action: 'directory.deleted',
  summary: 'Deletes a directory with all that it holds; no event tells of its users and groups.',
  status: 202,
  params: IdParams,
  async handle(request, context) {
    await changeDirectory(request, context, deleteDirectory)
    context.directoryTokens.clear()
    return null
  },
})

type DirectoryRequest = RouteRequest<z.output<typeof IdParams>, unknown, unknown>

/** Makes a change of the state of a directory, and answers with the directory as it is then. */
async function changeDirectory(
  request: DirectoryRequest,
  context: ApiContext,
  work: (change: DirectoryChange, ref: DirectoryWithTotals) => Promise<ChangedDirectory>,
): Promise<JsonObject | null> {
  const { params, caller, cause } = request
  const directory = await openDirectory(context, caller, params.id)
  return change(context, request, async (transaction) => {
    const { before, after } = await work({ transaction, platform: context.platform, cause }, directory)
    const [shownBefore, shownAfter] = [before, after].map((one) => toDirectoryObject(one, context.publicUrl()))
    const { id, organizationId } = directory
    return {
      answer: shownAfter ?? null,
      target: { type: 'directory', id, organizationId },
      before: shownBefore ?? null,
      after: shownAfter ?? null,
      stream: { organizationId, streamId: id },
    }
  })
}

/** The routes of directories. */
export const directoryRoutes = [createOne, listAll, getOne, updateOne, pauseOne, resumeOne, deleteOne]
