import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Pool } from 'pg'
import { type DatabaseServer, withClient } from '../harness/database-server.ts'
import { makeTemporaryFolder } from '../harness/temporary-folder.ts'
import { userAt } from './user-at.ts'

/** What one PostgreSQL allows for one directory: creates per second at each number of clients, and by what it was measured. */
export interface SqlCeiling {
  readonly tool: 'pgbench' | 'node-postgres'
  readonly byClients: Readonly<Record<number, number>>
  readonly best: number
}

export interface CeilingBench {
  readonly measure: (seconds: number) => Promise<SqlCeiling>
}

const CLIENTS = [1, 4, 16]

const SCHEMA = `
  create table directories (id int primary key, last_seq bigint not null default 0) with (fillfactor = 50);
  create table users (
    id uuid primary key default gen_random_uuid(), directory_id int not null, user_name text not null, external_id text,
    active bool not null default true, version int not null default 1, doc jsonb not null,
    created_at timestamptz default now(), updated_at timestamptz default now());
  create unique index on users (directory_id, lower(user_name));
  create index on users (directory_id, external_id);
  create table events (
    directory_id int, seq bigint, xid xid8 default pg_current_xact_id(), type text, resource_id uuid, payload jsonb,
    created_at timestamptz default now(), primary key (directory_id, seq));
  insert into directories (id) values (1);`

/** A document of the size of a user. A function, because pgbench takes every ":name" of its script for a variable. */
const DOCUMENT_FUNCTION = `
  create function document(n bigint) returns jsonb language sql volatile as $function$
    select replace($document$${JSON.stringify(userAt(0))}$document$, '"person.0@', '"person.' || n || '@')::jsonb
  $function$;`

/**
 * The least that a create with its event costs when the sequence of a directory is kept dense by the lock of its row:
 * one statement, one round trip. The lock is held over the flush, so more clients do not make it faster.
 */
const CREATE = (n: string) => `
  with n as (insert into users (directory_id, user_name, external_id, doc)
      values (1, 'user' || ${n}::bigint, 'external' || ${n}::bigint, document(${n}::bigint)) returning id, doc),
    s as (update directories set last_seq = last_seq + 1 where id = 1 returning last_seq)
  insert into events (directory_id, seq, type, resource_id, payload)
  select 1, s.last_seq, 'user.created', n.id, n.doc from n, s`

/** Prepares a database for the ceiling "one statement, ordered by row lock". */
export async function prepareCeiling(database: DatabaseServer): Promise<CeilingBench> {
  const url = await database.createDatabase('ceiling')
  await withClient(url, (client) => client.query(SCHEMA + DOCUMENT_FUNCTION))
  const { pgbench } = database
  const run = (clients: number, seconds: number) =>
    pgbench ? runPgbench(pgbench, { url, clients, seconds }) : runDriver({ url, clients, seconds })

  const measure = async (seconds: number): Promise<SqlCeiling> => {
    const byClients: Record<number, number> = {}
    for (const clients of CLIENTS) byClients[clients] = await run(clients, seconds)
    return { tool: pgbench ? 'pgbench' : 'node-postgres', byClients, best: Math.max(...Object.values(byClients)) }
  }
  return { measure }
}

interface Run {
  readonly url: string
  readonly clients: number
  readonly seconds: number
}

async function runPgbench(pgbench: string, { url, clients, seconds }: Run): Promise<number> {
  using folder = makeTemporaryFolder('ceiling')
  const script = join(folder.path, 'create.sql')
  const statement = CREATE(':n').replaceAll('\n', ' ')
  writeFileSync(script, `\\set n random(1, 9000000000000000)\n${statement};\n`)
  const args = ['-n', '-M', 'prepared', '-f', script, '-c', String(clients), '-j', '1', '-T', String(seconds), url]
  const output = await readOutput(pgbench, args)
  const rate = Number(/^tps = ([\d.]+)/m.exec(output)?.[1])
  if (!(rate > 0)) throw new Error(`pgbench measured nothing:\n${output}`)
  return rate
}

function readOutput(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args)
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('error', reject)
    child.on('close', () => resolve(output))
  })
}

/** The same without pgbench. Somewhat lower, since the driver works in this process. */
async function runDriver({ url, clients, seconds }: Run): Promise<number> {
  const pool = new Pool({ connectionString: url, max: clients })
  const start = performance.now()
  let statements = 0
  const drive = async () => {
    const client = await pool.connect()
    while (performance.now() - start < seconds * 1000) {
      const n = Math.floor(Math.random() * 9e15)
      await client.query({ name: 'create', text: CREATE('$1'), values: [n] })
      statements += 1
    }
    client.release()
  }
  await Promise.all(Array.from({ length: clients }, drive))
  await pool.end()
  return (statements * 1000) / (performance.now() - start)
}
