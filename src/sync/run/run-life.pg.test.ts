import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SourceError } from '../../connectors/source-error.ts'
import { createMemorySource } from '../../testing/memory-connector.ts'
import { setUpSync } from '../../testing/sync-engine.ts'
import { cancelRun, pauseRun, resumeRun } from '../steer-run.ts'

const ofRun = (run: { id: string; organizationId: string }) => ({ organizationId: run.organizationId, runId: run.id })

/** A source that stands still before a page until the test lets it go on, or the engine gives it up. */
function holdPage(source: ReturnType<typeof createMemorySource>, held: number) {
  const reached = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const givenUp = Promise.withResolvers<void>()
  source.faults.beforePage = async (page, signal) => {
    if (page !== held) return
    signal.addEventListener('abort', () => givenUp.resolve())
    reached.resolve()
    await Promise.race([goOn.promise, givenUp.promise])
  }
  return { reached: reached.promise, goOn: () => goOn.resolve(), givenUp: givenUp.promise }
}

test('a run whose source fails goes on at its page and reads nothing twice', async () => {
  const source = createMemorySource()
  source.putUsers(45)
  await using sync = await setUpSync(source)
  sync.start()
  source.faults.beforePage = (page) => {
    if (page === 3)
      throw new SourceError('rate_limited', 'Too many requests.', {
        retryAt: new Date(sync.clock.now().getTime() + 90_000),
      })
  }
  const paused = await sync.run()
  assert.equal(paused.state, 'paused')
  assert.equal(paused.errorCode, 'rate_limited')
  assert.deepEqual(paused.resumeAt, new Date(sync.clock.now().getTime() + 90_000))
  assert.equal((await sync.users()).length, 30)
  source.faults.beforePage = null
  sync.clock.advance(90_000)
  const done = await sync.until(paused.id, 'completed')
  assert.equal(done.counts.usersCreated, 45)
  assert.equal(new Set(source.listed).size, source.listed.length)
})

test('a source that is out of reach is tried for a day, ever more seldom, then the run fails and nobody is gone', async () => {
  const source = createMemorySource()
  source.putUsers(5)
  await using sync = await setUpSync(source)
  sync.start()
  await sync.run()
  source.removeUser('u00001')
  source.faults.closed = new SourceError('unreachable', 'Nothing answers.')
  let run = await sync.run('full')
  const waits: number[] = []
  for (let tries = 0; run.state === 'paused' && tries < 50; tries += 1) {
    const wait = (run.resumeAt?.getTime() ?? 0) - sync.clock.now().getTime()
    waits.push(wait / 60_000)
    sync.clock.advance(wait)
    const last = run.updatedAt.getTime()
    do run = await sync.until(run.id, 'paused', 'failed')
    while (run.state === 'paused' && run.updatedAt.getTime() === last)
  }
  assert.deepEqual(waits.slice(0, 8), [1, 2, 4, 8, 16, 32, 60, 60])
  assert.equal(run.state, 'failed')
  assert.equal(run.errorCode, 'unreachable')
  assert.equal((await sync.users()).length, 5)
})

test('a page that cannot be read is tried again three times', async () => {
  const source = createMemorySource()
  source.putUsers(15)
  await using sync = await setUpSync(source)
  sync.start()
  let tries = 0
  source.faults.beforePage = () => {
    tries += 1
    if (tries < 4) throw new SourceError('unreadable', 'This is no JSON.')
  }
  assert.equal((await sync.run()).state, 'completed')
  tries = -10
  assert.equal((await sync.run('full')).errorCode, 'unreadable')
})

