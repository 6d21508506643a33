import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listRemovals } from '../../store/staged-removals.ts'
import { createMemorySource } from '../../testing/memory-connector.ts'
import { setUpSync } from '../../testing/sync-engine.ts'
import { approveRemovals, reevaluateRun, rejectRemovals } from '../decide-removals.ts'

const few = ['u00001', 'u00002', 'u00003']
const page = { limit: 100, order: 'asc', after: null, before: null } as const
const hour = 60 * 60 * 1000

async function thirtyPeople(given: Parameters<typeof setUpSync>[1] = {}) {
  const source = createMemorySource()
  source.putUsers(30)
  source.putGroup('g1', ['u00001', 'u00010'])
  const sync = await setUpSync(source, given)
  sync.start()
  await sync.run()
  return { source, sync }
}

const ofRun = (run: { id: string; organizationId: string }) => ({ organizationId: run.organizationId, runId: run.id })
const undecided = { expected: null, reason: null }

test('a source that suddenly lists three of thirty removes nobody until a person approves exactly that', async () => {
  const { source, sync } = await thirtyPeople()
  await using _ = sync
  source.faults.onlyUsers = (id) => few.includes(id)
  const held = await sync.run('full')
  assert.equal(held.state, 'waiting')
  assert.equal(held.counts.held, 27)
  assert.equal(held.errorText, '27 of 30 active users would be removed (90 %), more than 10 % and at least 5.')
  assert.equal((await sync.users()).length, 30)
  const shown = await listRemovals(sync.database, { ...ofRun(held), states: ['held'], kinds: null }, page)
  assert.deepEqual(shown.records[0]?.name, 'First u00004 Last u00004')

  // The next run finds the same and asks for nothing a second time.
  const again = await sync.run('full')
  assert.equal(again.state, 'completed')
  assert.equal((await sync.users()).length, 30)

  await assert.rejects(
    sync.change((by) => approveRemovals(by, ofRun(held), { expected: 26, reason: null })),
    { code: 'removals_changed' },
  )
  await sync.change((by) => approveRemovals(by, ofRun(held), { expected: 27, reason: 'The office has closed.' }))
  const approved = await sync.until(held.id, 'completed')
  assert.equal(approved.counts.usersRemoved, 27)
  assert.deepEqual(
    (await sync.users()).map(({ idpId }) => idpId),
    few,
  )
  const types = (await sync.events()).map(({ type }) => type).filter((type) => type.startsWith('muster.sync_run'))
  assert.deepEqual(types.slice(-6), [
    'muster.sync_run.started',
    'muster.sync_run.waiting',
    'muster.sync_run.started',
    'muster.sync_run.completed',
    'muster.sync_run.decided',
    'muster.sync_run.completed',
  ])
})

test('what was rejected is not asked for again', async () => {
  const { source, sync } = await thirtyPeople()
  await using _ = sync
  source.faults.onlyUsers = (id) => few.includes(id)
  const held = await sync.run('full')
  const rejected = await sync.change((by) => rejectRemovals(by, ofRun(held), undecided))
  assert.equal(rejected.state, 'completed')
  const again = await sync.run('full')
  assert.equal(again.state, 'completed')
  assert.equal((await sync.users()).length, 30)
})

test('a source that has them again takes back what is held, and the run that waited is completed', async () => {
  const { source, sync } = await thirtyPeople()
  await using _ = sync
  source.faults.onlyUsers = (id) => few.includes(id)
  const held = await sync.run('full')
  source.faults.onlyUsers = null
  const healed = await sync.run('full')
  assert.equal(healed.state, 'completed')
  assert.equal((await sync.find(held.id)).state, 'completed')
  assert.equal((await sync.users()).length, 30)
  // Whoever leaves after that is judged by itself.
  source.removeUser('u00030')
  await sync.run('full')
  assert.equal((await sync.users()).length, 29)
})

test('a source that lists nobody at all removes nobody, not even the last one', async () => {
  const source = createMemorySource()
  source.putUser('u1')
  source.putGroup('g1', ['u1'])
  await using sync = await setUpSync(source)
  sync.start()
  await sync.run()
  source.faults.onlyUsers = () => false
  source.faults.onlyGroups = () => false
  source.faults.withoutMembers = true
  const held = await sync.run('full')
  assert.equal(held.state, 'waiting')
  assert.deepEqual(await sync.users(), [{ idpId: 'u1', active: true }])
  assert.deepEqual(await sync.members(), { g1: ['u1'] })
})

test('memberships that a source hides are kept', async () => {
  const source = createMemorySource()
  source.putUsers(12)
  source.putGroup('g1', [...source.users.keys()])
  await using sync = await setUpSync(source)
  sync.start()
  await sync.run()
  source.faults.withoutMembers = true
  const held = await sync.run('full')
  assert.equal(held.state, 'waiting')
  assert.equal((await sync.members()).g1?.length, 12)
  source.faults.withoutMembers = false
  await sync.run('full')
  assert.equal((await sync.find(held.id)).state, 'completed')
})

