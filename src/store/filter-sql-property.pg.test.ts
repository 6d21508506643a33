import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ExtensionAttribute } from '../model/extension-attribute.ts'
import type { Filter } from '../model/filter.ts'
import type { JsonObject } from '../model/json.ts'
import { matchesFilter } from '../scim/filter/matches-filter.ts'
import { parseFilter } from '../scim/filter/parse-filter.ts'
import { parseJsonText } from '../scim/json-text.ts'
import { parseProjection } from '../scim/resource/projection.ts'
import { writeGroup } from '../scim/resource/write-resource.ts'
import { shownUserWriter } from '../scim/resource/write-shown-user.ts'
import { compileExtensions } from '../scim/schema/compile-extensions.ts'
import type { ResourceType } from '../scim/schema/resource-type.ts'
import { dialectFor, readingContext } from '../scim/tolerances.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import {
  awkwardNumber,
  awkwardText,
  awkwardTime,
  type FilterVocabulary,
  filterTrees,
} from '../testing/filter-arbitraries.ts'
import { evaluateFilter, type FilterTarget, printFilter } from '../testing/reference-filter.ts'
import { storeDirectory, storedScope, storeGroup, storeUser } from '../testing/stored-records.ts'
import { listGroups } from './read-groups.ts'
import { listUsers } from './read-users.ts'

const baseUrl = 'https://muster.test'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const custom = 'urn:acme:hr:2.0:User'

const attributes = [
  { name: 'badge', caseExact: true },
  { name: 'level', type: 'decimal' },
  { name: 'hired', type: 'dateTime' },
  { name: 'tags', multiValued: true },
  { name: 'desk', type: 'complex', subAttributes: [{ name: 'room' }, { name: 'seats', multiValued: true }] },
  {
    name: 'cards',
    type: 'complex',
    multiValued: true,
    subAttributes: [
      { name: 'value' },
      { name: 'number', type: 'decimal' },
      { name: 'doors', multiValued: true },
      { name: 'active', type: 'boolean' },
      { name: 'issued', type: 'dateTime' },
    ],
  },
].map((each) => ExtensionAttribute.parse(each))

const since = new Date('2026-01-01T00:00:00Z')
const types = compileExtensions([
  {
    ...{ id: 'schema_extension_1', organizationId: 'org_1', urn: custom, name: 'Acme', description: '' },
    ...{ resourceType: 'User', required: false, attributes, createdAt: since, updatedAt: since },
  },
])

const some = { requiredKeys: [] }
const words = fc.array(awkwardText, { minLength: 1, maxLength: 2 })
const email = fc.record(
  { value: awkwardText, type: fc.constantFrom('work', 'Home', 'ß'), primary: fc.boolean(), display: awkwardText },
  some,
)
const card = fc.record(
  { value: awkwardText, number: awkwardNumber, doors: words, active: fc.boolean(), issued: awkwardTime },
  some,
)
const user = fc.record(
  {
    externalId: awkwardText,
    displayName: awkwardText,
    profileUrl: awkwardText,
    name: fc.record({ givenName: awkwardText, familyName: awkwardText }, some),
    active: fc.boolean(),
    emails: fc.array(email, { minLength: 1, maxLength: 3 }),
    [enterprise]: fc.record({ department: awkwardText, manager: fc.record({ value: awkwardText }) }, some),
    [custom]: fc.record(
      {
        badge: awkwardText,
        level: awkwardNumber,
        hired: awkwardTime,
        tags: words,
        desk: fc.record({ room: awkwardText, seats: words }, some),
        cards: fc.array(card, { minLength: 1, maxLength: 3 }),
      },
      some,
    ),
  },
  { requiredKeys: ['active'] },
)

function targets(kind: FilterTarget['kind'], ...paths: string[]): FilterTarget[] {
  return paths.map((path) => ({ kind, keys: path.split(' ') }))
}

const location = targets('exactText', 'meta location', 'meta version', 'meta resourceType')
const times = targets('time', 'meta created', 'meta lastModified')
const texts = ['work', 'User', 'direct', 'W/"1"', `${baseUrl}/Users/directory_user_7`, `${baseUrl}/Groups/`, '_3']

const userVocabulary: FilterVocabulary = {
  texts: [...texts, 'directory_user_2', 'directory_group_3', 'HTTPS://muster.test/Groups/directory_group_3'],
  targets: [
    ...targets('text', 'userName', 'displayName', 'name givenName', 'emails', 'emails value', 'emails type'),
    ...targets('text', `${enterprise} department`, 'groups display', 'groups type', `${custom} tags`),
    ...targets('text', `${custom} desk room`, `${custom} desk seats`, `${custom} cards`, `${custom} cards value`),
    ...targets('text', `${custom} cards doors`),
    ...targets('exactText', 'id', 'externalId', 'profileUrl', `${enterprise} manager value`, `${custom} badge`),
    ...targets('exactText', 'groups', 'groups value', 'groups $ref'),
    ...targets('flag', 'active', 'emails primary', `${custom} cards active`),
    ...targets('number', `${custom} level`, `${custom} cards number`),
    ...targets('time', `${custom} hired`, `${custom} cards issued`),
    ...targets('complex', 'name', 'emails', 'meta', `${enterprise} manager`, `${custom} desk`, `${custom} cards`),
    ...[...location, ...times],
  ],
  elements: [
    {
      target: { kind: 'complex', keys: ['emails'] },
      within: [...targets('text', 'value', 'type', 'display'), ...targets('flag', 'primary')],
    },
    {
      target: { kind: 'complex', keys: ['groups'] },
      within: [...targets('exactText', 'value', '$ref'), ...targets('text', 'display', 'type')],
    },
    { target: { kind: 'complex', keys: ['name'] }, within: targets('text', 'givenName', 'familyName') },
    {
      target: { kind: 'complex', keys: [custom, 'cards'] },
      within: [
        ...targets('text', 'value', 'doors'),
        ...[...targets('number', 'number'), ...targets('flag', 'active'), ...targets('time', 'issued')],
      ],
    },
  ],
}

