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

/** Makes a consumer that begins after `position`; an existing one stays where it is. */
export async function registerConsumer(
  on: Queryable,
  name: string,
  { position, at }: { position: number; at: Date },
): Promise<void> {
  await on.query({
    text: 'insert into consumers (name, position, created_at) values ($1, $2, $3) on conflict (name) do nothing',
    values: [name, position, at],
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
export async function tellConsumer(
  on: Queryable,
  name: string,
  { ranges, at }: { ranges: readonly FeedRange[]; at: Date },
): Promise<void> {
  const last = ranges.at(-1)
  if (!last) return
  await on.query({
    name: 'tell-consumer',
    text: `insert into consumer_streams (organization_id, stream_id, consumer, known_seq, done_seq, available_at)
      select organization_id, stream_id, $1, max(last_seq), min(first_seq) - 1, $6
      from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) as r (organization_id, stream_id, first_seq, last_seq)
      group by organization_id, stream_id
      on conflict (organization_id, stream_id, consumer) do update set known_seq = excluded.known_seq`,
    values: [
      name,
      ranges.map(({ organizationId }) => organizationId),
      ranges.map(({ streamId }) => streamId),
      ranges.map(({ firstSeq }) => firstSeq),
      ranges.map(({ lastSeq }) => lastSeq),
      at,
    ],
  })
  await on.query({
    name: 'move-consumer',
    text: 'update consumers set position = $2 where name = $1',
    values: [name, last.position + last.lastSeq - last.firstSeq],
  })
}

/** Leases up to `limit` streams that have news and whose time has come. Nobody else gets them before `until`. */
export async function leaseStreams(
  on: Queryable,
  name: string,
  { lease, now, until, limit }: { lease: string; now: Date; until: Date; limit: number },
): Promise<LeasedStream[]> {
  const rows = await on.query<{
    organization_id: string
    stream_id: string
    done_seq: number
    known_seq: number
    attempts: number
  }>({
    name: 'lease-streams',
    text: `update consumer_streams c set lease = $2, available_at = $4
      from (select organization_id, stream_id from consumer_streams
        where consumer = $1 and available_at <= $3 and done_seq < known_seq
        order by available_at limit $5 for update skip locked) ready
      where c.consumer = $1 and c.organization_id = ready.organization_id and c.stream_id = ready.stream_id
      returning c.organization_id, c.stream_id, c.done_seq, c.known_seq, c.attempts`,
    values: [name, lease, now, until, limit],
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

/**
 * Records what became of a leased stream: how far it is done, when it may be tried next, and how often the next event
 * has failed by now. False when the lease was lost meanwhile: then another worker goes on from the last record.
 */
export async function recordProgress(
  on: Queryable,
  name: string,
  {
    stream,
    doneSeq,
    availableAt,
    attempts,
    keep,
  }: {
    stream: LeasedStream
    doneSeq: number
    availableAt: Date
    attempts: number
    keep: boolean
  },
): Promise<boolean> {
  const rows = await on.query({
    name: 'record-progress',
    text: `update consumer_streams set done_seq = $5, available_at = $6, attempts = $7, lease = case when $8 then lease end
      where organization_id = $1 and stream_id = $2 and consumer = $3 and lease = $4
      returning 1`,
    values: [stream.organizationId, stream.streamId, name, stream.lease, doneSeq, availableAt, attempts, keep],
  })
  return rows.length > 0
}

/** When the next stream of a consumer that has news may be tried; null when none waits. */
export async function nextAvailable(on: Queryable, name: string): Promise<Date | null> {
  const rows = await on.query<{ available_at: Date | null }>({
    name: 'next-available',
    text: 'select min(available_at) as available_at from consumer_streams where consumer = $1 and done_seq < known_seq',
    values: [name],
  })
  return rows[0]?.available_at ?? null
}
