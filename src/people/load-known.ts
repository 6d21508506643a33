import type { AttributeCase } from '../model/attribute-case.ts'
import type { MatchCase } from '../model/match-case.ts'
import type { Queryable } from '../store/database.ts'
import { loadStandingAttributeCases } from '../store/people/attribute-cases.ts'
import { findFormerPeople, loadFormerPeople } from '../store/people/former-people.ts'
import { loadManagerKeys } from '../store/people/manager-keys.ts'
import { loadStandingCases } from '../store/people/match-cases.ts'
import { loadPeople, type StoredPerson } from '../store/people/people.ts'
import type { FormerPerson } from './assign-people.ts'
import type { Neighbours } from './load-neighbours.ts'
import type { PeopleOptions } from './people-options.ts'
import type { MatchingPlan } from './plan-matching.ts'

/** What is stored of the people whose users were looked at. */
export type Known = {
  readonly people: ReadonlyMap<string, StoredPerson>
  readonly cases: readonly MatchCase[]
  readonly attributeCases: readonly AttributeCase[]
  readonly managerKeys: ReadonlyMap<string, readonly string[]>
  /** Who is gone and was found by which key. */
  readonly former: ReadonlyMap<string, readonly FormerPerson[]>
}

/** Loads the people of users, and who was found by their keys before. */
export async function loadKnown(
  on: Queryable,
  { organizationId }: PeopleOptions,
  { neighbours, personIds }: { readonly neighbours: Neighbours; readonly personIds: readonly string[] },
): Promise<Known> {
  const linked = [...neighbours.links.values()].map(({ personId }) => personId)
  const ids = [...new Set([...linked, ...personIds])]
  const unlinked = [...neighbours.users.values()].filter(({ id }) => !neighbours.links.has(id))
  const keys = [...new Set(unlinked.flatMap(({ ruleKeys }) => ruleKeys.flat()))]
  const [people, cases, attributeCases, managers, former] = await Promise.all([
    loadPeople(on, organizationId, ids),
    loadStandingCases(on, organizationId, [...neighbours.lookedAt]),
    loadStandingAttributeCases(on, organizationId, ids),
    loadManagerKeys(on, organizationId, ids),
    findFormerPeople(on, organizationId, keys),
  ])
  const byKey = new Map<string, FormerPerson[]>()
  for (const { key, personId, attributes } of former) {
    byKey.set(key, [...(byKey.get(key) ?? []), { id: personId, values: attributes }])
  }
  return {
    people: new Map(people.map((stored) => [stored.person.id, stored])),
    cases,
    attributeCases,
    managerKeys: new Map(managers.map(({ personId, keys }) => [personId, keys])),
    former: byKey,
  }
}

/** Everybody who may change, and how those who are back were counted. */
export type Stored = {
  readonly before: ReadonlyMap<string, StoredPerson>
  readonly back: ReadonlyMap<string, { readonly version: number; readonly createdAt: Date }>
}

/** Loads those whose manager alone changes, and what is kept of those who are back. */
export async function loadStored(
  on: Queryable,
  organizationId: string,
  { known, matching, led }: { readonly known: Known; readonly matching: MatchingPlan; readonly led: readonly string[] },
): Promise<Stored> {
  const restored = matching.assigned.flatMap(({ origin, personId }) => (origin === 'restored' ? [personId] : []))
  const made = new Set(matching.assigned.map(({ personId }) => personId))
  const [others, back] = await Promise.all([
    loadPeople(
      on,
      organizationId,
      led.filter((id) => !known.people.has(id) && !made.has(id)),
    ),
    loadFormerPeople(on, organizationId, restored),
  ])
  return {
    before: new Map([...known.people, ...others.map((stored) => [stored.person.id, stored] as const)]),
    back: new Map(back.map(({ id, ...rest }) => [id, rest])),
  }
}
