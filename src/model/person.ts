import type { Json, JsonObject } from './json.ts'

/**
 * Where somebody stands: before the first day, active, on leave, active with a last day that is known and near, or gone. From
 * `startDate`, `endDate`, `leaveStart`, `leaveEnd` in the person's zone, and from whether any directory has them active.
 */
export const personStatuses = ['pre_hire', 'active', 'on_leave', 'leaving', 'left'] as const
export type PersonStatus = (typeof personStatuses)[number]

/** Where the value of an attribute comes from: a user of a directory, and the rule of authority by which it won. */
export type AttributeSource = {
  readonly directoryId: string
  readonly userId: string
  /**
   * `owner`, `peer`, `union`, or `overlay` for what the organization wrote. Of peers that differ: `held` for what stood before they
   * did, `chosen` for the word of whom somebody chose.
   */
  readonly rule: 'owner' | 'peer' | 'union' | 'overlay' | 'held' | 'chosen'
  /** When this value came. */
  readonly since: string
}

/** One human, or service account, of an organization, made of the users of its directories. */
export type Person = {
  readonly id: string
  readonly organizationId: string
  readonly status: PersonStatus
  /** A service account: no human. */
  readonly isService: boolean
  readonly displayName: string
  /** Merged values in canonical form, by names of src/model/person-attributes.ts and the organization's own. */
  readonly attributes: JsonObject
  readonly sources: Readonly<Record<string, AttributeSource | readonly AttributeSource[]>>
  readonly managerId: string | null
  /** How the manager is named at the source, while nobody by that name is there. */
  readonly managerKey: string | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A user of a directory that is one person's. `rule` is the attributes matched on, `new` or `manual`. */
export type PersonLink = {
  readonly organizationId: string
  readonly userId: string
  readonly directoryId: string
  readonly personId: string
  readonly rule: string
  readonly confidence: number
  /** The values that matched. */
  readonly evidence: JsonObject
  /** Linked by hand: rules leave it alone. */
  readonly isPinned: boolean
  readonly linkedAt: Date
}

/** Why somebody is in an object: each reason is enough. */
export type MembershipReason =
  | { readonly by: 'rule'; readonly rule: string }
  | { readonly by: 'file'; readonly ref: string; readonly until?: string }
  | { readonly by: 'hand'; readonly actor: Json; readonly until?: string }
  | { readonly by: 'lead' }
  | { readonly by: 'role'; readonly role: string }
  /** Of an org unit: somebody who is in one below it. */
  | { readonly by: 'below'; readonly id: string }
