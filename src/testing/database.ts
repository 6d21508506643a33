import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { type Database, openDatabase } from '../store/database.ts'
import type { EmbeddedPostgres } from '../store/embedded/start-embedded-postgres.ts'
import { ensureEventPartitions } from '../store/event-partitions.ts'
import { administer, databaseUrl, ensureTemplate, ignoreCutConnection } from './template.ts'
import { startTestServer } from './test-server.ts'

/** A database of a test's own, migrated and empty. `await using` drops it at the end of the test. */
export type TestDatabase = AsyncDisposable & { readonly database: Database; readonly url: string }

// `npm test` gives the server of the run. A file that is run by itself starts one when it first needs it.
let ownServer: Promise<EmbeddedPostgres> | undefined
if (!process.env.MUSTER_TEST_DATABASE_URL) after(async () => (await ownServer)?.stop())

/**
 * Makes a database by cloning a migrated template, in some 30 ms. The log has partitions around the present and, if
 * given, around `now`: pass the time at which a test holds its clock.
 */
export async function createTestDatabase({ now }: { now?: Date } = {}): Promise<TestDatabase> {
  const server = await serverUrl()
  const created = await createDatabase(server, await ensureTemplate(server))
  if (now) await ensureEventPartitions(created.database, now)
  return created
}

/** A database without any table, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase(await serverUrl(), 'template0')
}

async function createDatabase(server: string, template: string): Promise<TestDatabase> {
  const name = `muster_test_${randomBytes(8).toString('hex')}`
  // As files: of some five hundred, most of them empty, each would otherwise be written to the log of the server as well.
  await administer(server, (client) => client.query(`create database ${name} template ${template} strategy file_copy`))
  const url = databaseUrl(server, name)
  const database = openDatabase(url, { poolSize: 10, onError: ignoreCutConnection })
  const drop = async () => {
    await database.end()
    await administer(server, (client) => client.query(`drop database if exists ${name} with (force)`))
  }
  return { database, url, [Symbol.asyncDispose]: drop }
}

async function serverUrl(): Promise<string> {
  if (process.env.MUSTER_TEST_DATABASE_URL) return process.env.MUSTER_TEST_DATABASE_URL
  ownServer ??= startTestServer()
  return (await ownServer).url
}
