import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Event } from '../model/event.ts'
import type { Database } from '../store/database.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import { createTestDatabase } from '../testing/database.ts'
import { aGroup, aUser, commands, makeDirectory, testPlatform } from '../testing/directories.ts'
import { loadStoredUser } from '../testing/load-stored-users.ts'
import type { DirectoryRef } from './commands.ts'
import { createDirectoryWriter, type DirectoryWriter } from './directory-writer.ts'
import { createDirectoryReader } from './read-directory.ts'

async function setUp() {
  const { database, ...rest } = await createTestDatabase()
  const directory = await makeDirectory(database)
  const writer = createDirectoryWriter({ database, platform: testPlatform() })
  return { database, directory, writer, ...rest }
}

async function eventsOf(database: Database, { organizationId, directoryId }: DirectoryRef): Promise<Event[]> {
  const stream = { organizationId, streamId: directoryId }
  return selectStreamEvents(database, stream, { afterSeq: 0, toSeq: 1e9, limit: 1e6 })
}

const typesOf = (events: readonly Event[]) => events.map(({ type }) => type)

async function totals(database: Database, { directoryId }: DirectoryRef) {
  const [row] = await database.query<Record<string, number>>({
    text: 'select active_users, inactive_users, groups from directory_totals where directory_id = $1',
    values: [directoryId],
  })
  return row
}

async function create(writer: DirectoryWriter, directory: DirectoryRef, ...names: string[]): Promise<string[]> {
  const results = await Promise.all(names.map((name) => writer.submit(directory, commands.createUser(aUser(name)))))
  return results.map(({ user }) => user.id)
}

test('a user that is created, changed and deleted leaves three events with what it was before', async () => {
  await using s = await setUp()
  const { user } = await s.writer.submit(s.directory, commands.createUser(aUser('ada', { title: 'Analyst' })))
  await s.writer.submit(
    s.directory,
    commands.updateUser(user.id, () => aUser('ada', { title: 'Countess', active: false })),
  )
  await s.writer.submit(s.directory, commands.deleteUser(user.id))

  const events = await eventsOf(s.database, s.directory)
  assert.deepEqual(typesOf(events), ['dsync.user.created', 'dsync.user.updated', 'dsync.user.deleted'])
  assert.deepEqual(
    events.map(({ seq }) => seq),
    [1, 2, 3],
  )
  assert.deepEqual(events[1]?.previous, {
    job_title: 'Analyst',
    state: 'active',
    custom_attributes: { job_title: 'Analyst' },
  })
  assert.equal(events[1]?.data.state, 'inactive')
  assert.deepEqual(await totals(s.database, s.directory), { active_users: 0, inactive_users: 0, groups: 0 })
})

test('a change that changes nothing writes nothing and appends no event', async () => {
  await using s = await setUp()
  const { user } = await s.writer.submit(s.directory, commands.createUser(aUser('ada')))
  const again = await s.writer.submit(
    s.directory,
    commands.updateUser(user.id, () => aUser('ada')),
  )

  assert.equal(again.changed, false)
  assert.equal(again.user.version, 1)
  assert.equal((await eventsOf(s.database, s.directory)).length, 1)
})

test('of many commands at once, those that are refused fail alone', async () => {
  await using s = await setUp()
  const results = await Promise.allSettled(
    ['ada', 'grace', 'ADA', 'edsger'].map((name) => s.writer.submit(s.directory, commands.createUser(aUser(name)))),
  )
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  )
  assert.equal(results[2]?.status === 'rejected' && results[2].reason.code, 'user_name_taken')
  assert.equal((await eventsOf(s.database, s.directory)).length, 3)
})

test('a value that only the database refuses fails its own command, not its batch', async () => {
  await using s = await setUp()
  const results = await Promise.allSettled([
    s.writer.submit(s.directory, commands.createUser(aUser('ada'))),
    s.writer.submit(s.directory, commands.createUser(aUser('nul\u0000l'))),
    s.writer.submit(s.directory, commands.createUser(aUser('grace'))),
  ])
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
})

test('a rename to a taken name is refused, to a free one it keeps the id and the source id', async () => {
  await using s = await setUp()
  const [ada = ''] = await create(s.writer, s.directory, 'ada', 'grace')
  const rename = (to: string) =>
    s.writer.submit(
      s.directory,
      commands.updateUser(ada, () => aUser(to)),
    )

  await assert.rejects(rename('Grace'), { code: 'user_name_taken' })
  const { user } = await rename('augusta')
  assert.equal(user.id, ada)
  assert.equal(user.idpId, 'ada')
  await create(s.writer, s.directory, 'ada')
})

test('the name of a deleted user is free at once, also within one batch', async () => {
  await using s = await setUp()
  const [ada = ''] = await create(s.writer, s.directory, 'ada')
  const [, { user }] = await Promise.all([
    s.writer.submit(s.directory, commands.deleteUser(ada)),
    s.writer.submit(s.directory, commands.createUser(aUser('ada'))),
  ])
  assert.notEqual(user.id, ada)
})

