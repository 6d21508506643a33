import type { JsonObject } from './json.ts'

/** A user's address, as normalised for consumers (WorkOS `emails[]`). */
export type Email = { readonly primary?: boolean; readonly type?: string; readonly value: string }

/**
 * A user as consumers see it, the same whatever the source: WorkOS's `directory_user` without ids, state and times.
 * `customAttributes` has WorkOS's predefined names in snake_case (`department_name`, `manager_id`, …).
 */
export type UserAttributes = {
  readonly first_name: string | null
  readonly last_name: string | null
  readonly name: string | null
  readonly email: string | null
  readonly emails: readonly Email[]
  readonly job_title: string | null
  readonly username: string | null
  readonly custom_attributes: JsonObject
}

/** What a source says of a user: everything of a stored user that a write may set. */
export type UserContent = {
  /** The login name; unique in a directory without regard to case (RFC 7643 section 4.1.1). */
  readonly userName: string
  /** The source's own id (SCIM `externalId`); exact case. */
  readonly externalId: string | null
  /** What the source says; of a stored user what consumers see, which the directory's `Deprovisioning` may change. */
  readonly active: boolean
  /** The normalised form. */
  readonly attributes: UserAttributes
  /** The source's own form: for SCIM the resource without `id`, `meta`, `groups` and `password`. */
  readonly document: JsonObject
}

/** The last request or record from which a user or group was changed, secrets taken out. */
export type Received = {
  readonly method: string
  readonly at: string
  readonly body: JsonObject
  /** The names of the departures from the standard that had to be tolerated for it; absent when there were none. */
  readonly tolerances?: string[]
}

/** A user as stored. */
export type User = UserContent & {
  readonly id: string
  readonly organizationId: string
  readonly directoryId: string
  /** What the source calls this user: `externalId`, else the first `userName`; stays through renames. */
  readonly idpId: string
  /**
   * Since when the source says that the user is inactive, null while it says active; whatever consumers see. It begins
   * anew when a change of the directory's policy makes the user inactive for consumers too.
   */
  readonly inactiveSince: Date | null
  /** 1, 2, 3 …: grows with every change; the SCIM ETag. */
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A group that a user is a direct member of. */
export type UserGroup = { readonly id: string; readonly displayName: string }

/** A user with the groups that it is a direct member of, ordered by group id. */
export type UserWithGroups = User & { readonly groups: readonly UserGroup[] }

/**
 * A user as the protocol of its source shows it. The document is the JSON text of an object: most reads pass it on as it
 * is, and one that shows parts of it alone parses it.
 */
export type ShownUser = Pick<UserWithGroups, 'id' | 'version' | 'createdAt' | 'updatedAt' | 'groups'> & {
  readonly documentText: string
}

/**
 * The form under which a `userName` (or a group's name, or an e-mail address) is unique and looked up: RFC 7643 says
 * `caseExact: false`.
 */
export function caseKey(value: string): string {
  return value.normalize('NFC').toLowerCase()
}
