import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Organization } from '../../model/organization.ts'
import type { Queryable } from '../../store/database.ts'
import {
  findOrganizationByExternalId,
  insertOrganization,
  listOrganizations,
  lockOrganization,
} from '../../store/organizations.ts'
import { change } from '../change.ts'
import { addOrganizationDomains } from '../change-organization-domains.ts'
import { deleteOrganization } from '../delete-organization.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { givenDomains, NewOrganizationBody, OrganizationChangeBody } from '../organization-body.ts'
import { showOrganizations, toOrganizationObject } from '../organization-object.ts'
import { openOrganization, refuseBound } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { updateOrganization } from '../update-organization.ts'
import { IdParams, text } from '../validation.ts'

const createOrganization = defineRoute({
  method: 'POST',
  path: '/organizations',
  permission: 'organizations:write',
  action: 'organization.created',
  summary: 'Makes an organization. Only a key that is bound to none can.',
  answer: 'organization',
  status: 201,
  body: NewOrganizationBody,
  async handle(request, context) {
    const { body, caller } = request
    refuseBound(caller, 'make organizations')
    const now = context.platform.clock.now()
    const organization: Organization = {
      id: context.platform.newId('org', now),
      name: body.name,
      externalId: body.external_id ?? null,
      metadata: body.metadata ?? {},
      allowProfilesOutsideOrganization: body.allow_profiles_outside_organization ?? false,
      createdAt: now,
      updatedAt: now,
    }
    return change(context, request, async (transaction) => {
      await insertOrganization(transaction, organization)
      const work = { transaction, platform: context.platform }
      const domains = await addOrganizationDomains(work, organization.id, givenDomains(body) ?? [])
      const answer = toOrganizationObject(organization, domains)
      const target = { type: 'organization', id: organization.id, organizationId: organization.id }
      return { answer, target, before: null, after: answer }
    })
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
    domains: text(253).toLowerCase().array().optional().describe('A list: only those that have one of these domains.'),
  }),
  lists: ['domains'],
  async handle({ query, caller }, { database }) {
    const filter = {
      id: caller.organizationId,
      search: query.search ?? null,
      domains: query.domains?.length ? query.domains : null,
    }
    const listed = await listOrganizations(database, filter, toListPage(query))
    const records = await showOrganizations(database, listed.records)
    return toListObject({ ...listed, records }, query, (object) => object)
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
    showOne(context.database, await openOrganization(context, caller, params.id)),
})

const getByExternalId = defineRoute({
  method: 'GET',
  path: '/organizations/external_id/:external_id',
  permission: 'organizations:read',
  summary: 'Gives one organization by your own id of it.',
  answer: 'organization',
  params: z.object({ external_id: text(128).describe('Its `external_id`.') }),
  async handle({ params, caller }, { database }) {
    const organization = await findOrganizationByExternalId(database, params.external_id, caller.organizationId)
    if (!organization) throw new AppError('not_found', { what: 'organization', id: params.external_id })
    return showOne(database, organization)
  },
})

const updateOne = defineRoute({
  method: 'PUT',
  path: '/organizations/:id',
  permission: 'organizations:write',
  action: 'organization.updated',
  summary:
    'Changes an organization: what is given; what is left out stays. Only a key that is bound to none can change `external_id` or say that a domain is `verified`.',
  answer: 'organization',
  params: IdParams,
  body: OrganizationChangeBody,
  async handle(request, context) {
    const { params, body, caller } = request
    const { id } = await openOrganization(context, caller, params.id)
    return change(context, request, async (transaction) => {
      const work = { transaction, platform: context.platform, caller }
      const { before, after } = await updateOrganization(work, id, body)
      const target = { type: 'organization', id, organizationId: id }
      return { answer: after, target, before, after }
    })
  },
})

const deleteOne = defineRoute({
  method: 'DELETE',
  path: '/organizations/:id',
  permission: 'organizations:write',
  action: 'organization.deleted',
  summary: 'Deletes an organization with its directories. Only a key that is bound to none can.',
  status: 202,
  params: IdParams,
  async handle(request, context) {
    const { params, caller, cause } = request
    const { id } = await openOrganization(context, caller, params.id)
    refuseBound(caller, 'delete organizations')
    let directories: readonly string[] = []
    await change(context, request, async (transaction) => {
      const organization = await lockOrganization(transaction, id)
      const before = organization && (await showOne(transaction, organization))
      directories = await deleteOrganization({ transaction, platform: context.platform, cause }, id)
      return { answer: null, target: { type: 'organization', id, organizationId: id }, before, after: null }
    })
    context.keys.clear()
    context.directoryTokens.clear()
    for (const streamId of directories) context.eventLog.wrote({ organizationId: id, streamId })
    return null
  },
})

/** The routes of organizations. */
export const organizationRoutes = [createOrganization, listAll, getByExternalId, getOne, updateOne, deleteOne]

async function showOne(on: Queryable, organization: Organization): Promise<JsonObject | null> {
  const [object] = await showOrganizations(on, [organization])
  return object ?? null
}
