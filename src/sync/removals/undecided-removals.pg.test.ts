import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import { SourceError } from '../../connectors/source-error.ts'
import { lockStream } from '../../store/directory-head.ts'
import { createMemorySource } from '../../testing/memory-connector.ts'
import { setUpSync } from '../../testing/sync-engine.ts'
import { approveRemovals, reevaluateRun, rejectRemovals } from '../decide-removals.ts'
import { cancelRun, pauseRun, resumeRun } from '../steer-run.ts'

const few = ['u00001', 'u00002', 'u00003']
const undecided = { expected: null, reason: null }
const ofRun = (run: { id: string; organizationId: string }) => ({ organizationId: run.organizationId, runId: run.id })

type SetUp = Awaited<ReturnType<typeof setUpSync>>

/** Thirty people of whom the source lists only three: the removal of the others is held. */
async function heldRun() {
  const source = createMemorySource()
  source.putUsers(30)
  source.putGroup('g1', ['u00001', 'u00010'])
  const sync = await setUpSync(source)
  const engine = sync.start()
  await sync.run()
  source.faults.onlyUsers = (id) => few.includes(id)
  const held = await sync.run('full')
  assert.equal(held.counts.held, 27)
  return { source, sync, engine, held }
}

async function removalStates({ database, directory }: SetUp): Promise<Record<string, number>> {
  const rows = await database.query<{ state: string; count: number }>({
    text: 'select state, count(*)::integer as count from staged_removals where directory_id = $1 group by 1',
    values: [directory.directoryId],
  })
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

async function setState({ database, directory }: SetUp, state: string): Promise<void> {
  await database.query({
    text: 'update directories set state = $2 where id = $1',
    values: [directory.directoryId, state],
  })
}

test('an approval whose run is cancelled before it was carried out is asked for again', async () => {
  const { source, sync, engine, held } = await heldRun()
  await using _ = sync
  await setState(sync, 'inactive')
  await sync.change((by) => approveRemovals(by, ofRun(held), undecided))
  const cancelled = await sync.change((by) => cancelRun(by, ofRun(held)))
  assert.equal(cancelled.state, 'cancelled')
  assert.deepEqual(await removalStates(sync), { withdrawn: 27 })
  await setState(sync, 'active')
  engine.wake()
  // The cursor was moved when the run began to wait: only a full run finds again who is absent.
  const again = await sync.run()
  assert.deepEqual([again.kind, again.state, again.counts.held], ['full', 'waiting', 27])
  assert.equal((await sync.users()).length, 30)
  source.faults.onlyUsers = null
  await sync.run('full')
  assert.equal((await sync.find(again.id)).state, 'completed')
})

test('an approval whose run fails is asked for again', async () => {
  const { sync, engine, held } = await heldRun()
  await using _ = sync
  await sync.database.query({ text: `update connections set settings = '{}'` })
  await sync.change((by) => approveRemovals(by, ofRun(held), undecided))
  engine.wake()
  assert.equal((await sync.until(held.id, 'failed')).errorCode, 'settings_invalid')
  assert.deepEqual(await removalStates(sync), { withdrawn: 27 })
  await sync.database.query({ text: `update connections set settings = '{"company":"Example"}'` })
  assert.equal((await sync.run()).state, 'waiting')
})

test('an approval that waits for another run can still be rejected, and is not approved a second time', async () => {
  const { source, sync, engine, held } = await heldRun()
  await using _ = sync
  const reached = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  source.faults.beforePage = async (page) => {
    if (page !== 1) return
    reached.resolve()
    await goOn.promise
  }
  source.faults.onlyUsers = (id) => few.includes(id) || id > 'u00020'
  source.putUsers(30)
  const { id } = await sync.request('full')
  engine.wake()
  await reached.promise
  assert.equal((await sync.change((by) => approveRemovals(by, ofRun(held), undecided))).state, 'waiting')
  await assert.rejects(
    sync.change((by) => approveRemovals(by, ofRun(held), undecided)),
    { code: 'sync_run_not_possible' },
  )
  await sync.change((by) => rejectRemovals(by, ofRun(held), undecided))
  goOn.resolve()
  await sync.until(id, 'completed', 'waiting')
  assert.equal((await sync.find(held.id)).state, 'completed')
  assert.deepEqual(await removalStates(sync), { withdrawn: 10, rejected: 17 })
  assert.equal((await sync.users()).length, 30)
})

test('an approval is carried out when the run that it waited for is cancelled by hand', async () => {
  const { source, sync, engine, held } = await heldRun()
  await using _ = sync
  source.faults.closed = new SourceError('unreachable', 'Nothing answers.')
  const paused = await sync.run('full')
  assert.equal(paused.state, 'paused')
  source.faults.closed = null
  assert.equal((await sync.change((by) => approveRemovals(by, ofRun(held), undecided))).state, 'waiting')
  await sync.change((by) => cancelRun(by, ofRun(paused)))
  engine.wake()
  await sync.until(held.id, 'completed')
  assert.equal((await sync.users()).length, 3)
})

test('a quarantined directory with an approval that waits is probed, recovers, and then carries it out', async () => {
  const { source, sync, engine, held } = await heldRun()
  await using _ = sync
  source.faults.closed = new SourceError('credentials_refused', 'The token was revoked.')
  assert.equal((await sync.run('full')).state, 'failed')
  await sync.change((by) => approveRemovals(by, ofRun(held), undecided))
  assert.equal((await sync.find(held.id)).state, 'queued')
  source.faults.closed = null
  sync.clock.advance(5 * 60_000)
  engine.wake()
  await sync.until(held.id, 'completed')
  assert.equal((await sync.users()).length, 3)
})

test('a person who pauses or cancels never stands in the way of a page that is being committed', async () => {
  const { sync, held } = await heldRun()
  await using _ = sync
  await setState(sync, 'inactive')
  await sync.change((by) => approveRemovals(by, ofRun(held), undecided))
  const locked = Promise.withResolvers<void>()
  const { organizationId, directoryId } = sync.directory
  // As a page does it: the run's place, then the number of the last record in the connection's row.
  const page = sync.database.transaction(async (on) => {
    await lockStream(on, organizationId, directoryId)
    await on.query({ text: 'update sync_runs set pages = pages where id = $1', values: [held.id] })
    locked.resolve()
    await after(200)
    await on.query({ text: 'update connections set last_record_number = last_record_number' })
  })
  await locked.promise
  await Promise.all([page, sync.change((by) => pauseRun(by, ofRun(held)))])
  assert.equal((await sync.find(held.id)).state, 'paused')
  await sync.change((by) => resumeRun(by, ofRun(held)))
  await sync.change((by) => cancelRun(by, ofRun(held)))
})

test('nothing is decided about a directory that is being deleted', async () => {
  const { sync, held } = await heldRun()
  await using _ = sync
  await setState(sync, 'deleting')
  const events = (await sync.events()).length
  for (const work of [approveRemovals, rejectRemovals, reevaluateRun]) {
    await assert.rejects(
      sync.change((by) => work(by, ofRun(held), undecided)),
      { code: 'directory_not_found' },
    )
  }
  assert.equal((await sync.events()).length, events)
})
