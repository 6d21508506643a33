import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Filter } from '../model/filter.ts'
import type { JsonObject } from '../model/json.ts'
import { matchesFilter } from '../scim/filter/matches-filter.ts'
import { parseFilter } from '../scim/filter/parse-filter.ts'
import { parseProjection } from '../scim/resource/projection.ts'
import { writeUser } from '../scim/resource/write-resource.ts'
import { userResourceType } from '../scim/schema/resource-type.ts'
import { dialectFor, readingContext } from '../scim/tolerances.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { storeDirectory, storedScope, storeGroup, storeUser } from '../testing/stored-records.ts'
import { listUsers } from './read-users.ts'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const resourceType = userResourceType()

// Letters whose case folding, composition or place in SQL is special.
const letter = fc.constantFrom(
  'a',
  'A',
  'b',
  'ä',
  'Ä',
  'a\u0308',
  'İ',
  'ı',
  'ß',
  'Σ',
  'σ',
  'ς',
  '%',
  '_',
  '\\',
  '"',
  "'",
  ' ',
  '.',
  '日',
)
const word = fc.array(letter, { minLength: 1, maxLength: 4 }).map((letters) => letters.join(''))
const time = fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2026-02-01T00:00:00.000Z')

const url = fc.constantFrom(
  '"https://muster.test/Users/directory_user_7"',
  '"https://muster.test/Groups/directory_group_3"',
  '"HTTPS://muster.test/Groups/directory_group_3"',
  '"https://mu"',
  '"test/Users/directory_user_1"',
  '"_3"',
  '"/Groups/directory_group_3"',
)

const email = fc.record(
  { value: word, type: fc.constantFrom('work', 'Home', 'ß'), primary: fc.boolean(), display: word },
  { requiredKeys: ['value'] },
)

const document = fc.record(
  {
    externalId: word,
    displayName: word,
    title: word,
    profileUrl: word,
    name: fc.record({ givenName: word, familyName: word }, { requiredKeys: ['givenName'] }),
    active: fc.boolean(),
    emails: fc.array(email, { minLength: 1, maxLength: 3 }),
    [enterprise]: fc.record(
      { department: word, manager: fc.record({ value: word }) },
      { requiredKeys: ['department'] },
    ),
  },
  { requiredKeys: ['active'] },
)

const texts = [
  'userName',
  'externalId',
  'displayName',
  'title',
  'profileUrl',
  'name.givenName',
  'name.familyName',
  `${enterprise}:department`,
]
const plurals = [
  'emails',
  'emails.value',
  'emails.type',
  'emails.display',
  'groups',
  'groups.display',
  'groups.$ref',
  'meta.location',
  `${enterprise}:manager.value`,
]
const textOperator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le')
const orderOperator = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le')
const equality = fc.constantFrom('eq', 'ne')

const comparison = fc.oneof(
  fc.tuple(
    fc.constantFrom(...texts, ...plurals),
    textOperator,
    word.map((text) => JSON.stringify(text)),
  ),
  fc.tuple(fc.constantFrom('meta.location', 'groups.$ref'), textOperator, url),
  fc.tuple(fc.constantFrom('active', 'emails.primary'), equality, fc.constantFrom('true', 'false')),
  fc.tuple(
    fc.constantFrom('meta.created', 'meta.lastModified'),
    orderOperator,
    time.map((text) => JSON.stringify(text)),
  ),
  fc.tuple(fc.constantFrom(...texts, ...plurals, 'emails.primary', 'name', 'meta'), equality, fc.constant('null')),
  fc.tuple(
    fc.constantFrom(...texts, ...plurals, 'emails.primary', 'name', 'active', 'meta', 'meta.location'),
    fc.constant('pr'),
    fc.constant(''),
  ),
)
const within = fc.oneof(
  fc.tuple(
    fc.constantFrom('value', 'type', 'display'),
    textOperator,
    word.map((text) => JSON.stringify(text)),
  ),
  fc.tuple(fc.constant('primary'), equality, fc.constantFrom('true', 'false')),
  fc.tuple(fc.constantFrom('value', 'type', 'display', 'primary'), fc.constant('pr'), fc.constant('')),
)

const { filterText } = fc.letrec<{ filterText: string; inner: string }>((tie) => ({
  inner: combined(
    within.map((parts) => parts.join(' ')),
    tie('inner'),
  ),
  filterText: combined(
    fc.oneof(
      comparison.map((parts) => parts.join(' ')),
      tie('inner').map((text) => `emails[${text}]`),
      tie('inner')
        .map((text) => `groups[${text.replaceAll('primary', 'type')}]`)
        .filter(isValid),
    ),
    tie('filterText'),
  ),
}))

function combined(simple: fc.Arbitrary<string>, again: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    simple,
    fc.tuple(again, fc.constantFrom('and', 'or'), again).map(([left, word, right]) => `(${left} ${word} ${right})`),
    again.map((text) => `not (${text})`),
  )
}

/** Sixty random users in eight groups. */
async function storedPeople(): Promise<TestDatabase> {
  const created = await createTestDatabase()
  await storeDirectory(created.database)
  const documents = fc.sample(document, { seed: 7, numRuns: 60 })
  const times = fc.sample(time, { seed: 8, numRuns: 60 })
  for (const [index, each] of documents.entries()) {
    const userName = `${each.displayName ?? ''}${index}`
    await storeUser(created.database, {
      id: `directory_user_${index}`,
      position: index,
      at: times[index],
      document: { ...each, userName } as JsonObject,
    })
  }
  for (const [index, displayName] of fc.sample(word, { seed: 9, numRuns: 8 }).entries()) {
    const members = { [`directory_user_${index}`]: 'user', [`directory_user_${index * 3}`]: 'user' } as const
    await storeGroup(created.database, {
      id: `directory_group_${index}`,
      position: 100 + index,
      document: { displayName },
      members,
    })
  }
  return created
}

test('a filter finds in SQL exactly the users that it matches in memory', async () => {
  await using created = await storedPeople()
  const projection = parseProjection({}, resourceType)
  const everyone = (await listUsers(created.database, storedScope, page(null))).records
  const resources = everyone.map((user) => writeUser(user, { baseUrl: 'https://muster.test', projection }))
  assert.equal(resources.length, 60)

  await fc.assert(
    fc.asyncProperty(filterText, async (text) => {
      const filter = parse(text)
      const found = await listUsers(created.database, storedScope, page(filter))
      const expected = resources.filter((resource) => matchesFilter(filter, resource)).map(({ id }) => id)
      assert.deepEqual(
        found.records.map(({ id }) => id),
        expected,
      )
      assert.equal(found.total, expected.length)
    }),
    { numRuns: 400 },
  )
})

function page(filter: Filter | null) {
  return { filter, sort: null, offset: 0, limit: 100 }
}

function parse(text: string): Filter {
  return parseFilter(text, resourceType, readingContext(dialectFor('azure scim v2.0'), 'https://muster.test'))
}

function isValid(text: string): boolean {
  try {
    return parse(text).kind === 'element'
  } catch {
    return false
  }
}
