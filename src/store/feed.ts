import type { Queryable } from './database.ts'

/** A stream by its scope. */
export type StreamRef = { readonly organizationId: string; readonly streamId: string }

/** Where the feed begins and ends: the first position that is still there, and the one that the next event gets. */
export type FeedBounds = { readonly oldestPosition: number; readonly nextPosition: number }

/** A burst of one stream in the feed: its events have the positions from `position` on. */
export type FeedRange = StreamRef & { readonly position: number; readonly firstSeq: number; readonly lastSeq: number }

// The first event is looked up for its time, in the partitions between the last that was fed and the last that was
// written. If it is missing the range still gets a time, so that one damaged stream cannot stop all the others.
const advanced = `select s.organization_id, s.id as stream_id, coalesce(f.fed_seq, 0) as fed_seq, s.last_seq, s.last_occurred_at,
    coalesce(
      (select e.occurred_at from events e
        where e.organization_id = s.organization_id and e.stream_id = s.id and e.seq = coalesce(f.fed_seq, 0) + 1
          and e.occurred_at >= coalesce(f.fed_occurred_at, '-infinity') and e.occurred_at <= s.last_occurred_at),
      f.fed_occurred_at, '-infinity') as occurred_from
  from streams s
  left join feed_streams f on f.organization_id = s.organization_id and f.stream_id = s.id
  where s.last_seq > coalesce(f.fed_seq, 0)`

const append = `ranged as (
    select *, last_seq - fed_seq as events,
      sum(last_seq - fed_seq) over earlier as upto, max(last_occurred_at) over earlier as latest_at
    from advanced
    window earlier as (order by last_occurred_at, organization_id, stream_id rows unbounded preceding)
  ), appended as (
    insert into feed (position, organization_id, stream_id, first_seq, last_seq, occurred_from, occurred_to, latest_at)
    select s.next_position + r.upto - r.events, r.organization_id, r.stream_id,
      r.fed_seq + 1, r.last_seq, r.occurred_from, r.last_occurred_at, greatest(s.latest_at, r.latest_at)
    from ranged r, feed_state s
  ), fed as (
    insert into feed_streams (organization_id, stream_id, fed_seq, fed_occurred_at)
    select organization_id, stream_id, last_seq, last_occurred_at from ranged
    on conflict (organization_id, stream_id)
      do update set fed_seq = excluded.fed_seq, fed_occurred_at = excluded.fed_occurred_at
  ), moved as (
    update feed_state set next_position = next_position + total.events, latest_at = greatest(feed_state.latest_at, total.latest_at)
    from (select sum(events) as events, max(latest_at) as latest_at from ranged) total where total.events > 0
  ), told as (
    select pg_notify('muster_fed', '') from ranged limit 1
  )
  select coalesce(sum(events), 0)::bigint as events, (select count(*) from told) from ranged`

/**
 * Appends what the given streams have new to the feed, or all streams when none are given, and says how many events
 * that were. Only the sequencer that holds the lock may call it: the snapshot of one statement sees committed events
 * only, so what it appends can be read.
 */
export async function appendToFeed(on: Queryable, streams: readonly StreamRef[] | null): Promise<number> {
  const rows = await on.query<{ events: number }>(streams ? appendNamed(streams) : appendAny)
  return rows[0]?.events ?? 0
}

const appendAny = { name: 'append-any-to-feed', text: `with advanced as (${advanced}), ${append}` }

function appendNamed(streams: readonly StreamRef[]) {
  return {
    name: 'append-to-feed',
    text: `with named as (select * from unnest($1::text[], $2::text[]) as n (organization_id, id)),
      advanced as (${advanced} and (s.organization_id, s.id) in (select organization_id, id from named)), ${append}`,
    values: [streams.map(({ organizationId }) => organizationId), streams.map(({ streamId }) => streamId)],
  }
}

/** Reads where the feed begins and ends. */
export async function readFeedBounds(on: Queryable): Promise<FeedBounds> {
  const rows = await on.query<{ oldest_position: number; next_position: number }>({
    name: 'read-feed-bounds',
    text: 'select oldest_position, next_position from feed_state',
  })
  return { oldestPosition: rows[0]?.oldest_position ?? 1, nextPosition: rows[0]?.next_position ?? 1 }
}

/** The next bursts whose last event is after `position`, in order. */
export async function readFeedRanges(on: Queryable, position: number, limit: number): Promise<FeedRange[]> {
  const rows = await on.query<{
    position: number
    organization_id: string
    stream_id: string
    first_seq: number
    last_seq: number
  }>({
    name: 'read-feed-ranges',
    text: `select position, organization_id, stream_id, first_seq, last_seq from feed
      where position >= coalesce((select max(position) from feed where position <= $1 + 1), 0)
        and position + last_seq - first_seq > $1
      order by position limit $2`,
    values: [position, limit],
  })
  return rows.map((row) => ({
    position: row.position,
    organizationId: row.organization_id,
    streamId: row.stream_id,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
  }))
}
