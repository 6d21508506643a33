import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Filter, Sort } from '../model/filter.ts'
import { parseListQuery } from '../scim/list-query.ts'
import { groupResourceType, userResourceType } from '../scim/schema/resource-type.ts'
import { dialectFor, readingContext } from '../scim/tolerances.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { storeDirectory, storedScope, storeGroup, storeUser } from '../testing/stored-records.ts'
import type { Query, Queryable } from './database.ts'
import { loadUsersWithGroups } from './load-users.ts'
import { findGroup, listGroups } from './read-groups.ts'
import { listUsers } from './read-users.ts'

/** A directory of four users and two groups. */
async function storedPeople(): Promise<TestDatabase> {
  const created = await createTestDatabase()
  const { database } = created
  await storeDirectory(database)
  const emails = (...values: string[]) => values.map((value) => ({ value }))
  await storeUser(database, {
    id: 'u1',
    position: 1,
    document: { userName: 'cleo', title: 'b', externalId: 'x', emails: emails('m@a', 'z@a') },
  })
  await storeUser(database, {
    id: 'u2',
    position: 2,
    document: {
      userName: 'Bert',
      title: 'A',
      externalId: 'x',
      emails: [{ value: 'z@a' }, { value: 'a@a', primary: true }],
    },
  })
  await storeUser(database, {
    id: 'u3',
    position: 3,
    document: { userName: 'anna', active: false, displayName: 'Anna Shown' },
  })
  await storeUser(database, {
    id: 'u5',
    position: 5,
    document: { userName: 'dora', title: 'a', emails: emails('b@a') },
  })
  const members = { u3: 'user', u1: 'user', g6: 'group', ghost: 'pending' } as const
  await storeGroup(database, { id: 'g4', position: 4, document: { displayName: 'Four' }, members })
  await storeGroup(database, { id: 'g6', position: 6, document: { displayName: 'Six' }, members: { u1: 'user' } })
  await database.query({ text: 'update directory_totals set active_users = 3, inactive_users = 1, groups = 2' })
  return created
}

const everything = { filter: null, sort: null, offset: 0, limit: 100 }

test('users are listed in the order of their creation, with the kept total', async () => {
  await using created = await storedPeople()
  assert.equal(await users(created, everything), 'u1 u2 u3 u5 of 4')
  assert.equal(await users(created, { ...everything, offset: 1, limit: 2 }), 'u2 u3 of 4')
  assert.equal(await users(created, { ...everything, offset: 3, limit: 2 }), 'u5 of 4')
  assert.equal(await users(created, { ...everything, offset: 9 }), ' of 4')
})

test('a page of nothing asks for the total alone', async () => {
  await using created = await storedPeople()
  const { on, texts } = watched(created)
  assert.deepEqual(await listUsers(on, storedScope, { ...everything, limit: 0 }), { records: [], total: 4 })
  assert.equal(texts.length, 1)
})

test('a filtered list counts what matches, whatever the page', async () => {
  await using created = await storedPeople()
  const filter = query('title pr').filter
  assert.equal(await users(created, { ...everything, filter, limit: 1, offset: 1 }), 'u2 of 3')
  assert.equal(await users(created, { ...everything, filter, offset: 7 }), ' of 3')
})

for (const filter of [
  'userName eq "BERT"',
  'id eq "u2"',
  'externalId eq "x" and userName eq "bert"',
  'emails.value eq "a@a"',
]) {
  test(`a look-up by ${filter} is one query`, async () => {
    await using created = await storedPeople()
    const { on, texts } = watched(created)
    const listed = await listUsers(on, storedScope, { ...everything, ...query(filter) })
    assert.deepEqual([listed.records.map(({ id }) => id), listed.total, texts.length], [['u2'], 1, 1])
    assert.equal((await listUsers(on, storedScope, { ...everything, ...query('userName eq "nobody"') })).total, 0)
  })
}

test('a key that two users share gives both, and their number on every page', async () => {
  await using created = await storedPeople()
  const { filter } = query('externalId eq "x"')
  assert.equal(await users(created, { ...everything, filter }), 'u1 u2 of 2')
  assert.equal(await users(created, { ...everything, filter, offset: 1, limit: 1 }), 'u2 of 2')
  assert.equal(await users(created, { ...everything, filter, offset: 5 }), ' of 2')
  assert.equal(await users(created, { ...everything, filter, limit: 0 }), ' of 2')
})

test('a look-up does not see the next record of a unique key when the page begins behind it', async () => {
  await using created = await storedPeople()
  assert.equal(await users(created, { ...everything, ...query('userName eq "bert"'), offset: 1 }), ' of 1')
})

