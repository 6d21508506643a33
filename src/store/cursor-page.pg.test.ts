import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ListPlace } from '../model/list-place.ts'
import { parseListQuery } from '../scim/list-query.ts'
import { userResourceType } from '../scim/schema/resource-type.ts'
import { dialectFor, readingContext } from '../scim/tolerances.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { storeDirectory, storedScope, storeGroup, storeUser } from '../testing/stored-records.ts'
import { listGroupsAfter } from './read-groups.ts'
import { listUsers, listUsersAfter } from './read-users.ts'

const titles = ['b', null, 'A', 'a', null, 'c', 'B', '', `${'x'.repeat(300)}2`, `${'x'.repeat(300)}1`]

/** Users u1 to u10 at every second position, with titles that repeat, are missing or are long. */
async function storedUsers(): Promise<TestDatabase> {
  const created = await createTestDatabase()
  await storeDirectory(created.database)
  for (const [index, title] of titles.entries()) {
    const userName = `user-${(index * 7) % 10}`
    const document = {
      userName,
      ...(title === null ? {} : { title }),
      active: index % 3 !== 0,
      emails: [{ value: userName }],
    }
    const at = `2026-01-01T00:00:0${index % 4}.000Z`
    await storeUser(created.database, { id: `u${index + 1}`, position: 2 * index + 1, document, at })
  }
  await created.database.query({ text: 'update directory_totals set active_users = 10' })
  return created
}

const whole = { filter: null, sort: null }

for (const given of [
  {},
  { filter: 'title pr' },
  { filter: 'userName co "user"' },
  { sortBy: 'title' },
  { sortBy: 'title', sortOrder: 'descending' },
  { sortBy: 'userName', sortOrder: 'descending' },
  { sortBy: 'active' },
  { sortBy: 'meta.created', sortOrder: 'descending' },
  { sortBy: 'emails', filter: 'active eq true' },
  { sortBy: 'nickName' },
]) {
  test(`pages by cursor are the list that pages by index are: ${JSON.stringify(given)}`, async () => {
    await using created = await storedUsers()
    const { filter, sort } = query(given)
    const listed = await listUsers(created.database, storedScope, { filter, sort, offset: 0, limit: 100 })
    const expected = listed.records.map(({ id }) => id)
    for (const limit of [1, 3, expected.length]) {
      const walked = await walk(created, { ...query(given), limit })
      // Titles that differ only after two hundred characters stay in the order of creation.
      assert.deepEqual(walked.toSorted(), expected.toSorted())
      assert.deepEqual(walked.filter(isShort), expected.filter(isShort))
    }
  })
}

test('a page that is exactly full is the last one, and a page of nothing has the total', async () => {
  await using created = await storedUsers()
  const { database } = created
  const full = await listUsersAfter(database, storedScope, { ...whole, after: null, limit: 10 })
  assert.deepEqual([full.records.length, full.next, full.total], [10, null, 10])
  const none = await listUsersAfter(database, storedScope, { ...whole, after: null, limit: 0 })
  assert.deepEqual(none, { records: [], next: null, total: 10 })
  const filtered = await listUsersAfter(database, storedScope, {
    ...query({ filter: 'title pr' }),
    after: null,
    limit: 1,
  })
  assert.equal(filtered.total, null)
})

for (const given of [{}, { sortBy: 'title' }, { sortBy: 'title', sortOrder: 'descending' }]) {
  test(`nobody is missed when the user at the cursor is deleted: ${JSON.stringify(given)}`, async () => {
    await using created = await storedUsers()
    const { database } = created
    const all = await walk(created, { ...query(given), limit: 100 })
    const first = await listUsersAfter(database, storedScope, { ...query(given), after: null, limit: 4 })
    await database.query({ text: 'delete from users where id = $1', values: [all[3]] })
    const rest = await listUsersAfter(database, storedScope, { ...query(given), after: first.next, limit: 100 })
    assert.deepEqual(
      rest.records.map(({ id }) => id),
      all.slice(4),
    )
  })
}

test('a cursor that somebody made up is refused or finds something, but is never an error', async () => {
  await using created = await storedUsers()
  for (const sortBy of ['title', 'active', 'meta.created', 'emails']) {
    for (const sortKey of ['', '\uffff', 'true', '1e9', "'; --", null]) {
      const after = ListPlace.parse({ position: Number.MAX_SAFE_INTEGER, sortKey })
      await listUsersAfter(created.database, storedScope, { ...query({ sortBy }), after, limit: 2 })
    }
  }
  for (const bad of [
    { position: -1, sortKey: null },
    { position: 1.5, sortKey: null },
    { position: 1e300, sortKey: null },
    { position: 1, sortKey: 'a\u0000' },
    { position: 1, sortKey: '\ud800' },
    { position: 1 },
  ]) {
    assert.ok(!ListPlace.safeParse(bad).success, JSON.stringify(bad))
  }
})

test('groups are paged by cursor, and nothing of another directory is found', async () => {
  await using created = await storedUsers()
  const { database } = created
  await storeGroup(database, { id: 'g1', position: 30, document: { displayName: 'One' }, members: { u1: 'user' } })
  await storeGroup(database, { id: 'g2', position: 31, document: { displayName: 'Two' } })
  const first = await listGroupsAfter(database, storedScope, { ...whole, after: null, limit: 1, members: true })
  assert.deepEqual([first.records[0]?.id, first.records[0]?.members?.length], ['g1', 1])
  const second = await listGroupsAfter(database, storedScope, { ...whole, after: first.next, limit: 1, members: false })
  assert.deepEqual([second.records[0]?.id, second.next], ['g2', null])
  const other = { ...storedScope, directoryId: 'directory_2' }
  for (const given of [{}, { sortBy: 'title' }, { filter: 'title pr' }]) {
    assert.deepEqual((await listUsersAfter(database, other, { ...query(given), after: null, limit: 5 })).records, [])
  }
})

async function walk(created: TestDatabase, page: ReturnType<typeof query> & { limit: number }): Promise<string[]> {
  const ids: string[] = []
  let after: ListPlace | null = null
  do {
    const { records, next } = await listUsersAfter(created.database, storedScope, { ...page, after })
    ids.push(...records.map(({ id }) => id))
    after = next && ListPlace.parse(JSON.parse(JSON.stringify(next)))
  } while (after)
  return ids
}

test('numbers are sorted by their value', async () => {
  await using created = await storedUsers()
  for (const [index, level] of [10, 9, -1.5, 100].entries()) {
    const document = { userName: `level-${level}`, level }
    await storeUser(created.database, { id: `n${index}`, position: 100 + index, document })
  }
  const attribute = { path: ['level'], type: 'decimal', caseExact: false, multiValuedAt: -1 } as const
  const page = {
    ...query({ filter: 'userName sw "level"' }),
    sort: { attribute, order: 'ascending' } as const,
    limit: 1,
  }
  assert.deepEqual(await walk(created, page), ['n2', 'n1', 'n0', 'n3'])
})

function isShort(id: string): boolean {
  return (titles[Number(id.slice(1)) - 1] ?? '').length < 200
}

function query(given: Readonly<Record<string, unknown>>) {
  const { filter, sort } = parseListQuery(given, userResourceType(), readingContext(dialectFor('generic scim v2.0')))
  return { filter, sort }
}
