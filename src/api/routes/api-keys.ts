import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { type ApiKey, Permission } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import { listApiKeys, revokeApiKey } from '../../store/api-keys.ts'
import { createApiKey } from '../create-api-key.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { openOrganization, organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { ExpiresInDays, IdParams, ObjectId, text } from '../validation.ts'

const scopes = ['*', ...Permission.options] as const
const Scopes = z.enum(scopes, `must be ${scopes.join(', ')}`).array()

const createOne = defineRoute({
  method: 'POST',
  path: '/api_keys',
  permission: 'api_keys:write',
  summary:
    'Makes an API key; its value is shown this once. It can do and see no more, and lasts no longer, than its maker.',
  answer: 'api_key, with `value`',
  status: 201,
  body: z.object({
    name: text(255).trim().min(1, 'must not be empty').describe('At most 255 characters.'),
    permissions: Scopes.min(1, 'must name at least one permission')
      .max(50, 'must name at most 50 permissions')
      .default(['*'])
      .describe('A list of permissions. Default: `["*"]`, all of them.'),
    organization_id: ObjectId.nullish().describe('Binds it to an organization; else it opens what its maker opens.'),
    expires_in_days: ExpiresInDays.nullish().describe('1 to 3650; it ends with its maker at the latest.'),
  }),
  async handle({ body, caller }, context) {
    const organizationId = body.organization_id ?? caller.organizationId
    if (organizationId !== null) await openOrganization(context, caller, organizationId)
    const { key, secret } = await createApiKey(context, caller, {
      name: body.name,
      organizationId,
      scopes: body.permissions,
      expiresInDays: body.expires_in_days ?? null,
    })
    return { ...toApiKeyObject(key), value: secret }
  },
})

const listAll = defineRoute({
  method: 'GET',
  path: '/api_keys',
  permission: 'api_keys:read',
  summary: 'Lists the API keys that are not revoked.',
  answer: 'list of api_key',
  query: z.object({
    ...listQuery,
    organization_id: ObjectId.optional().describe('Only those bound to this organization.'),
  }),
  async handle({ query, caller }, { database }) {
    const organizationId = organizationOfList(caller, query.organization_id)
    if (organizationId === undefined) return toListObject(emptyListed, query, toApiKeyObject)
    return toListObject(await listApiKeys(database, organizationId, toListPage(query)), query, toApiKeyObject)
  },
})

const revokeOne = defineRoute({
  method: 'DELETE',
  path: '/api_keys/:id',
  permission: 'api_keys:write',
  summary: 'Revokes an API key at once.',
  status: 204,
  params: IdParams,
  async handle({ params, caller }, { database, platform, keys }) {
    const ref = { id: params.id, organizationId: caller.organizationId }
    const isRevoked = await revokeApiKey(database, ref, platform.clock.now())
    if (!isRevoked) throw new AppError('not_found', { what: 'API key', id: params.id })
    keys.clear()
    return null
  },
})

/** The routes of API keys. */
export const apiKeyRoutes = [createOne, listAll, revokeOne]

/** WorkOS's `api_key`; a key that opens all organizations has no owner. */
function toApiKeyObject(key: ApiKey): JsonObject {
  return {
    object: 'api_key',
    id: key.id,
    owner: key.organizationId === null ? null : { type: 'organization', id: key.organizationId },
    name: key.name,
    obfuscated_value: `sk_...${key.suffix}`,
    permissions: [...key.scopes],
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    created_at: key.createdAt.toISOString(),
    updated_at: key.createdAt.toISOString(),
  }
}
