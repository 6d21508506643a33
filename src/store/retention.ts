import type { Database, Queryable } from './database.ts'
import { dropEventPartitions } from './event-partitions.ts'
import { eventWeekOf } from './event-weeks.ts'

const rowsAtOnce = 10_000

/**
 * Removes the weeks of the log that ended before `before`, and with them the beginning of the feed. The feed is cut
 * first, so a reader never meets a position whose event is gone: it is told that its cursor has expired. A week with an
 * event that is not in the feed yet stays, and so do those after it.
 *
 * @returns the names of the partitions that were dropped.
 */
export async function removeOldEvents(database: Database, before: Date): Promise<string[]> {
  const cutoff = eventWeekOf(await earlierOfUnfed(database, before)).from
  if (await hasEventsBefore(database, cutoff)) {
    await database.transaction((transaction) => moveBeginning(transaction, cutoff))
    await deleteBeforeBeginning(database)
  }
  return dropEventPartitions(database, cutoff)
}

/** `before`, or the time of the earliest event that is not in the feed if that is earlier. */
async function earlierOfUnfed(on: Queryable, before: Date): Promise<Date> {
  const rows = await on.query<{ earlier: Date }>({
    text: `select least($1::timestamptz, min(e.occurred_at)) as earlier
      from streams s
      left join feed_streams f on f.organization_id = s.organization_id and f.stream_id = s.id
      cross join lateral (select occurred_at from events
        where organization_id = s.organization_id and stream_id = s.id and seq = coalesce(f.fed_seq, 0) + 1
          and occurred_at >= coalesce(f.fed_occurred_at, '-infinity') and occurred_at <= s.last_occurred_at offset 0) e
      where s.last_seq > coalesce(f.fed_seq, 0)`,
    values: [before],
  })
  return rows[0]?.earlier ?? before
}

async function hasEventsBefore(on: Queryable, cutoff: Date): Promise<boolean> {
  const rows = await on.query({ text: 'select from events where occurred_at < $1 limit 1', values: [cutoff] })
  return rows.length > 0
}

/**
 * Moves the beginning of the feed past every event before `cutoff`. The time of a range's first event says whether it
 * has any; only where that is but a bound is there none. Short, because the sequencer waits for the lock on feed_state.
 */
async function moveBeginning(on: Queryable, cutoff: Date): Promise<void> {
  const [row] = await on.query<{ oldest: number | null }>({
    text: `select max(f.position + e.seq - f.first_seq + 1) as oldest
      from feed f cross join lateral (
        select case when f.occurred_to < $1 then f.last_seq else (select max(e.seq) from events e
          where e.organization_id = f.organization_id and e.stream_id = f.stream_id
            and e.seq >= f.first_seq and e.seq <= f.last_seq
            and e.occurred_at >= f.occurred_from and e.occurred_at < $1) end as seq offset 0) e
      where f.occurred_from < $1`,
    values: [cutoff],
  })
  if (row?.oldest == null) return
  await on.query({
    text: 'update feed_state set oldest_position = $1 where oldest_position < $1',
    values: [row.oldest],
  })
  // The range in which the cut lies now begins there.
  await on.query({
    text: `update feed f set position = $1::bigint, first_seq = f.first_seq + $1::bigint - f.position,
        occurred_from = greatest(f.occurred_from, least($2, f.occurred_to))
      where f.position = (select max(position) from feed where position < $1::bigint)
        and f.position + f.last_seq - f.first_seq >= $1::bigint`,
    values: [row.oldest, cutoff],
  })
}

/** Deletes the ranges before the beginning, some at a time: no reader and no sequencer waits for it. */
async function deleteBeforeBeginning(on: Queryable): Promise<void> {
  for (;;) {
    const deleted = await on.query({
      text: `delete from feed where position in (select position from feed
          where position < (select oldest_position from feed_state) order by position limit $1)
        returning 1`,
      values: [rowsAtOnce],
    })
    if (deleted.length < rowsAtOnce) return
  }
}
