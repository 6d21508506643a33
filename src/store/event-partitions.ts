import pg from 'pg'
import type { Database, Queryable } from './database.ts'
import { type EventWeek, eventWeekNamed, eventWeeksAround } from './event-weeks.ts'

// Any number, the same in every process: under its lock one node at a time makes or drops partitions.
const partitionsLock = 0x6d757301

/**
 * Makes the partitions of the log from the week before `now` to five weeks after. Call it at start and every few hours:
 * it does nothing when all are there, and writers go on while one is attached.
 */
export async function ensureEventPartitions(database: Database, now: Date): Promise<void> {
  const weeks = eventWeeksAround(now, { before: 1, after: 5 })
  if ((await missing(database, weeks)).length === 0) return
  await database.transaction(async (transaction) => {
    await transaction.query({ text: 'select pg_advisory_xact_lock($1)', values: [partitionsLock] })
    for (const week of await missing(transaction, weeks)) await addPartition(transaction, week)
  })
}

/**
 * Drops the partitions whose every event is older than `before`, and says which. One that is in use stays until
 * the next call: dropping waits for its users for 200 ms at most, because writers wait behind it.
 */
export async function dropEventPartitions(database: Database, before: Date): Promise<string[]> {
  const dropped: string[] = []
  for (const partition of await listPartitions(database)) {
    const week = eventWeekNamed(partition)
    if (week && week.to <= before && (await dropPartition(database, partition))) dropped.push(partition)
  }
  return dropped
}

async function missing(on: Queryable, weeks: EventWeek[]): Promise<EventWeek[]> {
  const present = await listPartitions(on)
  return weeks.filter((week) => !present.includes(week.partition))
}

async function listPartitions(on: Queryable): Promise<string[]> {
  const rows = await on.query<{ name: string }>({
    text: `select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
           where inhparent = 'events'::regclass order by relname`,
  })
  return rows.map((row) => row.name)
}

/** "attach" lets others write to the log meanwhile; "create table … partition of" would lock them out. */
async function addPartition(transaction: Queryable, { partition, from, to }: EventWeek): Promise<void> {
  const [low, high] = [from, to].map((date) => pg.escapeLiteral(date.toISOString()))
  await transaction.query({ text: `create table ${partition} (like events including defaults including constraints)` })
  await transaction.query({
    text: `alter table events attach partition ${partition} for values from (${low}) to (${high})`,
  })
}

async function dropPartition(database: Database, partition: string): Promise<boolean> {
  try {
    await database.transaction(async (transaction) => {
      await transaction.query({ text: `set local lock_timeout = '200ms'` })
      await transaction.query({ text: `drop table if exists ${partition}` })
    })
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '55P03') return false
    throw error
  }
}
