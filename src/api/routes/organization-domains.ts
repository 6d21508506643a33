import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import { type OrganizationDomain, toOrganizationDomainObject } from '../../model/organization-domain.ts'
import type { Queryable } from '../../store/database.ts'
import {
  deleteOrganizationDomain,
  findOrganizationDomain,
  updateOrganizationDomain,
} from '../../store/organization-domains.ts'
import { type Changed, change } from '../change.ts'
import { addFurtherDomain, rematchPeople } from '../change-organization-domains.ts'
import { DomainName } from '../organization-body.ts'
import { openOrganization } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, ObjectId } from '../validation.ts'
import { verifyDomain } from '../verify-domain.ts'

const createOne = defineRoute({
  method: 'POST',
  path: '/organization_domains',
  permission: 'organizations:write',
  action: 'organization_domain.created',
  summary: 'Gives an organization one more domain, which is `pending` until it is verified.',
  answer: 'organization_domain',
  status: 201,
  body: z.object({
    organization_id: ObjectId.describe('The organization that it belongs to.'),
    domain: DomainName.describe('The name, like `example.com`. No two organizations have the same.'),
  }),
  async handle(request, context) {
    const { body, caller } = request
    const { id: organizationId } = await openOrganization(context, caller, body.organization_id)
    return change(context, request, async (transaction) => {
      const work = { transaction, platform: context.platform }
      const domain = await addFurtherDomain(work, organizationId, { domain: body.domain, state: 'pending' })
      return toChanged(null, domain)
    })
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/organization_domains/:id',
  permission: 'organizations:read',
  summary: 'Gives one domain of an organization.',
  answer: 'organization_domain',
  params: IdParams,
  handle: async ({ params, caller }, { database }) =>
    toOrganizationDomainObject(await openDomain(database, caller, params.id)),
})

const verifyOne = defineRoute({
  method: 'POST',
  path: '/organization_domains/:id/verify',
  permission: 'organizations:write',
  action: 'organization_domain.verified',
  summary:
    'Asks the DNS for the TXT record `{verification_prefix}.{domain}`. Where it says `verification_token` the domain is `verified`; else it is `pending`, and after 30 days `failed`. Ask again at any time.',
  answer: 'organization_domain',
  status: 201,
  params: IdParams,
  async handle(request, context) {
    const { params, caller } = request
    const domain = await openDomain(context.database, caller, params.id)
    const checked = domain.state === 'verified' ? null : await verifyDomain(context, domain)
    return change(context, request, async (transaction) => {
      const isChanged = checked !== null && (await updateOrganizationDomain(transaction, checked))
      if (isChanged) {
        await rematchPeople({ ...context, transaction }, domain.organizationId, [checked])
        return toChanged(domain, checked)
      }
      const { domain: name } = await openDomain(transaction, caller, params.id)
      throw new AppError('domain_already_verified', { domain: name })
    })
  },
})

const deleteOne = defineRoute({
  method: 'DELETE',
  path: '/organization_domains/:id',
  permission: 'organizations:write',
  action: 'organization_domain.deleted',
  summary: 'Removes a domain from its organization.',
  status: 204,
  params: IdParams,
  async handle(request, context) {
    const { params, caller } = request
    return change(context, request, async (transaction) => {
      const domain = await openDomain(transaction, caller, params.id)
      if (!(await deleteOrganizationDomain(transaction, domain))) throw noDomain(params.id)
      await rematchPeople({ ...context, transaction }, domain.organizationId, [domain])
      return toChanged(domain, null)
    })
  },
})

/** The routes of domains of organizations. */
export const organizationDomainRoutes = [createOne, getOne, verifyOne, deleteOne]

async function openDomain(on: Queryable, caller: Caller, id: string): Promise<OrganizationDomain> {
  const domain = await findOrganizationDomain(on, id, caller.organizationId)
  if (!domain) throw noDomain(id)
  return domain
}

function noDomain(id: string): AppError {
  return new AppError('not_found', { what: 'organization domain', id })
}

/** What became of a domain; whatever is left of it is the answer. */
function toChanged(before: OrganizationDomain | null, after: OrganizationDomain | null): Changed {
  const { id, organizationId } = (after ?? before) as OrganizationDomain
  const show = (domain: OrganizationDomain | null): JsonObject | null => domain && toOrganizationDomainObject(domain)
  const target = { type: 'organization_domain', id, organizationId }
  return { answer: show(after), target, before: show(before), after: show(after) }
}
