import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import { hintRun } from '../../store/connection-schedule.ts'
import { findConnection } from '../../store/connections.ts'
import { createMemorySource } from '../../testing/memory-connector.ts'
import { setUpSync } from '../../testing/sync-engine.ts'

const minute = 60_000

test('a directory is read at once when it is connected, then whenever its time comes, and no events tell of nothing', async () => {
  const source = createMemorySource()
  source.putUsers(3)
  await using sync = await setUpSync(source, { schedule: { interval_minutes: 15 } })
  sync.start()
  const first = await untilRuns(sync, 1)
  assert.deepEqual([first.kind, first.trigger, first.state], ['full', 'connected', 'completed'])
  const events = (await sync.events()).length
  await nextTime(sync)
  const second = await untilRuns(sync, 2)
  assert.deepEqual([second.kind, second.trigger, second.state], ['incremental', 'schedule', 'completed'])
  assert.equal((await sync.events()).length, events)
  source.putUser('u00004')
  await nextTime(sync)
  await untilRuns(sync, 3)
  assert.deepEqual(
    (await sync.events()).slice(events).map(({ type }) => type),
    ['dsync.user.created', 'muster.sync_run.completed'],
  )
})

test('many hints of a source make one run, some seconds later', async () => {
  const source = createMemorySource()
  source.putUsers(3)
  await using sync = await setUpSync(source, { schedule: { interval_minutes: 10_000 } })
  sync.start()
  await untilRuns(sync, 1)
  for (let hint = 0; hint < 5; hint += 1) assert.ok(await hintRun(sync.database, sync.directory, sync.clock.now()))
  await after(60)
  assert.equal((await sync.runs()).length, 1)
  sync.clock.advance(10_000)
  const woken = await untilRuns(sync, 2)
  assert.deepEqual([woken.kind, woken.trigger], ['incremental', 'wake_up'])
  await after(60)
  assert.equal((await sync.runs()).length, 2)
})

test('a source that cannot tell what has changed is read whole each time, and once a day one that can', async () => {
  const source = createMemorySource({ incremental: false })
  source.putUsers(3)
  await using sync = await setUpSync(source, { schedule: { interval_minutes: 15 } })
  sync.start()
  await untilRuns(sync, 1)
  await nextTime(sync)
  assert.equal((await untilRuns(sync, 2)).kind, 'full')

  const other = createMemorySource()
  await using daily = await setUpSync(other, { schedule: { interval_minutes: 15 } })
  daily.start()
  await untilRuns(daily, 1)
  daily.clock.advance(25 * 60 * minute)
  assert.equal((await untilRuns(daily, 2)).kind, 'full')
})

test('what a person changes has everybody looked at anew, also while a run is on its way', async () => {
  const source = createMemorySource()
  source.putUsers(12)
  await using sync = await setUpSync(source)
  const engine = sync.start()
  const reached = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  source.faults.beforePage = async (page) => {
    if (page !== 1) return
    reached.resolve()
    await goOn.promise
  }
  const { id } = await sync.request()
  engine.wake()
  await reached.promise
  await sync.database.query({ text: 'update connections set generation = generation + 1' })
  source.faults.beforePage = null
  goOn.resolve()
  await sync.until(id, 'completed')
  const next = await untilRuns(sync, 2)
  assert.deepEqual([next.kind, next.trigger], ['full', 'changed'])
})

type SetUp = Awaited<ReturnType<typeof setUpSync>>

/** Moves the clock to when the directory is read next. */
async function nextTime(sync: SetUp): Promise<void> {
  const connection = await findConnection(sync.database, sync.directory)
  assert.ok(connection?.nextRunAt)
  sync.clock.advance(connection.nextRunAt.getTime() - sync.clock.now().getTime())
}

/** The last of so many runs, when it has ended. */
async function untilRuns(sync: SetUp, count: number) {
  for (let waited = 0; waited < 10_000; waited += 5) {
    const run = (await sync.runs())[count - 1]
    if (run?.finishedAt) return run
    await after(5)
  }
  assert.fail(`there are only ${(await sync.runs()).length} runs`)
}
