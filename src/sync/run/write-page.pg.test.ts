import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { setUpPages, sourceGroup, sourceUser } from '../../testing/sync-pages.ts'

let shared: TestDatabase
before(async () => {
  shared = await createTestDatabase()
})
after(() => shared[Symbol.asyncDispose]())

const base = { cause: { source: 'system', actorId: null, requestId: null }, received: null } as const

test('users and groups of a page are created once, and a second look at them changes nothing', async () => {
  const s = await setUpPages(shared)
  const page = { users: [sourceUser('a'), sourceUser('b')], groups: [sourceGroup('g')] }
  const first = await s.beginRun()
  const counts = await first.page(page)
  assert.deepEqual([counts.seen, counts.usersCreated, counts.groupsCreated, counts.unchanged], [3, 2, 1, 0])
  const second = await s.beginRun()
  const again = await second.page(page)
  assert.deepEqual([again.seen, again.unchanged, again.usersCreated], [3, 3, 0])
  assert.deepEqual(await s.told(), ['user.created', 'user.created', 'group.created'])
  assert.deepEqual(await s.sightings(), [{ group_id: '', numbers: [1, 2, 3] }])
})

test('a page of unchanged records does not wait for the lock of the directory', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({
    users: [sourceUser('a')],
    groups: [sourceGroup('g')],
    members: [{ groupId: 'g', memberIds: ['a'] }],
  })
  const run = await s.beginRun()
  await s.database.transaction(async (on) => {
    await on.query({ text: 'select from streams where id = $1 for update', values: [s.directory.directoryId] })
    await run.page({
      users: [sourceUser('a')],
      groups: [sourceGroup('g')],
      members: [{ groupId: 'g', memberIds: ['a'] }],
    })
  })
  assert.equal(run.counts().unchanged, 2)
})

test('of a record that comes twice the last counts, on one page and over several', async () => {
  const s = await setUpPages(shared)
  const run = await s.beginRun()
  await run.page({ users: [sourceUser('a', { title: 'One' }), sourceUser('a', { title: 'Two' })] })
  await run.page({ users: [sourceUser('a', { title: 'Two' })] })
  await run.page({ users: [sourceUser('a', { title: 'Three' })] })
  assert.equal((await s.user('a')).attributes.job_title, 'Three')
  assert.deepEqual(await s.told(), ['user.created', 'user.updated'])
  assert.deepEqual([run.counts().seen, run.counts().usersCreated, run.counts().usersUpdated], [3, 1, 1])
})

test('what differs only beside the document of a user is no change of the user', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({ users: [sourceUser('a')] })
  const run = await s.beginRun()
  await run.page({ users: [sourceUser('a', {}, { statusDetail: 'PASSWORD_EXPIRED' })] })
  assert.deepEqual(await s.told(), ['user.created'])
  assert.equal(run.counts().unchanged, 1)
  assert.ok((await s.records()).every(({ open }) => !open))
})

test('a page does not take anything away: it is staged, and withdrawn when the source has it again', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({ users: ['a', 'b', 'c'].map((id) => sourceUser(id, { cost: 7 })) })
  const run = await s.beginRun()
  await run.page({
    users: [
      sourceUser('a', { cost: 7 }, { status: 'deactivated' }),
      sourceUser('b', { cost: 7, isOut: true }),
      sourceUser('c', { title: null, cost: null }),
    ],
  })
  const staged = (await s.removals()).map(({ kind, reason, detail, state }) => `${kind} ${reason} ${detail} ${state}`)
  assert.deepEqual(staged.toSorted(), [
    'attribute blanked custom_attributes.cost planned',
    'attribute blanked job_title planned',
    'user deactivated  planned',
    'user left_scope  planned',
  ])
  assert.ok(
    (await s.users()).every(
      ({ active, attributes }) => active && attributes.job_title && attributes.custom_attributes.cost,
    ),
  )
  assert.ok((await s.records()).every(({ open }) => open))

  await (await s.beginRun()).page({ users: ['a', 'b', 'c'].map((id) => sourceUser(id, { cost: 7 })) })
  assert.deepEqual(new Set((await s.removals()).map(({ state }) => state)), new Set(['withdrawn']))
  assert.ok((await s.records()).every(({ open }) => !open))
})

test('what still holds stays staged as it was decided, and what holds for another reason is asked anew', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({ users: [sourceUser('a')] })
  const gone = sourceUser('a', {}, { status: 'deactivated' })
  await (await s.beginRun()).page({ users: [gone] })
  await s.change(`update staged_removals set state = 'rejected'`)
  await (await s.beginRun()).page({ users: [gone] })
  assert.deepEqual(
    (await s.removals()).map(({ state }) => state),
    ['rejected'],
  )
  await (await s.beginRun('incremental')).page({ removed: [{ kind: 'user', id: 'a' }] })
  assert.deepEqual(
    (await s.removals()).map(({ reason, state }) => [reason, state]),
    [
      ['deactivated', 'withdrawn'],
      ['deleted', 'planned'],
    ],
  )
})

