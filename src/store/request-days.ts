import { encodeTime } from 'ulid'
import type { Database } from './database.ts'
import { dropPartition, ensurePartitions, listPartitions, type Partition } from './partitions.ts'

const day = 24 * 60 * 60 * 1000
const partitionName = /^scim_requests_(\d{4})(\d\d)(\d\d)$/

/** The id below which are those of every request that was written before `time`, and above which are all others. */
export function requestIdAt(time: Date): string {
  return `scim_request_${encodeTime(Math.max(time.getTime(), 0), 10)}`
}

/** Makes the partitions of the request log for the day before `now`, its own and the next. */
export async function ensureRequestDays(database: Database, now: Date): Promise<void> {
  const days = [-1, 0, 1].map((offset) => partitionOf(new Date(now.getTime() + offset * day)))
  await ensurePartitions(database, days)
}

/** Drops the days of the request log that ended before `before`, and says which. One that is in use stays until the next call. */
export async function dropRequestDays(database: Database, before: Date): Promise<string[]> {
  const dropped: string[] = []
  for (const name of await listPartitions(database, 'scim_requests')) {
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
    table: 'scim_requests',
    name: `scim_requests_${date.replaceAll('-', '')}`,
    from: requestIdAt(new Date(begin)),
    to: requestIdAt(new Date(begin + day)),
    // Rows stay whole up to a page, and are never touched again: vacuuming what is dropped in days is lost work.
    settings: 'toast_tuple_target = 8160, autovacuum_vacuum_insert_threshold = -1',
  }
}

function dayNamed(partition: string): number | undefined {
  const [, year, month, date] = partitionName.exec(partition) ?? []
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(date))
}
