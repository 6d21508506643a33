import { AppError } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Queryable } from './database.ts'
import { ensureEventPartitions } from './event-partitions.ts'
import { type Migration, migrationsFolder, readMigrations } from './migration-files.ts'

type Applied = { readonly number: number; readonly name: string; readonly checksum: string }

// Any number, the same in every process: whoever starts second waits here until the first has migrated.
const migrationsLock = 0x6d757300

/**
 * Brings the database to the schema of this code and makes the log's next partitions. Forward only; each migration is
 * one transaction; any number of processes may start at once. Refuses a database that a newer muster has migrated.
 */
export async function migrate(
  database: Database,
  { clock, folder = migrationsFolder }: { clock: Clock; folder?: string },
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder)
  const applied: string[] = []
  for (;;) {
    const migration = await database.transaction((transaction) =>
      applyNext(transaction, { migrations, now: clock.now() }),
    )
    if (!migration) break
    applied.push(migration.name)
  }
  await ensureEventPartitions(database, clock.now())
  return { applied }
}

/** Whether the database has exactly the schema of this code. For health checks: it changes nothing. */
export async function isMigrated(database: Queryable, folder = migrationsFolder): Promise<boolean> {
  const migrations = await readMigrations(folder)
  const [found] = await database.query<{ present: boolean }>({
    text: `select to_regclass('migrations') is not null as present`,
  })
  return Boolean(found?.present) && (await listApplied(database)).length === migrations.length
}

async function applyNext(
  transaction: Queryable,
  { migrations, now }: { migrations: Migration[]; now: Date },
): Promise<Migration | undefined> {
  await transaction.query({ text: 'select pg_advisory_xact_lock($1)', values: [migrationsLock] })
  await transaction.query({
    text: `create table if not exists migrations (
             number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null)`,
  })
  const applied = await listApplied(transaction)
  refuseOtherHistory(applied, migrations)
  const next = migrations[applied.length]
  if (!next) return undefined
  await transaction.query({ text: next.sql })
  await transaction.query({
    text: 'insert into migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)',
    values: [next.number, next.name, next.checksum, now],
  })
  return next
}

function listApplied(on: Queryable): Promise<Applied[]> {
  return on.query<Applied>({ text: 'select number, name, checksum from migrations order by number' })
}

function refuseOtherHistory(applied: Applied[], migrations: Migration[]): void {
  for (const [index, { name, checksum }] of applied.entries()) {
    const ours = migrations[index]
    if (!ours) throw new AppError('database_too_new', { migration: name })
    if (ours.checksum !== checksum) throw new AppError('migration_changed', { migration: name })
  }
}
