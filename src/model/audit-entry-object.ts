import type { AuditEntry } from './audit-entry.ts'
import type { JsonObject } from './json.ts'

/** An entry of the audit log as the API shows it; actor, target and context are in the words of WorkOS's audit logs. */
export function toAuditEntryObject(entry: AuditEntry): JsonObject {
  const { actor, target } = entry
  return {
    object: 'audit_entry',
    id: entry.id,
    action: entry.action,
    occurred_at: entry.occurredAt.toISOString(),
    organization_id: entry.organizationId,
    actor: { type: actor.type, id: actor.id, name: actor.name },
    source: entry.source,
    target: { type: target.type, id: target.id },
    before: entry.before,
    after: entry.after,
    context: { location: entry.remoteAddress, user_agent: entry.userAgent },
    request_id: entry.requestId,
  }
}
