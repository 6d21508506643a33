import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import type { DirectoryUserFields } from '../model/directory-user-object.ts'
import { askedWords, foldText } from '../model/search-words.ts'
import type { UserContent } from '../model/user.ts'
import { createTestDatabase } from '../testing/database.ts'
import { commands, makeDirectory, testPlatform } from '../testing/directories.ts'
import { creationOfGroup, creationOfUser } from '../testing/directory-content.ts'
import type { Database } from './database.ts'
import { fillSearch } from './fill-search.ts'
import { loadUserFields } from './read-api-users.ts'
import { searchGroups } from './search-groups.ts'
import type { SearchPage, SearchPlace } from './search-page.ts'
import { countPeople, type PeopleFilter, searchPeople } from './search-people.ts'

const everybody: PeopleFilter = {
  organizationId: null,
  directoryId: null,
  text: null,
  active: null,
  groupIds: null,
  department: null,
  jobTitle: null,
  managerNames: null,
  updatedSince: null,
}
const byName: SearchPage = { limit: 100, sort: 'name', order: 'asc', after: null, before: null }

const firstNames = ['Zoë', 'Łukasz', 'Ada', 'Ana', 'Anaïs', 'Bo', 'Jean-Luc', 'Ирина']
const lastNames = ['Müller', "O'Neil", 'Lovelace', 'Nguyễn', 'Ng', 'Smith', 'de la Cruz']
const departments = ['Sales', 'R&D', null]

function creation(index: number, managerId: string | null) {
  const made = creationOfUser(`person${index}@acme.test`, { active: index % 7 !== 0 })
  const [first_name, last_name] = [firstNames[index % 8] ?? '', lastNames[(index * 3) % 7] ?? '']
  const department_name = departments[index % 3]
  const attributes = {
    ...made.content.attributes,
    first_name,
    last_name,
    name: `${first_name} ${last_name}`,
    job_title: index % 4 === 0 ? 'Engineer' : null,
    custom_attributes: { ...(department_name && { department_name }), ...(managerId && { manager_id: managerId }) },
  }
  return { ...made, content: { ...made.content, attributes } }
}

/** Two organizations, one with two directories; people of few names, who have changed in another order than they came. */
async function setUp(count = 60) {
  const { database, ...rest } = await createTestDatabase()
  const platform = testPlatform()
  const writer = createDirectoryWriter({ database, platform })
  const first = await makeDirectory(database)
  const second = await makeDirectory(database, { organizationId: first.organizationId })
  const other = await makeDirectory(database)
  const ids: string[] = []
  const directories = [first, second, other]
  const make = async (index: number) => {
    const { user } = await writer.submit(directories[index % 3] ?? first, creation(index, ids[0] ?? null))
    ids[index] = user.id
  }
  await make(0)
  await Promise.all(Array.from({ length: count - 1 }, (_, index) => make(index + 1)))
  for (const id of [ids[30], ids[3], ids[12]]) {
    const change = (stored: UserContent) => ({ ...stored, document: { ...stored.document, nickName: 'x' } })
    await writer.submit(first, commands.updateUser(id ?? '', change))
  }
  const { group } = await writer.submit(
    first,
    creationOfGroup(
      'Ålesund sales',
      ids.filter((_, index) => index % 6 === 0),
    ),
  )
  const people = await loadUserFields(database, null, ids)
  return { database, first, second, other, ids, group, people, writer, ...rest }
}

