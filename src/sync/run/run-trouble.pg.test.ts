import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import type { Connector } from '../../connectors/connector.ts'
import { SourceError } from '../../connectors/source-error.ts'
import { findConnection } from '../../store/connections.ts'
import { createMemorySource } from '../../testing/memory-connector.ts'
import { optionsFor, quickPace, setUpSync } from '../../testing/sync-engine.ts'
import { startSync } from '../start-sync.ts'

type SetUp = Awaited<ReturnType<typeof setUpSync>>

async function change({ database, directory }: SetUp, set: string): Promise<void> {
  await database.query({
    text: `update connections set ${set} where directory_id = $1`,
    values: [directory.directoryId],
  })
}

/** Pauses the next run before a page, until the test has moved the clock on. */
async function pausedAt(sync: SetUp, source: ReturnType<typeof createMemorySource>, held: number) {
  source.faults.beforePage = (page) => {
    if (page === held) throw new SourceError('unreachable', 'Nothing answers.')
  }
  const paused = await sync.run('full')
  assert.equal(paused.state, 'paused')
  source.faults.beforePage = null
  return paused
}

test('a run does not go on at a page of what was read by other settings: everything is read anew', async () => {
  const source = createMemorySource()
  source.putUsers(45)
  await using sync = await setUpSync(source)
  sync.start()
  const paused = await pausedAt(sync, source, 3)
  await change(sync, 'generation = generation + 1')
  sync.clock.advance(60_000)
  const broken = await sync.until(paused.id, 'cancelled', 'completed')
  assert.deepEqual([broken.state, broken.errorCode], ['cancelled', 'connection_changed'])
  const next = await untilAfter(sync, paused.id)
  await sync.until(next.id, 'completed')
  assert.equal((await sync.users()).length, 45)
})

test('what a run has found by a scope of before is not carried out when the scope has changed meanwhile', async () => {
  const source = createMemorySource()
  source.putUsers(30)
  source.putGroup('g1', [])
  await using sync = await setUpSync(source, { scope: { rule: 'user.department == "Research"' } })
  sync.start()
  await sync.run()
  const user = source.users.get('u00001')
  source.putUser('u00001', { attributes: { ...user?.attributes, department: 'Sales' } })
  source.faults.beforePage = async (page) => {
    if (page === 4) await change(sync, `scope = '{}', generation = generation + 1`)
  }
  const run = await sync.run('full')
  source.faults.beforePage = null
  assert.equal(run.state, 'completed')
  await sync.until((await untilAfter(sync, run.id)).id, 'completed')
  assert.equal((await sync.users()).filter(({ active }) => active).length, 30)
  assert.ok((await sync.events()).every(({ type }) => type !== 'muster.user.left_scope'))
})

test('the limits that count are those of the moment of the judgement', async () => {
  const source = createMemorySource()
  source.putUsers(30)
  await using sync = await setUpSync(source)
  sync.start()
  await sync.run()
  source.removeUser('u00001')
  source.faults.beforePage = async (page) => {
    if (page === 2) await change(sync, `guards = '{"users":{"percent":0,"at_least":1}}'`)
  }
  assert.equal((await sync.run('full')).state, 'waiting')
  assert.equal((await sync.users()).length, 30)
})

test('a run whose place cannot be read begins from the start, and its directory is not forgotten', async () => {
  const source = createMemorySource()
  source.putUsers(45)
  await using sync = await setUpSync(source)
  sync.start()
  const paused = await pausedAt(sync, source, 3)
  await change(sync, `schedule = '{"is_enabled":true}'`)
  await sync.database.query({ text: `update sync_runs set sealed_position = 'of another key', phase = 'references'` })
  sync.clock.advance(60_000)
  await sync.until(paused.id, 'completed')
  assert.equal((await sync.users()).length, 45)
  const connection = await findConnection(sync.database, sync.directory)
  assert.ok(connection?.nextRunAt)
  assert.ok(connection.lastFullAt)
})

test('a directory that was paused while its credential was refused is read again when it is resumed', async () => {
  const source = createMemorySource()
  source.putUsers(5)
  await using sync = await setUpSync(source)
  sync.start({ renewEvery: 1e6 })
  await change(sync, `schedule = '{"is_enabled":true}'`)
  source.faults.beforePage = async () => {
    await sync.database.query({ text: `update directories set state = 'inactive'` })
    throw new SourceError('credentials_refused', 'The token was revoked.')
  }
  assert.equal((await sync.run('full')).state, 'failed')
  assert.ok((await findConnection(sync.database, sync.directory))?.nextRunAt)
})

test('a probe that the database does not let end does not end the process', async () => {
  const source = createMemorySource()
  source.putUsers(5)
  await using sync = await setUpSync(source)
  const engine = sync.start()
  source.faults.closed = new SourceError('credentials_refused', 'The token was revoked.')
  assert.equal((await sync.run('full')).state, 'failed')
  await sync.database.query({
    text: `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
      create trigger refuse before update of failures on connections for each row execute function refuse()`,
  })
  sync.clock.advance(5 * 60_000)
  engine.wake()
  await after(100)
  await sync.database.query({ text: 'drop trigger refuse on connections' })
  source.faults.closed = null
  sync.clock.advance(30 * 60_000)
  engine.wake()
  const next = await untilAfter(sync, (await sync.runs()).at(-1)?.id ?? '')
  await sync.until(next.id, 'completed')
})

test('somebody who was refused and has left the source is not made when the name is free', async () => {
  const source = createMemorySource()
  source.putUsers(3)
  const namesake = { ...source.users.get('u00001')?.attributes }
  source.putUser('u00004', { attributes: namesake })
  await using sync = await setUpSync(source)
  sync.start()
  assert.equal((await sync.run()).counts.refused, 1)
  source.removeUser('u00004')
  await sync.run('full')
  source.putUser('u00001', { attributes: { ...namesake, login: 'other@example.com' } })
  await sync.run('full')
  sync.clock.advance(60 * 60_000)
  await sync.run('full')
  assert.deepEqual(
    (await sync.events()).flatMap(({ type, data }) => (type === 'dsync.user.created' ? [data.idp_id] : [])),
    ['u00001', 'u00002', 'u00003'],
  )
})

test('a source that does not answer when it is asked to tell of changes keeps no directory waiting', async () => {
  const source = createMemorySource()
  source.putUsers(3)
  const asked = Promise.withResolvers<void>()
  const connector: Connector = {
    ...source.connector,
    open: (settings, tools) => ({
      ...source.connector.open(settings, tools),
      subscribe(_wanted, _previous, signal) {
        asked.resolve()
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      },
    }),
  }
  await using sync = await setUpSync(source)
  const { database, platform, writer } = sync
  const engine = startSync({
    ...optionsFor({ database: sync, platform, sources: [{ ...source, connector }] }),
    ...{ publicUrl: () => 'https://muster.example', submit: writer.submit, nodeId: 'node_1', pace: quickPace },
  })
  try {
    await change(sync, `subscription_renew_at = '2020-01-01'`)
    engine.wake()
    await asked.promise
    const { id } = await sync.request()
    engine.wake()
    await sync.until(id, 'completed')
  } finally {
    await engine.stop()
  }
  assert.ok(database)
})

/** The first run after a given one. */
async function untilAfter(sync: SetUp, before: string) {
  for (let waited = 0; waited < 5_000; waited += 5) {
    const run = (await sync.runs()).find(({ id }) => id > before)
    if (run) return run
    await after(5)
  }
  assert.fail('no run follows')
}