test('a person pauses a run, lets it go on, and cancels another one', async () => {
  const source = createMemorySource()
  source.putUsers(30)
  await using sync = await setUpSync(source)
  const engine = sync.start()
  const first = holdPage(source, 2)
  const { id, organizationId } = await sync.request()
  engine.wake()
  await first.reached
  await sync.change((by) => pauseRun(by, { organizationId, runId: id }))
  engine.wake()
  const paused = await sync.until(id, 'paused')
  assert.equal(paused.resumeAt, null)
  const there = (await sync.users()).length
  assert.ok(there >= 10 && there <= 20, String(there))
  await assert.rejects(sync.request(), { code: 'sync_run_open' })

  source.faults.beforePage = null
  await sync.change((by) => resumeRun(by, ofRun(paused)))
  await sync.until(id, 'completed')
  assert.equal((await sync.users()).length, 30)

  source.removeUser('u00001')
  const second = holdPage(source, 1)
  const next = await sync.request('full')
  engine.wake()
  await second.reached
  await sync.change((by) => cancelRun(by, ofRun(next)))
  engine.wake()
  await sync.until(next.id, 'cancelled')
  assert.equal((await sync.users()).length, 30)
  await assert.rejects(
    sync.change((by) => resumeRun(by, ofRun(next))),
    { code: 'sync_run_not_possible' },
  )
})

test('two processes never work at one directory at a time, and one that stops hands its run over', async () => {
  const source = createMemorySource()
  source.putUsers(40)
  await using sync = await setUpSync(source)
  const held = holdPage(source, 2)
  const one = sync.start()
  const { id } = await sync.request()
  one.wake()
  await held.reached
  const two = sync.start()
  two.wake()
  assert.equal((await sync.find(id)).state, 'running')
  held.goOn()
  source.faults.beforePage = null
  await one.stop()
  const done = await sync.until(id, 'completed')
  assert.equal(done.counts.usersCreated, 40)
  assert.equal((await sync.users()).length, 40)
})

test('a run of a process that died is taken up by another one, and the dead one writes nothing more', async () => {
  const source = createMemorySource()
  source.putUsers(40)
  await using sync = await setUpSync(source)
  const held = holdPage(source, 2)
  // It never renews its lease: to others it is dead when that ends.
  const one = sync.start({ renewEvery: 1e6 })
  const { id } = await sync.request()
  one.wake()
  await held.reached
  // The page before may still be on its way to the database, and renews the lease.
  while ((await sync.find(id)).counts.seen < 20) await new Promise((resolve) => setTimeout(resolve, 5))
  await sync.database.query({
    text: `update sync_runs set lease_until = now() - interval '1 second' where id = $1`,
    values: [id],
  })
  source.faults.beforePage = null
  sync.start().wake()
  await sync.until(id, 'completed')
  const events = (await sync.events()).length
  held.goOn()
  await one.stop()
  assert.equal((await sync.events()).length, events)
  assert.equal((await sync.find(id)).counts.usersCreated, 40)
})

test('refused credentials put a directory into quarantine, and it comes back by itself', async () => {
  const source = createMemorySource()
  source.putUsers(5)
  await using sync = await setUpSync(source, { schedule: { interval_minutes: 15 } })
  const engine = sync.start()
  const [first] = await sync.runs().then(async (runs) => (runs.length > 0 ? runs : [await untilRun(sync)]))
  await sync.until(first?.id ?? '', 'completed')
  source.faults.closed = new SourceError('credentials_refused', 'The token was revoked. Make another one.')
  const failed = await sync.run('full')
  assert.equal(failed.state, 'failed')
  assert.equal(await stateOf(sync), 'quarantined')
  // The probe after five minutes finds it as it was, the next one, half an hour later, does not.
  sync.clock.advance(5 * 60_000)
  engine.wake()
  await untilFailures(sync, 2)
  source.faults.closed = null
  source.putUsers(6)
  sync.clock.advance(29 * 60_000)
  engine.wake()
  assert.equal(await stateOf(sync), 'quarantined')
  sync.clock.advance(60_000)
  engine.wake()
  const recovered = await untilRun(sync, failed.id)
  assert.equal(recovered.trigger, 'recovery')
  await sync.until(recovered.id, 'completed')
  assert.equal((await sync.users()).length, 6)
  assert.equal(await stateOf(sync), 'active')
  const types = (await sync.events()).map(({ type }) => type).filter((type) => type.startsWith('muster.directory'))
  assert.deepEqual(types, ['muster.directory.quarantined', 'muster.directory.recovered'])
})

