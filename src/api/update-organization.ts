import { AppError } from '../errors.ts'
import type { Organization } from '../model/organization.ts'
import { lockOrganization, updateOrganization as storeOrganization } from '../store/organizations.ts'
import { type OrganizationChange, setOrganizationDomains } from './change-organization-domains.ts'
import { givenDomains, isMetadata, type OrganizationChangeBody } from './organization-body.ts'
import { showOrganizations } from './organization-object.ts'
import { refuseBound } from './organization-scope.ts'
import { RequestInvalid } from './validation.ts'

type Shown = Awaited<ReturnType<typeof showOrganizations>>[number]

/**
 * Changes an organization: what is given; what is left out stays. Shows it as it was and as it is. External ids are the
 * operator's names for all organizations: a key that is bound to one could take another's, or learn of it.
 */
export async function updateOrganization(
  work: OrganizationChange,
  id: string,
  body: OrganizationChangeBody,
): Promise<{ readonly before: Shown; readonly after: Shown }> {
  const { transaction, platform, caller } = work
  const before = await lockOrganization(transaction, id)
  if (!before) throw new AppError('not_found', { what: 'organization', id })
  const [shownBefore] = await showOrganizations(transaction, [before])
  const organization: Organization = {
    ...before,
    name: body.name ?? before.name,
    externalId: body.external_id === undefined ? before.externalId : body.external_id,
    metadata: mergeMetadata(before.metadata, body.metadata),
    allowProfilesOutsideOrganization:
      body.allow_profiles_outside_organization ?? before.allowProfilesOutsideOrganization,
    updatedAt: platform.clock.now(),
  }
  if (organization.externalId !== before.externalId) refuseBound(caller, 'change external_id')
  await storeOrganization(transaction, organization)
  const domains = givenDomains(body)
  if (domains) await setOrganizationDomains(work, id, domains)
  const [shownAfter] = await showOrganizations(transaction, [organization])
  if (!shownBefore || !shownAfter) throw new Error(`Organization ${id} is not shown`)
  return { before: shownBefore, after: shownAfter }
}

/** WorkOS merges metadata, and null removes a key (WorkOS, "Metadata and External IDs"). */
function mergeMetadata(
  before: Organization['metadata'],
  given: OrganizationChangeBody['metadata'],
): Organization['metadata'] {
  if (given === undefined) return before
  if (given === null) return {}
  const merged = Object.entries({ ...before, ...given }).filter((entry): entry is [string, string] => entry[1] !== null)
  const metadata = Object.fromEntries(merged)
  if (isMetadata(metadata)) return metadata
  throw new RequestInvalid([
    {
      code: 'too_big',
      field: 'metadata',
      message: 'metadata must have at most 50 keys, those that are there included',
    },
  ])
}
