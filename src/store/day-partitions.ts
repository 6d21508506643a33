import { encodeTime } from 'ulid'
import type { Database } from './database.ts'
import { dropPartition, ensurePartitions, listPartitions, type Partition } from './partitions.ts'

const day = 24 * 60 * 60 * 1000

/** A table with a partition per day, by the time in its ids. */
export type DayPartitions = {
  /** The id below which are those of every row that was made before `time`, and above which are all others. */
  idAt(time: Date): string
  /** Makes the partitions for the day before `now`, its own and the next. */
  ensure(database: Database, now: Date): Promise<void>
  /** Drops the days that ended before `before`, and says which. One that is in use stays until the next call. */
  drop(database: Database, before: Date): Promise<string[]>
}

/** Names the days of a table whose ids are `<prefix>_<ULID>`; `settings` are storage parameters of each, as SQL. */
export function dayPartitions(
  table: Partition['table'],
  { idPrefix, settings }: { readonly idPrefix: string; readonly settings: string },
): DayPartitions {
  const partitionName = new RegExp(`^${table}_(\\d{4})(\\d\\d)(\\d\\d)$`)

  function idAt(time: Date): string {
    return `${idPrefix}_${encodeTime(Math.max(time.getTime(), 0), 10)}`
  }

  function partitionOf(at: Date): Partition {
    const date = at.toISOString().slice(0, 10)
    const begin = Date.parse(date)
    const name = `${table}_${date.replaceAll('-', '')}`
    return { table, name, from: idAt(new Date(begin)), to: idAt(new Date(begin + day)), settings }
  }

  function dayNamed(partition: string): number | undefined {
    const [, year, month, date] = partitionName.exec(partition) ?? []
    return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(date))
  }

  return {
    idAt,
    async ensure(database, now) {
      const days = [-1, 0, 1].map((offset) => partitionOf(new Date(now.getTime() + offset * day)))
      await ensurePartitions(database, days)
    },
    async drop(database, before) {
      const dropped: string[] = []
      for (const name of await listPartitions(database, table)) {
        const begin = dayNamed(name)
        const isOver = begin !== undefined && begin + day <= before.getTime()
        if (isOver && (await dropPartition(database, name))) dropped.push(name)
      }
      return dropped
    },
  }
}
