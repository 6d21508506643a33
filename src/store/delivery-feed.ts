import type { Cause, EventType } from '../model/event.ts'
import type { Queryable } from './database.ts'
import type { FeedRange, StreamRef } from './feed.ts'

/** A burst, with the time before which none of its events is, if one is known. */
export type DeliveryRange = FeedRange & { readonly occurredFrom: Date | null }

/**
 * The next bursts whose last event is after `position`, in order; of one organization alone unless that is null. `end` is the
 * position up to which the feed was read: further ones are not among them.
 */
export async function readDeliveryRanges(
  on: Queryable,
  { position, limit, organizationId }: { position: number; limit: number; organizationId: string | null },
): Promise<{ readonly ranges: DeliveryRange[]; readonly end: number; readonly oldestPosition: number }> {
  const scope = organizationId === null ? '' : 'organization_id = $3 and '
  const rows = await on.query<{
    position: number | null
    organization_id: string
    stream_id: string
    first_seq: number
    last_seq: number
    occurred_from: Date | number
    next_position: number
    oldest_position: number
  }>({
    name: organizationId === null ? 'read-delivery-ranges' : 'read-delivery-ranges-of',
    text: `select f.*, s.next_position, s.oldest_position from feed_state s left join lateral (
        select position, organization_id, stream_id, first_seq, last_seq, occurred_from from feed
        where ${scope}position >= coalesce((select max(position) from feed where ${scope}position <= $1 + 1), 0)
          and position + last_seq - first_seq > $1
        order by position limit $2
      ) f on true order by f.position`,
    values: organizationId === null ? [position, limit] : [position, limit, organizationId],
  })
  const ranges = rows.flatMap((row) => (row.position === null ? [] : [{ ...toRange(row), position: row.position }]))
  const last = ranges.at(-1)
  const isAll = ranges.length < limit || !last
  const end = isAll ? (rows[0]?.next_position ?? 1) - 1 : last.position + last.lastSeq - last.firstSeq
  return { ranges, end: Math.max(end, position), oldestPosition: rows[0]?.oldest_position ?? 1 }
}

function toRange(row: {
  organization_id: string
  stream_id: string
  first_seq: number
  last_seq: number
  occurred_from: Date | number
}) {
  return {
    organizationId: row.organization_id,
    streamId: row.stream_id,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    // '-infinity' is read as a number.
    occurredFrom: row.occurred_from instanceof Date ? row.occurred_from : null,
  }
}

/** Events of a stream to read: those after `afterSeq` up to `toSeq`, none of which is before `since` if that is known. */
export type EventSpan = StreamRef & { readonly afterSeq: number; readonly toSeq: number; readonly since: Date | null }

/** An event as the log has it: what is JSON in it is text, and its time is that within its id. */
export type EventText = StreamRef & {
  readonly seq: number
  readonly id: string
  readonly type: EventType
  readonly objectId: string
  readonly data: string
  readonly previous: string | null
  readonly source: Cause['source']
  readonly actorId: string | null
}

type SpanRow = Omit<EventText, keyof StreamRef> & { readonly span: number }

/** Reads spans of any number of streams in one query; events of a stream come in order. */
export async function selectEventSpans(on: Queryable, spans: readonly EventSpan[]): Promise<EventText[]> {
  const rows = await on.query<SpanRow>({
    name: 'select-event-spans',
    text: `select w.span::integer, e.seq, e.id, e.type, e.object_id as "objectId", e.data::text, e.previous::text,
        e.cause->>'source' as source, e.cause->>'actorId' as "actorId"
      from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::timestamptz[])
        with ordinality as w (organization_id, stream_id, after_seq, to_seq, since, span)
      cross join lateral (
        select * from events e where e.organization_id = w.organization_id and e.stream_id = w.stream_id
          and e.seq > w.after_seq and e.seq <= w.to_seq and e.occurred_at >= w.since
        order by e.seq
      ) e`,
    values: [
      spans.map(({ organizationId }) => organizationId),
      spans.map(({ streamId }) => streamId),
      spans.map(({ afterSeq }) => afterSeq),
      spans.map(({ toSeq }) => toSeq),
      spans.map(({ since }) => since?.toISOString() ?? '-infinity'),
    ],
  })
  return rows.map((row) => toEventText(row, spans[row.span - 1] as EventSpan))
}

function toEventText({ span: _, ...row }: SpanRow, { organizationId, streamId }: EventSpan): EventText {
  return { organizationId, streamId, ...row }
}

/** The first event of a stream after `afterSeq` that retention has not removed; null when there is none. */
export async function findNextKeptSeq(
  on: Queryable,
  { organizationId, streamId }: StreamRef,
  afterSeq: number,
): Promise<number | null> {
  const rows = await on.query<{ seq: number | null }>({
    text: 'select min(seq) as seq from events where organization_id = $1 and stream_id = $2 and seq > $3',
    values: [organizationId, streamId, afterSeq],
  })
  return rows[0]?.seq ?? null
}
