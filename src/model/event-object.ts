import type { Cause, Event } from './event.ts'
import type { JsonObject } from './json.ts'

/**
 * An event as every reader gets it, in the feed and in webhooks: WorkOS's envelope. `previous_attributes` is within
 * `data`, where WorkOS has it for its `…updated` events.
 */
export function toEventObject(event: Event): JsonObject {
  return {
    object: 'event',
    id: event.id,
    event: event.type,
    data: event.previous === null ? event.data : { ...event.data, previous_attributes: event.previous },
    created_at: event.occurredAt.toISOString(),
    context: toContext(event.cause),
  }
}

/** WorkOS knows the sources api, dashboard, admin_portal and system; a SCIM client is to it the system. */
function toContext(cause: Cause): JsonObject {
  if (cause.actorId === null) return {}
  const source = cause.source === 'api' || cause.source === 'cli' ? 'api' : 'system'
  return { actor: { id: cause.actorId, source, name: null } }
}
