import pg from 'pg'
import type { Database, Queryable } from './database.ts'

// Any number, the same in every process: under its lock one node at a time makes partitions.
const partitionsLock = 0x6d757301

/** A partition by range of a table of ours; the bounds are texts in the form of its key, `to` excluded. */
export type Partition = {
  readonly table: 'events' | 'scim_requests' | 'delivery_attempts'
  readonly name: string
  readonly from: string
  readonly to: string
  /** Storage parameters, as SQL. */
  readonly settings?: string
}

/** Makes those of the partitions that are not there. Any number of processes may do so at once. */
export async function ensurePartitions(database: Database, partitions: readonly Partition[]): Promise<void> {
  if ((await missing(database, partitions)).length === 0) return
  await database.transaction(async (transaction) => {
    await transaction.query({ text: 'select pg_advisory_xact_lock($1)', values: [partitionsLock] })
    for (const partition of await missing(transaction, partitions)) await addPartition(transaction, partition)
  })
}

/** The names of the partitions that a table has, in order. */
export async function listPartitions(on: Queryable, table: Partition['table']): Promise<string[]> {
  const rows = await on.query<{ name: string }>({
    text: `select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
           where inhparent = $1::regclass order by relname`,
    values: [table],
  })
  return rows.map((row) => row.name)
}

/** Drops a partition. False when it is in use: dropping waits for its users for 200 ms at most, because writers wait behind it. */
export async function dropPartition(database: Database, name: string): Promise<boolean> {
  try {
    await database.transaction(async (transaction) => {
      await transaction.query({ text: `set local lock_timeout = '200ms'` })
      await transaction.query({ text: `drop table if exists ${name}` })
    })
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '55P03') return false
    throw error
  }
}

async function missing(on: Queryable, partitions: readonly Partition[]): Promise<readonly Partition[]> {
  const table = partitions[0]?.table
  if (!table) return []
  const present = await listPartitions(on, table)
  return partitions.filter(({ name }) => !present.includes(name))
}

/** "attach" lets others write to the table meanwhile; "create table … partition of" would lock them out. */
async function addPartition(transaction: Queryable, { table, name, from, to, settings }: Partition): Promise<void> {
  const [low, high] = [from, to].map(pg.escapeLiteral)
  await transaction.query({
    text: `create table ${name} (like ${table} including defaults including constraints including storage)
      ${settings ? `with (${settings})` : ''}`,
  })
  await transaction.query({
    text: `alter table ${table} attach partition ${name} for values from (${low}) to (${high})`,
  })
}
