import type { PersonRule } from '../expressions/person-rule.ts'
import type { MemberKind } from '../model/overlay/document.ts'
import type { AttributeType } from '../model/overlay/person-rules.ts'
import type { MembershipReason } from '../model/person.ts'

/** A team, group or org unit by its kind and id: `Group/eng-leads`. */
export type MemberAddress = `${MemberKind}/${string}`

/** What is wrong with documents so that something of them cannot be evaluated. The rest is. */
export type OverlayProblem = {
  readonly code: 'invalid_rule' | 'cycle' | 'unknown_reference'
  readonly address: string
  /** The way round, of a cycle: addresses, the first one again at the end. */
  readonly path?: readonly string[]
  readonly text: string
}

/** How a document names somebody for one object: what brings them in, and what keeps them out. */
export type Named = {
  readonly reasons: readonly MembershipReason[]
  /** Kept out by the file; until this day, or for good. */
  readonly out: { readonly until: string | null } | null
}

/** What may change who is in an object: rules are evaluated anew only when one of these has changed. */
export type ObjectInputs = {
  /** Attributes and computed attributes of people, without `org`, groups and teams. */
  readonly attributes: readonly string[]
  /** Positions of the objects whose members it reads, by memberOf(), inTeam() and hasRole(). */
  readonly objects: readonly number[]
  /** Whether it reads `person.org`. */
  readonly org: boolean
}

/** A team, group or org unit, ready to be evaluated for anybody. */
export type CompiledObject = {
  readonly address: MemberAddress
  readonly kind: MemberKind
  readonly id: string
  readonly name: string
  /** Null for none; a text for one that cannot be evaluated, which says why. */
  readonly rule: PersonRule | string | null
  /** The text of the rule, as the document has it. */
  readonly ruleText: string | null
  /** Whether people who are added or kept out by hand count: not where files say who exactly is in it. */
  readonly takesHand: boolean
  /** The last day of a project. */
  readonly ends: string | null
  /** Of an org unit: from the root to it, `eng/platform`. */
  readonly path: string | null
  /** Of an org unit: the positions of the units above it, the nearest first. */
  readonly above: readonly number[]
  /** The same while everything is the same that decides who is in it: what was evaluated with it need not be anew. */
  readonly signature: string
  readonly inputs: ObjectInputs
}

/** An access policy, ready to be evaluated. It has no members: what follows from it follows from its rules. */
export type CompiledPolicy = {
  readonly id: string
  readonly eligible: PersonRule | string | null
  readonly assigned: PersonRule | string | null
  readonly conflicts: readonly string[]
}

/** Documents that are ready to be evaluated for people: pure, and the same for everybody of the organization. */
export type CompiledOverlay = {
  /** In the order in which they are evaluated: whatever an object reads comes before it. */
  readonly objects: readonly CompiledObject[]
  readonly positions: ReadonlyMap<string, number>
  /** Which objects are evaluated anew when an attribute changes. */
  readonly readersOf: ReadonlyMap<string, readonly number[]>
  /** Which objects read the members of the object at this position. */
  readonly readersOfMembers: readonly (readonly number[])[]
  /** Which objects read `person.org`. */
  readonly readersOfOrg: readonly number[]
  /** The first position at which `person.org` is known: after all org units. */
  readonly orgStep: number
  /** How documents name people: by the id of a person, or by the reference where nobody is known by it. */
  readonly named: ReadonlyMap<string, ReadonlyMap<number, Named>>
  /** Ids that rules name and that are not there: whether somebody is in them is unknown. */
  readonly missing: { readonly groups: readonly string[]; readonly teams: readonly string[] }
  readonly policies: readonly CompiledPolicy[]
  readonly attributes: Readonly<Record<string, AttributeType>>
  readonly problems: readonly OverlayProblem[]
}
