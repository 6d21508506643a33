import type { Queryable } from './database.ts'

/** What of the streams of a destination waits: how many events, of how many directories, and since when the oldest of them. */
export type WaitingEvents = {
  readonly destinationId: string
  readonly events: number
  readonly directories: number
  readonly oldestAt: Date | null
}

// Of more streams than this the oldest is looked for among those that fail the longest.
const streamsLookedAt = 500

/** What was tried, or was to be tried, and waits, for each of these destinations of which something does. */
export async function readWaitingEvents(on: Queryable, destinationIds: readonly string[]): Promise<WaitingEvents[]> {
  const rows = await on.query<Omit<WaitingEvents, 'destinationId' | 'oldestAt'> & WaitingRow>({
    name: 'read-waiting-events',
    text: `select d.id as destination_id, w.events, w.directories, o.oldest_at
      from unnest($1::text[]) as d (id)
      cross join lateral (
        select coalesce(sum(known_seq - done_seq), 0)::bigint as events, count(*)::integer as directories
        from destination_streams where destination_id = d.id and done_seq < known_seq
      ) w
      left join lateral (
        select min(e.occurred_at) as oldest_at
        from (select organization_id, stream_id, done_seq from destination_streams
          where destination_id = d.id and done_seq < known_seq order by failing_since limit ${streamsLookedAt}) s
        cross join lateral (select occurred_at from events
          where organization_id = s.organization_id and stream_id = s.stream_id and seq = s.done_seq + 1 limit 1) e
      ) o on w.directories > 0
      where w.directories > 0`,
    values: [destinationIds],
  })
  return rows.map(({ destination_id: destinationId, oldest_at: oldestAt, events, directories }) => ({
    destinationId,
    events,
    directories,
    oldestAt,
  }))
}

type WaitingRow = { readonly destination_id: string; readonly oldest_at: Date | null }
