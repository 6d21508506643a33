import type { Caller } from '../../model/api-key.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { standardAttributes } from '../../model/person-attributes.ts'
import type { Queryable } from '../../store/database.ts'
import type { ShownMatchCase } from '../../store/people/read-match-cases.ts'
import { loadPersons } from '../../store/people/read-person.ts'
import { linksOfPerson } from '../../store/people/read-person-links.ts'
import { toLinkObject } from './link-object.ts'
import { candidatesOf, toMatchCaseObject } from './match-case-object.ts'
import { hiddenAttributes, showPersons, withoutHidden } from './shown-person.ts'
import { valuesOfUser } from './values-of-user.ts'

/** A case beside the people whom its user may be. */
export async function compareCase(on: Queryable, caller: Caller, one: ShownMatchCase): Promise<JsonObject> {
  const { organizationId } = one
  const ids = candidatesOf(one).map(({ personId }) => personId)
  const persons = await loadPersons(on, organizationId, ids)
  const [shown, links, hidden, values] = await Promise.all([
    showPersons(on, caller, persons),
    Promise.all(persons.map(({ id }) => linksOfPerson(on, organizationId, id))),
    hiddenAttributes(on, caller, organizationId),
    valuesOfUser(on, one),
  ])
  return {
    ...toMatchCaseObject(one),
    people: shown.map((person, index) => ({
      ...person,
      links: (links[index] ?? []).map((link) => toLinkObject(link, hidden)),
    })),
    comparison: compare(
      withoutHidden(values, hidden),
      persons.map(({ attributes }) => withoutHidden(attributes, hidden)),
    ),
  }
}

/** Attribute by attribute, the well-known ones first. */
export function compare(user: JsonObject, people: readonly JsonObject[]): JsonObject[] {
  const named = new Set([user, ...people].flatMap((values) => Object.keys(values)))
  const known = Object.keys(standardAttributes).filter((name) => named.has(name))
  const own = [...named].filter((name) => !Object.hasOwn(standardAttributes, name)).sort()
  return [...known, ...own].map((name) => ({
    name,
    title: standardAttributes[name]?.title ?? name,
    user: user[name] ?? null,
    people: people.map((values) => values[name] ?? null),
    agrees: people.map((values) => isSame(user[name], values[name])),
  }))
}

/** Both are in canonical form. Of sets, one common value is enough to be of the same person. */
function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined || one === null || other === null) return false
  if (Array.isArray(one) && Array.isArray(other)) return one.some((element) => other.includes(element))
  return JSON.stringify(one) === JSON.stringify(other)
}