test('what the credential may not see stays, and is not staged', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({ users: [sourceUser('a', { title: 'Nurse' })] })
  await (await s.beginRun()).page({ users: [sourceUser('a', { title: null }, { unknown: ['title'] })] })
  assert.equal((await s.user('a')).attributes.job_title, 'Nurse')
  assert.deepEqual(await s.removals(), [])
})

test('a user who is out of scope is known without being here, and is created when coming in', async () => {
  const s = await setUpPages(shared)
  const first = await s.beginRun()
  await first.page({
    users: [sourceUser('a', { isOut: true })],
    groups: [sourceGroup('g')],
    members: [{ groupId: 'g', memberIds: ['a'] }],
  })
  assert.equal(first.counts().outOfScope, 1)
  assert.deepEqual(await s.users(), [])
  assert.deepEqual(await s.members('g'), [])
  const second = await s.beginRun()
  await second.page({ users: [sourceUser('a', { isOut: true })] })
  assert.deepEqual([second.counts().outOfScope, second.counts().unchanged], [1, 1])
  const third = await s.beginRun('incremental')
  await third.page({ users: [sourceUser('a')] })
  await third.references()
  assert.deepEqual(await s.members('g'), ['a'])
  assert.deepEqual(await s.references(), [])
  assert.deepEqual(await s.told(), ['group.created', 'user.created', 'group.user_added'])
})

test('a user who was deleted here meanwhile comes back as the same one when the record changes', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({ users: [sourceUser('a')] })
  const { id } = await s.user('a')
  await s.writer.submit(s.directory, { ...base, type: 'delete_user', id })
  const run = await s.beginRun()
  await run.page({ users: [sourceUser('a', { title: 'Chief' }), sourceUser('b')] })
  assert.equal((await s.user('a')).id, id)
  assert.deepEqual(await s.told(), ['user.created', 'user.deleted', 'user.created', 'user.created'])
  assert.deepEqual([run.counts().seen, run.counts().usersCreated], [2, 2])
})

test('one who does not work any more and was deleted here is not brought back', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({ users: [sourceUser('a')] })
  const { id } = await s.user('a')
  await s.writer.submit(s.directory, { ...base, type: 'delete_user', id })
  const run = await s.beginRun()
  await run.page({ users: [sourceUser('a', { title: 'Chief' }, { status: 'deactivated' })] })
  assert.deepEqual(await s.users(), [])
  assert.deepEqual(await s.removals(), [])
})

test('a name that moves from one person to another on a page goes through, whoever comes first', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({
    users: [sourceUser('a', { login: 'shared' }), sourceUser('b', { login: 'other' })],
  })
  const run = await s.beginRun()
  await run.page({ users: [sourceUser('b', { login: 'shared' }), sourceUser('a', { login: 'new' })] })
  assert.deepEqual(
    (await s.users()).map(({ userName, externalId }) => [userName, externalId]),
    [
      ['new', 'a'],
      ['shared', 'b'],
    ],
  )
  assert.deepEqual(await s.problems(), [])
  assert.equal(run.counts().seen, 2)
})

test('a refused record is a problem that stops nobody, is tried again when its time comes, and goes with its cause', async () => {
  const s = await setUpPages(shared)
  const first = await s.beginRun()
  await first.page({ users: [sourceUser('a', { login: 'x' }), sourceUser('b', { login: 'x' }), sourceUser('c')] })
  assert.deepEqual([first.counts().usersCreated, first.counts().refused, first.counts().seen], [2, 1, 3])
  assert.deepEqual(
    (await s.problems()).map(({ source_id, code }) => [source_id, code]),
    [['b', 'user_name_taken']],
  )

  const due = () => s.change(`update sync_problems set retry_at = now() - interval '1 minute'`)
  await due()
  await (await s.beginRun('incremental')).retry()
  assert.deepEqual(
    (await s.problems()).map(({ attempts }) => attempts),
    [2],
  )

  await (await s.beginRun('incremental')).page({ users: [sourceUser('a', { login: 'y' })] })
  await due()
  const last = await s.beginRun('incremental')
  await last.retry()
  assert.deepEqual(await s.problems(), [])
  assert.equal((await s.user('b')).userName, 'x')
  assert.equal(last.counts().usersCreated, 1)
})

