import { setImmediate as nextTurn } from 'node:timers/promises'
import type { NewEvent } from '../events/append-events.ts'
import type { Queryable } from '../store/database.ts'
import { type HandRow, readHandOfPeople } from '../store/overlay/hand.ts'
import { readManagerChains } from '../store/overlay/members-people.ts'
import { readStates, type StoredStates } from '../store/overlay/members-state.ts'
import type { CompiledOverlay } from './compiled-overlay.ts'
import { evaluateAll, evaluateChanged } from './evaluate-state.ts'
import {
  type ChangeContext,
  type CountChanges,
  type MembershipChanges,
  membershipChanges,
  writeCounts,
} from './membership-changes.ts'
import { type PersonSource, personInput } from './person-input.ts'
import { emptyState, type HandMember, type PersonState } from './person-state.ts'

/** Somebody for whom objects are to be evaluated anew; without a person, somebody who is gone and leaves everything. */
export type Subject = {
  readonly id: string
  readonly person: PersonSource | null
  /** The positions of the objects, given what was done by hand about the person; or all. */
  positions(hand: ReadonlyMap<string, HandMember>): Iterable<number> | 'all'
}

/** What people are evaluated in: their transaction, under the lock of the organization's stream. */
export type EvaluationContext = ChangeContext & {
  /** The objects of which what is kept is read; all, if none are given. Others must not be evaluated then. */
  readonly addresses?: readonly string[] | null
}

const atOnce = 250

/** Evaluates people, writes what turned out different, and gives the events of it. While some are evaluated, the next are read. */
export async function evaluatePeople(
  on: Queryable,
  context: EvaluationContext,
  subjects: readonly Subject[],
): Promise<readonly NewEvent[]> {
  const events: NewEvent[] = []
  const counts: CountChanges = new Map()
  const writing: Promise<readonly NewEvent[]>[] = []
  let ahead = readKept(on, context, subjects.slice(0, atOnce))
  for (let start = 0; start < subjects.length; start += atOnce) {
    const some = subjects.slice(start, start + atOnce)
    const kept = await ahead
    const next = subjects.slice(start + atOnce, start + 2 * atOnce)
    if (next.length > 0) {
      ahead = readKept(on, context, next)
      // It may fail while others are evaluated; it is told when it is waited for.
      ahead.catch(() => {})
      await nextTurn()
    }
    const changes = membershipChanges(context, counts)
    for (const subject of some) evaluateOne(context, { subject, kept, changes })
    const written = changes.write(on)
    written.catch(() => {})
    writing.push(written)
  }
  writing.push(writeCounts(on, context, counts).then(() => []))
  for (const written of writing) events.push(...(await written))
  return events
}

type Kept = {
  readonly states: StoredStates
  readonly hand: ReadonlyMap<string, ReadonlyMap<string, HandMember>>
  readonly chains: ReadonlyMap<string, readonly string[]>
}

async function readKept(on: Queryable, context: EvaluationContext, subjects: readonly Subject[]): Promise<Kept> {
  const { organizationId, compiled, addresses = null } = context
  const personIds = subjects.map(({ id }) => id)
  const [states, hand, chains] = await Promise.all([
    readStates(on, organizationId, { personIds, addresses }),
    readHandOfPeople(on, organizationId, personIds),
    readsManagers(compiled, addresses) ? readManagerChains(on, organizationId, personIds) : new Map(),
  ])
  return { states, hand: handByPerson(hand), chains }
}

function readsManagers({ readersOf, objects }: CompiledOverlay, addresses: readonly string[] | null): boolean {
  const readers = readersOf.get('managers') ?? []
  return readers.some((position) => addresses === null || addresses.includes(objects[position]?.address ?? ''))
}

const nothing: ReadonlyMap<string, HandMember> = new Map()

type One = { readonly subject: Subject; readonly kept: Kept; readonly changes: MembershipChanges }

function evaluateOne({ compiled, now }: EvaluationContext, { subject, kept, changes }: One): void {
  const { id, person } = subject
  const state = stateOf(compiled, kept.states, id)
  if (!person) {
    changes.add(id, state, emptyState())
    return
  }
  const hand = kept.hand.get(id) ?? nothing
  const input = personInput(person, kept.chains.get(id) ?? [])
  const changed = subject.positions(hand)
  const evaluation = { person: input, hand, now }
  const after =
    changed === 'all' ? evaluateAll(compiled, evaluation) : evaluateChanged(compiled, evaluation, { state, changed })
  changes.add(id, state, after.state)
}

/** What is kept of a person, by positions. What is kept of objects that are gone is left to the work that removes it. */
export function stateOf({ positions }: CompiledOverlay, states: StoredStates, personId: string): PersonState {
  const place = <Value>(kept: ReadonlyMap<string, Value> | undefined): Map<number, Value> => {
    const placed = new Map<number, Value>()
    for (const [address, value] of kept ?? []) {
      const position = positions.get(address)
      if (position !== undefined) placed.set(position, value)
    }
    return placed
  }
  return {
    members: place(states.members.get(personId)),
    unknown: place(states.unknown.get(personId)),
    flips: place(states.flips.get(personId)),
  }
}

function handByPerson(rows: readonly HandRow[]): ReadonlyMap<string, ReadonlyMap<string, HandMember>> {
  const people = new Map<string, Map<string, HandMember>>()
  for (const { kind, objectId, personId, action, until, actor } of rows) {
    const members = people.get(personId) ?? new Map<string, HandMember>()
    people.set(personId, members.set(`${kind}/${objectId}`, { action, until, actor }))
  }
  return people
}

/** For whom documents or people name somebody: where status and time zone count. */
export function namedPositions(
  compiled: CompiledOverlay,
  id: string,
  hand: ReadonlyMap<string, HandMember>,
): readonly number[] {
  const byHand = [...hand.keys()].flatMap((address) => compiled.positions.get(address) ?? [])
  return [...(compiled.named.get(id)?.keys() ?? []), ...byHand]
}
