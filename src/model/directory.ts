import { z } from 'zod'

/**
 * The provider types of WorkOS that push SCIM, spelled as WorkOS spells them, and `strict scim v2.0`, ours: the same
 * protocol with no tolerance for clients that bend it.
 */
export const ScimDirectoryType = z.enum([
  'okta scim v2.0',
  'azure scim v2.0',
  'onelogin scim v2.0',
  'jump cloud scim v2.0',
  'pingfederate scim v2.0',
  'cyberark scim v2.0',
  'rippling scim v2.0',
  'sailpoint scim v2.0',
  'generic scim v2.0',
  'strict scim v2.0',
])
export type ScimDirectoryType = z.infer<typeof ScimDirectoryType>

/**
 * `setup`: made, nothing received yet. `active`: has been used. `inactive`: paused by the operator, writes are refused.
 * `quarantined`: stopped for repeated failure. `deleting`: being removed.
 */
export const DirectoryState = z.enum(['setup', 'active', 'quarantined', 'inactive', 'deleting'])
export type DirectoryState = z.infer<typeof DirectoryState>

/** One connection of one organization to one source. */
export type Directory = {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly type: string
  readonly state: DirectoryState
  /** A short random name that is safe to show in URLs of screens; WorkOS's `external_key`. */
  readonly externalKey: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** How many records a directory holds; kept up to date by the write path, never counted. */
export type DirectoryTotals = {
  readonly activeUsers: number
  readonly inactiveUsers: number
  readonly groups: number
}

/** A bearer token of a directory as it is stored: the secret itself is not here, only its last four characters. */
export type DirectoryToken = {
  readonly id: string
  readonly organizationId: string
  readonly directoryId: string
  readonly suffix: string
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
  readonly createdAt: Date
}