test('sorting puts missing values last, or first when descending, and folds case', async () => {
  await using created = await storedPeople()
  assert.equal(await users(created, { ...everything, sort: sort('title') }), 'u2 u5 u1 u3 of 4')
  assert.equal(await users(created, { ...everything, sort: sort('title', 'descending') }), 'u3 u1 u2 u5 of 4')
  assert.equal(await users(created, { ...everything, sort: sort('userName') }), 'u3 u2 u1 u5 of 4')
  assert.equal(await users(created, { ...everything, sort: sort('active') }), 'u3 u1 u2 u5 of 4')
  assert.equal(await users(created, { ...everything, sort: sort('meta.created') }), 'u1 u2 u3 u5 of 4')
})

test('a multi-valued attribute sorts by its primary value, else by its first', async () => {
  await using created = await storedPeople()
  assert.equal(await users(created, { ...everything, sort: sort('emails') }), 'u2 u5 u1 u3 of 4')
  assert.equal(await users(created, { ...everything, sort: sort('groups.display') }), 'u1 u3 u2 u5 of 4')
})

test('a user comes with its groups in the order of their ids', async () => {
  await using created = await storedPeople()
  const [user] = await loadUsersWithGroups(created.database, storedScope, ['u1'])
  assert.deepEqual(user?.groups, [
    { id: 'g4', displayName: 'Four' },
    { id: 'g6', displayName: 'Six' },
  ])
  const [other] = await loadUsersWithGroups(created.database, storedScope, ['u2'])
  assert.deepEqual(other?.groups, [])
})

test('a group comes with members that carry their present names, pending ones without', async () => {
  await using created = await storedPeople()
  const group = await findGroup(created.database, storedScope, { id: 'g4', members: true })
  assert.deepEqual(group?.members, [
    { id: 'g6', type: 'group', display: 'Six' },
    { id: 'ghost', type: 'pending', display: null },
    { id: 'u1', type: 'user', display: 'cleo' },
    { id: 'u3', type: 'user', display: 'Anna Shown' },
  ])
  assert.equal((await findGroup(created.database, storedScope, { id: 'g4', members: false }))?.members, null)
})

test('groups are listed with or without their members', async () => {
  await using created = await storedPeople()
  const listed = await listGroups(created.database, storedScope, { ...everything, members: true })
  assert.deepEqual(
    listed.records.map(({ members }) => members?.length),
    [4, 1],
  )
  assert.equal(listed.total, 2)
  const { filter } = parse({ filter: 'displayName eq "SIX"' }, groupResourceType())
  const found = await listGroups(created.database, storedScope, { ...everything, filter, members: false })
  assert.deepEqual([found.records.map(({ id, members }) => [id, members]), found.total], [[['g6', null]], 1])
})

test('nothing of another organization or directory is found', async () => {
  await using created = await storedPeople()
  for (const scope of [
    { ...storedScope, organizationId: 'org_2' },
    { ...storedScope, directoryId: 'directory_2' },
  ]) {
    const on = created.database
    assert.deepEqual(await loadUsersWithGroups(on, scope, ['u1']), [])
    assert.equal(await findGroup(on, scope, { id: 'g4', members: true }), null)
    assert.deepEqual(await listUsers(on, scope, everything), { records: [], total: 0 })
    assert.deepEqual(await listUsers(on, scope, { ...everything, ...query('userName eq "bert"') }), {
      records: [],
      total: 0,
    })
    assert.deepEqual(await listUsers(on, scope, { ...everything, ...query('title pr') }), { records: [], total: 0 })
    assert.deepEqual(await listGroups(on, scope, { ...everything, members: true }), { records: [], total: 0 })
  }
})

type Page = {
  readonly filter: Filter | null
  readonly sort: Sort | null
  readonly offset: number
  readonly limit: number
}

async function users(created: TestDatabase, page: Page): Promise<string> {
  const { records, total } = await listUsers(created.database, storedScope, page)
  return `${records.map(({ id }) => id).join(' ')} of ${total}`
}

function query(filter: string): { filter: Filter | null } {
  return { filter: parse({ filter }).filter }
}

function sort(sortBy: string, sortOrder = 'ascending'): Sort | null {
  return parse({ sortBy, sortOrder }).sort
}

function parse(given: Record<string, string>, resourceType = userResourceType()) {
  return parseListQuery(given, resourceType, readingContext(dialectFor('generic scim v2.0')))
}

function watched(created: TestDatabase): { on: Queryable; texts: string[] } {
  const texts: string[] = []
  const on: Queryable = {
    query(asked: Query) {
      texts.push(asked.text)
      return created.database.query(asked)
    },
  }
  return { on, texts }
}
