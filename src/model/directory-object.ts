import type { Directory } from './directory.ts'
import type { JsonObject } from './json.ts'

/**
 * A directory as events show it (WorkOS, events reference: `dsync.activated`): `domains` instead of `domain`, and
 * `active` where the API says `linked`.
 */
export function toDirectoryEventObject(directory: Directory): JsonObject {
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
    domains: [],
    created_at: directory.createdAt.toISOString(),
    updated_at: directory.updatedAt.toISOString(),
  }
}
