import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Received, UserContent, UserWithGroups } from '../model/user.ts'
import type { Platform } from '../platform/platform.ts'
import { ensureEventPartitions } from '../store/event-partitions.ts'
import { createTestDatabase } from '../testing/database.ts'
import { aGroup, aUser, commands, makeDirectory, testPlatform } from '../testing/directories.ts'
import { loadStoredUser, loadStoredUsers } from '../testing/load-stored-users.ts'
import { applyBatch } from './apply-batch.ts'
import type { Command, CreateUser, SubmitCommand } from './commands.ts'
import { deprovision } from './deprovisioning.ts'
import { createDirectoryWriter } from './directory-writer.ts'
import { createDirectoryReader } from './read-directory.ts'

async function setUp() {
  const { database, ...rest } = await createTestDatabase()
  const directory = await makeDirectory(database)
  const clock = { now: () => new Date(Date.now() + clock.ahead), ahead: 0 }
  const platform: Platform = { ...testPlatform(), clock }
  const { submit } = createDirectoryWriter({ database, platform })
  return {
    database,
    directory,
    clock,
    platform,
    submit,
    reader: createDirectoryReader(database),
    batch: (...all: Command[]) =>
      database.transaction((on) => applyBatch(on, { scope: directory, commands: all, platform })),
    async passDays(days: number) {
      clock.ahead += days * 24 * 60 * 60 * 1000
      await ensureEventPartitions(database, clock.now())
    },
    eventTypes: async () =>
      (
        await database.query<{ type: string }>({
          text: 'select type from events where stream_id = $1 order by seq',
          values: [directory.directoryId],
        })
      ).map(({ type }) => type),
    kept: async () =>
      (await database.query<{ id: string }>({ text: 'select id from deleted_users order by id' })).map(({ id }) => id),
    setPolicy: (policy: string, restoreDays = 30) =>
      database.query({
        text: 'update directories set deprovisioning_policy = $2, restore_days = $3, is_out_of_line = true where id = $1',
        values: [directory.directoryId, policy, restoreDays],
      }),
    ...rest,
  }
}

type SetUp = Awaited<ReturnType<typeof setUp>>

const hire = (content: UserContent, more: Partial<CreateUser> = {}): CreateUser => ({
  ...commands.createUser(content),
  rehire: true,
  ...more,
})

const restore = (id: string) => ({ ...commands.deleteUser(id), type: 'restore_user' }) as const

async function add({ submit, directory }: SetUp, content: UserContent): Promise<UserWithGroups> {
  return (await submit(directory, hire(content))).user
}

async function remove({ submit, directory }: SetUp, id: string): Promise<void> {
  await submit(directory, commands.deleteUser(id))
}

test('authentik deletes a user and posts it again: the same externalId has the same id, at a version of its own', async () => {
  await using s = await setUp()
  const before = await add(s, aUser('ada', { externalId: 'A1' }))
  await add(s, aUser('between'))
  const { group } = await s.submit(s.directory, commands.createGroup(aGroup('Engineering'), [before.id]))
  await remove(s, before.id)
  await s.passDays(1)
  const returns: string[] = []
  const { user: after } = await s.submit(
    s.directory,
    hire(aUser('ada.lovelace', { externalId: 'A1' }), { onReturn: (how) => returns.push(how) }),
  )

  assert.equal(after.id, before.id)
  assert.equal(after.userName, 'ada.lovelace')
  assert.equal(after.version, 2)
  assert.ok(after.createdAt > before.createdAt)
  assert.deepEqual(new Set(returns), new Set(['rehired']))
  assert.equal((await s.eventTypes()).at(-1), 'dsync.user.created')
  assert.deepEqual((await s.reader.findUser(s.directory, after.id))?.groups, [])
  assert.equal((await s.reader.findGroup(s.directory, group.id, { members: true }))?.memberCount, 0)
  assert.deepEqual(await s.kept(), [])
  await assert.rejects(s.submit(s.directory, restore(before.id)), { code: 'not_found' })
  const users = await loadStoredUsers(s.database, s.directory)
  assert.deepEqual(
    users.map(({ userName }) => userName),
    ['ada.lovelace', 'between'],
  )
})

test('without an externalId a user is the same by its userName, with another one it is not', async () => {
  await using s = await setUp()
  const plain = await add(s, aUser('plain'))
  const known = await add(s, aUser('known', { externalId: 'K1' }))
  for (const { id } of [plain, known]) await remove(s, id)
  assert.equal((await add(s, aUser('PLAIN'))).id, plain.id)
  assert.notEqual((await add(s, aUser('known', { externalId: 'K2' }))).id, known.id)
  assert.notEqual((await add(s, aUser('else', { externalId: 'k1' }))).id, known.id)
  const other = await add(s, aUser('other'))
  assert.notEqual(other.id, known.id)
  assert.deepEqual(await s.kept(), [known.id])
})

