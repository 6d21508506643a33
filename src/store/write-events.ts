import type { Event } from '../model/event.ts'
import { columnRows, type RowColumn } from './column-rows.ts'
import type { Queryable } from './database.ts'
import { inPieces } from './in-pieces.ts'

const columns: readonly RowColumn<Event>[] = [
  { name: 'seq', type: 'bigint', of: (event) => String(event.seq) },
  { name: 'id', type: 'text', of: (event) => event.id },
  { name: 'type', type: 'text', of: (event) => event.type },
  { name: 'object_id', type: 'text', of: (event) => event.objectId },
  { name: 'data', type: 'jsonb', of: (event) => JSON.stringify(event.data) },
  { name: 'previous', type: 'jsonb', of: (event) => event.previous && JSON.stringify(event.previous) },
  { name: 'cause', type: 'jsonb', of: (event) => JSON.stringify(event.cause) },
  { name: 'occurred_at', type: 'timestamptz', of: (event) => event.occurredAt.toISOString() },
]

const rows = columnRows(columns, 3)

/** Inserts events of one stream, which the caller has locked and numbered. */
export async function insertEvents(on: Queryable, events: readonly Event[]): Promise<void> {
  await inPieces(events, (piece) => insertPiece(on, piece))
}

async function insertPiece(on: Queryable, events: readonly Event[]): Promise<void> {
  const first = events[0]
  if (!first) return
  const { form, source, parameters } = rows.of(events)
  await on.query({
    name: `insert-events-${form}`,
    text: `insert into events (organization_id, stream_id, ${rows.names}) select $1, $2, ${rows.values} from ${source}`,
    values: [first.organizationId, first.streamId, ...parameters],
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
