import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { parentOf, programOf } from './process-tree.ts'
import { findInstalledPostgres, startPostgres } from './start-postgres.ts'

/** One PostgreSQL server for all sides of a comparison. Its databases made here go when it is disposed of. */
export interface DatabaseServer extends AsyncDisposable {
  /** What a report says of it: version, origin, and the settings that decide over durability. */
  readonly description: string
  /** The postmaster, when it runs on this machine and may be looked at. */
  readonly pid: number | undefined
  /** The program `pgbench`, or undefined where there is none. */
  readonly pgbench: string | undefined
  /** Makes a new empty database and gives its address. */
  readonly createDatabase: (name: string) => Promise<string>
}

interface ServerFacts {
  readonly version: string
  readonly settings: string
  readonly pid: number | undefined
}

/** Takes the server at `url`, an address with the right to create databases, or starts one of our own. */
export async function openDatabaseServer(url: string | undefined): Promise<DatabaseServer> {
  await using stack = new AsyncDisposableStack()
  const address = url ?? stack.use(await startPostgres()).ready
  const { version, settings, pid } = await withClient(address, readFacts)

  const databases: string[] = []
  stack.defer(() => dropDatabases(address, databases))
  const createDatabase = async (name: string) => {
    const database = `bench_${name}_${process.pid}`
    await withClient(address, (client) => client.query(`create database "${database}"`))
    databases.push(database)
    const created = new URL(address)
    created.pathname = `/${database}`
    return created.href
  }
  const pgbench = join(findInstalledPostgres() ?? '', 'pgbench')
  const open = stack.move()
  return {
    description: `PostgreSQL ${version} (${url ? 'BENCH_DATABASE_URL' : 'its own server'}; ${settings})`,
    pid,
    pgbench: existsSync(pgbench) ? pgbench : undefined,
    createDatabase,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

/** Connects, works, disconnects. */
export async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function readFacts(client: Client): Promise<ServerFacts> {
  const { rows } = await client.query(`
    select current_setting('server_version') as version, pg_backend_pid() as backend,
      (select string_agg(name || ' ' || current_setting(name), ', ')
       from unnest(array['fsync', 'synchronous_commit', 'shared_buffers']) as name) as settings`)
  const { version, settings, backend } = rows[0]
  // The address may lead to another machine, where this number means another process.
  const parent = programOf(backend) === 'postgres' ? parentOf(backend) : undefined
  return { version, settings, pid: parent }
}

async function dropDatabases(url: string, databases: readonly string[]): Promise<void> {
  for (const database of databases) {
    await withClient(url, (client) => client.query(`drop database if exists "${database}" with (force)`))
  }
}
