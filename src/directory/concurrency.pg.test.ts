import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MemberOperation } from '../model/group.ts'
import { aGroup, aUser, commands, testCause, testPlatform } from '../testing/directories.ts'
import { loadStoredUser } from '../testing/load-stored-users.ts'
import { setUpWriter } from '../testing/writer-setup.ts'
import { createDirectoryWriter } from './directory-writer.ts'

/** A group, 32 users, and two processes that write them. */
async function setUp() {
  const s = await setUpWriter()
  const other = createDirectoryWriter({ database: s.database, platform: testPlatform() })
  const users = await Promise.all(Array.from({ length: 32 }, (_, index) => s.createUser(`user${index}`)))
  const { group } = await s.submit(commands.createGroup(aGroup('Staff')))
  /** Each operation in a command of its own, all at once, by turns in the two processes. */
  const changeAtOnce = (operations: readonly MemberOperation[]) =>
    Promise.all(
      operations.map((operation, index) =>
        (index % 2 ? other : s.writer).submit(s.directory, commands.changeMembers(group.id, operation)),
      ),
    )
  const typesSince = async (seq: number) => (await s.events()).slice(seq).map(({ type }) => type)
  return { ...s, other, users, group, changeAtOnce, typesSince }
}

test('of 32 members that two processes add to a group at once none is lost', async () => {
  await using s = await setUp()
  await s.changeAtOnce(s.users.map((id) => ({ op: 'add', ids: [id] })))
  assert.deepEqual(
    await s.membersOf(s.group.id),
    s.users.toSorted().map((id) => [id, 'user']),
  )
  assert.deepEqual(await s.typesSince(33), Array(32).fill('dsync.group.user_added'))
})

test('one member that 32 requests add at once is added once', async () => {
  await using s = await setUp()
  const [ada = ''] = s.users
  const results = await s.changeAtOnce(Array(32).fill({ op: 'add', ids: [ada] }))
  assert.equal(results.filter(({ changed }) => changed).length, 1)
  assert.deepEqual(await s.membersOf(s.group.id), [[ada, 'user']])
  assert.deepEqual(await s.typesSince(33), ['dsync.group.user_added'])
})

test('members that come and go at once leave a group whose events tell who is in it', async () => {
  await using s = await setUp()
  await s.changeAtOnce(s.users.map((_, index) => ({ op: index % 3 ? 'add' : 'remove', ids: s.users.slice(0, 8) })))
  const there = new Set<string>()
  for (const { type, data } of (await s.events()).slice(33)) {
    const { id } = data.user as { id: string }
    if (type === 'dsync.group.user_added') assert.ok(!there.has(id) && there.add(id))
    else assert.ok(there.delete(id))
  }
  assert.deepEqual(
    await s.membersOf(s.group.id),
    [...there].toSorted().map((id) => [id, 'user']),
  )
})

test('two changes of one user at once are applied one after the other, and the events say by whom', async () => {
  await using s = await setUp()
  const [ada = ''] = s.users
  const change = (actorId: string, title: string, ifVersion?: number) => ({
    ...commands.updateUser(ada, (stored) => ({ ...stored, ...aUser(stored.userName, { title }) })),
    cause: { ...testCause, actorId },
    ifVersion,
  })
  await Promise.all([
    s.writer.submit(s.directory, change('token_one', 'One')),
    s.other.submit(s.directory, change('token_two', 'Two')),
  ])
  const events = (await s.events()).slice(33)
  assert.deepEqual(
    new Set(events.map(({ cause, data }) => `${cause.actorId} ${data.job_title}`)),
    new Set(['token_one One', 'token_two Two']),
  )
  const [first, second] = events
  assert.equal(second?.previous?.job_title, first?.data.job_title)
  assert.equal((await loadStoredUser(s.database, s.directory, ada))?.attributes.job_title, second?.data.job_title)

  const results = await Promise.allSettled([
    s.writer.submit(s.directory, change('token_one', 'Three', 3)),
    s.other.submit(s.directory, change('token_two', 'Four', 3)),
  ])
  const codes = results.map((result) => (result.status === 'rejected' ? result.reason.code : 'ok'))
  assert.deepEqual(codes.toSorted(), ['ok', 'version_mismatch'])
  assert.equal((await s.events()).length, 36)
})
