import type { JsonObject } from './json.ts'
import type { Person } from './person.ts'

/** A person as the API and events show it. */
export function toPersonObject(person: Person): JsonObject {
  return {
    object: 'person',
    id: person.id,
    organization_id: person.organizationId,
    status: person.status,
    service: person.isService,
    display_name: person.displayName,
    attributes: person.attributes,
    manager_id: person.managerId,
    created_at: person.createdAt.toISOString(),
    updated_at: person.updatedAt.toISOString(),
  }
}
