import type { JsonObject } from '../model/json.ts'
import type { Organization } from '../model/organization.ts'
import { type OrganizationDomain, toOrganizationDomainObject } from '../model/organization-domain.ts'
import type { Queryable } from '../store/database.ts'
import { domainsOfOrganizations } from '../store/organization-domains.ts'

/** An organization with its domains as the API shows it: WorkOS's `organization` (API reference, "Organization"). */
export function toOrganizationObject(organization: Organization, domains: readonly OrganizationDomain[]): JsonObject {
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    allow_profiles_outside_organization: organization.allowProfilesOutsideOrganization,
    domains: domains.map(toOrganizationDomainObject),
    metadata: { ...organization.metadata },
    external_id: organization.externalId,
    created_at: organization.createdAt.toISOString(),
    updated_at: organization.updatedAt.toISOString(),
  }
}

/** Reads the domains of organizations and shows both together, in the same order. */
export async function showOrganizations(
  on: Queryable,
  organizations: readonly Organization[],
): Promise<readonly (JsonObject & { readonly id: string })[]> {
  const domains = await domainsOfOrganizations(
    on,
    organizations.map(({ id }) => id),
  )
  return organizations.map((organization) => ({
    ...toOrganizationObject(organization, domains.get(organization.id) ?? []),
    id: organization.id,
  }))
}
