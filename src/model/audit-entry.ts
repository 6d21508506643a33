import type { JsonObject } from './json.ts'

/** What was done, as the audit log names it: the kind of object, then the deed, as in `directory.paused`. */
export type AuditAction = `${string}.${string}`

/**
 * Who did it: an API key, whose id is null for the one of the configuration; a member of the operator's team, whose id is
 * null for whoever tries the demo; or a person who followed a portal link.
 */
export type AuditActor = {
  readonly type: 'api_key' | 'member' | 'portal_link'
  readonly id: string | null
  /** The name at the time: the actor may be gone when somebody reads it. */
  readonly name: string
}

/** By which way it was done. */
export type AuditSource = 'api' | 'cli' | 'dashboard' | 'portal'

/** One change, with what it changed. Written once, in the transaction of the change, and never changed. */
export type AuditEntry = {
  /** `audit_entry_` + ULID, whose time is that of the change. */
  readonly id: string
  /** The organization that the target belongs to; null for what belongs to none. */
  readonly organizationId: string | null
  readonly action: AuditAction
  readonly actor: AuditActor
  readonly source: AuditSource
  /** Its id is null for many at once. */
  readonly target: { readonly type: string; readonly id: string | null }
  /** The target before and after in the shape of the API, without secrets; null where it was not there. */
  readonly before: JsonObject | null
  readonly after: JsonObject | null
  readonly remoteAddress: string | null
  readonly userAgent: string | null
  readonly requestId: string | null
  readonly occurredAt: Date
}
