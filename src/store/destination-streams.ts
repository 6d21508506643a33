import type { DestinationStream } from '../model/destination.ts'
import type { Queryable } from './database.ts'
import type { StreamRef } from './feed.ts'

type Row = {
  readonly organization_id: string
  readonly stream_id: string
  readonly done_seq: number
  readonly known_seq: number
  readonly attempts: number
  readonly failing_since: Date | null
  readonly retry_at: Date | null
  readonly paused_at: Date | null
  readonly last_error: string | null
}

const columns = `s.organization_id, s.stream_id, s.done_seq, s.known_seq, s.attempts, s.failing_since, s.retry_at,
  s.paused_at, s.last_error`

/** Which streams of a destination are read: of one organization alone unless that is null, and those alone that fail. */
export type DestinationStreamFilter = {
  readonly organizationId: string | null
  readonly isFailing: boolean
  readonly limit: number
}

/** The streams of which something waits for a destination, for people to look at. */
export async function listWaitingStreams(
  on: Queryable,
  destinationId: string,
  { organizationId, isFailing, limit }: DestinationStreamFilter,
): Promise<DestinationStream[]> {
  const rows = await on.query<Row>({
    text: `select ${columns} from destination_streams s
      where destination_id = $1 and done_seq < known_seq and ($2::text is null or organization_id = $2)
        and (not $3 or attempts > 0 or paused_at is not null)
      order by organization_id, stream_id limit $4`,
    values: [destinationId, organizationId, isFailing, limit],
  })
  return rows.map(toStream)
}

/** A stream's place for each of some destinations. */
export type PlacedStream = DestinationStream & { readonly destinationId: string }

/** What waits for these destinations: all their streams that are not at their ends. */
export async function readWaitingStreams(on: Queryable, destinationIds: readonly string[]): Promise<PlacedStream[]> {
  const rows = await on.query<Row & { destination_id: string }>({
    name: 'read-waiting-streams',
    text: `select ${columns}, s.destination_id from destination_streams s
      where destination_id = any($1) and done_seq < known_seq order by organization_id, stream_id`,
    values: [destinationIds],
  })
  return rows.map(toPlacedStream)
}

/** The places that are stored of these streams for these destinations. */
export async function readStreamPlaces(
  on: Queryable,
  streams: readonly StreamRef[],
  destinationIds: readonly string[],
): Promise<PlacedStream[]> {
  const rows = await on.query<Row & { destination_id: string }>({
    name: 'read-stream-places',
    text: `select ${columns}, s.destination_id
      from unnest($1::text[], $2::text[]) as w (organization_id, stream_id)
      join destination_streams s on s.organization_id = w.organization_id and s.stream_id = w.stream_id
      where s.destination_id = any($3)`,
    values: [
      streams.map(({ organizationId }) => organizationId),
      streams.map(({ streamId }) => streamId),
      destinationIds,
    ],
  })
  return rows.map(toPlacedStream)
}

/** Sets a destination's streams back to `position` of the feed: all that came after it is to be delivered again. */
export async function setStreamsBack(
  on: Queryable,
  { id, organizationId }: { readonly id: string; readonly organizationId: string | null },
  position: number,
): Promise<void> {
  await on.query({
    text: `update destination_streams s
      set done_seq = back.seq, attempts = 0, failing_since = null, retry_at = null, paused_at = null, last_error = null
      from (
        select organization_id, stream_id, min(greatest(first_seq, first_seq + $2::bigint + 1 - position)) - 1 as seq
        from feed
        where position >= coalesce((select max(position) from feed where position <= $2::bigint + 1), 0)
          and position + last_seq - first_seq > $2::bigint and ($3::text is null or organization_id = $3)
        group by organization_id, stream_id
      ) back
      where s.organization_id = back.organization_id and s.stream_id = back.stream_id and s.destination_id = $1
        and s.done_seq > back.seq`,
    values: [id, position, organizationId],
  })
}

/** Forgets the failures of a destination's streams that wait, or of one of them: they are tried at once. */
export async function forgetFailures(on: Queryable, destinationId: string, streamId: string | null): Promise<void> {
  await on.query({
    text: `update destination_streams set attempts = 0, failing_since = null, retry_at = null, paused_at = null
      where destination_id = $1 and done_seq < known_seq and ($2::text is null or stream_id = $2)`,
    values: [destinationId, streamId],
  })
}

/** Leaves out what waits: the next event of one stream, or of all streams everything. */
export async function skipWaiting(on: Queryable, destinationId: string, streamId: string | null): Promise<void> {
  await on.query({
    text: `update destination_streams set done_seq = case when $2::text is null then known_seq else done_seq + 1 end
      where destination_id = $1 and done_seq < known_seq and ($2::text is null or stream_id = $2)`,
    values: [destinationId, streamId],
  })
}

function toPlacedStream(row: Row & { destination_id: string }): PlacedStream {
  return { ...toStream(row), destinationId: row.destination_id }
}

function toStream(row: Row): DestinationStream {
  return {
    organizationId: row.organization_id,
    streamId: row.stream_id,
    doneSeq: row.done_seq,
    knownSeq: row.known_seq,
    attempts: row.attempts,
    failingSince: row.failing_since,
    retryAt: row.retry_at,
    pausedAt: row.paused_at,
    lastError: row.last_error,
  }
}