test('a cursor that the source does not take any more is followed by a full run at once', async () => {
  const source = createMemorySource()
  source.putUsers(5)
  await using sync = await setUpSync(source)
  sync.start()
  await sync.run()
  source.faults.cursorExpired = true
  source.putUser('u00006')
  const expired = await sync.run('incremental')
  assert.equal(expired.state, 'cancelled')
  assert.equal(expired.errorCode, 'cursor_expired')
  const full = await untilRun(sync, expired.id)
  assert.deepEqual([full.kind, full.trigger], ['full', 'recovery'])
  await sync.until(full.id, 'completed')
  assert.equal((await sync.users()).length, 6)
})

test('a directory that is paused is not read, and goes on with its run when it is resumed', async () => {
  const source = createMemorySource()
  source.putUsers(30)
  await using sync = await setUpSync(source)
  const engine = sync.start()
  const held = holdPage(source, 1)
  const { id } = await sync.request()
  engine.wake()
  await held.reached
  await setState(sync, 'inactive')
  engine.wake()
  await sync.until(id, 'queued')
  source.faults.beforePage = null
  await setState(sync, 'active')
  engine.wake()
  await sync.until(id, 'completed')
  assert.equal((await sync.users()).length, 30)
})

test('a run ends without a word when its directory is deleted', async () => {
  const source = createMemorySource()
  source.putUsers(30)
  await using sync = await setUpSync(source)
  const engine = sync.start()
  const held = holdPage(source, 1)
  const { id } = await sync.request()
  engine.wake()
  await held.reached
  // The page before may still be on its way to the database.
  while ((await sync.find(id)).counts.seen < 10) await new Promise((resolve) => setTimeout(resolve, 5))
  await setState(sync, 'deleting')
  const events = (await sync.events()).length
  engine.wake()
  await held.givenUp
  await engine.stop()
  assert.equal((await sync.events()).length, events)
  assert.equal((await sync.find(id)).state, 'running')
})

type SetUp = Awaited<ReturnType<typeof setUpSync>>

async function stateOf({ database, directory }: SetUp): Promise<string | undefined> {
  const [row] = await database.query<{ state: string }>({
    text: 'select state from directories where id = $1',
    values: [directory.directoryId],
  })
  return row?.state
}

async function setState({ database, directory }: SetUp, state: string): Promise<void> {
  await database.query({
    text: 'update directories set state = $2 where id = $1',
    values: [directory.directoryId, state],
  })
}

/** The first run after a given one. */
async function untilRun(sync: SetUp, after = '') {
  for (;;) {
    const run = (await sync.runs()).find(({ id }) => id > after)
    if (run) return run
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function untilFailures({ database, directory }: SetUp, failures: number): Promise<void> {
  for (;;) {
    const rows = await database.query({
      text: 'select 1 from connections where directory_id = $1 and failures = $2',
      values: [directory.directoryId, failures],
    })
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('a record that two pages tell of, one after the other, is one user, and as the later one says', async () => {
  const source = createMemorySource({ pageSize: 2 })
  source.putUsers(6)
  const { open } = source.connector
  const told = (id: string, title: string) => {
    const user = source.users.get(id) ?? assert.fail(`there is no ${id}`)
    return { ...user, attributes: { ...user.attributes, title } }
  }
  const connector: typeof source.connector = {
    ...source.connector,
    open: (settings, tools) => ({
      ...open(settings, tools),
      async *full() {
        yield { users: [told('u00001', 'Engineer'), told('u00002', 'Engineer')], resume: '1' }
        yield { users: [told('u00002', 'Director'), told('u00003', 'Engineer')], resume: '2' }
        yield { users: [told('u00003', 'Engineer'), told('u00004', 'Engineer')], resume: '3' }
        return { cursor: null }
      },
    }),
  }
  await using sync = await setUpSync({ connector })
  sync.start()
  const { counts } = await sync.run('full')
  assert.deepEqual([counts.usersCreated, counts.usersUpdated, counts.unchanged, counts.refused], [4, 1, 1, 0])
})
