import type { Event } from './event.ts'
import { eventSentence } from './event-sentence.ts'
import type { JsonObject } from './json.ts'

/** What the log knows of an event besides what consumers get: its place, its sentence, and what caused it. For people. */
export function toLogEntry(event: Event & { readonly position: number | null }): JsonObject {
  const { type, data, previous, organizationId, streamId, cause } = event
  return {
    organization_id: organizationId,
    directory_id: streamId === organizationId ? null : streamId,
    seq: event.seq,
    position: event.position,
    object_id: event.objectId,
    sentence: eventSentence({ type, data, previous }),
    cause: {
      source: cause.source ?? 'system',
      actor_id: cause.actorId ?? null,
      request_id: cause.requestId ?? null,
    },
  }
}
