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

/** An event whose `data` and `previous` are the JSON texts that the log has of them. */
export type EventInText = Pick<Event, 'id' | 'type'> & {
  readonly data: string
  readonly previous: string | null
  readonly source: Cause['source']
  readonly actorId: string | null
}

/** The text of `toEventObject`, put together around texts that are not looked into. */
export function eventText({ id, type, data, previous, source, actorId }: EventInText, occurredAt: Date): string {
  const shown = previous === null ? data : withMember(data, 'previous_attributes', previous)
  const context = actorId === null ? '{}' : JSON.stringify(toContext({ source, actorId }))
  return `{"object":"event","id":"${id}","event":"${type}","data":${shown},"created_at":"${occurredAt.toISOString()}","context":${context}}`
}

/** An object's text with one more member at its end. */
function withMember(object: string, name: string, value: string): string {
  const isEmpty = object === '{}'
  return `${object.slice(0, -1)}${isEmpty ? '' : ','}"${name}":${value}}`
}

const contextSources: Readonly<Partial<Record<Cause['source'], string>>> = {
  api: 'api',
  cli: 'api',
  dashboard: 'dashboard',
  portal: 'admin_portal',
}

/** WorkOS knows the sources api, dashboard, admin_portal and system; a SCIM client is to it the system. */
function toContext(cause: Pick<Cause, 'source' | 'actorId'>): JsonObject {
  if (cause.actorId === null) return {}
  return { actor: { id: cause.actorId, source: contextSources[cause.source] ?? 'system', name: null } }
}
