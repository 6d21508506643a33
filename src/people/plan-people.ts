import { isDeepStrictEqual } from 'node:util'
import type { Cause } from '../model/event.ts'
import type { Person } from '../model/person.ts'
import type { GonePerson } from '../store/people/former-people.ts'
import type { StoredPerson } from '../store/people/people.ts'
import type { Assigned } from './assign-people.ts'
import type { Merged } from './merge-person.ts'
import { personEvents, previousAttributes } from './people-events.ts'
import type { PeoplePlan } from './people-plan.ts'
import type { PersonChange } from './person-change.ts'
import type { Manager } from './resolve-managers.ts'
import { sameValue } from './same-value.ts'

/** Somebody as the users make them. */
export type MergedPerson = { readonly assigned: Assigned; readonly merged: Merged }

/** What people are planned from. */
export type PersonInput = {
  readonly organizationId: string
  /** The people that are there, by id: all who may change. */
  readonly before: ReadonlyMap<string, StoredPerson>
  readonly merged: readonly MergedPerson[]
  /** Managers that were looked for; all others stay. */
  readonly managers: ReadonlyMap<string, Manager>
  readonly gone: readonly GonePerson[]
  /** Of people who are back: the version and the time of before. */
  readonly back: ReadonlyMap<string, { readonly version: number; readonly createdAt: Date }>
  readonly cause: Cause
  readonly now: Date
}

type PersonPlan = Pick<PeoplePlan, 'created' | 'updated' | 'changes' | 'events'>

/** Plans how people are to be. What nobody can see (where a value comes from) changes without an event and a version. */
export function planPeople(input: PersonInput): PersonPlan {
  const merged = input.merged.map((one) => mergedChange(one, input))
  const known = new Set(input.merged.map(({ assigned }) => assigned.personId))
  const led = [...input.managers].flatMap(([id, manager]) => {
    const before = known.has(id) ? undefined : input.before.get(id)
    return before
      ? [{ before, after: next(before.person, { ...before, person: { ...before.person, ...manager } }, input) }]
      : []
  })
  const all = [...merged, ...led]
  const changes = [
    ...all.flatMap(({ before, after }) => changeOf(before?.person ?? null, after.person)),
    ...input.gone.map(({ person }): PersonChange => ({ before: person, after: null })),
  ]
  return {
    created: all.flatMap(({ before, after }) => (before ? [] : [after])),
    updated: all.flatMap(({ before, after }) => (before && !isSame(before, after) ? [after] : [])),
    changes,
    events: changes.flatMap((change) => personEvents(change, input.cause)),
  }
}

type Planned = { readonly before: StoredPerson | undefined; readonly after: StoredPerson }

function mergedChange({ assigned, merged }: MergedPerson, input: PersonInput): Planned {
  const { organizationId, managers, now } = input
  const id = assigned.personId
  const before = input.before.get(id)
  const stood = before?.person
  const back = input.back.get(id)
  const manager = managers.get(id) ?? { managerId: stood?.managerId ?? null, managerKey: stood?.managerKey ?? null }
  const { status, isService, displayName, attributes, sources, nextFlipAt } = merged
  const version = stood?.version ?? (back?.version ?? 0) + 1
  const times = { createdAt: stood?.createdAt ?? back?.createdAt ?? now, updatedAt: stood?.updatedAt ?? now }
  const person = {
    id,
    organizationId,
    status,
    isService,
    displayName,
    attributes,
    sources,
    ...manager,
    version,
    ...times,
  }
  return { before, after: stood ? next(stood, { person, nextFlipAt }, input) : { person, nextFlipAt } }
}

/** The person with its next version, if anything that is shown is not what it was. */
function next(before: Person, after: StoredPerson, { now }: PersonInput): StoredPerson {
  if (changeOf(before, after.person).length === 0) return after
  return { ...after, person: { ...after.person, version: before.version + 1, updatedAt: now } }
}

function changeOf(before: Person | null, after: Person): PersonChange[] {
  if (!before) return [{ before: null, after }]
  const isShownSame = before.status === after.status && Object.keys(previousAttributes(before, after)).length === 0
  return isShownSame ? [] : [{ before, after }]
}

function isSame(one: StoredPerson, other: StoredPerson): boolean {
  const { person } = one
  if (person.version !== other.person.version || person.managerKey !== other.person.managerKey) return false
  const isSameTime = sameValue(one.nextFlipAt?.getTime(), other.nextFlipAt?.getTime())
  return isSameTime && isDeepStrictEqual(person.sources, other.person.sources)
}
