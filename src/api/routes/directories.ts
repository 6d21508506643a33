import { z } from 'zod'
import { DeprovisioningPolicy, ScimDirectoryType } from '../../model/directory.ts'
import { type DirectoryWithTotals, listDirectories } from '../../store/directories.ts'
import { createDirectory } from '../create-directory.ts'
import { toDirectoryObject } from '../directory-object.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { openDirectory, openOrganization, organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { updateDirectory } from '../update-directory.ts'
import { IdParams, ObjectId, text } from '../validation.ts'

const name = text(255).trim().min(1, 'must not be empty')

const createOne = defineRoute({
  method: 'POST',
  path: '/directories',
  permission: 'directories:write',
  summary: 'Makes a directory and its first bearer token, which is shown this once.',
  answer: 'directory, with `bearer_token`',
  status: 201,
  body: z.object({
    organization_id: ObjectId.describe('The organization whose people it holds.'),
    name: name.describe('At most 255 characters.'),
    type: ScimDirectoryType.describe('The identity provider: one of the types below.'),
  }),
  async handle({ body, caller, cause }, context) {
    const organization = await openOrganization(context, caller, body.organization_id)
    const wanted = { organizationId: organization.id, name: body.name, type: body.type }
    const { directory, secret } = await createDirectory(context, wanted, cause)
    context.eventLog.wrote({ organizationId: directory.organizationId, streamId: directory.id })
    return { ...toDirectoryObject(directory, context.publicUrl()), bearer_token: secret }
  },
})

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
    domain: text(255).optional().describe('No directory has a domain in this version, so the answer is an empty list.'),
  }),
  async handle({ query, caller }, context) {
    const toObject = (directory: DirectoryWithTotals) => toDirectoryObject(directory, context.publicUrl())
    const organizationId = organizationOfList(caller, query.organization_id)
    // No directory has a domain, so none has this one.
    if (organizationId === undefined || query.domain !== undefined) return toListObject(emptyListed, query, toObject)
    const filter = { organizationId, search: query.search ?? null }
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
  summary: 'Changes a directory: what is given; what is left out stays.',
  answer: 'directory',
  params: IdParams,
  body: z.object({
    name: name.optional().describe('At most 255 characters.'),
    deprovisioning: Deprovisioning.optional().describe(
      'What it means when the source deactivates or deletes users: see [deprovisioning](deprovisioning.md). `policy` is `suspend`, `delete_after_grace` or `keep`, `grace_days` 1 to 365, `restore_days` 0 to 365; what is left out stays.',
    ),
  }),
  async handle({ params, body, caller }, context) {
    const { policy, grace_days: graceDays, restore_days: restoreDays } = body.deprovisioning ?? {}
    const deprovisioning = {
      ...(policy !== undefined && { policy }),
      ...(graceDays !== undefined && { graceDays }),
      ...(restoreDays !== undefined && { restoreDays }),
    }
    const directory = await openDirectory(context, caller, params.id)
    await updateDirectory(context, directory, { name: body.name, deprovisioning })
    return toDirectoryObject(await openDirectory(context, caller, params.id), context.publicUrl())
  },
})

/** The routes of directories. */
export const directoryRoutes = [createOne, listAll, getOne, updateOne]
