import type { Database, Queryable } from './database.ts'
import { dropEventPartitions } from './event-partitions.ts'
import { eventWeekOf } from './event-weeks.ts'

/**
 * Removes the weeks of the log that ended before `before`, and with them the beginning of the feed. The feed is cut
 * first, so a reader never meets a position whose event is gone: it is told that its cursor has expired.
 *
 * @returns the names of the partitions that were dropped.
 */
export async function removeOldEvents(database: Database, before: Date): Promise<string[]> {
  const cutoff = eventWeekOf(before).from
  await database.transaction((transaction) => cutFeed(transaction, cutoff))
  return dropEventPartitions(database, cutoff)
}

/** Moves the beginning of the feed past every event before `cutoff`. */
async function cutFeed(on: Queryable, cutoff: Date): Promise<void> {
  await on.query({
    text: `with expired as (
        select max(case when f.occurred_to < $1 then f.position + f.last_seq - f.first_seq + 1
          else f.position - f.first_seq + 1 + coalesce((select max(e.seq) from events e
            where e.organization_id = f.organization_id and e.stream_id = f.stream_id
              and e.seq >= f.first_seq and e.seq <= f.last_seq
              and e.occurred_at >= f.occurred_from and e.occurred_at < $1), f.first_seq - 1)
          end) as oldest
        from feed f where f.occurred_from < $1
      )
      update feed_state set oldest_position = greatest(oldest_position, expired.oldest)
      from expired where expired.oldest is not null`,
    values: [cutoff],
  })
  await on.query({
    text: `delete from feed f using feed_state s where f.position + f.last_seq - f.first_seq < s.oldest_position`,
  })
  await on.query({
    text: `update feed f set position = s.oldest_position, first_seq = f.first_seq + s.oldest_position - f.position,
        occurred_from = greatest(f.occurred_from, least($1, f.occurred_to))
      from feed_state s
      where f.position < s.oldest_position`,
    values: [cutoff],
  })
}