test('few groups in which most memberships are do not go, and small ones do', async () => {
  const source = createMemorySource()
  source.putUsers(30)
  const people = [...source.users.keys()]
  for (const group of ['g1', 'g2', 'g3', 'g4']) source.putGroup(group, people.slice(0, 12))
  source.putGroup('small', people.slice(0, 3))
  await using sync = await setUpSync(source)
  sync.start()
  await sync.run()
  source.removeGroup('small')
  assert.equal((await sync.run('full')).state, 'completed')
  source.faults.onlyGroups = (id) => id === 'g1' || id === 'g2'
  const held = await sync.run('full')
  assert.equal(held.state, 'waiting')
  assert.equal(held.errorText, '24 of 48 memberships would be removed (50 %), more than 20 % and at least 20.')
  assert.deepEqual(Object.keys(await sync.members()), ['g1', 'g2', 'g3', 'g4'])
  await sync.change((by) => approveRemovals(by, ofRun(held), undecided))
  await sync.until(held.id, 'completed')
  assert.deepEqual(Object.keys(await sync.members()), ['g1', 'g2'])
})

test('people who leave drop by drop are held before too many are gone within a day', async () => {
  const { source, sync } = await thirtyPeople()
  await using _ = sync
  const leave = async (...ids: string[]) => {
    for (const id of ids) source.removeUser(id)
    sync.clock.advance(hour)
    return sync.run('full')
  }
  assert.equal((await leave('u00030', 'u00029')).state, 'completed')
  assert.equal((await leave('u00028', 'u00027')).state, 'completed')
  const third = await leave('u00026')
  assert.equal(third.state, 'waiting')
  assert.match(third.errorText ?? '', /after 4 that were removed in the last 24 hours/)
  assert.equal((await sync.users()).length, 26)
  // What a person has approved does not count against those who leave later.
  await sync.change((by) => approveRemovals(by, ofRun(third), undecided))
  await sync.until(third.id, 'completed')
  sync.clock.advance(23 * hour)
  assert.equal((await leave('u00025', 'u00024')).state, 'completed')
})

test('those who are made inactive count as those who go', async () => {
  const { source, sync } = await thirtyPeople()
  await using _ = sync
  for (const id of [...source.users.keys()].slice(0, 10)) source.putUser(id, { status: 'deactivated' })
  const held = await sync.run('incremental')
  assert.equal(held.state, 'waiting')
  assert.equal((await sync.users()).filter(({ active }) => active).length, 30)
  await sync.change((by) => approveRemovals(by, ofRun(held), undecided))
  await sync.until(held.id, 'completed')
  assert.equal((await sync.users()).filter(({ active }) => active).length, 20)
})

test('a title that everybody loses at once stays until a person has looked at it', async () => {
  const { source, sync } = await thirtyPeople()
  await using _ = sync
  for (const [id, user] of source.users) {
    source.putUser(id, { attributes: { ...user.attributes, title: null, department: 'Sales' } })
  }
  const held = await sync.run('incremental')
  assert.equal(held.state, 'waiting')
  assert.match(held.errorText ?? '', /30 of 30 users with the attribute "job_title" would lose it/)
  const valuesOf = async () => {
    const [row] = await sync.database.query<{ title: string | null; department: string }>({
      text: `select attributes->>'job_title' as title, attributes->'custom_attributes'->>'department_name' as department
        from users where idp_id = 'u00001'`,
    })
    return row
  }
  assert.deepEqual(await valuesOf(), { title: 'Engineer', department: 'Sales' })
  await sync.change((by) => approveRemovals(by, ofRun(held), undecided))
  await sync.until(held.id, 'completed')
  assert.deepEqual(await valuesOf(), { title: null, department: 'Sales' })
})

test('a run that waits is judged anew when the limit was raised', async () => {
  const { source, sync } = await thirtyPeople()
  await using _ = sync
  source.faults.onlyUsers = (id) => few.includes(id)
  const held = await sync.run('full')
  await sync.database.query({
    text: `update connections set guards = '{"users":{"percent":95,"at_least":5}}' where directory_id = $1`,
    values: [sync.directory.directoryId],
  })
  await sync.change((by) => reevaluateRun(by, ofRun(held)))
  const judged = await sync.until(held.id, 'completed', 'waiting')
  assert.equal(judged.state, 'completed')
  assert.equal((await sync.users()).length, 3)
})

test('a permission that is revoked while the source is read removes nobody', async () => {
  const { source, sync } = await thirtyPeople()
  await using _ = sync
  source.faults.beforePage = (page) => {
    if (page !== 2) return
    source.faults.missing = ['users.read']
    source.faults.onlyUsers = (id) => id <= 'u00028'
  }
  const failed = await sync.run('full')
  assert.deepEqual([failed.state, failed.errorCode], ['failed', 'permission_missing'])
  assert.match(failed.errorText ?? '', /users\.read/)
  Object.assign(source.faults, { beforePage: null, missing: [], onlyUsers: null })
  assert.equal((await sync.run('full')).state, 'completed')
  assert.equal((await sync.users()).length, 30)
})
