import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ScimClient, startScim } from '../../testing/scim-client.ts'
import { searchUrn } from './search.ts'

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** Three users (ada, bert, cleo) and two groups (Engineers, Zebras). */
async function startFilled(type = 'generic scim v2.0') {
  const client = await startScim(type)
  for (const [userName, title] of [
    ['ada', 'Lead'],
    ['bert', 'Engineer'],
    ['cleo', 'Lead'],
  ]) {
    await client.send('POST', '/Users', { body: { schemas: [userUrn], userName, displayName: userName, title } })
  }
  for (const displayName of ['Engineers', 'Zebras']) {
    await client.send('POST', '/Groups', { body: { schemas: [groupUrn], displayName } })
  }
  return client
}

const search = (client: ScimClient, path: string, body: object) =>
  client.send('POST', `${path}/.search`, { body: { schemas: [searchUrn], ...body } })

// biome-ignore lint/suspicious/noExplicitAny: whatever the answer has
const names = (body: any) => body.Resources.map((one: any) => one.userName ?? one.displayName)

test('R-17 users and groups are searched by POST, with the parameters of a list in the body', async () => {
  await using client = await startFilled()
  const { status, body } = await search(client, '/Users', {
    filter: 'title eq "lead"',
    attributes: ['userName'],
    sortBy: 'userName',
    sortOrder: 'descending',
    startIndex: 1,
    count: 10,
  })
  assert.deepEqual([status, body.totalResults, body.startIndex, body.itemsPerPage], [200, 2, 1, 2])
  assert.deepEqual(body.schemas, ['urn:ietf:params:scim:api:messages:2.0:ListResponse'])
  assert.deepEqual(names(body), ['cleo', 'ada'])
  assert.deepEqual(Object.keys(body.Resources[0]).sort(), ['id', 'schemas', 'userName'])
  const groups = (await search(client, '/Groups', { filter: 'displayName sw "z"', excludedAttributes: ['meta'] })).body
  assert.deepEqual([names(groups), groups.Resources[0].meta], [['Zebras'], undefined])
})

test('R-17 a search at the root is about users and groups, page by page', async () => {
  await using client = await startFilled()
  const all = (await client.send('GET', '/')).body
  assert.deepEqual([all.totalResults, names(all)], [5, ['ada', 'bert', 'cleo', 'Engineers', 'Zebras']])
  const page = (await search(client, '', { startIndex: 3, count: 2 })).body
  assert.deepEqual([page.totalResults, page.startIndex, names(page)], [5, 3, ['cleo', 'Engineers']])
  const last = (await client.send('GET', '?startIndex=5&count=10')).body
  assert.deepEqual([last.totalResults, last.itemsPerPage, names(last)], [5, 1, ['Zebras']])
  assert.deepEqual((await client.send('GET', '/?count=0')).body.totalResults, 5)
})

test('R-16 at the root a filter may name what only one of the types has', async () => {
  await using client = await startFilled()
  const found = async (filter: string) => names((await search(client, '', { filter })).body)
  assert.deepEqual(await found('displayName co "e"'), ['bert', 'cleo', 'Engineers', 'Zebras'])
  assert.deepEqual(await found('userName eq "ada" or displayName eq "zebras"'), ['ada', 'Zebras'])
  assert.deepEqual(await found('meta.resourceType eq "Group" and not (userName pr)'), ['Engineers', 'Zebras'])
  assert.deepEqual(await found('emails[type eq "work"].value eq "x" or members pr'), [])
  assert.equal((await search(client, '', { filter: 'userName zz "ada"' })).body.scimType, 'invalidFilter')
})

test('R-16 an attribute that no schema has is refused in the filter of one type', async () => {
  await using client = await startFilled()
  const { status, body } = await search(client, '/Users', { filter: 'shoeSize eq 43' })
  assert.deepEqual([status, body.scimType], [400, 'invalidFilter'])
})

test('a body that is no search is refused', async () => {
  await using client = await startFilled('strict scim v2.0')
  for (const body of [{}, [], { schemas: [userUrn], filter: 'userName pr' }]) {
    const answer = await client.send('POST', '/Users/.search', { body })
    assert.deepEqual([answer.status, answer.body.scimType], [400, 'invalidSyntax'])
  }
  assert.equal((await search(client, '/Users', { count: 'many' })).body.scimType, 'invalidValue')
})
