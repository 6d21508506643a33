import type { PersonValues } from '../expressions/person-rule.ts'
import type { Json } from '../model/json.ts'
import type { MembershipReason } from '../model/person.ts'
import type { MemberAddress } from './compiled-overlay.ts'

/** Somebody as rules see them, before it is known what they are in. */
export type PersonInput = {
  readonly id: string
  /** Further names by which files name this person, as cases of tests have them. People of the database are named by pins. */
  readonly refs?: readonly string[]
  /** Attributes, and of the computed ones `status`, `active`, `service`, `manager` and `managers` (see `personInput`). */
  readonly values: PersonValues
}

/** What somebody did by the API or a screen about one person and one object. */
export type HandMember = {
  readonly action: 'add' | 'remove'
  readonly until: string | null
  readonly actor: Json
}

/** By the address of the object. */
export type HandMembers = ReadonlyMap<string, HandMember>

/** What one person is in, and why. */
export type Evaluated = {
  readonly memberships: ReadonlyMap<MemberAddress, readonly MembershipReason[]>
  /** Objects whose rule cannot be decided, with what is missing for it. */
  readonly unknown: ReadonlyMap<MemberAddress, string>
  /** When an object has to be evaluated again though nothing of the person changes. */
  readonly flips: ReadonlyMap<MemberAddress, Date>
  /** The first of these times. */
  readonly flipsAt: Date | null
  /** The path of the deepest org unit that the person is in. */
  readonly org: string | null
  /** All such paths, where there are several in different branches; `org` is the first of them. */
  readonly orgs: readonly string[]
}

/** The same by positions of objects, as it is kept: reasons are JSON, in which those by rule leave out the rule's text. */
export type PersonState = {
  readonly members: Map<number, string>
  readonly unknown: Map<number, string>
  readonly flips: Map<number, number>
}

/** Nobody's state: of somebody who appears. */
export function emptyState(): PersonState {
  return { members: new Map(), unknown: new Map(), flips: new Map() }
}
