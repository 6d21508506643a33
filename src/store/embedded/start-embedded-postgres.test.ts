import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { silentLog } from '../../platform/log.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { processStart } from './process-identity.ts'
import { startEmbeddedPostgres } from './start-embedded-postgres.ts'

const childProgram = fileURLToPath(new URL('../../testing/embedded-child.ts', import.meta.url))
const onlyLinux = { skip: process.platform !== 'linux' && 'reads /proc' }
const onlyRoot = { skip: process.getuid?.() !== 0 && 'only root meets this' }

/** A data directory in a temporary folder that everybody may pass. */
async function makeDataDir(...parts: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'muster-embedded-'))
  await chmod(folder, 0o711)
  const dataDir = join(folder, ...parts, 'data')
  return {
    folder,
    dataDir,
    cluster: join(dataDir, 'postgres'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

/** Starts it in a process of its own; resolves with the first line that it prints. */
async function startChild(
  dataDir: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<{ child: ChildProcess; line: string }> {
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, [childProgram, dataDir], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  assert.ok(child.stdout)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, line }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function serverPid(cluster: string): Promise<number> {
  const found = await readPostmasterFile(cluster)
  assert.ok(found)
  return found.pid
}

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (await what()) return
    await sleep(50)
  }
  assert.fail('it did not happen within 15 s')
}

const isGone = async (pid: number) => (await processStart(pid)) === undefined

test('the first start makes a cluster; what was written is there after the next', async () => {
  await using at = await makeDataDir()
  const first = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  await query(first.url, 'create table kept as select 42 as answer')
  assert.deepEqual(await query(first.url, 'show server_encoding'), ['UTF8'])
  assert.deepEqual(await query(first.url, 'show fsync'), ['on'])
  await first.stop()
  const second = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  assert.deepEqual(await query(second.url, 'select answer from kept'), [42])
  await second.stop()
})

test('it opens no port, lives in a session of its own and knows none of our secrets', onlyLinux, async () => {
  await using at = await makeDataDir()
  const { child, line: url } = await startChild(at.dataDir, { MUSTER_API_KEY: 'sk_secret' })
  const pid = await serverPid(at.cluster)
  assert.deepEqual(await query(url, 'show listen_addresses'), [''])
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  assert.equal(Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]), pid)
  assert.doesNotMatch(await readFile(`/proc/${pid}/environ`, 'utf8'), /sk_secret/)
  child.stdin?.end('stop\n')
  await once(child, 'exit')
  assert.ok(await isGone(pid))
})

test('a second process on the same data directory is refused and told who has it', async () => {
  await using at = await makeDataDir()
  const { child } = await startChild(at.dataDir)
  await assert.rejects(startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog }), {
    code: 'data_directory_in_use',
    message: new RegExp(`pid ${child.pid}`),
  })
  child.stdin?.end('stop\n')
  await once(child, 'exit')
  const next = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  await assert.rejects(startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog }), {
    code: 'data_directory_in_use',
  })
  await next.stop()
})

test('after kill -9 of the process the next one stops the server left behind and finds every commit', async () => {
  await using at = await makeDataDir()
  const { child, line: url } = await startChild(at.dataDir)
  await query(url, 'create table kept as select 42 as answer')
  const orphan = await serverPid(at.cluster)
  await kill(child)
  assert.equal(await isGone(orphan), false)
  const next = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  assert.ok(await isGone(orphan))
  assert.deepEqual(await query(next.url, 'select answer from kept'), [42])
  await next.stop()
})

test('after kill -9 of process and server the next start recovers', async () => {
  await using at = await makeDataDir()
  const { child, line: url } = await startChild(at.dataDir)
  await query(url, 'create table kept as select 42 as answer')
  const pid = await serverPid(at.cluster)
  await kill(child)
  process.kill(pid, 'SIGKILL')
  const next = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  assert.deepEqual(await query(next.url, 'select answer from kept'), [42])
  await next.stop()
})

test('a server that is killed is started again at the same address', async () => {
  await using at = await makeDataDir()
  const running = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  await query(running.url, 'create table kept as select 42 as answer')
  const killed = await serverPid(at.cluster)
  process.kill(killed, 'SIGKILL')
  await until(async () => (await query(running.url, 'select answer from kept').catch(() => []))[0] === 42)
  assert.notEqual(await serverPid(at.cluster), killed)
  await running.stop()
})

test('a process that ends by an uncaught error takes its server along', async () => {
  await using at = await makeDataDir()
  const { child } = await startChild(at.dataDir)
  const pid = await serverPid(at.cluster)
  child.stdin?.write('crash\n')
  await once(child, 'exit')
  await until(() => isGone(pid))
})

test('process ids that were left behind and now belong to other programs are no false alarm', async () => {
  await using at = await makeDataDir()
  const first = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  await first.stop()
  await writeFile(join(at.dataDir, `lock.${process.ppid}.1`), '')
  await writeFile(
    join(at.cluster, 'postmaster.pid'),
    `${process.ppid}\n${at.cluster}\n1\n5432\n${at.cluster}\n\n\nready\n`,
  )
  const second = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  await second.stop()
  assert.deepEqual(
    (await readdir(at.dataDir)).filter((name) => name.startsWith('lock')),
    [],
  )
})

test('a first start that was cut short is begun anew', async () => {
  await using at = await makeDataDir()
  await mkdir(join(at.dataDir, 'postgres.unfinished'), { recursive: true })
  await writeFile(join(at.dataDir, 'postgres.unfinished', 'PG_VERSION'), '18\n')
  const running = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  assert.deepEqual(await query(running.url, 'select 1'), [1])
  await running.stop()
})

test('a data directory whose path is too long for a socket has it elsewhere, for as long as it runs', async () => {
  await using at = await makeDataDir('a-folder-with-a-long-name'.repeat(3), 'another-folder-with-a-long-name'.repeat(3))
  const running = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  const socketFolder = String(new URL(running.url).searchParams.get('host'))
  assert.match(socketFolder, /^\/tmp\/muster-/)
  assert.deepEqual(await query(running.url, 'select 1'), [1])
  await running.stop()
  await assert.rejects(readdir(socketFolder), { code: 'ENOENT' })
})

test('data of another PostgreSQL version is left alone and named', async () => {
  await using at = await makeDataDir()
  await mkdir(at.cluster, { recursive: true })
  await writeFile(join(at.cluster, 'PG_VERSION'), '17\n')
  await assert.rejects(startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog }), {
    code: 'embedded_database_failed',
    message: /PostgreSQL 17, this is 18/,
  })
})

test('root may keep the data directory where nobody else can go', onlyRoot, async () => {
  await using at = await makeDataDir()
  await chmod(at.folder, 0o700)
  const first = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()
  const second = await startEmbeddedPostgres({ dataDir: at.dataDir, log: silentLog })
  assert.deepEqual(await query(second.url, 'select answer from kept'), [42])
  const [owner] = await query(second.url, `select pg_catalog.current_setting('data_directory')`)
  await second.stop()
  const home = (await readFile(join(at.dataDir, 'postgres-is-in'), 'utf8')).trim()
  assert.equal(owner, join(home, 'postgres'))
  await rm(home, { recursive: true })
})
