import type { JsonObject } from './json.ts'

/** What a source says of a group, members apart. */
export type GroupContent = {
  readonly displayName: string
  readonly externalId: string | null
  /** The source's own form: for SCIM the resource without `id`, `meta` and `members`. */
  readonly document: JsonObject
}

/** A group as stored, members apart. */
export type Group = GroupContent & {
  readonly id: string
  readonly organizationId: string
  readonly directoryId: string
  /** What the source calls this group: `externalId`, else the first `displayName`; stays through renames. */
  readonly idpId: string
  readonly memberCount: number
  /** 1, 2, 3 …: grows with every change of the group or its members; the SCIM ETag. */
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/**
 * `pending`: the source named a member that this directory does not hold; it is kept, and shown, but nobody is told of
 * it until such a user or group exists.
 */
export type MemberType = 'user' | 'group' | 'pending'

/** One member of a group. */
export type Member = {
  readonly id: string
  readonly type: MemberType
  /** The member's present name: a user's display name or userName, a group's displayName; null when pending. */
  readonly display: string | null
}

/**
 * One step of a change of members; steps are applied in order. `ids` are ids of users or groups of the same directory.
 * `remove_where` makes the write path load every member of the group, the other kinds only those that are named.
 */
export type MemberOperation =
  | { readonly op: 'add'; readonly ids: readonly string[] }
  | { readonly op: 'remove'; readonly ids: readonly string[] }
  | { readonly op: 'replace'; readonly ids: readonly string[] }
  | { readonly op: 'remove_where'; readonly matches: (member: Member) => boolean }
