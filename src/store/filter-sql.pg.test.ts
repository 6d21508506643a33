import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFilter } from '../scim/filter/parse-filter.ts'
import { groupResourceType, userResourceType } from '../scim/schema/resource-type.ts'
import { dialectFor, readingContext } from '../scim/tolerances.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { storeDirectory, storedScope, storeGroup, storeUser } from '../testing/stored-records.ts'
import type { Queryable } from './database.ts'
import type { FilterTable } from './filter-scope.ts'
import { filterSql } from './filter-sql.ts'
import { listGroups } from './read-groups.ts'
import { listUsers } from './read-users.ts'
import { sqlParameters } from './sql-parameters.ts'

/** A directory of three users and two groups. */
async function storedPeople(): Promise<TestDatabase> {
  const created = await createTestDatabase()
  const { database } = created
  await storeDirectory(database)
  const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
  const ada = {
    userName: 'Ada@Acme.test',
    active: true,
    externalId: 'EXT-1',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    title: '100%_sure\\',
    emails: [
      { type: 'work', value: 'Ada@Acme.test', primary: true },
      { type: 'home', value: 'ada@home.test' },
    ],
    [enterprise]: { department: 'Engines', manager: { value: 'M1' } },
    profileUrl: 'https://acme.test/Ada',
  }
  const istanbul = {
    userName: 'istanbul',
    active: true,
    displayName: 'İSTANBUL ΟΔΟΣ',
    nickName: 'Jose\u0301',
    emails: [{ type: 'home', value: 'i@acme.test' }],
  }
  await storeUser(database, { id: 'directory_user_1A', position: 1, document: ada })
  await storeUser(database, {
    id: 'directory_user_2B',
    position: 2,
    at: '2026-03-01T00:00:00.000Z',
    document: istanbul,
  })
  await storeUser(database, {
    id: 'directory_user_3C',
    position: 3,
    document: { userName: 'bare', active: false, roles: [{ value: 'x', primary: true }] },
  })
  await storeGroup(database, {
    id: 'directory_group_1',
    position: 4,
    document: { displayName: 'Engineers', externalId: 'g1' },
    members: { directory_user_1A: 'user', directory_group_2: 'group', gone: 'pending' },
  })
  await storeGroup(database, {
    id: 'directory_group_2',
    position: 5,
    document: { displayName: 'Écoles' },
    members: { directory_user_2B: 'user' },
  })
  return created
}

const users = 'urn:ietf:params:scim:schemas:core:2.0:User'
const department = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'

const userCases: Readonly<Record<string, string>> = {
  'userName eq "ada@acme.TEST"': '1',
  'userName eq "ada"': '',
  'userName ne "ada@acme.TEST"': '2 3',
  'userName co "ACME"': '1',
  'userName sw "ADA"': '1',
  'userName ew ".TEST"': '1',
  'userName gt "ada@acme.test"': '2 3',
  'userName ge "bare"': '2 3',
  'userName lt "bare"': '1',
  'userName le "bare"': '1 3',
  'id eq "directory_user_2B"': '2',
  'id eq "DIRECTORY_USER_2B"': '',
  'externalId eq "EXT-1"': '1',
  'externalId eq "ext-1"': '',
  'externalId pr': '1',
  'not (externalId pr)': '2 3',
  'externalId ne "EXT-1"': '2 3',
  'externalId eq null': '2 3',
  'externalId ne null': '1',
  'active eq true': '1 2',
  'active eq false': '3',
  'active ne true': '3',
  'name.givenName eq "ADA"': '1',
  'name pr': '1',
  'name[not (givenName eq "x")]': '1',
  'title eq "100%_SURE\\\\"': '1',
  'title co "%"': '1',
  'title co "_"': '1',
  'title co "0_"': '',
  'title sw "1%"': '',
  'title ew "\\\\"': '1',
  'title co "100_"': '',
  'displayName eq "i̇stanbul οδος"': '2',
  'displayName co "ΟΔΟΣ"': '2',
  'nickName eq "JOS\u00c9"': '2',
  'profileUrl eq "https://acme.test/ada"': '',
  'profileUrl eq "https://acme.test/Ada"': '1',
  'emails.value eq "ADA@home.test"': '1',
  'emails eq "ada@home.test"': '1',
  'emails[type eq "work" and value eq "ada@acme.test"]': '1',
  'emails[type eq "work" and value eq "ada@home.test"]': '',
  'emails[type eq "work"].value eq "ada@acme.test"': '1',
  'emails[not (type eq "work")]': '1 2',
  'emails[value co "@acme" and type eq "home"]': '2',
  'emails.type eq "work" and emails.value eq "ada@home.test"': '1',
  'emails pr': '1 2',
  'emails.value pr': '1 2',
  'not (emails pr)': '3',
  'emails.type ne "home"': '3',
  'emails.primary eq true': '1',
  'emails[primary eq true]': '1',
  'roles[primary eq "True"].value eq "X"': '3',
  [`${department} eq "engines"`]: '1',
  [`${users}:userName eq "bare"`]: '3',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "M1"': '1',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "m1"': '',
  'groups.value eq "directory_group_1"': '1',
  'groups eq "directory_group_2"': '2',
  'groups.value eq "DIRECTORY_GROUP_1"': '',
  'groups.$ref eq "https://muster.test/Groups/directory_group_1"': '1',
  'groups.$ref eq "https://elsewhere.test/Groups/directory_group_1"': '',
  'meta.location eq "https://muster.test/Users/directory_user_2B"': '2',
  'meta.location ne "https://muster.test/Users/directory_user_2B"': '1 3',
  'meta.location eq "https://muster.test/users/directory_user_2b"': '',
  'meta.location eq "/Users/directory_user_2B"': '',
  'meta.location sw "https://muster.test/Users/directory_user_"': '1 2 3',
  'meta.location sw "https://mus"': '1 2 3',
  'meta.location co "test/Users/directory_user_3"': '3',
  'meta.location gt "https://muster.test/Users/directory_user_2B"': '3',
  'groups.display eq "ÉCOLES"': '2',
  'groups[value eq "directory_group_1" and display sw "eng"]': '1',
  'groups pr': '1 2',
  'not (groups pr)': '3',
  'meta.created gt "2026-01-31T23:00:00-05:00"': '2',
  'meta.lastModified le "2026-01-01T00:00:00Z"': '1 3',
  'meta.created eq "2026-01-01T01:00:00+01:00"': '1 3',
  'meta.resourceType eq "User"': '1 2 3',
  'meta.version eq "W/\\"1\\""': '1 2 3',
  'meta.location ew "/Users/directory_user_2B"': '2',
  'meta pr': '1 2 3',
  '(userName eq "bare" or externalId eq "EXT-1") and active eq true': '1',
  'userName eq "bare" or userName eq "istanbul" and active eq true': '2 3',
  'not (userName eq "bare" or name.givenName eq "ada")': '2',
  'userName eq "x\'; drop table users; --"': '',
}

