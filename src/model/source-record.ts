import { z } from 'zod'
import type { JsonObject } from './json.ts'

/**
 * What a source's own status of a user comes down to. `staged`: known, but not working yet. `suspended`: for a time, with
 * everything kept. `deactivated`: left, but still listed. Locked accounts and expired passwords are `active`: their people
 * still work there.
 */
export const SourceStatus = z.enum(['staged', 'active', 'suspended', 'deactivated'])
export type SourceStatus = z.infer<typeof SourceStatus>

/** A user as a connector reads it from its source. */
export type SourceUser = {
  /** The source's immutable id: never an e-mail address, a login or a DN. Becomes the user's `idp_id`. */
  readonly id: string
  readonly status: SourceStatus
  /** The status in the source's own word (`PASSWORD_EXPIRED`). */
  readonly statusDetail: string
  readonly isLocked?: boolean
  /**
   * The record as the source gives it, which mappings and rules read and which is stored as the user's document. Nothing
   * secret, and nothing that changes while the person does not (times of logins, etags): it would be a change each time.
   */
  readonly attributes: JsonObject
  /** Paths of `attributes` that the credential may not see: they are unknown, not empty, and what is stored stays. */
  readonly unknown?: readonly string[]
  /** The organizational unit, as a path from the root: `/Sales/Europe`. */
  readonly orgUnit?: string
  /** The one other name by which records of the source refer to this one (a DN, a login), folded by `caseKey`. */
  readonly alias?: string
  /** Whom the source calls the manager, by id or alias; null for nobody. */
  readonly manager?: string | null
}

/** A group as a connector reads it, its members apart. */
export type SourceGroup = {
  readonly id: string
  readonly name: string
  readonly attributes: JsonObject
  readonly orgUnit?: string
  readonly alias?: string
}

/** Some of a group's members, by id or alias; they may be users or groups, known or not. The parts of a group may come on several pages. */
export type SourceMembers = { readonly groupId: string; readonly memberIds: readonly string[] }

/** What an incremental listing says of a group's members: who came and who went. */
export type SourceMemberChanges = {
  readonly groupId: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Something that the source says is gone for good. */
export type SourceRemoval = { readonly kind: SourceKind; readonly id: string }

/**
 * A record that is there but cannot be taken as it is: two rows with one id, a status that nobody knows. It is a problem of its
 * own, what is stored of it stays, and it is not absent.
 */
export type UnreadableRecord = {
  readonly kind: SourceKind
  readonly id: string
  /** Whom it is about, for people. */
  readonly name: string
  readonly code: string
  /** What is wrong and what to do. */
  readonly text: string
}

export const SourceKind = z.enum(['user', 'group'])
export type SourceKind = z.infer<typeof SourceKind>
