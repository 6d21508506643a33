import type { Event } from '../../model/event.ts'
import { eventSentence } from '../../model/event-sentence.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'

/** An event as the page shows it: a sentence, and what is behind it. */
export function toEventView(event: Omit<Event, 'organizationId' | 'seq' | 'objectId'>): JsonObject {
  const { id, type, data, previous, streamId, occurredAt } = event
  return {
    id,
    type,
    sentence: eventSentence({ type, data, previous }),
    directory_id: streamId,
    user_id: userIdOf(data),
    created_at: occurredAt.toISOString(),
    before: previous,
    after: data,
  }
}

function userIdOf(data: JsonObject): Json {
  if (data.object === 'directory_user') return data.id ?? null
  return isJsonObject(data.user) ? (data.user.id ?? null) : null
}
