import { decodeTime } from 'ulid'
import type { Cause, Event, EventType, FeedEvent } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { Queryable } from './database.ts'
import type { StreamRef } from './feed.ts'

type EventRow = {
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

const eventColumns =
  'e.organization_id, e.stream_id, e.seq, e.id, e.type, e.object_id, e.data, e.previous, e.cause, e.occurred_at'

/** Which events of the feed to read; absent or null is "all". Positions are exclusive. */
export type FeedSelection = {
  readonly organizationId?: string | null
  readonly streamId?: string | null
  readonly types?: readonly EventType[] | null
  /** Only events about this user, group, directory or token. */
  readonly objectId?: string | null
  readonly after?: number | null
  readonly before?: number | null
  readonly occurredFrom?: Date | null
  readonly occurredTo?: Date | null
  readonly limit: number
  readonly order: 'asc' | 'desc'
}

/**
 * Reads events in the order of the feed. It walks the bursts along their positions and looks the events of each up in
 * the log, so a page costs the same wherever in the feed it is.
 */
export async function selectFeedEvents(on: Queryable, selection: FeedSelection): Promise<FeedEvent[]> {
  const direction = selection.order === 'asc' ? 'asc' : 'desc'
  const rows = await on.query<EventRow & { position: number }>({
    name: `select-feed-events-${direction}`,
    text: `select ${eventColumns}, f.position + e.seq - f.first_seq as position
      from feed f cross join lateral (
        select ${eventColumns} from events e
        where e.organization_id = f.organization_id and e.stream_id = f.stream_id
          and e.seq >= f.first_seq and e.seq <= f.last_seq
          and e.occurred_at >= f.occurred_from and e.occurred_at <= f.occurred_to
          and ($6::text[] is null or e.type = any($6)) and ($5::text is null or e.object_id = $5)
          and ($7::timestamptz is null or e.occurred_at >= $7) and ($8::timestamptz is null or e.occurred_at < $8)
          and ($1::bigint is null or f.position + e.seq - f.first_seq > $1)
          and ($2::bigint is null or f.position + e.seq - f.first_seq < $2)
      ) e
      where f.position >= coalesce((select max(position) from feed where position <= $1::bigint + 1), 0)
        and f.position < coalesce($2::bigint, 9223372036854775807)
        and ($3::text is null or f.organization_id = $3) and ($4::text is null or f.stream_id = $4)
        and ($7::timestamptz is null or f.occurred_to >= $7) and ($8::timestamptz is null or f.occurred_from < $8)
      order by f.position ${direction}, e.seq ${direction} limit $9`,
    values: [
      selection.after ?? null,
      selection.before ?? null,
      selection.organizationId ?? null,
      selection.streamId ?? null,
      selection.objectId ?? null,
      selection.types ?? null,
      selection.occurredFrom ?? null,
      selection.occurredTo ?? null,
      selection.limit,
    ],
  })
  return rows.map((row) => ({ ...toEvent(row), position: row.position }))
}

/** Reads a stream's next events after `afterSeq`, at most up to `toSeq`. */
export async function selectStreamEvents(
  on: Queryable,
  stream: StreamRef,
  { afterSeq, toSeq, limit }: { afterSeq: number; toSeq: number; limit: number },
): Promise<Event[]> {
  const rows = await on.query<EventRow>({
    name: 'select-stream-events',
    text: `select ${eventColumns} from events e
      where e.organization_id = $1 and e.stream_id = $2 and e.seq > $3 and e.seq <= $4
      order by e.seq limit $5`,
    values: [stream.organizationId, stream.streamId, afterSeq, toSeq, limit],
  })
  return rows.map(toEvent)
}

/**
 * The place of an event in the feed by its id; null when there is none (any more). `organizationId` null looks in all
 * organizations.
 */
export async function findEventPosition(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<number | null> {
  const rows = await on.query<{ position: number }>({
    name: 'find-event-position',
    text: `select f.position + e.seq - f.first_seq as position
      from events e cross join lateral (
        select position, first_seq, last_seq from feed
        where stream_id = e.stream_id and first_seq <= e.seq order by first_seq desc limit 1
      ) f
      where e.id = $1 and e.occurred_at = $2 and e.seq <= f.last_seq
        and ($3::text is null or e.organization_id = $3)`,
    values: [id, timeOfEventId(id), organizationId],
  })
  return rows[0]?.position ?? null
}

/** The time within an event's id, or null when it is not one. */
export function timeOfEventId(id: string): Date | null {
  return /^event_[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id) ? new Date(decodeTime(id.slice('event_'.length))) : null
}

function toEvent(row: EventRow): Event {
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
