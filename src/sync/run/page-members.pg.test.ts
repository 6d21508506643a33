import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { memberOf, setUpPages, sourceGroup, sourceUser } from '../../testing/sync-pages.ts'

let shared: TestDatabase
before(async () => {
  shared = await createTestDatabase()
})
after(() => shared[Symbol.asyncDispose]())

const base = { cause: { source: 'system', actorId: null, requestId: null }, received: null } as const
const people = ['a', 'b', 'c'].map((id) => sourceUser(id))

test('members are added once, groups may be members, and what a full run has seen of them is noted', async () => {
  const s = await setUpPages(shared)
  const lists = { members: [{ groupId: 'g', memberIds: ['a', 'b', 'h'] }] }
  const first = await s.beginRun()
  await first.page({ users: people, groups: [sourceGroup('g'), sourceGroup('h')] })
  await first.page(lists)
  await first.page({ members: [{ groupId: 'g', memberIds: ['b', 'c'] }] })
  assert.equal(first.counts().membershipsAdded, 4)
  assert.deepEqual(await s.members('g'), ['a', 'b', 'c', 'h'])
  const added = (await s.events()).filter(({ type }) => type.endsWith('_added'))
  assert.equal(new Set(added.map(memberOf)).size, 4)
  assert.deepEqual(added.map(({ type }) => type).toSorted(), [
    ...Array(3).fill('dsync.group.user_added'),
    'muster.group.group_added',
  ])

  const second = await s.beginRun()
  await second.page(lists)
  assert.equal(second.counts().membershipsAdded, 0)
  assert.equal((await s.events()).length, 9)
  const of = (await s.sightings()).find(({ group_id }) => group_id !== '')
  assert.deepEqual(of?.numbers, [1, 2, 3, 5])
})

test('members who come later are added when they are here, and never awaited by the directory', async () => {
  const s = await setUpPages(shared)
  const run = await s.beginRun()
  await run.page({ groups: [sourceGroup('g')], members: [{ groupId: 'g', memberIds: ['a', 'b'] }] })
  assert.deepEqual(await s.members('g'), [])
  assert.equal((await s.references()).length, 2)
  await run.page({ users: [sourceUser('a')] })
  await run.references()
  assert.deepEqual(await s.members('g'), ['a'])
  assert.deepEqual(
    (await s.references()).map(({ name }) => name),
    ['b'],
  )
  assert.equal(run.counts().membershipsAdded, 1)
})

test('members of a group that is refused or not here yet are added when it is', async () => {
  const s = await setUpPages(shared)
  const run = await s.beginRun('incremental')
  await run.page({ users: people, memberChanges: [{ groupId: 'g', added: ['a', 'b', 'c'], removed: [] }] })
  await run.page({ memberChanges: [{ groupId: 'g', added: [], removed: ['c'] }] })
  await run.page({ groups: [sourceGroup('g')] })
  await run.references()
  assert.deepEqual(await s.members('g'), ['a', 'b'])
  assert.deepEqual(await s.references(), [])
})

test('names that are aliases lead to their record, also after it was moved', async () => {
  const s = await setUpPages(shared)
  const first = await s.beginRun()
  const named = (alias: string, manager: string | null = null) => sourceUser('a', {}, { alias, manager })
  await first.page({
    users: [named('cn=a,ou=one'), sourceUser('boss', {}, { alias: 'cn=boss,ou=one' })],
    groups: [sourceGroup('g')],
  })
  await first.page({
    users: [named('cn=a,ou=one', 'cn=boss,ou=one')],
    members: [{ groupId: 'g', memberIds: ['cn=a,ou=one'] }],
  })
  assert.deepEqual(await s.members('g'), ['a'])
  const { id } = await s.user('boss')
  assert.equal((await s.user('a')).attributes.custom_attributes.manager_id, id)

  const second = await s.beginRun('incremental')
  await second.page({ users: [sourceUser('boss', {}, { alias: 'cn=boss,ou=two' })] })
  await second.page({ users: [sourceUser('boss', { email: 'new@example.com' }, { alias: 'cn=boss,ou=two' })] })
  await second.references()
  assert.equal((await s.user('a')).attributes.custom_attributes.manager_email, 'new@example.com')
  await second.page({ memberChanges: [{ groupId: 'g', added: ['cn=boss,ou=two'], removed: [] }] })
  assert.deepEqual(await s.members('g'), ['a', 'boss'])
})

test('two records that swap their aliases are each found by their new one', async () => {
  const s = await setUpPages(shared)
  const aliased = (a: string, b: string) => [sourceUser('a', {}, { alias: a }), sourceUser('b', {}, { alias: b })]
  await (await s.beginRun()).page({ users: aliased('x', 'y'), groups: [sourceGroup('g')] })
  const run = await s.beginRun()
  await run.page({ users: aliased('y', 'x') })
  await run.page({ members: [{ groupId: 'g', memberIds: ['y'] }] })
  assert.deepEqual(await s.members('g'), ['a'])
})

