import { encodeTime } from 'ulid'
import type { Database } from './database.ts'
import { dropPartition, ensurePartitions, listPartitions, type Partition } from './partitions.ts'

const day = 24 * 60 * 60 * 1000
const partitionName = /^delivery_attempts_(\d{4})(\d\d)(\d\d)$/

/** Makes the partitions of the attempts for the day before `now`, its own and the next. */
export async function ensureDeliveryDays(database: Database, now: Date): Promise<void> {
  const days = [-1, 0, 1].map((offset) => partitionOf(new Date(now.getTime() + offset * day)))
  await ensurePartitions(database, days)
}

/** Drops the days of attempts that ended before `before`, and says which. One that is in use stays until the next call. */
export async function dropDeliveryDays(database: Database, before: Date): Promise<string[]> {
  const dropped: string[] = []
  for (const name of await listPartitions(database, 'delivery_attempts')) {
    const begin = dayNamed(name)
    const isOver = begin !== undefined && begin + day <= before.getTime()
    if (isOver && (await dropPartition(database, name))) dropped.push(name)
  }
  return dropped
}

function partitionOf(at: Date): Partition {
  const date = at.toISOString().slice(0, 10)
  const begin = Date.parse(date)
  return {
    table: 'delivery_attempts',
    name: `delivery_attempts_${date.replaceAll('-', '')}`,
    from: attemptIdAt(begin),
    to: attemptIdAt(begin + day),
    // Rows are never touched again: vacuuming what is dropped in days is lost work.
    settings: 'autovacuum_vacuum_insert_threshold = -1',
  }
}

function attemptIdAt(time: number): string {
  return `attempt_${encodeTime(Math.max(time, 0), 10)}`
}

function dayNamed(partition: string): number | undefined {
  const [, year, month, date] = partitionName.exec(partition) ?? []
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(date))
}
