import type { Directory } from './directory.ts'
import type { JsonObject } from './json.ts'
import { type OrganizationDomain, toEventDomainObject } from './organization-domain.ts'

/**
 * A directory as events show it (WorkOS, events reference): `active` where the API says `linked`. `domains`, those of its
 * organization, are told by `dsync.activated` alone.
 */
export function toDirectoryEventObject(
  directory: Directory,
  domains?: readonly Pick<OrganizationDomain, 'id' | 'domain'>[],
): JsonObject {
  const states = {
    setup: 'validating',
    active: 'active',
    quarantined: 'invalid_credentials',
    inactive: 'inactive',
    deleting: 'deleting',
  }
  return {
    object: 'directory',
    id: directory.id,
    organization_id: directory.organizationId,
    external_key: directory.externalKey,
    type: directory.type,
    state: states[directory.state],
    name: directory.name,
    ...(domains && { domains: domains.map(toEventDomainObject) }),
    created_at: directory.createdAt.toISOString(),
    updated_at: directory.updatedAt.toISOString(),
  }
}
