import { decodeTime } from 'ulid'
import type { Event } from '../model/event.ts'
import type { Queryable } from './database.ts'
import { type EventRow, eventColumns, toEvent } from './event-row.ts'
import type { StreamRef } from './feed.ts'

/** Which events of a stream to read. `since` is a time before which none of them is, if one is known. */
export type StreamPage = {
  readonly afterSeq: number
  readonly toSeq: number
  readonly limit: number
  readonly since?: Date | null
}

/** Reads a stream's next events after `afterSeq`, at most up to `toSeq`. */
export async function selectStreamEvents(on: Queryable, stream: StreamRef, page: StreamPage): Promise<Event[]> {
  // Numbers are dense, so this is the limit; as a bound of the index no plan can read more than it.
  const toSeq = Math.min(page.toSeq, page.afterSeq + page.limit)
  const rows = await on.query<EventRow>({
    name: 'select-stream-events',
    text: `select ${eventColumns} from events e
      where e.organization_id = $1 and e.stream_id = $2 and e.seq > $3 and e.seq <= $4 and e.occurred_at >= $5
      order by e.seq`,
    values: [stream.organizationId, stream.streamId, page.afterSeq, toSeq, page.since ?? '-infinity'],
  })
  return rows.map(toEvent)
}

/** Where an event is in the feed. Without a position it is not there yet, or, when `wasFed`, not any more. */
export type EventPlace = { readonly position: number | null; readonly wasFed: boolean }

/** Finds an event in the feed by its id; null when the log has none (any more). `organizationId` null looks in all. */
export async function findEventPlace(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<EventPlace | null> {
  const rows = await on.query<{ position: number | null; was_fed: boolean | null }>({
    name: 'find-event-place',
    text: `select f.position + e.seq - f.first_seq as position, s.fed_seq >= e.seq as was_fed
      from events e
      left join feed_streams s on s.organization_id = e.organization_id and s.stream_id = e.stream_id
      left join lateral (
        select position, first_seq, last_seq from feed
        where organization_id = e.organization_id and stream_id = e.stream_id and first_seq <= e.seq
        order by first_seq desc limit 1
      ) f on e.seq <= f.last_seq
      where e.id = $1 and e.occurred_at = $2 and ($3::text is null or e.organization_id = $3)`,
    values: [id, timeOfEventId(id), organizationId],
  })
  const row = rows[0]
  return row ? { position: row.position, wasFed: row.was_fed ?? false } : null
}

/** An event with its place in the feed, which it has a moment after it was written. */
export type PlacedEvent = Event & { readonly position: number | null }

/** The event with this id; null when the log has none (any more). `organizationId` null looks in all. */
export async function findEvent(on: Queryable, id: string, organizationId: string | null): Promise<PlacedEvent | null> {
  const rows = await on.query<EventRow & { readonly position: number | null }>({
    name: 'find-event',
    text: `select ${eventColumns}, f.position + e.seq - f.first_seq as position
      from events e
      left join lateral (
        select position, first_seq, last_seq from feed
        where organization_id = e.organization_id and stream_id = e.stream_id and first_seq <= e.seq
        order by first_seq desc limit 1
      ) f on e.seq <= f.last_seq
      where e.id = $1 and e.occurred_at = $2 and ($3::text is null or e.organization_id = $3)`,
    values: [id, timeOfEventId(id), organizationId],
  })
  const row = rows[0]
  return row ? { ...toEvent(row), position: row.position } : null
}

/** The time within an event's id, or null when it is not one. */
export function timeOfEventId(id: string): Date | null {
  return /^event_[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id) ? new Date(decodeTime(id.slice('event_'.length))) : null
}
