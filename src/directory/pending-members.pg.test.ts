import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MemberOperation } from '../model/group.ts'
import { aGroup, aUser, commands, testCause } from '../testing/directories.ts'
import { setUpWriter } from '../testing/writer-setup.ts'

const byExternalId = { membersByExternalId: true } as const

async function setUp() {
  const s = await setUpWriter()
  const newUserId = () => s.platform.newId('directory_user', new Date())
  async function createGroup(displayName: string, ...memberIds: string[]): Promise<string> {
    const { group } = await s.submit({ ...commands.createGroup(aGroup(displayName), memberIds), ...byExternalId })
    return group.id
  }
  const change = (groupId: string, ...members: MemberOperation[]) =>
    s.submit({ ...commands.changeMembers(groupId, ...members), ...byExternalId })
  const typesSince = async (seq: number) => (await s.events()).slice(seq).map(({ type }) => type)
  return { ...s, newUserId, createGroup, change, typesSince }
}

test('a member that is awaited by its id becomes one when it appears, and is told as if it were added then', async () => {
  await using s = await setUp()
  const ada = s.newUserId()
  const staff = await s.createGroup('Staff', ada)
  assert.deepEqual(await s.membersOf(staff), [[ada, 'pending']])

  await s.createUser('ada', { id: ada })
  assert.deepEqual(await s.membersOf(staff), [[ada, 'user']])
  const events = await s.events()
  assert.deepEqual(
    events.map(({ type }) => type),
    ['dsync.group.created', 'dsync.user.created', 'dsync.group.user_added'],
  )
  assert.equal(events[2]?.objectId, staff)
  assert.deepEqual(events[2]?.cause, events[1]?.cause)
  assert.deepEqual((await s.reader.findUser(s.directory, ada))?.groups, [{ id: staff, displayName: 'Staff' }])
})

test('a member that is awaited by its externalId becomes one under its id, and the group has a new version', async () => {
  await using s = await setUp()
  const staff = await s.createGroup('Staff', 'ext-ada')
  const { user } = await s.submit(commands.createUser(aUser('ada', { externalId: 'ext-ada' })))

  assert.deepEqual(user.groups, [{ id: staff, displayName: 'Staff' }])
  assert.deepEqual(await s.membersOf(staff), [[user.id, 'user']])
  assert.equal((await s.reader.findGroup(s.directory, staff, { members: false }))?.version, 2)
  assert.deepEqual(await s.typesSince(1), ['dsync.user.created', 'dsync.group.user_added'])
})

test('an externalId in other case, or that of another directory, completes nothing', async () => {
  await using s = await setUp()
  await using other = await setUp()
  const staff = await s.createGroup('Staff', 'ext-ada')
  await s.createUser('ada', { externalId: 'EXT-ADA' })
  await other.createUser('ada', { externalId: 'ext-ada' })
  assert.deepEqual(await s.membersOf(staff), [['ext-ada', 'pending']])
})

test('a user that gets the externalId later completes its memberships, in every group that awaits it', async () => {
  await using s = await setUp()
  const groups = [await s.createGroup('Staff', 'ext-ada'), await s.createGroup('Crew', 'ext-ada')]
  const ada = await s.createUser('ada')
  await s.submit(commands.updateUser(ada, () => aUser('ada', { externalId: 'ext-ada' })))
  for (const group of groups) assert.deepEqual(await s.membersOf(group), [[ada, 'user']])
  assert.deepEqual(await s.typesSince(3), ['dsync.user.updated', 'dsync.group.user_added', 'dsync.group.user_added'])
})

test('whoever is a member already and awaited besides is one member, and is not told twice', async () => {
  await using s = await setUp()
  const ada = await s.createUser('ada')
  const staff = await s.createGroup('Staff', ada, 'ext-ada')
  await s.submit(commands.updateUser(ada, () => aUser('ada', { externalId: 'ext-ada' })))
  assert.deepEqual(await s.membersOf(staff), [[ada, 'user']])
  assert.deepEqual(await s.typesSince(3), ['dsync.user.updated'])
})

