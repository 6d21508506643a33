import { z } from 'zod'
import { addressRulesOf, repositoryAddressProblem } from '../../as-code/git/repository-address.ts'
import {
  createRepositorySealer,
  RepositorySecretsBody,
  sealRepositorySecrets,
} from '../../as-code/git/repository-secrets.ts'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import {
  AutoApply,
  type ConfigRepository,
  nameOfRepository,
  neverFollowed,
  toConfigRepositoryObject,
} from '../../model/config-repository.ts'
import type { Queryable } from '../../store/database.ts'
import {
  deleteConfigRepository,
  findConfigRepository,
  insertConfigRepository,
  listConfigRepositories,
  updateConfigRepository,
} from '../../store/overlay/config-repositories.ts'
import type { ApiContext } from '../api-context.ts'
import { type Changed, change } from '../change.ts'
import { emptyListed, listQuery, toListObject } from '../list-query.ts'
import { openOrganization } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, RequestInvalid, text } from '../validation.ts'

const branchForm = /^(?!.*(\.\.|\/\/|@\{))[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}(?<![./]|\.lock)$/
const folderForm = /^(?!.*(^|\/)\.{1,2}(\/|$))[^:\\]*$/

const autoApplyWords =
  '`never`: plans wait for somebody who applies them. `additive`: those that take nothing away are applied at once, others once they are approved. `approved`: all once they are approved.'

const fields = {
  url: text(2048).describe(
    'Where it is, as git writes it: `https://…`, `git@host:path`, `ssh://…`, or a folder of the server that the operator allows.',
  ),
  branch: z.string().regex(branchForm, 'must be the name of a branch').describe('The branch that is followed.'),
  folder: text(500)
    .regex(folderForm, 'must be a folder within the repository, like "people"')
    .transform((folder) => folder.replace(/^\/+|\/+$/g, ''))
    .describe('The folder within it that holds the files. Empty: all of it.'),
  auto_apply: AutoApply.describe(autoApplyWords),
}

const path = '/organizations/:id/config_repositories'

const listAll = defineRoute({
  method: 'GET',
  path,
  permission: 'overlay:read',
  summary: 'Lists the repositories that are followed for an organization. All are on one page.',
  answer: 'list of config_repository',
  params: IdParams,
  query: z.object(listQuery),
  async handle({ params, query, caller }, { database }) {
    const { id } = await openOrganization({ database }, caller, params.id)
    const records = await listConfigRepositories(database, id)
    return toListObject({ ...emptyListed, records }, query, toConfigRepositoryObject)
  },
})

const createOne = defineRoute({
  method: 'POST',
  path,
  permission: 'plans:apply',
  action: 'config_repository.created',
  summary: 'Follows a git repository: each commit of its branch is planned, and applied as `auto_apply` says.',
  answer: 'config_repository',
  status: 201,
  params: IdParams,
  body: z.object({
    url: fields.url,
    name: text(200).min(1).optional().describe('By which plans say where they are from. Default: of the address.'),
    branch: fields.branch.default('main').describe('The branch that is followed. Default: `main`.'),
    folder: fields.folder.default('').describe('The folder within it that holds the files. Default: all of it.'),
    auto_apply: fields.auto_apply.default('never').describe(autoApplyWords),
    secrets: RepositorySecretsBody.default({}).describe(
      'By what it lets the server in. Stored encrypted, never shown.',
    ),
  }),
  async handle(request, context) {
    const { params, body, caller } = request
    const { id: organizationId } = await openOrganization(context, caller, params.id)
    const { url, branch, folder, auto_apply: autoApply, secrets } = body
    refuseAddress(context, organizationId, url)
    const now = context.platform.clock.now()
    const sealedSecrets = sealRepositorySecrets(createRepositorySealer(context.secretKey), secrets)
    const repository: ConfigRepository = {
      ...{
        organizationId,
        id: context.platform.newId('repository', now),
        name: body.name ?? nameOfRepository(url, folder),
      },
      ...{ url, branch, folder, sealedSecrets, autoApply, state: neverFollowed, lastCommit: null },
      ...{ nextLookAt: now, createdAt: now, updatedAt: now },
    }
    return change(context, request, async (transaction) => {
      await insertConfigRepository(transaction, repository)
      return toChanged(null, repository)
    })
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/config_repositories/:id',
  permission: 'overlay:read',
  summary: 'Gives a repository: what was seen of it, and which plan came of it.',
  answer: 'config_repository',
  params: IdParams,
  handle: async ({ params, caller }, { database }) =>
    toConfigRepositoryObject(await openRepository(database, caller, params)),
})

const updateOne = defineRoute({
  method: 'PATCH',
  path: '/config_repositories/:id',
  permission: 'plans:apply',
  action: 'config_repository.updated',
  summary: 'Changes how a repository is followed. It is looked at and planned anew.',
  answer: 'config_repository',
  params: IdParams,
  body: z.object({
    url: fields.url.optional().describe('Where it is.'),
    branch: fields.branch.optional().describe('The branch that is followed.'),
    folder: fields.folder.optional().describe('The folder within it that holds the files.'),
    auto_apply: fields.auto_apply.optional().describe(autoApplyWords),
    secrets: RepositorySecretsBody.optional().describe('Takes the place of all that there were. `{}`: none.'),
  }),
  async handle(request, context) {
    const { params, body, caller } = request
    const now = context.platform.clock.now()
    return change(context, request, async (transaction) => {
      const before = await openRepository(transaction, caller, { ...params, lock: true })
      const { url = before.url, branch = before.branch, folder = before.folder, auto_apply: autoApply } = body
      refuseAddress(context, before.organizationId, url)
      const sealer = createRepositorySealer(context.secretKey)
      const after: ConfigRepository = {
        ...before,
        ...{ url, branch, folder, autoApply: autoApply ?? before.autoApply },
        ...(body.secrets && { sealedSecrets: sealRepositorySecrets(sealer, body.secrets) }),
        ...{ lastCommit: null, nextLookAt: now, updatedAt: now },
      }
      await updateConfigRepository(transaction, after)
      return toChanged(before, after)
    })
  },
})

const lookNow = defineRoute({
  method: 'POST',
  path: '/config_repositories/:id/look',
  permission: 'plans:create',
  action: 'config_repository.looked_at',
  summary: 'Asks for a look at a repository now: for a hook of the git host. It is looked at every minute anyway.',
  answer: 'config_repository',
  params: IdParams,
  async handle(request, context) {
    const { params, caller } = request
    const nextLookAt = context.platform.clock.now()
    return change(context, request, async (transaction) => {
      const before = await openRepository(transaction, caller, { ...params, lock: true })
      const after = { ...before, nextLookAt }
      await updateConfigRepository(transaction, after)
      return toChanged(before, after)
    })
  },
})

const deleteOne = defineRoute({
  method: 'DELETE',
  path: '/config_repositories/:id',
  permission: 'plans:apply',
  action: 'config_repository.deleted',
  summary: 'Follows a repository no longer. What it declared stays as it is.',
  status: 204,
  params: IdParams,
  async handle(request, context) {
    const { params, caller } = request
    return change(context, request, async (transaction) => {
      const before = await openRepository(transaction, caller, { ...params, lock: true })
      await deleteConfigRepository(transaction, before)
      return toChanged(before, null)
    })
  },
})

/** The routes of repositories that the server follows. */
export const configRepositoryRoutes = [listAll, createOne, getOne, updateOne, lookNow, deleteOne]

async function openRepository(
  on: Queryable,
  { organizationId }: Caller,
  { id, lock = false }: { readonly id: string; readonly lock?: boolean },
): Promise<ConfigRepository> {
  const repository = await findConfigRepository(on, id, { organizationId, lock })
  if (!repository) throw new AppError('not_found', { what: 'repository', id })
  return repository
}

function refuseAddress(context: ApiContext, organizationId: string, url: string): void {
  const problem = repositoryAddressProblem(url, addressRulesOf(context, organizationId))
  if (problem) throw new RequestInvalid([{ code: 'invalid_format', field: 'url', message: `url ${problem}` }])
}

function toChanged(before: ConfigRepository | null, after: ConfigRepository | null): Changed {
  const { id, organizationId } = (after ?? before) as ConfigRepository
  const [shownBefore, shownAfter] = [
    before && toConfigRepositoryObject(before),
    after && toConfigRepositoryObject(after),
  ]
  const target = { type: 'config_repository', id, organizationId }
  return { answer: shownAfter, target, before: shownBefore, after: shownAfter }
}
