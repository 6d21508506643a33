import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Organization } from '../../model/organization.ts'
import { insertOrganization, listOrganizations } from '../../store/organizations.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { openOrganization } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, text } from '../validation.ts'

// The limits of WorkOS's metadata and external_id.
const Metadata = z
  .record(text(40), text(600))
  .refine((metadata) => Object.keys(metadata).length <= 50, 'must have at most 50 keys')
const ExternalId = text(128).regex(/^[\x20-\x7e]+$/, 'must be printable ASCII')

const createOrganization = defineRoute({
  method: 'POST',
  path: '/organizations',
  permission: 'organizations:write',
  summary: 'Makes an organization. Only a key that is bound to none can.',
  answer: 'organization',
  status: 201,
  body: z.object({
    name: text(255).trim().min(1, 'must not be empty').describe('At most 255 characters.'),
    external_id: ExternalId.nullish().describe('Your own id of it, unique: at most 128 printable ASCII characters.'),
    metadata: Metadata.nullish().describe('At most 50 texts of at most 600 characters, under keys of at most 40.'),
  }),
  async handle({ body, caller }, { database, platform }) {
    if (caller.organizationId !== null) {
      throw new AppError('organization_bound', { organizationId: caller.organizationId, action: 'make organizations' })
    }
    const now = platform.clock.now()
    const organization: Organization = {
      id: platform.newId('org', now),
      name: body.name,
      externalId: body.external_id ?? null,
      metadata: body.metadata ?? {},
      createdAt: now,
      updatedAt: now,
    }
    await insertOrganization(database, organization)
    return toOrganizationObject(organization)
  },
})

const listAll = defineRoute({
  method: 'GET',
  path: '/organizations',
  permission: 'organizations:read',
  summary: 'Lists organizations.',
  answer: 'list of organization',
  query: z.object({
    ...listQuery,
    search: text(255).optional().describe('A part of the name, in any case.'),
    domains: z
      .string()
      .array()
      .optional()
      .describe('A list. No organization has domains in this version, so the answer is an empty list.'),
  }),
  lists: ['domains'],
  async handle({ query, caller }, { database }) {
    // No organization has a domain, so none has one of these.
    if (query.domains !== undefined) return toListObject(emptyListed, query, toOrganizationObject)
    const filter = { id: caller.organizationId, search: query.search ?? null }
    return toListObject(await listOrganizations(database, filter, toListPage(query)), query, toOrganizationObject)
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/organizations/:id',
  permission: 'organizations:read',
  summary: 'Gives one organization.',
  answer: 'organization',
  params: IdParams,
  handle: async ({ params, caller }, context) =>
    toOrganizationObject(await openOrganization(context, caller, params.id)),
})

/** The routes of organizations. */
export const organizationRoutes = [createOrganization, listAll, getOne]

function toOrganizationObject(organization: Organization): JsonObject {
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    allow_profiles_outside_organization: false,
    domains: [],
    metadata: { ...organization.metadata },
    external_id: organization.externalId,
    created_at: organization.createdAt.toISOString(),
    updated_at: organization.updatedAt.toISOString(),
  }
}