test('whoever is awaited by its id and by its externalId becomes one member', async () => {
  await using s = await setUp()
  const ada = s.newUserId()
  const staff = await s.createGroup('Staff', ada, 'ext-ada')
  await s.createUser('ada', { id: ada, externalId: 'ext-ada' })
  assert.deepEqual(await s.membersOf(staff), [[ada, 'user']])
  assert.deepEqual(await s.typesSince(1), ['dsync.user.created', 'dsync.group.user_added'])
})

test('a group that is awaited becomes a member too', async () => {
  await using s = await setUp()
  const all = await s.createGroup('All', 'ext-staff')
  const { group } = await s.submit(commands.createGroup(aGroup('Staff', 'ext-staff')))
  assert.deepEqual(await s.membersOf(all), [[group.id, 'group']])
  assert.deepEqual(await s.typesSince(1), ['dsync.group.created', 'muster.group.group_added'])
})

test('a member that is named by its externalId is added under its id, and removed by the same name', async () => {
  await using s = await setUp()
  const ada = await s.createUser('ada', { externalId: 'ext-ada' })
  const crew = await s.submit(commands.createGroup(aGroup('Crew', 'ext-crew')))
  const staff = await s.createGroup('Staff', 'ext-ada', ada)
  assert.deepEqual(await s.membersOf(staff), [[ada, 'user']])

  await s.change(staff, { op: 'add', ids: ['ext-ada', 'ext-crew'] })
  assert.deepEqual(await s.membersOf(staff), [
    [crew.group.id, 'group'],
    [ada, 'user'],
  ])
  await s.change(staff, { op: 'remove', ids: ['ext-ada', 'ext-crew'] })
  assert.deepEqual(await s.membersOf(staff), [])
  await s.change(staff, { op: 'replace', ids: ['ext-ada'] })
  const { changed } = await s.change(staff, { op: 'replace', ids: ['ext-ada'] })
  assert.deepEqual([await s.membersOf(staff), changed], [[[ada, 'user']], false])
})

test('more than a thousand members are found by their externalIds', async () => {
  await using s = await setUp()
  const names = Array.from({ length: 1200 }, (_, index) => `user${index}`)
  await s.run(names.map((name) => ({ command: commands.createUser(aUser(name, { externalId: `ext-${name}` })) })))
  const staff = await s.createGroup('Staff', ...names.map((name) => `ext-${name}`))
  assert.deepEqual(new Set((await s.membersOf(staff)).map(([, type]) => type)), new Set(['user']))
  await s.change(staff, { op: 'remove', ids: names.slice(1).map((name) => `ext-${name}`) })
  assert.equal((await s.membersOf(staff)).length, 1)
  const types = (await s.events()).map(({ type }) => type)
  assert.equal(types.filter((type) => type === 'dsync.group.user_added').length, 1200)
  assert.equal(types.filter((type) => type === 'dsync.group.user_removed').length, 1199)
})

test('an externalId that two users have names neither, and a user goes before a group of the same', async () => {
  await using s = await setUp()
  await s.createUser('ada', { externalId: 'twice' })
  await s.createUser('grace', { externalId: 'twice' })
  const edsger = await s.createUser('edsger', { externalId: 'once' })
  await s.submit(commands.createGroup(aGroup('Crew', 'once')))
  const staff = await s.createGroup('Staff', 'twice', 'once')
  assert.deepEqual(await s.membersOf(staff), [
    [edsger, 'user'],
    ['twice', 'pending'],
  ])
  await s.change(staff, { op: 'remove', ids: ['twice'] })
  assert.deepEqual(await s.membersOf(staff), [[edsger, 'user']])
})

test('a command that does not ask for it takes no externalId for a member', async () => {
  await using s = await setUp()
  await s.createUser('ada', { externalId: 'ext-ada' })
  const { group } = await s.submit(commands.createGroup(aGroup('Staff'), ['ext-ada']))
  assert.deepEqual(await s.membersOf(group.id), [['ext-ada', 'pending']])

  // Asked for then, the name is no longer awaited: it is the user.
  await s.change(group.id, { op: 'add', ids: ['ext-ada'] })
  assert.deepEqual(
    (await s.membersOf(group.id)).map(([, type]) => type),
    ['user'],
  )
})