test('members come and go by their ids, and a replace is a difference', async () => {
  await using s = await setUp()
  const [ada = '', grace = '', edsger = ''] = await create(s.writer, s.directory, 'ada', 'grace', 'edsger')
  const { group } = await s.writer.submit(s.directory, commands.createGroup(aGroup('Staff'), [ada]))
  const change = (...members: Parameters<typeof commands.changeMembers>[1][]) =>
    s.writer.submit(s.directory, commands.changeMembers(group.id, ...members))

  await change({ op: 'add', ids: [ada, grace] })
  await change({ op: 'remove', ids: [edsger] })
  const { group: after } = await change({ op: 'replace', ids: [grace, edsger] })

  assert.equal(after.memberCount, 2)
  const events = (await eventsOf(s.database, s.directory)).slice(3)
  assert.deepEqual(typesOf(events), [
    'dsync.group.created',
    'dsync.group.user_added',
    'dsync.group.user_added',
    'dsync.group.user_removed',
    'dsync.group.user_added',
  ])
  const reader = createDirectoryReader(s.database)
  const stored = await reader.findGroup(s.directory, group.id, { members: true })
  assert.deepEqual(
    stored?.members?.map(({ id }) => id),
    [grace, edsger].toSorted(),
  )
})

test('an add and a remove of one member in one request leave it out', async () => {
  await using s = await setUp()
  const [ada = ''] = await create(s.writer, s.directory, 'ada')
  const { group } = await s.writer.submit(s.directory, commands.createGroup(aGroup('Staff')))
  const both = commands.changeMembers(group.id, { op: 'add', ids: [ada] }, { op: 'remove', ids: [ada] })
  const { changed } = await s.writer.submit(s.directory, both)
  assert.equal(changed, false)
})

test('a member that nobody knows is kept as pending and told to nobody', async () => {
  await using s = await setUp()
  const { group } = await s.writer.submit(s.directory, commands.createGroup(aGroup('Staff'), ['stranger']))
  const reader = createDirectoryReader(s.database)
  const stored = await reader.findGroup(s.directory, group.id, { members: true })
  assert.deepEqual(stored?.members, [{ id: 'stranger', type: 'pending', display: null }])
  assert.deepEqual(typesOf(await eventsOf(s.database, s.directory)), ['dsync.group.created'])
})

test('a deleted user leaves every group at once, and the deletion is the only event of it', async () => {
  await using s = await setUp()
  const [ada = '', grace = ''] = await create(s.writer, s.directory, 'ada', 'grace')
  const { group } = await s.writer.submit(s.directory, commands.createGroup(aGroup('Staff'), [ada, grace]))
  await s.writer.submit(s.directory, commands.deleteUser(ada))

  const stored = await createDirectoryReader(s.database).findGroup(s.directory, group.id, { members: true })
  assert.deepEqual(
    stored?.members?.map(({ id }) => id),
    [grace],
  )
  assert.equal(stored?.memberCount, 1)
  assert.equal(stored?.version, 2)
  assert.equal((await eventsOf(s.database, s.directory)).at(-1)?.type, 'dsync.user.deleted')
})

test('a deleted group removes no user and tells of no membership', async () => {
  await using s = await setUp()
  const [ada = ''] = await create(s.writer, s.directory, 'ada')
  const { group } = await s.writer.submit(s.directory, commands.createGroup(aGroup('Staff'), [ada]))
  await s.writer.submit(s.directory, commands.deleteGroup(group.id))

  assert.deepEqual((await createDirectoryReader(s.database).findUser(s.directory, ada))?.groups, [])
  assert.equal((await eventsOf(s.database, s.directory)).at(-1)?.type, 'dsync.group.deleted')
  assert.deepEqual(await totals(s.database, s.directory), { active_users: 1, inactive_users: 0, groups: 0 })
})

test('a group of 5,000 members is replaced with exactly the difference as events', async () => {
  await using s = await setUp()
  const ids = await create(s.writer, s.directory, ...Array.from({ length: 4000 }, (_, index) => `user${index}`))
  const { group } = await s.writer.submit(s.directory, commands.createGroup(aGroup('All'), ids.slice(0, 3000)))
  const before = (await eventsOf(s.database, s.directory)).length
  await s.writer.submit(s.directory, commands.changeMembers(group.id, { op: 'replace', ids: ids.slice(1500) }))

  const types = typesOf((await eventsOf(s.database, s.directory)).slice(before))
  assert.equal(types.filter((type) => type === 'dsync.group.user_removed').length, 1500)
  assert.equal(types.filter((type) => type === 'dsync.group.user_added').length, 1000)
})

