import { randomBytes } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Caller } from '../model/api-key.ts'
import type { OrganizationDomain } from '../model/organization-domain.ts'
import { requestPeopleRebuild } from '../people/rebuild-people.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queryable } from '../store/database.ts'
import {
  deleteOrganizationDomain,
  domainsOfOrganizations,
  insertOrganizationDomain,
  updateOrganizationDomain,
} from '../store/organization-domains.ts'
import { lockOrganization } from '../store/organizations.ts'
import { type GivenDomain, maxDomains } from './organization-body.ts'
import { refuseBound } from './organization-scope.ts'

/** The transaction of a change, and what makes ids and times in it. */
export type Work = { readonly transaction: Queryable; readonly platform: Platform }

/** The same, and whose key asks for it. */
export type OrganizationChange = Work & { readonly caller: Caller }

/** Gives an organization one more domain. Refused with `domain_already_exists` when any organization has it. */
export async function addOrganizationDomain(
  { transaction, platform }: Work,
  organizationId: string,
  given: GivenDomain,
): Promise<OrganizationDomain> {
  const made = toNewDomain(platform, organizationId, given)
  await insertOrganizationDomain(transaction, made)
  return made
}

/** The same for one that may be full, or be deleted meanwhile. */
export async function addFurtherDomain(
  work: Work,
  organizationId: string,
  given: GivenDomain,
): Promise<OrganizationDomain> {
  const organization = await lockOrganization(work.transaction, organizationId)
  if (!organization) throw new AppError('not_found', { what: 'organization', id: organizationId })
  const domains = (await domainsOfOrganizations(work.transaction, [organizationId])).get(organizationId) ?? []
  if (domains.length >= maxDomains) throw new AppError('too_many_domains', { limit: maxDomains })
  const added = await addOrganizationDomain(work, organizationId, given)
  await rematchPeople(work, organizationId, [added])
  return added
}

/** Has people matched anew where verified domains came or went: users are matched by addresses of these. */
export async function rematchPeople(
  { transaction, platform }: Work,
  organizationId: string,
  changed: readonly Pick<OrganizationDomain, 'state'>[],
): Promise<void> {
  if (!changed.some(({ state }) => state === 'verified')) return
  await requestPeopleRebuild(transaction, organizationId, { reason: 'domains', now: platform.clock.now() })
}

/**
 * The order in which one transaction adds domains, over all organizations that it changes. Each waits for whoever is adding
 * the same name; in one order for all, no two wait for each other.
 */
export function byDomain(one: Pick<GivenDomain, 'domain'>, other: Pick<GivenDomain, 'domain'>): number {
  if (one.domain === other.domain) return 0
  return one.domain < other.domain ? -1 : 1
}

/** Gives an organization that was made or locked just now several domains. */
export async function addOrganizationDomains(
  { transaction, platform }: Work,
  organizationId: string,
  given: readonly GivenDomain[],
): Promise<readonly OrganizationDomain[]> {
  const made = given.map((one) => toNewDomain(platform, organizationId, one))
  await Promise.all(made.toSorted(byDomain).map((domain) => insertOrganizationDomain(transaction, domain)))
  return made
}

function toNewDomain(platform: Platform, organizationId: string, { domain, state }: GivenDomain): OrganizationDomain {
  const now = platform.clock.now()
  return {
    id: platform.newId('org_domain', now),
    organizationId,
    domain,
    state,
    verificationStrategy: state === 'verified' ? 'manual' : 'dns',
    verificationToken: randomBytes(18).toString('base64url'),
    createdAt: now,
    updatedAt: now,
  }
}

/**
 * Makes these the domains of an organization. A domain that it has keeps its id, and is never less verified than before.
 * That one is verified, a key that is bound to the organization cannot say: its word would be as good as the DNS.
 */
export async function setOrganizationDomains(
  work: OrganizationChange,
  organizationId: string,
  given: readonly GivenDomain[],
): Promise<void> {
  const { transaction, platform, caller } = work
  const before = (await domainsOfOrganizations(transaction, [organizationId])).get(organizationId) ?? []
  const present = new Map(before.map(({ domain, state }) => [domain, state]))
  const isVouchedFor = given.some(({ domain, state }) => state === 'verified' && present.get(domain) !== 'verified')
  if (isVouchedFor) refuseBound(caller, 'say that a domain is verified')
  // First what may have to wait for others, then what others may wait for.
  const added = given.filter(({ domain }) => !present.has(domain))
  const made = await addOrganizationDomains(work, organizationId, added)
  const states = new Map(given.map(({ domain, state }) => [domain, state]))
  for (const domain of before) {
    const state = states.get(domain.domain)
    if (state === undefined) await deleteOrganizationDomain(transaction, domain)
    else if (state === 'verified') await updateOrganizationDomain(transaction, toVerified(domain, 'manual', platform))
  }
  const removed = before.filter(({ domain }) => !states.has(domain))
  const verified = given.filter(({ domain, state }) => state === 'verified' && present.get(domain) === 'pending')
  await rematchPeople(work, organizationId, [...made, ...removed, ...verified])
}

/** The domain as it is once it is verified; one that is already stays as it is. */
export function toVerified(
  domain: OrganizationDomain,
  verificationStrategy: OrganizationDomain['verificationStrategy'],
  { clock }: Pick<Platform, 'clock'>,
): OrganizationDomain {
  if (domain.state === 'verified') return domain
  return { ...domain, state: 'verified', verificationStrategy, updatedAt: clock.now() }
}
