import { columnRows, type RowColumn } from './column-rows.ts'
import type { Queryable } from './database.ts'
import type { PlacedStream } from './destination-streams.ts'
import { notifyDestinations } from './notifications.ts'

/** A destination as its owner holds it: what another owner has, or a person moved since, is not this any more. */
export type HeldDestination = { readonly id: string; readonly generation: number }

/**
 * Which of these destinations the node still has, where they were. They stay so until the transaction ends: a change by a person
 * waits for it, and what is written here is never written over that change.
 */
export async function fenceDestinations(
  on: Queryable,
  nodeId: string,
  held: readonly HeldDestination[],
): Promise<ReadonlySet<string>> {
  const rows = await on.query<{ id: string }>({
    name: 'fence-destinations',
    text: `select d.id from unnest($2::text[], $3::integer[]) as h (id, generation)
      join destinations d on d.id = h.id and d.moved_in <= h.generation
      where d.owner = $1 order by d.id for share of d`,
    values: [nodeId, held.map(({ id }) => id), held.map(({ generation }) => generation)],
  })
  return new Set(rows.map(({ id }) => id))
}

const streamColumns: readonly RowColumn<PlacedStream>[] = [
  { name: 'organization_id', type: 'text', of: (stream) => stream.organizationId },
  { name: 'stream_id', type: 'text', of: (stream) => stream.streamId },
  { name: 'destination_id', type: 'text', of: (stream) => stream.destinationId },
  { name: 'done_seq', type: 'bigint', of: (stream) => String(stream.doneSeq) },
  { name: 'known_seq', type: 'bigint', of: (stream) => String(stream.knownSeq) },
  { name: 'attempts', type: 'integer', of: (stream) => String(stream.attempts) },
  { name: 'failing_since', type: 'timestamptz', of: (stream) => timeText(stream.failingSince) },
  { name: 'retry_at', type: 'timestamptz', of: (stream) => timeText(stream.retryAt) },
  { name: 'paused_at', type: 'timestamptz', of: (stream) => timeText(stream.pausedAt) },
  { name: 'last_error', type: 'text', of: ({ lastError }) => lastError?.replaceAll('\0', '') ?? null },
]

const streamRows = columnRows(streamColumns)

/** Stores places in streams, of destinations that `fenceDestinations` said to be this node's. */
export async function storeStreamPlaces(on: Queryable, streams: readonly PlacedStream[]): Promise<void> {
  const { form, source, parameters } = streamRows.of(streams)
  await on.query({
    name: `store-stream-places-${form}`,
    text: `insert into destination_streams (${streamRows.names}) select ${streamRows.values} from ${source}
      on conflict (organization_id, stream_id, destination_id) do update set
        done_seq = excluded.done_seq, known_seq = excluded.known_seq, attempts = excluded.attempts,
        failing_since = excluded.failing_since, retry_at = excluded.retry_at, paused_at = excluded.paused_at,
        last_error = excluded.last_error`,
    values: parameters,
  })
}

/** How a destination fares. Everything up to `position` of the feed is done or stored as waiting. */
export type DestinationProgress = {
  readonly id: string
  readonly position: number
  readonly failures: number
  readonly failingSince: Date | null
  readonly lastDeliveredAt: Date | null
}

const progressColumns: readonly RowColumn<DestinationProgress>[] = [
  { name: 'id', type: 'text', of: (progress) => progress.id },
  { name: 'position', type: 'bigint', of: (progress) => String(progress.position) },
  { name: 'failures', type: 'integer', of: (progress) => String(progress.failures) },
  { name: 'failing_since', type: 'timestamptz', of: (progress) => timeText(progress.failingSince) },
  { name: 'last_delivered_at', type: 'timestamptz', of: (progress) => timeText(progress.lastDeliveredAt) },
]

const progressRows = columnRows(progressColumns)

/** Stores how destinations fare that `fenceDestinations` said to be this node's. */
export async function storeDestinationProgress(on: Queryable, moved: readonly DestinationProgress[]): Promise<void> {
  const { form, source, parameters } = progressRows.of(moved)
  await on.query({
    name: `store-destination-progress-${form}`,
    text: `update destinations d set position = row.position::bigint, failures = row.failures::integer,
        failing_since = row.failing_since::timestamptz, last_delivered_at = row.last_delivered_at::timestamptz
      from ${source} where d.id = row.id`,
    values: parameters,
  })
}

/** Pauses a destination because it failed for too long. False when it is not this node's any more, as it was. */
export async function pauseFailingDestination(
  on: Queryable,
  nodeId: string,
  paused: HeldDestination & { readonly at: Date; readonly reason: string },
): Promise<boolean> {
  const rows = await on.query({
    text: `update destinations set paused_at = $4, paused_reason = $5, generation = generation + 1, owner = null
      where id = $2 and owner = $1 and generation = $3 returning 1`,
    values: [nodeId, paused.id, paused.generation, paused.at, paused.reason],
  })
  if (rows.length > 0) await notifyDestinations(on)
  return rows.length > 0
}

function timeText(time: Date | null): string | null {
  return time === null ? null : time.toISOString()
}
