import type { Event } from '../model/event.ts'
import type { Queryable } from './database.ts'

/** Inserts events of one stream, which the caller has locked and numbered. */
export async function insertEvents(on: Queryable, events: readonly Event[]): Promise<void> {
  const first = events[0]
  if (!first) return
  await on.query({
    name: 'insert-events',
    text: `insert into events (organization_id, stream_id, seq, id, type, object_id, data, previous, cause, occurred_at)
      select $1, $2, seq, id, type, object_id, data, previous, cause, occurred_at
      from jsonb_to_recordset($3::jsonb) as row (seq bigint, id text, type text, object_id text, data jsonb,
        previous jsonb, cause jsonb, occurred_at timestamptz)`,
    values: [first.organizationId, first.streamId, JSON.stringify(events.map(toRow))],
  })
}

/** Moves the head of a stream, under its lock, to its last event. */
export async function moveStreamHead(on: Queryable, last: Event): Promise<void> {
  await on.query({
    name: 'move-stream-head',
    text: 'update streams set last_seq = $3, last_occurred_at = $4 where organization_id = $1 and id = $2',
    values: [last.organizationId, last.streamId, last.seq, last.occurredAt],
  })
}

function toRow(event: Event) {
  return {
    seq: event.seq,
    id: event.id,
    type: event.type,
    object_id: event.objectId,
    data: event.data,
    previous: event.previous,
    cause: event.cause,
    occurred_at: event.occurredAt,
  }
}
