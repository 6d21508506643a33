import type { GonePerson } from '../store/people/former-people.ts'
import type { Stored } from './load-known.ts'
import { attributeCaseEvent, caseEvent, linkEvent } from './people-events.ts'
import type { PeoplePlan } from './people-plan.ts'
import { planAttributeCases } from './plan-attribute-cases.ts'
import { planCases } from './plan-cases.ts'
import type { MatchingInput, MatchingPlan } from './plan-matching.ts'
import { planPeople } from './plan-people.ts'
import type { Manager } from './resolve-managers.ts'

/** What the whole plan is made from. */
export type AllInput = MatchingInput & {
  readonly organizationId: string
  readonly matching: MatchingPlan
  readonly managers: ReadonlyMap<string, Manager>
  readonly stored: Stored
}

/** Puts the plan together: people, links, keys and cases as they are to be, and the events that tell of it, in that order. */
export function planAll(input: AllInput): PeoplePlan {
  const { matching, stored, managers, cause } = input
  const { links, merged, assigned } = matching
  const gone = goneOf(input)
  const { before, back } = stored
  const { organizationId, now } = input
  const people = planPeople({ organizationId, before, merged, managers: anewOf(input), gone, back, cause, now })
  const cases = planCasesOf(input)
  const ofAttributes = planAttributeCases({
    ...input,
    merged,
    standing: input.known.attributeCases,
    chosen: matching.attributeCases,
  })
  const told = [
    ...cases.told.map((found) => caseEvent(found, cause)),
    ...ofAttributes.told.map((found) => attributeCaseEvent(found, cause)),
  ]
  return {
    ...people,
    gone,
    restored: assigned.flatMap(({ origin, personId }) => (origin === 'restored' ? [personId] : [])),
    links: links.written,
    unlinked: links.unlinked,
    history: links.history,
    keys: changedKeys(input),
    managerKeys: managerKeysOf(input, gone),
    cases: cases.written,
    attributeCases: ofAttributes.written,
    events: [...people.events, ...linkEvents(input), ...told],
  }

  function anewOf({ matching: { managerInput } }: AllInput): Map<string, Manager> {
    const nobody = { managerId: null, managerKey: null }
    const without = managerInput.anew.flatMap((id) => (managers.has(id) ? [] : [[id, nobody] as const]))
    return new Map([...without, ...managers])
  }
}

/** People of whom no user is left, with the one that has most of what they had. */
function goneOf({ neighbours, known, matching }: AllInput): GonePerson[] {
  const { assigned, links } = matching
  const there = new Set(assigned.map(({ personId }) => personId))
  return [...known.people.values()].flatMap(({ person }): GonePerson[] => {
    if (there.has(person.id)) return []
    const had = [...neighbours.links.values()].filter(({ personId }) => personId === person.id)
    const keys = had.flatMap(({ userId }) => [
      ...(neighbours.storedKeys.get(userId) ?? []),
      ...(neighbours.users.get(userId)?.keys ?? []),
    ])
    const into = had.map(({ userId }) => links.after.get(userId)?.personId).find((id) => id !== undefined)
    return [{ person, mergedInto: into ?? null, keys: [...new Set(keys)].filter((key) => !key.startsWith('ext=')) }]
  })
}

function planCasesOf({ organizationId, neighbours, known, matching, decisions, newId, now }: AllInput) {
  const nameOf = new Map(matching.merged.map(({ assigned, merged }) => [assigned.personId, merged.displayName]))
  return planCases({
    organizationId,
    disputes: matching.disputes,
    standing: known.cases,
    decisions,
    directoryOf: (userId) => neighbours.users.get(userId)?.directoryId ?? null,
    candidateOf: (userId) => {
      const personId = matching.links.after.get(userId)?.personId
      return personId ? { personId, displayName: nameOf.get(personId) ?? '' } : null
    },
    newId,
    now,
  })
}

function linkEvents({ neighbours, matching, cause }: AllInput) {
  const { after, unlinked } = matching.links
  const ended = unlinked.flatMap((id) => neighbours.links.get(id) ?? [])
  const moved = [...after.values()].flatMap((link) => {
    const stood = neighbours.links.get(link.userId)
    if (stood?.personId === link.personId) return []
    return [...(stood ? [linkEvent('person.unlinked', stood, cause)] : []), linkEvent('person.linked', link, cause)]
  })
  return [...ended.map((link) => linkEvent('person.unlinked', link, cause)), ...moved]
}

function changedKeys({ neighbours }: AllInput): PeoplePlan['keys'] {
  const { lookedAt, storedKeys, users } = neighbours
  const each = [...lookedAt].map((userId) => {
    const [before, after] = [storedKeys.get(userId) ?? new Set<string>(), new Set(users.get(userId)?.keys)]
    const toKeys = (keys: ReadonlySet<string>) => [...keys].map((key) => ({ key, userId }))
    return { added: toKeys(after.difference(before)), removed: toKeys(before.difference(after)) }
  })
  return { added: each.flatMap(({ added }) => added), removed: each.flatMap(({ removed }) => removed) }
}

function managerKeysOf({ matching, known }: AllInput, gone: readonly GonePerson[]): PeoplePlan['managerKeys'] {
  const { named, anew } = matching.managerInput
  const cleared = [...anew, ...gone.map(({ person }) => person.id)].filter((id) => known.managerKeys.has(id))
  return {
    cleared,
    named: anew.flatMap((personId) => {
      const keys = named.get(personId) ?? []
      return keys.length > 0 ? [{ personId, keys }] : []
    }),
  }
}
