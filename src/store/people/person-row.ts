import type { JsonObject } from '../../model/json.ts'
import type { Person, PersonStatus } from '../../model/person.ts'

/** A row of `people` as `pg` gives it for `personColumns`. */
export type PersonRow = {
  readonly organization_id: string
  readonly id: string
  readonly status: PersonStatus
  readonly is_service: boolean
  readonly display_name: string
  readonly attributes: JsonObject
  readonly sources: Person['sources']
  readonly manager_id: string | null
  readonly manager_key: string | null
  readonly next_flip_at: Date | null
  readonly version: number
  readonly created_at: Date
  readonly updated_at: Date
}

/** The columns of `people` (under the alias `p`) from which `toPerson` makes a person. */
export const personColumns = `p.organization_id, p.id, p.status, p.is_service, p.display_name, p.attributes, p.sources,
  p.manager_id, p.manager_key, p.next_flip_at, p.version, p.created_at, p.updated_at`

/** Makes a person of its row. */
export function toPerson(row: PersonRow): Person {
  return {
    id: row.id,
    organizationId: row.organization_id,
    status: row.status,
    isService: row.is_service,
    displayName: row.display_name,
    attributes: row.attributes,
    sources: row.sources,
    managerId: row.manager_id,
    managerKey: row.manager_key,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