test('in a directory that is strict, or after the time for it, nobody gets an id of before', async () => {
  await using s = await setUp()
  const first = await add(s, aUser('ada', { externalId: 'A1' }))
  await remove(s, first.id)
  const { user: strict } = await s.submit(s.directory, commands.createUser(aUser('ada', { externalId: 'A1' })))
  assert.notEqual(strict.id, first.id)
  await remove(s, strict.id)
  await s.passDays(30)
  const late = await add(s, aUser('ada', { externalId: 'A1' }))
  assert.ok(late.id !== first.id && late.id !== strict.id)
})

test('of several that were deleted the last one comes back, and each only once', async () => {
  await using s = await setUp()
  const first = await add(s, aUser('a', { externalId: 'X' }))
  const second = await add(s, aUser('b', { externalId: 'X' }))
  await remove(s, second.id)
  await s.passDays(1)
  await remove(s, first.id)
  const outcomes = await s.batch(...['c', 'd', 'e'].map((name) => hire(aUser(name, { externalId: 'X' }))))
  const ids = outcomes.map((outcome) => (outcome.ok && 'user' in outcome.result ? outcome.result.user.id : null))
  assert.deepEqual(ids.slice(0, 2), [first.id, second.id])
  assert.equal(new Set(ids).size, 3)
  assert.deepEqual(await s.kept(), [])
})

test('a user that is deleted, comes again and is restored within one batch is what the last command says', async () => {
  await using s = await setUp()
  const ada = await add(s, aUser('ada', { externalId: 'A1' }))
  const { group } = await s.submit(s.directory, commands.createGroup(aGroup('Engineering'), [ada.id]))
  await s.passDays(1)
  const rehired = await s.batch(commands.deleteUser(ada.id), hire(aUser('ada', { externalId: 'A1', title: 'New' })))
  assert.ok(rehired.every(({ ok }) => ok))
  const found = await loadStoredUser(s.database, s.directory, ada.id)
  assert.equal(found?.attributes.job_title, 'New')
  assert.equal(found?.version, 2)
  assert.ok(found && found.createdAt > ada.createdAt)
  assert.deepEqual(found.groups, [])

  await s.submit(s.directory, commands.changeMembers(group.id, { op: 'add', ids: [ada.id] }))
  const [, restored] = await s.batch(commands.deleteUser(ada.id), restore(ada.id))
  assert.ok(restored?.ok)
  assert.equal((await s.reader.findUser(s.directory, ada.id))?.groups.length, 1)
  assert.equal((await s.reader.findGroup(s.directory, group.id, { members: false }))?.memberCount, 1)

  const outcomes = await s.batch(hire(aUser('brief', { externalId: 'B1' })), commands.deleteUser(ada.id))
  assert.ok(outcomes.every(({ ok }) => ok))
  assert.deepEqual(await s.kept(), [ada.id])
})

test('a user that comes and goes within one batch is kept too', async () => {
  await using s = await setUp()
  const outcomes = await s.batch({
    ...commands.createUser(aUser('mayfly')),
    type: 'sequence',
    received: null,
    steps: [
      { command: { ...commands.createUser(aUser('mayfly')), id: 'directory_user_mayfly' } },
      { command: commands.deleteUser('directory_user_mayfly') },
    ],
    failOnErrors: null,
  })
  assert.ok(outcomes[0]?.ok)
  assert.deepEqual(await s.kept(), ['directory_user_mayfly'])
  const { user } = await s.submit(s.directory, restore('directory_user_mayfly'))
  assert.equal(user.userName, 'mayfly')
})

test('a group that named a deleted user again has it once when it is restored, or comes again', async () => {
  await using s = await setUp()
  const ada = await add(s, aUser('ada', { externalId: 'A1' }))
  const { group } = await s.submit(s.directory, commands.createGroup(aGroup('Engineering'), [ada.id]))
  for (const back of [restore(ada.id), hire(aUser('ada', { externalId: 'A1' }))]) {
    await remove(s, ada.id)
    await s.submit(s.directory, commands.changeMembers(group.id, { op: 'add', ids: [ada.id] }))
    await s.submit(s.directory, back)
    const found = await s.reader.findGroup(s.directory, group.id, { members: true })
    assert.deepEqual(
      found?.members?.map(({ id, type }) => ({ id, type })),
      [{ id: ada.id, type: 'user' }],
    )
    assert.equal(found?.memberCount, 1)
    assert.deepEqual((await s.eventTypes()).slice(-2), ['dsync.user.created', 'dsync.group.user_added'])
  }
})