test('two processes that write one directory keep its sequence without a gap and its names unique', async () => {
  await using s = await setUp()
  const other = createDirectoryWriter({ database: s.database, platform: testPlatform() })
  const names = Array.from({ length: 400 }, (_, index) => `user${index % 300}`)
  const results = await Promise.allSettled(
    names.map((name, index) => (index % 2 ? other : s.writer).submit(s.directory, commands.createUser(aUser(name)))),
  )
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 300)
  const events = await eventsOf(s.database, s.directory)
  assert.deepEqual(
    events.map(({ seq }) => seq),
    Array.from({ length: 300 }, (_, index) => index + 1),
  )
  assert.equal(new Set(events.map(({ data }) => data.username)).size, 300)
})

test('a directory that is not active takes no change', async () => {
  await using s = await setUp()
  await s.database.query({ text: `update directories set state = 'inactive'` })
  await assert.rejects(create(s.writer, s.directory, 'ada'), { code: 'directory_inactive' })
})

test('the first change of a new directory makes it active, and the log says so first', async () => {
  await using s = await setUp()
  await s.database.query({ text: `update directories set state = 'setup'` })
  await create(s.writer, s.directory, 'ada')
  const events = await eventsOf(s.database, s.directory)
  assert.deepEqual(typesOf(events), ['dsync.activated', 'dsync.user.created'])
  assert.equal(events[0]?.data.state, 'active')
})

test('a user that is deleted while a group is filled with it becomes a pending member, and the group stays usable', async () => {
  await using s = await setUp()
  const [ada = '', grace = ''] = await create(s.writer, s.directory, 'ada', 'grace')
  const { group } = await s.writer.submit(s.directory, commands.createGroup(aGroup('Staff'), [ada]))
  await Promise.all([
    s.writer.submit(s.directory, commands.deleteUser(ada)),
    s.writer.submit(s.directory, commands.changeMembers(group.id, { op: 'replace', ids: [ada, grace] })),
  ])
  const reader = createDirectoryReader(s.database)
  const membersOf = async () => (await reader.findGroup(s.directory, group.id, { members: true }))?.members
  assert.deepEqual(
    (await membersOf())?.map(({ id, type }) => [id, type]),
    [
      [ada, 'pending'],
      [grace, 'user'],
    ],
  )
  await s.writer.submit(s.directory, commands.changeMembers(group.id, { op: 'replace', ids: [] }))
  assert.deepEqual(await membersOf(), [])
})

test('a filter on members sees what the operations before it have done', async () => {
  await using s = await setUp()
  const [ada = '', grace = ''] = await create(s.writer, s.directory, 'ada', 'grace')
  const { group } = await s.writer.submit(s.directory, commands.createGroup(aGroup('Staff'), [ada]))
  const { group: after } = await s.writer.submit(
    s.directory,
    commands.changeMembers(
      group.id,
      { op: 'add', ids: [grace] },
      { op: 'remove_where', matches: ({ type }) => type === 'user' },
    ),
  )
  assert.equal(after.memberCount, 0)
})

test('two groups of one name keep a third out until both are gone or renamed', async () => {
  await using s = await setUp()
  const group = { ...commands.createGroup(aGroup('Staff')), uniqueName: false }
  const [first, second] = await Promise.all([s.writer.submit(s.directory, group), s.writer.submit(s.directory, group)])
  const attempt = () => s.writer.submit(s.directory, commands.createGroup(aGroup('staff')))
  const results = await Promise.allSettled([
    s.writer.submit(s.directory, commands.deleteGroup(first.group.id)),
    attempt(),
  ])
  assert.equal(results[1]?.status, 'rejected')
  await s.writer.submit(s.directory, commands.renameGroup(second.group.id, 'Crew'))
  await attempt()
})

test('an answer shows the groups of a user as the batch leaves them', async () => {
  await using s = await setUp()
  const [ada = ''] = await create(s.writer, s.directory, 'ada')
  const made = await Promise.all(
    ['One', 'Two'].map((name) => s.writer.submit(s.directory, commands.createGroup(aGroup(name), [ada]))),
  )
  const [one = '', two = ''] = made.map(({ group }) => group.id)
  const [, , { user }] = await Promise.all([
    s.writer.submit(s.directory, commands.deleteGroup(one)),
    s.writer.submit(s.directory, commands.renameGroup(two, 'Deux')),
    s.writer.submit(
      s.directory,
      commands.updateUser(ada, () => aUser('ada', { active: false })),
    ),
  ])
  assert.deepEqual(user.groups, [{ id: two, displayName: 'Deux' }])
})

test('names that are exchanged within one batch go through, one after the other', async () => {
  await using s = await setUp()
  const [ada = '', grace = ''] = await create(s.writer, s.directory, 'ada', 'grace')
  const rename = (id: string, to: string) =>
    s.writer.submit(
      s.directory,
      commands.updateUser(id, () => aUser(to)),
    )
  await Promise.all([rename(ada, 'x'), rename(grace, 'ada'), rename(ada, 'grace')])
  assert.equal((await loadStoredUser(s.database, s.directory, ada))?.userName, 'grace')
  assert.equal((await loadStoredUser(s.database, s.directory, grace))?.userName, 'ada')
})