const groupVocabulary: FilterVocabulary = {
  texts: [...texts, 'Group', 'directory_user_2', 'directory_group_3', 'gone', `${baseUrl}/Users/directory_user_2`],
  targets: [
    ...targets('text', 'displayName', 'members display', 'members type'),
    ...targets('exactText', 'id', 'externalId', 'members', 'members value', 'members $ref'),
    ...targets('complex', 'members', 'meta'),
    ...[...location, ...times],
  ],
  elements: [
    {
      target: { kind: 'complex', keys: ['members'] },
      within: [...targets('exactText', 'value', '$ref'), ...targets('text', 'display', 'type')],
    },
  ],
}

/** Fifty random users, and ten groups with members of all kinds. */
async function storedPeople(): Promise<TestDatabase> {
  const created = await createTestDatabase()
  const { database } = created
  await storeDirectory(database)
  const moments = fc.sample(awkwardTime, { seed: 8, numRuns: 50 }).map((text) => new Date(text).toISOString())
  for (const [index, sample] of fc.sample(user, { seed: 7, numRuns: 50 }).entries()) {
    const document = { ...sample, userName: `${sample.displayName ?? ''}${index}` } as JsonObject
    await storeUser(database, { id: `directory_user_${index}`, position: index, at: moments[index], document })
  }
  const group = fc.record({ displayName: awkwardText, externalId: awkwardText }, { requiredKeys: ['displayName'] })
  for (const [index, document] of fc.sample(group, { seed: 9, numRuns: 10 }).entries()) {
    const members: Record<string, 'user' | 'group' | 'pending'> = {}
    if (index !== 4) members[`directory_user_${index}`] = members[`directory_user_${index * 3 + 1}`] = 'user'
    if (index % 3 === 0) members[`directory_group_${(index + 3) % 10}`] = 'group'
    if (index % 5 === 0) members.gone = 'pending'
    const id = `directory_group_${index}`
    await storeGroup(database, { id, position: 100 + index, document: document as JsonObject, members })
  }
  return created
}

type Asked = {
  readonly vocabulary: FilterVocabulary
  readonly resourceType: ResourceType
  readonly resources: readonly JsonObject[]
  readonly numRuns: number
  find(filter: Filter): Promise<{ records: readonly { id: string }[]; total: number }>
}

/** Asks the database, the evaluator in memory and the reference the same; the reference alone knows no parser. */
function assertAgreement({ vocabulary, resourceType, resources, numRuns, find }: Asked): Promise<void> {
  const property = fc.asyncProperty(filterTrees(vocabulary), async (tree) => {
    const filter = parse(printFilter(tree), resourceType)
    const expected = resources.filter((resource) => evaluateFilter(tree, resource)).map(({ id }) => id)
    const inMemory = resources.filter((resource) => matchesFilter(filter, resource)).map(({ id }) => id)
    assert.deepEqual(inMemory, expected, `in memory: ${printFilter(tree)}`)
    const found = await find(filter)
    const ids = found.records.map(({ id }) => id)
    assert.deepEqual(ids, expected, `in SQL: ${printFilter(tree)}`)
    assert.equal(found.total, expected.length)
  })
  return fc.assert(property, { seed: 34, numRuns })
}

test('a filter finds in SQL, in memory and by the words of the RFC the same users', async () => {
  await using created = await storedPeople()
  const find = (filter: Filter | null) => listUsers(created.database, storedScope, page(filter))
  const resourceType = types.user
  const projection = parseProjection({}, resourceType)
  const write = shownUserWriter({ baseUrl, projection })
  const resources = (await find(null)).records.map((each) => parseJsonText(write(each)))
  assert.equal(resources.length, 50)
  await assertAgreement({ vocabulary: userVocabulary, resourceType, resources, numRuns: 400, find })
})

test('a filter finds in SQL, in memory and by the words of the RFC the same groups', async () => {
  await using created = await storedPeople()
  const find = (filter: Filter | null) => listGroups(created.database, storedScope, { ...page(filter), members: true })
  const resourceType = types.group
  const projection = parseProjection({}, resourceType)
  const resources = (await find(null)).records.map((each) => writeGroup(each, { baseUrl, projection }))
  assert.equal(resources.length, 10)
  await assertAgreement({ vocabulary: groupVocabulary, resourceType, resources, numRuns: 150, find })
})

function page(filter: Filter | null) {
  return { filter, sort: null, offset: 0, limit: 100 }
}

function parse(text: string, resourceType: ResourceType): Filter {
  return parseFilter(text, resourceType, readingContext(dialectFor('strict scim v2.0'), baseUrl))
}