test('PingFederate enables a user with a POST: the one who is there is activated with what it says (P-01)', async () => {
  await using s = await setUp()
  const ada = await add(s, aUser('ada', { externalId: 'A1' }))
  const { group } = await s.submit(s.directory, commands.createGroup(aGroup('Engineering'), [ada.id]))
  const again = hire(aUser('ADA', { externalId: 'A1', title: 'Back' }), { reactivate: true })
  await assert.rejects(s.submit(s.directory, again), { code: 'user_name_taken' })
  await s.submit(
    s.directory,
    commands.updateUser(ada.id, () => aUser('ada', { externalId: 'A1', active: false })),
  )
  await assert.rejects(s.submit(s.directory, { ...again, reactivate: false }), { code: 'user_name_taken' })
  const inactive = { ...again, content: aUser('ada', { active: false }) }
  await assert.rejects(s.submit(s.directory, inactive), { code: 'user_name_taken' })

  const received: Received = { method: 'POST', at: '2026-01-01T00:00:00Z', body: { again: true } }
  const { user, changed } = await s.submit(s.directory, { ...again, received })
  assert.ok(changed)
  assert.equal(user.id, ada.id)
  assert.equal(user.active, true)
  assert.equal(user.attributes.job_title, 'Back')
  assert.deepEqual(
    user.groups.map(({ id }) => id),
    [group.id],
  )
  assert.equal((await s.eventTypes()).at(-1), 'dsync.user.updated')
  const [row] = await s.database.query<{ received: string }>({
    text: 'select received from users where id = $1',
    values: [ada.id],
  })
  assert.deepEqual(JSON.parse(row?.received ?? ''), received)
})

test('a restored user that was inactive has a grace of its own, so that it is not deleted again at once', async () => {
  await using s = await setUp()
  const ada = await add(s, aUser('ada', { active: false }))
  await s.setPolicy('delete_after_grace')
  await s.passDays(31)
  await deprovision(s)
  assert.deepEqual(await s.kept(), [ada.id])
  const { user } = await s.submit(s.directory, restore(ada.id))
  assert.equal(user.active, false)
  await deprovision(s)
  assert.deepEqual(await s.kept(), [])
  await s.passDays(30)
  await deprovision(s)
  assert.deepEqual(await s.kept(), [ada.id])
})

test('who comes back between the look and the deletion is not deleted', async () => {
  await using s = await setUp()
  const ada = await add(s, aUser('ada', { active: false }))
  await s.setPolicy('delete_after_grace')
  await s.passDays(31)
  const activate = commands.updateUser(ada.id, () => aUser('ada'))
  const submit: SubmitCommand = async (directory, command) => {
    if (command.type === 'delete_user') await s.submit(directory, activate)
    return s.submit(directory, command)
  }
  await deprovision({ ...s, submit })
  assert.equal((await loadStoredUser(s.database, s.directory, ada.id))?.active, true)
})

test('more users than one batch holds follow a change of the policy, and a failure is tried again', async () => {
  await using s = await setUp()
  const names = Array.from({ length: 450 }, (_, index) => `user${index}`)
  await Promise.all(names.map((name) => add(s, aUser(name, { active: false }))))
  await s.setPolicy('keep')
  let refusals = 1
  const submit: SubmitCommand = (directory, command) => {
    refusals -= 1
    return refusals === 0 ? Promise.reject(new Error('refused once')) : s.submit(directory, command)
  }
  const activeUsers = async () =>
    (await s.database.query<{ active_users: number }>({ text: 'select active_users from directory_totals' }))[0]
  await deprovision({ ...s, submit })
  assert.deepEqual(await activeUsers(), { active_users: 449 })
  await deprovision(s)
  assert.deepEqual(await activeUsers(), { active_users: 450 })
  const flags = await s.database.query({ text: 'select is_out_of_line from directories' })
  assert.deepEqual(flags, [{ is_out_of_line: false }])
})

test('a policy that is changed and changed back while users are brought in line leaves nobody behind', async () => {
  await using s = await setUp()
  const { directory, database } = s
  const leave = (id: string) =>
    s.submit(
      directory,
      commands.updateUser(id, () => aUser(id, { active: false })),
    )
  const become = async (policy: string) => {
    await s.setPolicy(policy)
    s.clock.ahead += 1000
    await database.query({ text: 'update directories set updated_at = $1', values: [s.platform.clock.now()] })
  }
  const [first, second] = [await add(s, aUser('first')), await add(s, aUser('second'))]
  await become('keep')
  await leave(first.id)
  await become('suspend')
  let isFirst = true
  const submit = (async (...given: Parameters<SubmitCommand>) => {
    const result = await s.submit(...given)
    if (isFirst) {
      isFirst = false
      await become('keep')
      await leave(second.id)
      await become('suspend')
    }
    return result
  }) as SubmitCommand

  await deprovision({ ...s, submit })
  await deprovision(s)
  const users = await loadStoredUsers(database, directory)
  assert.deepEqual(
    users.map(({ active }) => active),
    [false, false],
  )
})
