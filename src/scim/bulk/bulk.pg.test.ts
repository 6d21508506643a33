import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ScimClient, startScim } from '../../testing/scim-client.ts'
import { bodyLimits } from '../json-body.ts'
import { bulkLimits, bulkUrn } from './read-bulk.ts'

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const generic = 'generic scim v2.0'

type Operation = Record<string, unknown>

async function bulk(client: ScimClient, operations: readonly Operation[], failOnErrors?: number) {
  const body = { schemas: [bulkUrn], failOnErrors, Operations: operations }
  return client.send('POST', '/Bulk', { body })
}

const user = (userName: string, more: object = {}) => ({ schemas: [userUrn], userName, ...more })
const group = (displayName: string, members: readonly string[] = []) => ({
  schemas: [groupUrn],
  displayName,
  members: members.map((value) => ({ value })),
})
const statuses = (body: { Operations: { status: string }[] }) => body.Operations.map(({ status }) => status)
const post = (bulkId: string, path: string, data: object) => ({ method: 'POST', path, bulkId, data })

test('R-60 a Bulk request makes, changes and deletes, and says what became of each operation', async () => {
  await using client = await startScim(generic)
  const made = await client.send('POST', '/Users', { body: user('old') })
  const gone = await client.send('POST', '/Users', { body: user('gone') })
  const { status, body } = await bulk(client, [
    post('a', '/Users', user('ada')),
    { method: 'PUT', path: `/Users/${made.body.id}`, version: 'W/"1"', data: user('renamed') },
    {
      method: 'patch',
      path: `/Users/${made.body.id}`,
      data: { schemas: [patchUrn], Operations: [{ op: 'add', path: 'title', value: 'Lead' }] },
    },
    { method: 'DELETE', path: `/Users/${gone.body.id}` },
  ])
  assert.deepEqual([status, body.schemas], [200, ['urn:ietf:params:scim:api:messages:2.0:BulkResponse']])
  assert.deepEqual(statuses(body), ['201', '200', '200', '204'])
  const [first, second] = body.Operations
  assert.deepEqual([first.method, first.bulkId, first.version], ['POST', 'a', 'W/"1"'])
  assert.deepEqual([second.location, second.version], [made.body.meta.location, 'W/"2"'])
  const found = await client.send('GET', first.location.slice(first.location.indexOf('/Users')))
  assert.deepEqual([found.body.userName, found.body.meta.location], ['ada', first.location])
  assert.equal((await client.send('GET', `/Users/${made.body.id}`)).body.title, 'Lead')
  assert.equal((await client.send('GET', `/Users/${gone.body.id}`)).status, 404)
})

test('R-60 a bulkId is replaced in data, in paths and within filters, wherever the resource is made', async () => {
  await using client = await startScim(generic)
  const { body } = await bulk(client, [
    { method: 'PATCH', path: '/Groups/bulkId:g', data: patchOf('add', 'members', [{ value: 'bulkId:b' }]) },
    post('g', '/Groups', group('Team', ['bulkId:a'])),
    post('a', '/Users', user('ada', { [enterpriseUrn]: { manager: { value: 'bulkId:b' } } })),
    post('b', '/Users', user('bert')),
    { method: 'PATCH', path: '/Groups/bulkId:g', data: patchOf('remove', 'members[value eq "bulkId:a"]') },
  ])
  assert.deepEqual(statuses(body), ['200', '201', '201', '201', '200'])
  const ids = body.Operations.map(({ location }: { location: string }) => location.split('/').at(-1))
  const team = (await client.send('GET', `/Groups/${ids[1]}`)).body
  assert.deepEqual(
    team.members.map(({ value, type }: { value: string; type: string }) => [value, type]),
    [[ids[3], 'User']],
  )
  assert.equal((await client.send('GET', `/Users/${ids[2]}`)).body[enterpriseUrn].manager.value, ids[3])
})

test('R-60 references may go in circles', async () => {
  await using client = await startScim(generic)
  const { body } = await bulk(client, [
    post('a', '/Groups', group('A', ['bulkId:b'])),
    post('b', '/Groups', group('B', ['bulkId:a'])),
  ])
  assert.deepEqual(statuses(body), ['201', '201'])
  const [a, b] = body.Operations.map(({ location }: { location: string }) => location.split('/').at(-1))
  for (const [holder, member] of [
    [a, b],
    [b, a],
  ]) {
    const [shown] = (await client.send('GET', `/Groups/${holder}`)).body.members
    assert.deepEqual([shown.value, shown.type], [member, 'Group'])
  }
})

test('R-60 of a circle of references nothing is left when a part of it fails', async () => {
  await using client = await startScim(generic)
  await client.send('POST', '/Groups', { body: group('Taken') })
  for (const [first, second] of [
    ['Taken', 'Free'],
    ['Free', 'Taken'],
  ] as const) {
    const { body } = await bulk(client, [
      { method: 'DELETE', path: '/Users/none' },
      post('x', '/Groups', group(first, ['bulkId:y'])),
      post('y', '/Groups', group(second, ['bulkId:x'])),
      post('z', '/Groups', group('Outside', ['bulkId:y'])),
    ])
    assert.deepEqual(statuses(body), ['404', '409', '409', '409'])
    const [, x, y] = body.Operations
    const [refused, failed] = first === 'Taken' ? [y, 2] : [x, 3]
    assert.match(refused.response.detail, new RegExp(`refers to operation ${failed} `))
  }
  const { body } = await client.send('GET', '/Groups')
  assert.deepEqual(
    body.Resources.map(({ displayName }: { displayName: string }) => displayName),
    ['Taken'],
  )
})

