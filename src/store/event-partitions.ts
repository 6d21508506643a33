import type { Database } from './database.ts'
import { eventWeekNamed, eventWeeksAround } from './event-weeks.ts'
import { dropPartition, ensurePartitions, listPartitions } from './partitions.ts'

/**
 * Makes the partitions of the log from the week before `now` to five weeks after. Call it at start and every few hours:
 * it does nothing when all are there, and writers go on while one is attached.
 */
export async function ensureEventPartitions(database: Database, now: Date): Promise<void> {
  const weeks = eventWeeksAround(now, { before: 1, after: 5 })
  await ensurePartitions(
    database,
    weeks.map(({ partition, from, to }) => ({
      table: 'events',
      name: partition,
      from: from.toISOString(),
      to: to.toISOString(),
    })),
  )
}

/**
 * Drops the partitions whose every event is older than `before`, and says which. One that is in use stays until
 * the next call.
 */
export async function dropEventPartitions(database: Database, before: Date): Promise<string[]> {
  const dropped: string[] = []
  for (const partition of await listPartitions(database, 'events')) {
    const week = eventWeekNamed(partition)
    if (week && week.to <= before && (await dropPartition(database, partition))) dropped.push(partition)
  }
  return dropped
}