test('members that a feed calls removed are staged, and withdrawn when they are added again', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({
    users: people,
    groups: [sourceGroup('g')],
    members: [{ groupId: 'g', memberIds: ['a', 'b'] }],
  })
  const run = await s.beginRun('incremental')
  await run.page({ memberChanges: [{ groupId: 'g', added: ['c'], removed: ['a', 'b', 'nobody'] }] })
  assert.deepEqual(await s.members('g'), ['a', 'b', 'c'])
  assert.deepEqual(
    (await s.removals()).map(({ kind, reason, name, state }) => [kind, reason, name, state]),
    [
      ['membership', 'deleted', 'a@example.com in Group g', 'planned'],
      ['membership', 'deleted', 'b@example.com in Group g', 'planned'],
    ],
  )
  await run.page({ memberChanges: [{ groupId: 'g', added: ['a'], removed: [] }] })
  assert.deepEqual(
    (await s.removals()).map(({ state }) => state),
    ['withdrawn', 'planned'],
  )
})

test('of a group that a feed tells whole, members that it has no more are staged as absent', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({
    users: people,
    groups: [sourceGroup('g')],
    members: [{ groupId: 'g', memberIds: ['a', 'b', 'later'] }],
  })
  const run = await s.beginRun('incremental')
  await run.page({ wholeGroups: [{ groupId: 'g', memberIds: ['b', 'c'] }] })
  assert.deepEqual(await s.members('g'), ['a', 'b', 'c'])
  assert.deepEqual(
    (await s.removals()).map(({ reason, name }) => [reason, name]),
    [['absent', 'a@example.com in Group g']],
  )
  assert.deepEqual(await s.references(), [])
})

test('users and groups that a feed calls removed are staged, and forgotten where they never were here', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({
    users: [...people, sourceUser('out', { isOut: true })],
    groups: [sourceGroup('g')],
  })
  const run = await s.beginRun('incremental')
  await run.page({
    removed: [
      { kind: 'user', id: 'a' },
      { kind: 'user', id: 'out' },
      { kind: 'group', id: 'g' },
      { kind: 'user', id: 'x' },
    ],
  })
  assert.deepEqual((await s.removals()).map(({ kind, reason, name }) => [kind, reason, name]).toSorted(), [
    ['group', 'deleted', 'Group g'],
    ['user', 'deleted', 'a@example.com'],
  ])
  assert.ok(!(await s.records()).some(({ source_id }) => source_id === 'out'))
  await run.page({ users: [sourceUser('a')], groups: [sourceGroup('g')] })
  assert.ok((await s.removals()).every(({ state }) => state === 'withdrawn'))
})

test('a member who was deleted here is left out, and added when coming back', async () => {
  const s = await setUpPages(shared)
  await (await s.beginRun()).page({ users: people, groups: [sourceGroup('g')] })
  await s.writer.submit(s.directory, { ...base, type: 'delete_user', id: (await s.user('a')).id })
  const run = await s.beginRun()
  await run.page({ members: [{ groupId: 'g', memberIds: ['a', 'b'] }] })
  assert.deepEqual(await s.members('g'), ['b'])
  await run.page({ users: people })
  await run.references()
  assert.deepEqual(await s.members('g'), ['a', 'b'])
})

test('a manager is told by id and address, on the same page, before or later', async () => {
  const s = await setUpPages(shared)
  const run = await s.beginRun()
  await run.page({ users: [sourceUser('a', {}, { manager: 'b' }), sourceUser('b', {}, { manager: 'c' })] })
  const [b, told] = [await s.user('b'), await s.told()]
  assert.deepEqual(told, ['user.created', 'user.created'])
  assert.deepEqual((await s.user('a')).attributes.custom_attributes, {
    manager_id: b.id,
    manager_email: 'b@example.com',
  })
  await run.page({ users: [sourceUser('c')] })
  await run.references()
  assert.deepEqual((await s.user('b')).attributes.custom_attributes, {
    manager_id: (await s.user('c')).id,
    manager_email: 'c@example.com',
  })
  assert.deepEqual(
    (await s.references()).map(({ name, is_resolvable }) => [name, is_resolvable]),
    [
      ['b', false],
      ['c', false],
    ],
  )

  const next = await s.beginRun('incremental')
  await next.page({ users: [sourceUser('b', {}, { manager: null })] })
  assert.deepEqual(
    (await s.removals()).map(({ kind, detail }) => [kind, detail]),
    [['attribute', 'manager']],
  )
  assert.equal((await s.user('b')).attributes.custom_attributes.manager_email, 'c@example.com')
})

test('nobody keeps a manager of the page who was refused', async () => {
  const s = await setUpPages(shared)
  const run = await s.beginRun()
  await run.page({
    users: [
      sourceUser('x', { login: 'taken' }),
      sourceUser('a', {}, { manager: 'b' }),
      sourceUser('b', { login: 'taken' }),
    ],
  })
  await run.references()
  assert.deepEqual((await s.user('a')).attributes.custom_attributes, {})
  await run.page({ users: [sourceUser('b', { login: 'free' })] })
  await run.references()
  assert.equal((await s.user('a')).attributes.custom_attributes.manager_id, (await s.user('b')).id)
})
