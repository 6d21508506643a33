import { createHash } from 'node:crypto'
import pg from 'pg'
import { systemClock } from '../platform/clock.ts'
import { openDatabase } from '../store/database.ts'
import { eventWeekOf } from '../store/event-weeks.ts'
import { migrate } from '../store/migrate.ts'
import { migrationsFolder, readMigrations } from '../store/migration-files.ts'

/** Migrates the template of a test server if it is not there yet, and gives its name. */
export async function ensureTemplate(server: string): Promise<string> {
  const name = await templateName()
  await administer(server, async (client) => {
    // Test files run as processes side by side: one makes the template, the others wait.
    await client.query('select pg_advisory_lock(1)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return
    // Under another name until it is whole, so that nobody clones half a template after a crash.
    await client.query(`drop database if exists ${name}_unfinished with (force)`)
    await client.query(`create database ${name}_unfinished template template0`)
    await migrateUrl(databaseUrl(server, `${name}_unfinished`))
    await client.query(`alter database ${name}_unfinished rename to ${name}`)
  })
  return name
}

/** The template is of one set of migrations and one week, because its partitions are. */
async function templateName(): Promise<string> {
  const migrations = await readMigrations(migrationsFolder)
  const hash = createHash('sha256').update(migrations.map((migration) => migration.checksum).join())
  return `muster_template_${hash.digest('hex').slice(0, 12)}_${eventWeekOf(systemClock.now()).partition}`
}

async function migrateUrl(url: string): Promise<void> {
  const database = openDatabase(url, { poolSize: 1, onError: ignoreCutConnection })
  try {
    await migrate(database, { clock: systemClock })
  } finally {
    await database.end()
  }
}

/** Runs `work` on a connection to the server itself, for making and dropping databases. */
export async function administer(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** The URL of another database of the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Tests cut connections on purpose, and dropping a database cuts those that are left. */
export function ignoreCutConnection(): void {}
