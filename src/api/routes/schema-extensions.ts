import { z } from 'zod'
import type { JsonObject } from '../../model/json.ts'
import { extensionLimits, type SchemaExtension } from '../../model/schema-extension.ts'
import type { Queryable } from '../../store/database.ts'
import { listSchemaExtensions, readSchemaExtensions } from '../../store/schema-extensions.ts'
import type { ApiContext } from '../api-context.ts'
import { type Changed, change } from '../change.ts'
import {
  changeSchemaExtensions,
  type ExtensionChange,
  removeSchemaExtension,
  requireExtension,
} from '../change-schema-extensions.ts'
import { AttributeList, Urn } from '../extension-body.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { openOrganization } from '../organization-scope.ts'
import { defineRoute, type RawRequest } from '../route.ts'
import { IdParams, ObjectId, text } from '../validation.ts'

const path = '/organizations/:id/schema_extensions'

const definition = {
  name: text(100).trim().min(1, 'must not be empty').describe('What people call it: at most 100 characters.'),
  description: text(2_000).default('').describe('At most 2000 characters.'),
  required: z.boolean().default(false).describe('Whether every such resource must have values of it. Default: false.'),
  attributes: AttributeList.describe(
    `Its attributes as [RFC 7643 section 7](schema-extensions.md#attributes) describes attributes: 1 to ${extensionLimits.attributes}, those within them included.`,
  ),
}

const OneParams = IdParams.extend({ extension_id: ObjectId.describe('The id of the schema extension.') })

const createOne = defineRoute({
  method: 'POST',
  path,
  permission: 'organizations:write',
  action: 'schema_extension.created',
  summary: 'Adds a schema of its own to the users or groups of an organization.',
  answer: 'schema_extension',
  status: 201,
  params: IdParams,
  body: z.object({
    urn: Urn.describe(
      "The schema's id: a URN of at most 255 characters that is not one of IETF's own. It cannot be changed.",
    ),
    resource_type: z.enum(['User', 'Group']).describe('`User` or `Group`. It cannot be changed.'),
    ...definition,
  }),
  async handle(request, context) {
    const { params, body, caller } = request
    const { id: organizationId } = await openOrganization(context, caller, params.id)
    const now = context.platform.clock.now()
    const { resource_type: resourceType, ...defined } = body
    const made: SchemaExtension = {
      ...defined,
      id: context.platform.newId('schema_extension', now),
      organizationId,
      resourceType,
      createdAt: now,
      updatedAt: now,
    }
    return changeServed(context, request, async (transaction) =>
      toChanged(await changeSchemaExtensions(transaction, organizationId, () => made)),
    )
  },
})

const listAll = defineRoute({
  method: 'GET',
  path,
  permission: 'organizations:read',
  summary: 'Lists the schema extensions of an organization.',
  answer: 'list of schema_extension',
  params: IdParams,
  query: z.object(listQuery),
  async handle({ params, query, caller }, context) {
    const { id } = await openOrganization(context, caller, params.id)
    const extensions = await listSchemaExtensions(context.database, id, toListPage(query))
    return toListObject(extensions, query, toSchemaExtensionObject)
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: `${path}/:extension_id`,
  permission: 'organizations:read',
  summary: 'Gives one schema extension.',
  answer: 'schema_extension',
  params: OneParams,
  async handle({ params, caller }, context) {
    const { id } = await openOrganization(context, caller, params.id)
    const extensions = await readSchemaExtensions(context.database, id)
    return toSchemaExtensionObject(requireExtension(extensions, params.extension_id))
  },
})

const replaceOne = defineRoute({
  method: 'PUT',
  path: `${path}/:extension_id`,
  permission: 'organizations:write',
  action: 'schema_extension.updated',
  summary: 'Replaces the definition of a schema extension. What stored users or groups contradict is refused with 409.',
  answer: 'schema_extension',
  params: OneParams,
  body: z.object(definition),
  async handle(request, context) {
    const { params, body, caller } = request
    const { id } = await openOrganization(context, caller, params.id)
    const updatedAt = context.platform.clock.now()
    const redefine = (extensions: readonly SchemaExtension[]) => ({
      ...requireExtension(extensions, params.extension_id),
      ...body,
      updatedAt,
    })
    return changeServed(context, request, async (transaction) =>
      toChanged(await changeSchemaExtensions(transaction, id, redefine)),
    )
  },
})

const deleteOne = defineRoute({
  method: 'DELETE',
  path: `${path}/:extension_id`,
  permission: 'organizations:write',
  action: 'schema_extension.deleted',
  summary: 'Deletes a schema extension of which no user or group has values; else it is refused with 409.',
  status: 204,
  params: OneParams,
  async handle(request, context) {
    const { params, caller } = request
    const { id } = await openOrganization(context, caller, params.id)
    return changeServed(context, request, async (transaction) => {
      const extension = await removeSchemaExtension(transaction, id, params.extension_id)
      return { answer: null, target: targetOf(extension), before: toSchemaExtensionObject(extension), after: null }
    })
  },
})

/** The routes of an organization's schema extensions. */
export const schemaExtensionRoutes = [createOne, listAll, getOne, replaceOne, deleteOne]

type OrganizationRequest = Pick<RawRequest, 'cause' | 'origin'> & { readonly params: { readonly id: string } }

/** Changes the extensions of an organization; what is served to it is read anew afterwards. */
async function changeServed(
  context: ApiContext,
  request: OrganizationRequest,
  work: (transaction: Queryable) => Promise<Changed>,
): Promise<JsonObject | null> {
  const answer = await change(context, request, work)
  context.resourceTypes.clear(request.params.id)
  return answer
}

function toChanged({ before, after }: ExtensionChange): Changed {
  const answer = toSchemaExtensionObject(after)
  return { answer, target: targetOf(after), before: before && toSchemaExtensionObject(before), after: answer }
}

function targetOf({ id, organizationId }: SchemaExtension): Changed['target'] {
  return { type: 'schema_extension', id, organizationId }
}

function toSchemaExtensionObject(extension: SchemaExtension): JsonObject {
  return {
    object: 'schema_extension',
    id: extension.id,
    organization_id: extension.organizationId,
    urn: extension.urn,
    name: extension.name,
    description: extension.description,
    resource_type: extension.resourceType,
    required: extension.required,
    attributes: extension.attributes.map((attribute): JsonObject => ({ ...attribute })),
    created_at: extension.createdAt.toISOString(),
    updated_at: extension.updatedAt.toISOString(),
  }
}