test('a record of which no user can be made is a problem until it is another one, and the user stays', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({ users: [sourceUser('a')] })
  const run = await s.beginRun()
  await run.page({ users: [sourceUser('a', { login: null }), sourceUser('b', { login: null })] })
  assert.deepEqual(
    (await s.problems()).map(({ source_id, code }) => [source_id, code]),
    [
      ['a', 'missing:username'],
      ['b', 'missing:username'],
    ],
  )
  assert.equal(run.counts().refused, 2)
  assert.equal((await s.users()).length, 1)
  await (await s.beginRun()).page({ users: [sourceUser('a'), sourceUser('b')] })
  assert.deepEqual(await s.problems(), [])
  assert.equal((await s.users()).length, 2)
})

test('a value that the database does not take is a problem of its record alone', async () => {
  const s = await setUpPages(shared)
  const run = await s.beginRun()
  const users = Array.from({ length: 9 }, (_, index) => sourceUser(`u${index}`, index === 4 ? { title: 'a\0b' } : {}))
  users.push(
    sourceUser('long', {
      login: Array.from({ length: 9000 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20000))).join(
        '',
      ),
    }),
    sourceUser('nul\0id'),
  )
  await run.page({ users, groups: [sourceGroup('g')], members: [{ groupId: 'g', memberIds: ['u1', 'u2', 'bad\0'] }] })
  assert.deepEqual(
    (await s.problems()).map(({ source_id, code }) => [source_id, code]),
    [
      ['g', 'value_refused'],
      ['long', 'value_refused'],
      ['nul\uFFFDid', 'value_refused'],
      ['u4', 'value_refused'],
    ],
  )
  assert.equal((await s.users()).length, 8)
  assert.deepEqual(await s.members('g'), ['u1', 'u2'])
  assert.deepEqual([run.counts().seen, run.counts().usersCreated], [12, 8])
  const numbers = (await s.records()).map(({ number }) => number).toSorted((one, other) => one - other)
  assert.deepEqual((await s.sightings()).find(({ group_id }) => group_id === '')?.numbers, numbers)
})

test('a run that was lost to another process writes nothing more', async () => {
  const s = await setUpPages(shared)
  const run = await s.beginRun()
  await s.change('update sync_runs set fence = fence + 1')
  await assert.rejects(run.page({ users: [sourceUser('a')] }), { code: 'sync_run_lost' })
  await assert.rejects(run.page({}), { code: 'sync_run_lost' })
  assert.deepEqual([await s.users(), await s.records(), await s.events()], [[], [], []])
})

test('a page that is too large is committed in parts, its position with the last', async () => {
  const s = await setUpPages(shared)
  const run = await s.beginRun()
  const users = Array.from({ length: 1203 }, (_, index) => sourceUser(`u${index}`))
  await run.page({
    users,
    groups: [sourceGroup('g')],
    members: [{ groupId: 'g', memberIds: users.map(({ id }) => id) }],
  })
  assert.deepEqual([run.counts().seen, run.counts().usersCreated, run.counts().membershipsAdded], [1204, 1203, 1203])
  const [row] = await s.runs()
  assert.deepEqual(row, { pages: 1, sealed_position: 'position 0' })
})

test('a page that comes again after a crash is found done', async () => {
  const s = await setUpPages(shared)
  const content = {
    users: [sourceUser('a'), sourceUser('b')],
    groups: [sourceGroup('g')],
    members: [{ groupId: 'g', memberIds: ['a', 'b'] }],
  }
  const run = await s.beginRun()
  await run.page(content)
  const told = await s.told()
  await (await s.beginRun()).page(content)
  assert.deepEqual(await s.told(), told)
})

test('a record that cannot be read is a problem, keeps its user, and is not taken for absent', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({ users: [sourceUser('a'), sourceUser('b', {}, { alias: 'b@example.com' })] })
  const before = await s.told()
  const run = await s.beginRun()
  const unreadable = { kind: 'user', code: 'unknown_status', text: 'Line 3: the status is not known.' } as const
  const nameless = { kind: 'user', code: 'id_missing', text: 'Line 4: there is no id.' } as const
  await run.page({
    unreadable: [
      { ...unreadable, id: 'a', name: 'a@example.com' },
      { ...nameless, id: 'b@example.com', name: 'B@example.com' },
      { ...nameless, id: 'line 9', name: 'line 9' },
    ],
  })
  assert.deepEqual([run.counts().seen, run.counts().refused, run.counts().usersUpdated], [3, 3, 0])
  assert.deepEqual(await s.told(), before)
  const [{ numbers = [] } = {}] = await s.sightings()
  assert.deepEqual(numbers, [1, 2, 3])
  const problems = await s.problems()
  assert.deepEqual(problems.map(({ code }) => code).sort(), ['id_missing', 'id_missing', 'unknown_status'])
  const healed = await s.beginRun()
  await healed.page({ users: [sourceUser('a')] })
  assert.ok(!(await s.problems()).some(({ code }) => code === 'unknown_status'))
})
