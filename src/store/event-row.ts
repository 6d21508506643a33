import type { Cause, Event, EventType } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'

/** A row of the log, as `eventColumns` reads it. */
export type EventRow = {
  readonly organization_id: string
  readonly stream_id: string
  readonly seq: number
  readonly id: string
  readonly type: EventType
  readonly object_id: string
  readonly data: JsonObject
  readonly previous: JsonObject | null
  readonly cause: Cause
  readonly occurred_at: Date
}

/** The columns of the table `events e` that make an event. */
export const eventColumns =
  'e.organization_id, e.stream_id, e.seq, e.id, e.type, e.object_id, e.data, e.previous, e.cause, e.occurred_at'

/** Makes an event of its row. */
export function toEvent(row: EventRow): Event {
  return {
    organizationId: row.organization_id,
    streamId: row.stream_id,
    seq: row.seq,
    id: row.id,
    type: row.type,
    objectId: row.object_id,
    data: row.data,
    previous: row.previous,
    cause: row.cause,
    occurredAt: row.occurred_at,
  }
}