test('in one sequence members and groups may come in any order, also in a circle', async () => {
  await using s = await setUp()
  const [ada, grace] = [s.newUserId(), s.newUserId()]
  const [one, two] = ['one', 'two'].map(() => s.platform.newId('directory_group', new Date())) as [string, string]
  const creation = (name: string, id: string | undefined, externalId: string) => ({
    command: { ...commands.createUser(aUser(name, { externalId })), id },
  })
  const group = (name: string, id: string, ...members: string[]) => ({
    command: { ...commands.createGroup(aGroup(name), members), ...byExternalId, id },
  })
  await s.run([
    creation('grace', grace, 'ext-grace'),
    group('One', one, two, ada, 'ext-ada', 'ext-grace', 'ext-late'),
    group('Two', two, one, 'ext-grace'),
    creation('ada', ada, 'ext-ada'),
    creation('late', undefined, 'ext-late'),
  ])
  const late = (await s.reader.listUsers(s.directory, { filter: null, sort: null, startIndex: 1, count: 9 })).records
  assert.deepEqual(
    await s.membersOf(one),
    [[two, 'group'], ...late.map(({ id }) => [id, 'user'])].toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)) as [
      string,
      'user',
    ][],
  )
  assert.deepEqual(await s.membersOf(two), [
    [one, 'group'],
    [grace, 'user'],
  ])
})

test('a member that is removed while it is awaited does not come back when it appears', async () => {
  await using s = await setUp()
  const [staff, gone] = [await s.createGroup('Staff', 'ext-ada'), await s.createGroup('Gone', 'ext-ada')]
  await Promise.all([
    s.change(staff, { op: 'remove', ids: ['ext-ada'] }),
    s.submit(commands.deleteGroup(gone)),
    s.createUser('ada', { externalId: 'ext-ada' }),
  ])
  assert.deepEqual(await s.membersOf(staff), [])
})

test('a deleted user that comes back is a member of the groups that named it meanwhile', async () => {
  await using s = await setUp()
  const [ada, grace] = [await s.createUser('ada', { externalId: 'ext-ada' }), await s.createUser('grace')]
  for (const id of [ada, grace]) await s.submit(commands.deleteUser(id))
  const staff = await s.createGroup('Staff', ada, grace)
  assert.deepEqual(await s.membersOf(staff), [
    [ada, 'pending'],
    [grace, 'pending'],
  ])
  await s.submit({ ...commands.createUser(aUser('ada', { externalId: 'ext-ada' })), rehire: true })
  await s.submit({ type: 'restore_user', id: grace, cause: testCause, received: null })
  assert.deepEqual(await s.membersOf(staff), [
    [ada, 'user'],
    [grace, 'user'],
  ])
})

test('a user that is refused completes nothing', async () => {
  await using s = await setUp()
  await s.createUser('ada')
  const staff = await s.createGroup('Staff', 'ext-ada')
  await assert.rejects(s.createUser('ADA', { externalId: 'ext-ada' }), { code: 'user_name_taken' })
  assert.deepEqual(await s.membersOf(staff), [['ext-ada', 'pending']])
})

test('who is awaited is found by the index of pending members alone', async () => {
  await using s = await setUp()
  await s.database.query({
    text: `insert into memberships (organization_id, directory_id, group_id, member_id, member_type, created_at)
      select $1, $2, 'directory_group_' || n % 100, 'directory_user_' || n, 'user', now() from generate_series(1, 20000) n`,
    values: [s.directory.organizationId, s.directory.directoryId],
  })
  await s.database.query({ text: 'analyze memberships' })
  const rows = await s.database.query<{ 'QUERY PLAN': string }>({
    text: `explain select * from memberships m
      where organization_id = 'o' and directory_id = 'd' and member_id = any('{a,b}') and member_type = 'pending'`,
  })
  assert.match(rows.map((row) => row['QUERY PLAN']).join('\n'), /memberships_pending/)
})
