import { z } from 'zod'

/** What an API key may do; every route of the API declares the one that it needs. */
export const Permission = z.enum([
  'organizations:read',
  'organizations:write',
  'directories:read',
  'directories:write',
  'directory_users:read',
  'directory_users:write',
  'directory_groups:read',
  'connections:read',
  'connections:write',
  'sync_runs:read',
  'sync_runs:write',
  'sync_runs:decide',
  'events:read',
  'scim_requests:read',
  'webhook_endpoints:read',
  'webhook_endpoints:write',
  'sinks:read',
  'sinks:write',
  'portal:write',
  'audit_log:read',
  'imports:write',
  'api_keys:read',
  'api_keys:write',
  'members:read',
  'members:write',
  'settings:read',
  'settings:write',
  'people:read',
  'people:write',
  'overlay:read',
  'overlay:write',
  'plans:create',
  'plans:approve',
  'plans:apply',
])
export type Permission = z.infer<typeof Permission>

/** One permission, or `*`: all of them, those of later versions too. */
export const Scope = z.union([Permission, z.literal('*')])
export type Scope = z.infer<typeof Scope>

/** A key of the operator's API as it is stored: the secret itself is not here, only its last four characters. */
export type ApiKey = {
  readonly id: string
  /** The one organization that the key opens; null opens all of them. */
  readonly organizationId: string | null
  readonly name: string
  readonly suffix: string
  readonly scopes: readonly Scope[]
  /** The member who made it, or who made the key that it was made with; null where that is not known. */
  readonly memberId: string | null
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
  readonly createdAt: Date
}

/** Whoever a request of the API comes from, and what they may see and do. */
export type Caller = {
  /** An API key, a member of the operator's team, or whoever followed a portal link. */
  readonly type: 'api_key' | 'member' | 'portal_link'
  /** Null for the bootstrap key of the configuration, and for whoever tries the demo: neither is in the database. */
  readonly id: string | null
  readonly name: string
  /** The one organization that they are bound to; null: all of them. */
  readonly organizationId: string | null
  readonly scopes: readonly Scope[]
  /** When the key or link ends; null for never. */
  readonly expiresAt: Date | null
}

/**
 * Tells callers apart: what is counted or remembered for one of them goes under it. Ids of keys are as they are, the key of
 * the configuration is the empty text.
 */
export function callerKey({ type, id }: Caller): string {
  return type === 'api_key' ? (id ?? '') : `${type} ${id ?? ''}`
}

/** True when these scopes include the permission. */
export function isAllowed(scopes: readonly Scope[], permission: Permission): boolean {
  return scopes.includes('*') || scopes.includes(permission)
}
