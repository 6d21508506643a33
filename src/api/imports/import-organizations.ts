import { AppError } from '../../errors.ts'
import type { Organization } from '../../model/organization.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Queryable } from '../../store/database.ts'
import { isOrganizationEnding, lockImports } from '../../store/imported-records.ts'
import { findOrganization, findOrganizationByExternalId, insertOrganization } from '../../store/organizations.ts'
import { addOrganizationDomain, byDomain } from '../change-organization-domains.ts'
import type { GivenDomain } from '../organization-body.ts'
import { ImportedOrganization } from './import-bodies.ts'
import { eachParsed, type ImportResult, imported, refused } from './import-result.ts'

type Work = { readonly transaction: Queryable; readonly platform: Platform }

/** Makes the organizations that are not here yet, with their ids. Those that are here stay as they are. */
export async function importOrganizations(work: Work, organizations: readonly unknown[]): Promise<ImportResult[]> {
  await lockImports(work.transaction)
  const wanted: WantedDomain[] = []
  const results = await eachParsed(organizations, ImportedOrganization, (organization) =>
    importOne(work, organization, wanted),
  )
  const taken = await addDomains(work, wanted)
  return results.map((result) => {
    const names = result.result === 'created' ? taken.get(result.id ?? '')?.map(({ domain }) => domain) : undefined
    return names
      ? { ...result, message: `Without domains that another organization has: ${names.join(', ')}.` }
      : result
  })
}

type WantedDomain = GivenDomain & { readonly organizationId: string }

async function importOne(
  { transaction, platform }: Work,
  wanted: ImportedOrganization,
  domains: WantedDomain[],
): Promise<ImportResult> {
  const externalId = wanted.external_id ?? null
  const same = externalId === null ? null : await findOrganizationByExternalId(transaction, externalId, null)
  const known = wanted.id === undefined ? same : await findOrganization(transaction, wanted.id)
  if (known) return imported(known.id, 'unchanged')
  if (same)
    return refused(wanted.id ?? null, new AppError('external_id_already_used', { externalId: externalId ?? '' }))
  const now = platform.clock.now()
  const id = wanted.id ?? platform.newId('org', now)
  if (await isOrganizationEnding(transaction, id)) return refused(id, 'An organization with this id is being deleted.')
  const organization: Organization = {
    id,
    name: wanted.name,
    externalId,
    metadata: wanted.metadata ?? {},
    allowProfilesOutsideOrganization: false,
    createdAt: wanted.created_at ?? now,
    updatedAt: now,
  }
  // Somebody else may have taken the external id since it was looked up.
  const refusal = await insertOrganization(transaction, organization).catch(orRefusal('external_id_already_used'))
  if (refusal) return refused(wanted.id ?? null, refusal)
  domains.push(...toWantedDomains(id, wanted))
  return imported(id, 'created')
}

function toWantedDomains(organizationId: string, { domains }: ImportedOrganization): WantedDomain[] {
  return [...new Map(domains.map((one) => [one.domain, one])).values()].map(({ domain, state }) => {
    // WorkOS says `legacy_verified` of those from before it had its own verification.
    const isVerified = state === 'verified' || state === 'legacy_verified'
    return { organizationId, domain, state: isVerified ? 'verified' : 'pending' }
  })
}

/** Adds the domains that no other organization has, and gives the others, by the organization that wanted them. */
async function addDomains(work: Work, wanted: readonly WantedDomain[]): Promise<ReadonlyMap<string, WantedDomain[]>> {
  const taken: WantedDomain[] = []
  for (const one of wanted.toSorted(byDomain)) {
    const refusal = await addOrganizationDomain(work, one.organizationId, one).then(
      () => null,
      orRefusal('domain_already_exists'),
    )
    if (refusal) taken.push(one)
  }
  return Map.groupBy(taken, ({ organizationId }) => organizationId)
}

/** Gives a refusal with this code, and throws what else went wrong. */
function orRefusal(code: AppError['code']): (error: unknown) => AppError {
  return (error) => {
    if (error instanceof AppError && error.code === code) return error
    throw error
  }
}