const groupCases: Readonly<Record<string, string>> = {
  'displayName eq "ENGINEERS"': '1',
  'displayName sw "é"': '2',
  'externalId eq "g1"': '1',
  'members.value eq "directory_user_1A"': '1',
  'members.value eq "DIRECTORY_USER_1a"': '',
  'members[value eq "DIRECTORY_USER_1a" and type eq "User"]': '',
  'members.$ref eq "https://muster.test/Users/directory_user_1A"': '1',
  'members[$ref eq "https://muster.test/Groups/directory_group_2"]': '1',
  'members[$ref sw "https://muster.test/Users/"]': '1 2',
  'members[value eq "gone" and $ref pr]': '',
  'meta.location ew ".test/Groups/directory_group_2"': '2',
  'members eq "directory_user_2B"': '2',
  'members[value eq "directory_user_1A"]': '1',
  'members[value eq "directory_user_1A" and type eq "Group"]': '',
  'members[type eq "group"]': '1',
  'members.display eq "écoles"': '1',
  'members.value eq "nobody"': '',
  'members pr': '1 2',
}

for (const [table, cases] of [
  ['users', userCases],
  ['groups', groupCases],
] as const) {
  test(`a filter finds the ${table} that it means`, async (t) => {
    await using created = await storedPeople()
    for (const [filter, expected] of Object.entries(cases)) {
      await t.test(filter, async () => assert.equal(await matching(created.database, filter, table), expected))
    }
  })
}

test('the values of a filter are parameters, never part of the SQL', () => {
  const filter = parse(`userName eq "x'y" and emails[value co "p'q"] and title sw "r's"`, 'users')
  const parameters = sqlParameters()
  assert.doesNotMatch(filterSql(filter, 'users', parameters), /[xpr]'[yqs]/)
  assert.deepEqual(
    parameters.values.filter((value) => /'/.test(String(value))),
    ["x'y", "p'q", "r's"],
  )
})

test('texts that no row can hold match nothing', async () => {
  await using created = await storedPeople()
  for (const [path, value] of [
    ['userName', '\u0000'],
    ['externalId', 'a\u0000'],
    ['userName', '\ud800'],
  ] as const) {
    const attribute = { path: [path], type: 'string', caseExact: path === 'externalId', multiValuedAt: -1 } as const
    const found = async (operator: 'eq' | 'ne') => {
      const filter = { kind: 'compare', attribute, operator, value } as const
      return (await listUsers(created.database, storedScope, { filter, sort: null, offset: 0, limit: 100 })).total
    }
    assert.deepEqual([await found('eq'), await found('ne')], [0, 3])
  }
})

async function matching(on: Queryable, text: string, table: FilterTable): Promise<string> {
  const page = { filter: parse(text, table), sort: null, offset: 0, limit: 100 }
  const listed =
    table === 'users'
      ? await listUsers(on, storedScope, page)
      : await listGroups(on, storedScope, { ...page, members: false })
  assert.equal(listed.total, listed.records.length)
  return listed.records.map(({ id }) => /\d/.exec(id)?.[0]).join(' ')
}

function parse(text: string, table: FilterTable) {
  const resourceType = table === 'users' ? userResourceType() : groupResourceType()
  return parseFilter(text, resourceType, readingContext(dialectFor('azure scim v2.0'), 'https://muster.test'))
}
