import type { NewEvent } from '../events/append-events.ts'
import type { Cause } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { MembershipReason } from '../model/person.ts'
import type { Queryable } from '../store/database.ts'
import { addToCounts, type CountDifference } from '../store/overlay/counts.ts'
import {
  type FlipRow,
  type MemberKey,
  type MemberRow,
  type MemberWrites,
  type UnknownRow,
  writeMembers,
} from '../store/overlay/members.ts'
import type { CompiledObject, CompiledOverlay } from './compiled-overlay.ts'
import { reasonsAt } from './evaluate-person.ts'
import type { PersonState } from './person-state.ts'

/** What memberships say made them change, where nobody asked for it. */
export const peopleCause: Cause = { source: 'people', actorId: null, requestId: null }

/** What changes in one transaction: collected person by person, then written at once. */
export type MembershipChanges = {
  /** Notes what is different for a person. */
  add(personId: string, before: PersonState, after: PersonState): void
  /** Writes everything that was noted, and gives the events of it. */
  write(on: Queryable): Promise<readonly NewEvent[]>
}

/** For whom and when memberships change. */
export type ChangeContext = {
  readonly organizationId: string
  readonly compiled: CompiledOverlay
  readonly now: Date
  readonly cause?: Cause
  /** The rules by which people were in objects until now, by address, where those have changed. */
  readonly formerRules?: ReadonlyMap<string, string | null>
}

type Rows = {
  readonly members: { put: MemberRow[]; remove: MemberKey[] }
  readonly unknown: { put: UnknownRow[]; remove: MemberKey[] }
  readonly flips: { put: FlipRow[]; remove: MemberKey[] }
}

/** By how much the counts of objects change, by their positions. */
export type CountChanges = Map<number, { members: number; unknown: number }>

/** Nothing is noted yet. What it adds to the counts of objects is noted in `counts`, which is for all of one transaction. */
export function membershipChanges(context: ChangeContext, counts: CountChanges): MembershipChanges {
  const rows: Rows = {
    members: { put: [], remove: [] },
    unknown: { put: [], remove: [] },
    flips: { put: [], remove: [] },
  }
  const events: NewEvent[] = []
  const { compiled } = context
  return {
    add(personId, before, after) {
      const count = (position: number, what: 'members' | 'unknown', by: number) => {
        const known = counts.get(position) ?? { members: 0, unknown: 0 }
        known[what] += by
        counts.set(position, known)
      }
      compare(before.members, after.members, (position, was, is) => {
        const object = compiled.objects[position] as CompiledObject
        const key = keyOf(object, personId)
        if (is === undefined) rows.members.remove.push(key)
        else rows.members.put.push({ ...key, reasons: is })
        if (was !== undefined && is !== undefined) return
        count(position, 'members', is === undefined ? -1 : 1)
        events.push(eventOf(context, position, { personId, was, is }))
      })
      compare(before.unknown, after.unknown, (position, was, is) => {
        const key = keyOf(compiled.objects[position] as CompiledObject, personId)
        if (is === undefined) rows.unknown.remove.push(key)
        else rows.unknown.put.push({ ...key, missing: is })
        if (was === undefined || is === undefined) count(position, 'unknown', is === undefined ? -1 : 1)
      })
      compare(before.flips, after.flips, (position, _, is) => {
        const key = keyOf(compiled.objects[position] as CompiledObject, personId)
        if (is === undefined) rows.flips.remove.push(key)
        else rows.flips.put.push({ ...key, at: new Date(is) })
      })
    },
    async write(on) {
      await writeMembers(on, {
        organizationId: context.organizationId,
        now: context.now,
        ...rows,
      } satisfies MemberWrites)
      return events
    },
  }
}

/** Adds to the counts of objects: once for all, since a row that changes again and again in a transaction costs more each time. */
export async function writeCounts(
  on: Queryable,
  { organizationId, compiled }: ChangeContext,
  counts: CountChanges,
): Promise<void> {
  await addToCounts(on, organizationId, differencesOf(compiled, counts))
}

function differencesOf({ objects }: CompiledOverlay, counts: CountChanges): CountDifference[] {
  return [...counts].flatMap(([position, { members, unknown }]) => {
    const object = objects[position]
    return object && (members !== 0 || unknown !== 0)
      ? { kind: object.kind, objectId: object.id, members, unknown }
      : []
  })
}

function keyOf({ kind, id }: CompiledObject, personId: string): MemberKey {
  return { kind, objectId: id, personId }
}

function compare<Value>(
  before: ReadonlyMap<number, Value>,
  after: ReadonlyMap<number, Value>,
  differs: (position: number, before: Value | undefined, after: Value | undefined) => void,
): void {
  for (const [position, was] of before) {
    const is = after.get(position)
    if (was !== is) differs(position, was, is)
  }
  for (const [position, is] of after) if (!before.has(position)) differs(position, undefined, is)
}

type Moved = { readonly personId: string; readonly was: string | undefined; readonly is: string | undefined }

function eventOf(context: ChangeContext, position: number, { personId, was, is }: Moved): NewEvent {
  const { compiled, cause = peopleCause } = context
  const object = compiled.objects[position] as CompiledObject
  const reasons = is === undefined ? formerReasons(context, position, was ?? '[]') : reasonsAt(compiled, position, is)
  const data = { id: object.id, kind: object.kind, name: object.name, personId, reasons }
  return membershipEvent(is === undefined ? 'person.member_removed' : 'person.member_added', data, cause)
}

function formerReasons(context: ChangeContext, position: number, reasons: string): MembershipReason[] {
  const address = context.compiled.objects[position]?.address ?? ''
  const former = context.formerRules?.get(address)
  const all = reasonsAt(context.compiled, position, reasons)
  return former === undefined ? all : all.map((one) => (one.by === 'rule' ? { ...one, rule: former ?? '' } : one))
}

/** What an event of a membership tells of. */
export type ToldMembership = Pick<CompiledObject, 'id' | 'kind' | 'name'> & {
  readonly personId: string
  readonly reasons: readonly MembershipReason[]
}

/** The event of somebody who entered or left an object. */
export function membershipEvent(
  type: 'person.member_added' | 'person.member_removed',
  { id, kind, name, personId, reasons }: ToldMembership,
  cause: Cause,
): NewEvent {
  const data: JsonObject = {
    object: 'person_membership',
    person_id: personId,
    kind,
    object_id: id,
    name,
    reasons: reasons.map((reason) => ({ ...reason })),
  }
  return { type, objectId: personId, data, previous: null, cause }
}
