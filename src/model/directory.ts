import { z } from 'zod'

/**
 * The provider types of WorkOS that push SCIM, spelled as WorkOS spells them. Ours, in the same style, are PingFederate with
 * SCIM 1.1, PingOne, Google, authentik and Keycloak, and `strict scim v2.0`: the same protocol with no tolerance for clients
 * that bend it.
 */
export const ScimDirectoryType = z.enum([
  'okta scim v2.0',
  'okta scim v1.1',
  'azure scim v2.0',
  'onelogin scim v2.0',
  'jump cloud scim v2.0',
  'pingfederate scim v2.0',
  'pingfederate scim v1.1',
  'pingone scim v2.0',
  'google scim v2.0',
  'authentik scim v2.0',
  'keycloak scim v2.0',
  'cyberark scim v2.0',
  'rippling scim v2.0',
  'sailpoint scim v2.0',
  'generic scim v2.0',
  'generic scim v1.1',
  'strict scim v2.0',
])
export type ScimDirectoryType = z.infer<typeof ScimDirectoryType>

/** The path under which a directory of this type is told to the identity provider: that of SCIM 1.1 or 2.0. */
export function scimPath({ id, type }: { readonly id: string; readonly type: string }): string {
  return `/scim/${type.endsWith('scim v1.1') ? 'v1' : 'v2'}/${id}`
}

/**
 * `setup`: made, nothing received yet. `active`: has been used. `inactive`: paused by the operator, writes are refused.
 * `quarantined`: stopped for repeated failure. `deleting`: being removed.
 */
export const DirectoryState = z.enum(['setup', 'active', 'quarantined', 'inactive', 'deleting'])
export type DirectoryState = z.infer<typeof DirectoryState>

/**
 * What a source's deactivation of a user (`active: false`) means to consumers. `suspend`: the user is inactive.
 * `delete_after_grace`: it is inactive, and deleted when it stays so for a number of days. `keep`: it stays active.
 */
export const DeprovisioningPolicy = z.enum(['suspend', 'delete_after_grace', 'keep'])
export type DeprovisioningPolicy = z.infer<typeof DeprovisioningPolicy>

/** How a directory takes it when its source deactivates or deletes users. */
export type Deprovisioning = {
  readonly policy: DeprovisioningPolicy
  /** With `delete_after_grace`: after how many days without a break an inactive user is deleted. */
  readonly graceDays: number
  /** For how many days a deleted user can be restored, and keeps its id when it is rehired; 0: not at all. */
  readonly restoreDays: number
}

/** What a new directory begins with. */
export const defaultDeprovisioning: Deprovisioning = { policy: 'suspend', graceDays: 30, restoreDays: 30 }

/** One connection of one organization to one source. */
export type Directory = {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly type: string
  readonly state: DirectoryState
  /** A short random name that is safe to show in URLs of screens; WorkOS's `external_key`. */
  readonly externalKey: string
  readonly deprovisioning: Deprovisioning
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
