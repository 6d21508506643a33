import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDirectoryReader } from '../directory/read-directory.ts'
import { parseListQuery } from '../scim/list-query.ts'
import { groupResourceType, userResourceType } from '../scim/schema/resource-type.ts'
import { dialectFor, readingContext } from '../scim/tolerances.ts'
import { createTestDatabase } from '../testing/database.ts'
import { largeDirectory, storeLargeDirectory } from '../testing/large-directory.ts'
import { readsOf, recordQueries, type TableRead } from '../testing/query-plans.ts'
import type { Queryable } from './database.ts'
import { loadContainers, loadGroupNames, loadGroups } from './load-groups.ts'
import { loadMemberships, loadMemberTypes } from './load-memberships.ts'
import { loadUserNames, loadUsers } from './load-users.ts'

const { scope, userId, groupId, userName, users, groups } = largeDirectory

/** What is asked of the database, how many records it must give, and how many rows of a table it may look at. */
type Case = {
  readonly name: string
  readonly records: number
  readonly rows: number
  ask(on: Queryable): Promise<readonly unknown[]>
}

const lookupRows = 60
const pageRows = 3_000
// Neither in the first group nor in two of the others.
const memberOfOneGroup = 195_005

const userFilters = [
  `userName eq "${userName(77)}"`,
  'externalId eq "external-77"',
  `emails[type eq "work"].value eq "${userName(77)}"`,
  `emails[type eq "work" and value eq "${userName(77)}"]`,
  `emails.value eq "${userName(77)}"`,
  `emails eq "${userName(77)}"`,
  `id eq "${userId(77)}"`,
  'externalId eq "external-77" and active eq true',
  `userName eq "${userName(77)}" and externalId eq "external-77" and emails.value eq "${userName(77)}"`,
  `userName eq "${userName(77)}" or externalId eq "external-77"`,
  `userName eq "${userName(77)}" or emails.value eq "${userName(77)}"`,
  `groups.value eq "${groupId(77)}" and userName eq "${userName(8_479)}"`,
]

const groupFilters = [
  'displayName eq "Group 77"',
  'externalId eq "external-77"',
  `id eq "${groupId(77)}"`,
  `members.value eq "${userId(memberOfOneGroup)}"`,
  `members eq "${userId(memberOfOneGroup)}"`,
  `members[value eq "${userId(memberOfOneGroup)}"]`,
  `members[type eq "User" and value eq "${userId(memberOfOneGroup)}"]`,
  `id eq "${groupId(1)}" and members eq "${userId(77)}"`,
  `displayName eq "Group 1" and members.value eq "${userId(77)}"`,
]

const whole = { filter: null, sort: null }

const pages: Case[] = [
  ...[1, users / 2, users - 99].map((startIndex) => usersFrom(`users from ${startIndex}`, { ...whole, startIndex })),
  usersAfter('users by cursor', { ...whole, after: null }),
  usersAfter('users by cursor, far down', { ...whole, after: { position: users, sortKey: null } }),
  usersAfter('users of a group of 100,000 by cursor', { ...usersWhere(groupEq(1)), after: null }),
  {
    name: 'the last groups',
    records: 100,
    rows: pageRows,
    ask: async (on) => {
      const page = { ...whole, startIndex: groups - 99, count: 100, members: false }
      return (await createDirectoryReader(on).listGroups(scope, page)).records
    },
  },
]

const ids = [userId(77), userId(78), 'directory_user_none']

const loads: Case[] = [
  load('a user by its id', async (on) => [await createDirectoryReader(on).findUser(scope, userId(77))]),
  load('users by id', (on) => loadUsers(on, scope, ids), 2),
  load('who has a user name', (on) => loadUserNames(on, scope, ['user.77@example.com', 'nobody'])),
  load('groups by id', (on) => loadGroups(on, scope, [groupId(77), 'none'])),
  load('which groups have a name', (on) => loadGroupNames(on, scope, ['group 77', 'none'])),
  load('members of a group of 100,000', (on) =>
    loadMemberships(on, scope, [
      { groupId: groupId(1), memberId: userId(77) },
      { groupId: groupId(1), memberId: 'none' },
    ]),
  ),
  load('what named members are', (on) => loadMemberTypes(on, scope, ids), 2),
  load('which groups hold a user', (on) => loadContainers(on, scope, [userId(memberOfOneGroup)])),
]