function matches(user: DirectoryUserFields, filter: PeopleFilter, members: ReadonlySet<string>): boolean {
  const { attributes } = user
  const name = foldText(attributes.name ?? '')
  const words = [
    ...name.split(/\s+/),
    ...name.split(/[\s-]+/),
    ...name.split(/[\s'-]+/),
    foldText(attributes.email ?? ''),
    user.idpId,
  ]
  const has = (word: string) => words.some((one) => one.startsWith(word))
  return (
    (filter.organizationId === null || user.organizationId === filter.organizationId) &&
    (filter.directoryId === null || user.directoryId === filter.directoryId) &&
    (filter.active === null || user.active === filter.active) &&
    (filter.groupIds === null || members.has(user.id)) &&
    (filter.department === null ||
      foldText(String(attributes.custom_attributes.department_name ?? '')) === foldText(filter.department)) &&
    (filter.jobTitle === null || attributes.job_title === filter.jobTitle) &&
    (filter.managerNames === null || filter.managerNames.includes(String(attributes.custom_attributes.manager_id))) &&
    (filter.updatedSince === null || user.updatedAt >= filter.updatedSince) &&
    askedWords(filter.text ?? '').every(has)
  )
}

// Of few people the list is read to its end; of more than a short walk the index of words is asked.
for (const { count, limit, numRuns } of [
  { count: 60, limit: { min: 1, max: 9 }, numRuns: 100 },
  { count: 1_300, limit: { min: 60, max: 300 }, numRuns: 60 },
]) {
  test(`among ${count} people: whatever is asked, in whatever order, exactly those who match, each once`, async () => {
    await using world = await setUp(count)
    const { database, ids, people } = world
    const members = new Set(ids.filter((_, index) => index % 6 === 0 && index % 3 === 0))
    const pages = fc.record({
      limit: fc.integer(limit),
      sort: fc.constantFrom('name', 'created_at', 'updated_at'),
      order: fc.constantFrom('asc', 'desc'),
    } as const)
    await fc.assert(
      fc.asyncProperty(filtersOf(world), pages, async (filter, page) => {
        const wanted = people.filter((user) => matches(user, filter, members)).map(({ id }) => id)
        const seen = await readAll(database, filter, page)
        assert.deepEqual(seen.map(({ id }) => id).toSorted(), wanted.toSorted())
        if (page.sort === 'name')
          assertOrdered(
            seen.map(({ attributes }) => foldText(attributes.name ?? '')),
            page.order,
          )
        if (page.sort === 'updated_at')
          assertOrdered(
            seen.map(({ updatedAt }) => updatedAt.toISOString()),
            page.order,
          )
      }),
      { numRuns },
    )
  })
}

function filtersOf({ first, second, other, ids, group, people }: Awaited<ReturnType<typeof setUp>>) {
  const some = <T>(...values: T[]) => fc.constantFrom(null, null, ...values)
  const texts = ['a', 'an', 'muller zo', 'ZOË', 'luc jean', 'ng', 'person1', 'nobody at all', "o'n", 'cruz la', 'ирин']
  return fc.record<PeopleFilter>({
    organizationId: some(first.organizationId, other.organizationId),
    directoryId: some(first.directoryId, second.directoryId, other.directoryId),
    text: some(...texts),
    active: some(true, false),
    groupIds: some([group.id]),
    department: some('sales', 'R&D', 'None'),
    jobTitle: some('Engineer'),
    managerNames: some([ids[0] ?? '', 'somebody'], ['nobody']),
    updatedSince: some(people[40]?.updatedAt ?? new Date()),
  })
}

async function readAll(database: Database, filter: PeopleFilter, page: Pick<SearchPage, 'limit' | 'sort' | 'order'>) {
  const seen: DirectoryUserFields[] = []
  let after: SearchPlace | null = null
  do {
    const found = await searchPeople(database, filter, { ...page, after, before: null })
    seen.push(...found.records)
    after = found.after
  } while (after !== null)
  return seen
}

function assertOrdered(keys: readonly string[], order: 'asc' | 'desc'): void {
  const sorted = keys.toSorted((one, two) => (one < two ? -1 : one > two ? 1 : 0))
  assert.deepEqual(keys, order === 'asc' ? sorted : sorted.toReversed())
}

test('a page back shows what was there before', async () => {
  await using world = await setUp()
  for (const sort of ['name', 'created_at', 'updated_at'] as const) {
    for (const text of [null, 'a', 'an']) {
      const page: SearchPage = { ...byName, limit: 4, sort, order: 'desc' }
      const filter = { ...everybody, text }
      const first = await searchPeople(world.database, filter, page)
      const second = await searchPeople(world.database, filter, { ...page, after: first.after })
      const back = await searchPeople(world.database, filter, { ...page, before: second.before })
      assert.deepEqual(
        back.records.map(({ id }) => id),
        first.records.map(({ id }) => id),
        `${sort} ${text}`,
      )
      assert.deepEqual([first.before, back.before], [null, null])
    }
  }
})

test('people are counted exactly where that costs little', async () => {
  await using world = await setUp()
  const { database, first } = world
  assert.deepEqual(await countPeople(database, everybody), { count: 60, isExact: true })
  const inactive = { ...everybody, organizationId: first.organizationId, active: false }
  const listed = await searchPeople(database, inactive, byName)
  assert.deepEqual(await countPeople(database, inactive), { count: listed.records.length, isExact: true })
  const zoes = { ...everybody, text: 'zoe' }
  assert.deepEqual(await countPeople(database, zoes), { count: 8, isExact: true })
})

test('what was written before there was a search is found once it has been filled in', async () => {
  await using world = await setUp()
  const { database } = world
  const groups = () => searchGroups(database, { organizationId: null, directoryId: null, text: 'ales' }, byName)
  const zoes = { ...everybody, text: 'zoe' }
  await database.query({ text: 'update users set search = null, name_key = null' })
  await database.query({ text: 'update groups set search = null' })
  assert.deepEqual(
    [(await searchPeople(database, zoes, byName)).records.length, (await groups()).records.length],
    [0, 0],
  )
  assert.equal(await fillSearch(database, 50), 51)
  assert.equal(await fillSearch(database, 50), 10)
  assert.equal(await fillSearch(database, 50), 0)
  assert.deepEqual(
    [(await searchPeople(database, zoes, byName)).records.length, (await groups()).records.length],
    [8, 1],
  )
})
