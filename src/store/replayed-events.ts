import type { EventType } from '../model/event.ts'
import type { Queryable } from './database.ts'
import { deliveryDays } from './delivery-days.ts'
import { findWalkEnd } from './feed-page.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

/** Whose events are counted: those of a destination. */
export type CountedFor = {
  readonly id: string
  readonly organizationId: string | null
  readonly eventTypes: readonly EventType[] | null
}

/** So many events of so many directories; more of them when not all could be looked at. */
export type EventCount = { readonly events: number; readonly directories: number; readonly isComplete: boolean }

type Row = Omit<EventCount, 'isComplete'>

/** How many events a destination gets of those after a position of the feed. */
export async function countEventsAfter(on: Queryable, destination: CountedFor, position: number): Promise<EventCount> {
  const { organizationId, eventTypes: types } = destination
  const end = await findWalkEnd(on, { organizationId, types, after: position, limit: 1, order: 'asc' })
  const parameters = sqlParameters([position, end?.position ?? null])
  const rows = await on.query<Row>({
    text: `with ranges as materialized (
        select organization_id, stream_id, occurred_from, occurred_to,
          first_seq + greatest(0, $1::bigint + 1 - position) as first_seq,
          least(last_seq, first_seq + coalesce($2::bigint, position + last_seq - first_seq) - position) as last_seq
        from feed
        where position >= coalesce((select max(position) from feed where position <= $1::bigint + 1), 0)
          and position + last_seq - first_seq > $1::bigint and ($2::bigint is null or position <= $2::bigint)
          and ${organizationId === null ? 'true' : `organization_id = ${parameters.add(organizationId)}`}
      ) ${countRanges(types, parameters)}`,
    values: parameters.values,
  })
  return toCount(rows[0], end === null)
}

/** How many events come to a destination that were not even looked at for it: those after its place in the feed. */
export async function countUnseenEvents(on: Queryable, destination: CountedFor): Promise<EventCount> {
  const [row] = await on.query<{ position: number }>({
    text: 'select position from destinations where id = $1',
    values: [destination.id],
  })
  return row ? countEventsAfter(on, destination, row.position) : toCount(undefined, true)
}

/**
 * Of each directory, the first event whose call failed since a time and was not made good by a later one: from there on the
 * destination has not got everything. Tests are not counted. The destination is `$1`, the first id of an attempt `$2`.
 */
const failedStreams = `select organization_id, stream_id, min(first_seq) as first_seq
  from delivery_attempts a
  where destination_id = $1 and id >= $2 and not is_delivered and attempt > 0
    and not exists (select from delivery_attempts later
      where later.destination_id = $1 and later.event_id = a.event_id and later.is_delivered and later.id > a.id)
  group by organization_id, stream_id`

/** How many events a destination gets again when its directories go back to what failed since a time. */
export async function countFailedEvents(on: Queryable, destination: CountedFor, since: Date): Promise<EventCount> {
  const parameters = sqlParameters([destination.id, deliveryDays.idAt(since)])
  const rows = await on.query<Row>({
    text: `with failed as materialized (${failedStreams}), ranges as materialized (
        select f.organization_id, f.stream_id, f.first_seq, greatest(s.known_seq, s.done_seq) as last_seq,
          '-infinity'::timestamptz as occurred_from, 'infinity'::timestamptz as occurred_to
        from failed f join destination_streams s
          on s.organization_id = f.organization_id and s.stream_id = f.stream_id and s.destination_id = $1
      ) ${countRanges(destination.eventTypes, parameters)}`,
    values: parameters.values,
  })
  return toCount(rows[0], (rows[0]?.events ?? 0) <= counted)
}

/** Sets those directories of a destination back to what failed since a time; they are tried at once. */
export async function setFailedStreamsBack(on: Queryable, destinationId: string, since: Date): Promise<void> {
  await on.query({
    text: `with failed as materialized (${failedStreams})
      update destination_streams s
      set done_seq = least(s.done_seq, f.first_seq - 1), attempts = 0, failing_since = null, retry_at = null,
        paused_at = null, last_error = null
      from failed f
      where s.organization_id = f.organization_id and s.stream_id = f.stream_id and s.destination_id = $1`,
    values: [destinationId, deliveryDays.idAt(since)],
  })
}

// What is looked up to tell types apart, at the most.
const counted = 50_000

/** Counts the events of `ranges` that have one of the types; without types, without looking at them. */
function countRanges(types: readonly EventType[] | null, parameters: SqlParameters): string {
  if (types === null) {
    return `select coalesce(sum(last_seq - first_seq + 1), 0)::bigint as events,
      count(distinct stream_id)::integer as directories from ranges`
  }
  return `select count(*)::bigint as events, count(distinct stream_id)::integer as directories
    from (select e.stream_id from ranges r cross join lateral (
        select stream_id from events
        where organization_id = r.organization_id and stream_id = r.stream_id and seq >= r.first_seq and seq <= r.last_seq
          and occurred_at >= r.occurred_from and occurred_at <= r.occurred_to
          and type = any(${parameters.add(types)}) offset 0
      ) e limit ${counted + 1}) looked_up`
}

function toCount(row: Row | undefined, isComplete: boolean): EventCount {
  const { events = 0, directories = 0 } = row ?? {}
  return { events: isComplete ? events : Math.min(events, counted), directories, isComplete }
}
