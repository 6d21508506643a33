import type { Queryable } from './database.ts'
import type { FeedRange, StreamRef } from './feed.ts'

/** A stream that a consumer has news of, leased to one worker. */
export type LeasedStream = StreamRef & {
  readonly lease: string
  /** The last event that was handled, and the last that the consumer was told of. */
  readonly doneSeq: number
  readonly knownSeq: number
  /** How often the next event has failed. */
  readonly attempts: number
}

// All times of leases are the database's: the clocks of the nodes differ, and would take streams from one another.
const inMilliseconds = (parameter: string) => `now() + ${parameter}::float8 * interval '1 ms'`

/** Makes a consumer that begins after `position`; an existing one stays where it is. */
export async function registerConsumer(on: Queryable, name: string, position: number): Promise<void> {
  await on.query({
    text: 'insert into consumers (name, position, created_at) values ($1, $2, now()) on conflict (name) do nothing',
    values: [name, position],
  })
}

/** Locks a consumer and says how far it was told of the feed; null when another node is at it, or when it is gone. */
export async function lockConsumer(on: Queryable, name: string): Promise<number | null> {
  const rows = await on.query<{ position: number }>({
    name: 'lock-consumer',
    text: 'select position from consumers where name = $1 for update skip locked',
    values: [name],
  })
  return rows[0]?.position ?? null
}

/** Tells a locked consumer of bursts: each stream gets its last event known, and the consumer moves past them. */
export async function tellConsumer(on: Queryable, name: string, ranges: readonly FeedRange[]): Promise<void> {
  const last = ranges.at(-1)
  if (!last) return
  await on.query({
    name: 'tell-consumer',
    text: `insert into consumer_streams (organization_id, stream_id, consumer, known_seq, done_seq, available_at)
      select organization_id, stream_id, $1, max(last_seq), min(first_seq) - 1, now()
      from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) as r (organization_id, stream_id, first_seq, last_seq)
      group by organization_id, stream_id
      on conflict (organization_id, stream_id, consumer) do update set known_seq = excluded.known_seq`,
    values: [
      name,
      ranges.map(({ organizationId }) => organizationId),
      ranges.map(({ streamId }) => streamId),
      ranges.map(({ firstSeq }) => firstSeq),
      ranges.map(({ lastSeq }) => lastSeq),
    ],
  })
  await on.query({
    name: 'move-consumer',
    text: 'update consumers set position = $2 where name = $1',
    values: [name, last.position + last.lastSeq - last.firstSeq],
  })
}

/** Leases up to `limit` streams that have news and whose time has come. Nobody else gets them for `leaseFor` ms. */
export async function leaseStreams(
  on: Queryable,
  name: string,
  { lease, leaseFor, limit }: { lease: string; leaseFor: number; limit: number },
): Promise<LeasedStream[]> {
  const rows = await on.query<{
    organization_id: string
    stream_id: string
    done_seq: number
    known_seq: number
    attempts: number
  }>({
    name: 'lease-streams',
    // The streams are chosen apart: joined as a subquery they may be chosen anew for each row, more than the limit.
    text: `with ready as materialized (
        select organization_id, stream_id from consumer_streams
        where consumer = $1 and available_at <= now() and done_seq < known_seq
        order by available_at limit $4 for update skip locked
      )
      update consumer_streams c set lease = $2, available_at = ${inMilliseconds('$3')}
      from ready
      where c.consumer = $1 and c.organization_id = ready.organization_id and c.stream_id = ready.stream_id
      returning c.organization_id, c.stream_id, c.done_seq, c.known_seq, c.attempts`,
    values: [name, lease, leaseFor, limit],
  })
  return rows.map((row) => ({
    organizationId: row.organization_id,
    streamId: row.stream_id,
    lease,
    doneSeq: row.done_seq,
    knownSeq: row.known_seq,
    attempts: row.attempts,
  }))
}

/** Keeps a leased stream for another `leaseFor` ms. False when the lease was lost meanwhile. */
export async function renewLease(
  on: Queryable,
  name: string,
  { stream, leaseFor }: { stream: LeasedStream; leaseFor: number },
): Promise<boolean> {
  const rows = await on.query({
    name: 'renew-lease',
    text: `update consumer_streams set available_at = ${inMilliseconds('$5')}
      where organization_id = $1 and stream_id = $2 and consumer = $3 and lease = $4
      returning 1`,
    values: [stream.organizationId, stream.streamId, name, stream.lease, leaseFor],
  })
  return rows.length > 0
}

/**
 * Records what became of a leased stream: how far it is done, in how many ms it may be tried next, and how often the next event
 * has failed by now. False when the lease was lost meanwhile: then another worker goes on from the last record.
 */
export async function recordProgress(
  on: Queryable,
  name: string,
  {
    stream,
    doneSeq,
    availableIn,
    attempts,
    keep,
  }: {
    stream: LeasedStream
    doneSeq: number
    availableIn: number
    attempts: number
    keep: boolean
  },
): Promise<boolean> {
  const rows = await on.query({
    name: 'record-progress',
    text: `update consumer_streams set done_seq = $5, available_at = ${inMilliseconds('$6')}, attempts = $7, lease = case when $8 then lease end
      where organization_id = $1 and stream_id = $2 and consumer = $3 and lease = $4
      returning 1`,
    values: [stream.organizationId, stream.streamId, name, stream.lease, doneSeq, availableIn, attempts, keep],
  })
  return rows.length > 0
}

/** In how many ms the next stream of a consumer that has news may be tried; null when none waits. */
export async function timeToNextStream(on: Queryable, name: string): Promise<number | null> {
  const rows = await on.query<{ milliseconds: number | null }>({
    name: 'time-to-next-stream',
    text: `select (extract(epoch from min(available_at) - now()) * 1000)::float8 as milliseconds
      from consumer_streams where consumer = $1 and done_seq < known_seq`,
    values: [name],
  })
  return rows[0]?.milliseconds ?? null
}
