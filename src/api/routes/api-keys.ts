import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { type ApiKey, Permission } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import { listApiKeys, revokeApiKey } from '../../store/api-keys.ts'
import { holdOrganization } from '../../store/organizations.ts'
import { type Changed, change } from '../change.ts'
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
  action: 'api_key.created',
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
  async handle(request, context) {
    const { body, caller } = request
    const { platform } = context
    const organizationId = body.organization_id ?? caller.organizationId
    if (organizationId !== null) await openOrganization(context, caller, organizationId)
    return change(context, request, async (transaction) => {
      if (organizationId !== null) await holdOrganization(transaction, organizationId)
      const { key, secret } = await createApiKey({ transaction, platform }, caller, {
        name: body.name,
        organizationId,
        scopes: body.permissions,
        expiresInDays: body.expires_in_days ?? null,
      })
      const after = toApiKeyObject(key)
      return { answer: { ...after, value: secret }, target: targetOf(key), before: null, after }
    })
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
  action: 'api_key.revoked',
  summary: 'Revokes an API key at once.',
  status: 204,
  params: IdParams,
  async handle(request, context) {
    const { params, caller } = request
    const { platform, keys } = context
    const ref = { id: params.id, organizationId: caller.organizationId }
    const answer = await change(context, request, async (transaction) => {
      const key = await revokeApiKey(transaction, ref, platform.clock.now())
      if (!key) throw new AppError('not_found', { what: 'API key', id: params.id })
      return { answer: null, target: targetOf(key), before: toApiKeyObject(key), after: null }
    })
    keys.clear()
    return answer
  },
})

/** The routes of API keys. */
export const apiKeyRoutes = [createOne, listAll, revokeOne]

function targetOf({ id, organizationId }: ApiKey): Changed['target'] {
  return { type: 'api_key', id, organizationId }
}

/** WorkOS's `api_key`; a key that opens all organizations has no owner. */
function toApiKeyObject(key: ApiKey): JsonObject {
  return {
    object: 'api_key',
    id: key.id,
    owner: key.organizationId === null ? null : { type: 'organization', id: key.organizationId },
    name: key.name,
    obfuscated_value: `sk_...${key.suffix}`,
    permissions: [...key.scopes],
    member_id: key.memberId,
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    created_at: key.createdAt.toISOString(),
    updated_at: key.createdAt.toISOString(),
  }
}