test('R-60 one broken operation does not stop the rest, except those that need it', async () => {
  await using client = await startScim(generic)
  await client.send('POST', '/Users', { body: user('taken') })
  const { body } = await bulk(client, [
    post('t', '/Users', user('taken')),
    post('g', '/Groups', group('Needs it', ['bulkId:t'])),
    { method: 'PUT', path: '/Users/nobody', data: user('x') },
    post('n', '/Users', { schemas: [userUrn] }),
    { method: 'PATCH', path: '/Users', data: {} },
    { method: 'GET', path: '/Users' },
    { method: 'POST', path: '/Devices', bulkId: 'd', data: {} },
    post('m', '/Groups', group('Refers to nothing', ['bulkId:unknown'])),
    post('ok', '/Users', user('fine')),
  ])
  assert.deepEqual(statuses(body), ['409', '409', '404', '400', '405', '400', '404', '400', '201'])
  const [taken, dependent, missing] = body.Operations
  assert.deepEqual([taken.response.scimType, taken.location, taken.bulkId], ['uniqueness', undefined, 't'])
  assert.deepEqual([dependent.response.status, dependent.response.schemas.length], ['409', 1])
  assert.match(missing.location, /\/Users\/nobody$/)
  assert.equal((await client.send('GET', '/Groups')).body.totalResults, 0)
})

test('R-60 after failOnErrors errors the rest is not run', async () => {
  await using client = await startScim(generic)
  const wrong = { method: 'DELETE', path: '/Users/nobody' }
  const operations = [
    post('a', '/Users', user('a')),
    wrong,
    post('b', '/Users', user('b')),
    wrong,
    post('c', '/Users', user('c')),
  ]
  assert.deepEqual(statuses((await bulk(client, operations, 2)).body), ['201', '404', '201', '404'])
  assert.equal((await client.send('GET', '/Users')).body.totalResults, 2)
  assert.equal((await bulk(client, operations, 0)).body.scimType, 'invalidValue')
})

test('R-50 an operation with a version that is past is refused with 412', async () => {
  await using client = await startScim(generic)
  const { body: made } = await client.send('POST', '/Users', { body: user('ada') })
  const path = `/Users/${made.id}`
  const change = (userName: string, version: string) => ({ method: 'PUT', path, version, data: user(userName) })
  const { body } = await bulk(client, [
    change('eva', 'W/"1"'),
    change('eve', 'W/"1"'),
    { method: 'DELETE', path, version: 'W/"7"' },
  ])
  assert.deepEqual(statuses(body), ['200', '412', '412'])
  assert.equal((await client.send('GET', path)).body.userName, 'eva')
})

test('R-60 what is over a limit is refused with 413 and the limit', async () => {
  await using client = await startScim(generic)
  const many = Array.from({ length: bulkLimits.operations + 1 }, () => ({ method: 'DELETE', path: '/Users/x' }))
  const refused = await bulk(client, many)
  assert.equal(refused.status, 413)
  assert.match(refused.body.detail, new RegExp(`${bulkLimits.operations}`))
  const large = await client.send('POST', '/Bulk', { body: Buffer.alloc(bodyLimits.bulkBytes + 1, ' ') })
  assert.equal(large.status, 413)
  assert.match(large.body.detail, new RegExp(`${bodyLimits.bulkBytes}`))
  const config = (await client.send('GET', '/ServiceProviderConfig')).body.bulk
  assert.deepEqual(config, {
    supported: true,
    maxOperations: bulkLimits.operations,
    maxPayloadSize: bodyLimits.bulkBytes,
  })
})

test('a message that is no Bulk request is refused as a whole', async () => {
  await using client = await startScim('strict scim v2.0')
  for (const body of [
    {},
    { schemas: [bulkUrn] },
    { schemas: [bulkUrn], Operations: [] },
    { schemas: [userUrn], Operations: [{}] },
    [],
  ]) {
    const answer = await client.send('POST', '/Bulk', { body })
    assert.deepEqual([answer.status, answer.body.scimType], [400, 'invalidSyntax'])
  }
  const withoutId = await bulk(client, [{ method: 'POST', path: '/Users', data: user('ada') }])
  assert.deepEqual(statuses(withoutId.body), ['400'])
})

test('passwords within a Bulk request are kept nowhere', async () => {
  await using client = await startScim(generic)
  await bulk(client, [post('a', '/Users', user('ada', { password: 'never-to-be-seen' }))])
  const [row] = await client.api.database.query<{ all: string }>({
    text: 'select users::text as all from users',
    values: [],
  })
  assert.doesNotMatch(row?.all ?? '', /never-to-be-seen/)
})

function patchOf(op: string, path: string, value?: unknown) {
  return { schemas: [patchUrn], Operations: [{ op, path, ...(value === undefined ? {} : { value }) }] }
}

test('a path that leads nowhere is refused alone, at once, whatever it looks like', async () => {
  await using client = await startScim(generic)
  const path = `/Users/x${'/'.repeat(100_000)}y`
  const began = performance.now()
  const { body } = await bulk(client, [
    post('a', '/constructor', {}),
    { method: 'DELETE', path: '/__proto__/x' },
    { method: 'DELETE', path },
    post('b', '//Users//', user('ada')),
  ])
  assert.deepEqual(statuses(body), ['404', '404', '404', '201'])
  // Where the slashes are gone through once for each of them, this takes ten seconds and more.
  assert.ok(performance.now() - began < 3_000)
})
