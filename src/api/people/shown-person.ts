import { type Caller, isAllowed } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import { sensitiveAttributes } from '../../model/overlay/own-attributes.ts'
import type { Person } from '../../model/person.ts'
import { toPersonObject } from '../../model/person-object.ts'
import type { Queryable } from '../../store/database.ts'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { directoriesOfPersons, namesOfPersons } from '../../store/people/read-person.ts'

/** Which attributes of people a caller is not shown: those that the organization's schema calls sensitive, to all who only read. */
export async function hiddenAttributes(
  on: Queryable,
  { scopes }: Caller,
  organizationId: string,
): Promise<ReadonlySet<string>> {
  return isAllowed(scopes, 'people:write') ? new Set() : sensitiveNames(on, organizationId)
}

/** The attributes of people that the organization's schema calls sensitive. */
export async function sensitiveNames(on: Queryable, organizationId: string): Promise<ReadonlySet<string>> {
  const objects = await readOverlayObjects(on, organizationId, ['PersonSchema'])
  return new Set(sensitiveAttributes(objects.map(({ document }) => document)))
}

/** People of one organization as the API shows them to a caller, in the same order. */
export async function showPersons(
  on: Queryable,
  caller: Caller,
  persons: readonly Person[],
): Promise<(JsonObject & { readonly id: string })[]> {
  const organizationId = persons[0]?.organizationId
  if (organizationId === undefined) return []
  const ids = persons.map(({ id }) => id)
  const managers = [...new Set(persons.flatMap(({ managerId }) => managerId ?? []))]
  const [hidden, directories, names] = await Promise.all([
    hiddenAttributes(on, caller, organizationId),
    directoriesOfPersons(on, organizationId, ids),
    namesOfPersons(on, organizationId, managers),
  ])
  return persons.map((person) => ({
    ...toPersonObject({ ...person, attributes: withoutHidden(person.attributes, hidden) }),
    id: person.id,
    masked_attributes: Object.keys(person.attributes).filter((name) => hidden.has(name)),
    manager: person.managerId === null ? null : named(person.managerId, names),
    manager_named: person.managerKey,
    directory_ids: [...(directories.get(person.id) ?? [])],
  }))
}

function named(id: string, names: ReadonlyMap<string, string>): JsonObject {
  return { id, display_name: names.get(id) ?? id }
}

/** The values that are left when the hidden ones are taken out. */
export function withoutHidden(attributes: JsonObject, hidden: ReadonlySet<string>): JsonObject {
  if (hidden.size === 0) return attributes
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !hidden.has(name)))
}