test('at 200,000 users', async (t) => {
  await using created = await createTestDatabase()
  await storeLargeDirectory(created.database)
  await using connection = await created.database.connect()

  async function readsFor({ ask, records }: Pick<Case, 'ask' | 'records'>): Promise<TableRead[]> {
    const recorded = recordQueries(created.database)
    assert.equal((await ask(recorded)).length, records)
    const reads: TableRead[] = []
    for (const query of recorded.queries) reads.push(...(await readsOf(connection, query)))
    assert.ok(reads.length > 0)
    return reads
  }

  const cases = [...loads, ...userFilters.flatMap(userLookups), ...groupFilters.flatMap(groupLookups), ...pages]
  for (const one of cases) {
    await t.test(`${one.name}: indexes, and few rows`, async () => {
      const reads = await readsFor(one)
      assert.deepEqual(
        reads.filter((read) => isScan(read) || read.rows > one.rows),
        [],
      )
    })
  }

  await t.test('a page of the users of a group of 100,000 counts them without the other users', async () => {
    const reads = await readsFor(usersFrom('', { ...usersWhere(groupEq(1)), startIndex: 1 }))
    const others = reads.filter(({ table }) => table !== 'memberships')
    assert.deepEqual(
      others.filter((read) => isScan(read) || read.rows > pageRows),
      [],
    )
  })

  await t.test('a page of those who changed since a time reads the users once, wherever they are', async () => {
    const filter = usersWhere('meta.lastModified gt "2026-01-03T07:00:00Z"')
    const reads = await readsFor(usersAfter('', { ...filter, after: null }))
    const read = reads.filter(({ table }) => table.startsWith('users')).map(({ rows }) => rows)
    assert.ok(read.length === 1 && Number(read[0]) <= users * 1.1, String(read))
  })
})

function isScan({ table, by }: TableRead): boolean {
  return by === 'Seq Scan' && ['users', 'groups', 'memberships'].includes(table)
}

function load(name: string, ask: Case['ask'], records = 1): Case {
  return { name, records, rows: lookupRows, ask }
}

function groupEq(n: number): string {
  return `groups.value eq "${groupId(n)}"`
}

function usersWhere(filter: string) {
  const query = parseListQuery({ filter }, userResourceType(), readingContext(dialectFor('generic scim v2.0')))
  return { filter: query.filter, sort: null }
}

type Wanted = ReturnType<typeof usersWhere> | typeof whole

function usersFrom(name: string, page: Wanted & { startIndex: number }): Case {
  const ask = async (on: Queryable) =>
    (await createDirectoryReader(on).listUsers(scope, { ...page, count: 100 })).records
  return { name, records: 100, rows: pageRows, ask }
}

type After = { readonly position: number; readonly sortKey: null } | null

function usersAfter(name: string, page: Wanted & { after: After }): Case {
  const ask = async (on: Queryable) =>
    (await createDirectoryReader(on).listUsersAfter(scope, { ...page, count: 100 })).records
  return { name, records: 100, rows: pageRows, ask }
}

/** A page of one record tempts PostgreSQL to walk through all of them in their order until it has found it. */
function userLookups(filter: string): Case[] {
  const query = usersWhere(filter)
  return [1, 100].flatMap((count) => [
    load(`${filter}, ${count}`, async (on) => {
      return (await createDirectoryReader(on).listUsers(scope, { ...query, startIndex: 1, count })).records
    }),
    load(`${filter}, ${count} by cursor`, async (on) => {
      return (await createDirectoryReader(on).listUsersAfter(scope, { ...query, after: null, count })).records
    }),
  ])
}

function groupLookups(filter: string): Case[] {
  const query = parseListQuery({ filter }, groupResourceType(), readingContext(dialectFor('generic scim v2.0')))
  const page = { filter: query.filter, sort: null, members: false }
  return [1, 100].flatMap((count) => [
    load(`groups, ${filter}, ${count}`, async (on) => {
      return (await createDirectoryReader(on).listGroups(scope, { ...page, startIndex: 1, count })).records
    }),
    load(`groups, ${filter}, ${count} by cursor`, async (on) => {
      return (await createDirectoryReader(on).listGroupsAfter(scope, { ...page, after: null, count })).records
    }),
  ])
}
