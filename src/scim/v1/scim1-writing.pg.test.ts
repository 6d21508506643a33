import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createScimClient } from '../../testing/scim-client.ts'
import { addGroup, addUser, babs, core, enterprise, get, list, memberIds, patch } from '../../testing/scim1.ts'

const generic = 'generic scim v1.1'

let api: TestApi
before(async () => {
  api = await createTestApi()
})
after(() => api[Symbol.asyncDispose]())

test('V-07 a PUT writes the whole user; read-only values in it are passed over, and a password is never shown', async () => {
  const client = await createScimClient(api, generic)
  const user = await addUser(client, { password: 't1meMa$heen', title: 'Guide' })
  assert.equal(user.password, undefined)
  const { password: _, title: __, ...kept } = user
  const sent = { ...kept, id: 'other', groups: [{ value: 'x' }], meta: { location: 'x' }, nickName: 'Babs' }
  const { status, body } = await client.send('PUT', `/Users/${user.id}`, { body: sent })
  assert.deepEqual([status, body.id, body.nickName, body.title], [200, user.id, 'Babs', undefined])
  assert.deepEqual([body.groups, body.meta.location], [undefined, user.meta.location])
})

test('V-08 a DELETE answers 200, then the user is not found and its name is free', async () => {
  const client = await createScimClient(api, generic)
  const { id } = await addUser(client)
  const gone = await client.send('DELETE', `/Users/${id}`)
  assert.deepEqual([gone.status, gone.body], [200, null])
  assert.equal((await client.send('GET', `/Users/${id}`)).status, 404)
  await addUser(client)
})

test('V-10 members are added, removed one by one or all, and replaced', async () => {
  const client = await createScimClient(api, generic)
  const [a, b] = [await addUser(client), await addUser(client, { userName: 'b' })]
  const path = `/Groups/${(await addGroup(client)).id}`
  const dwight = { display: 'Dwight Schrute', value: a.id }
  await patch(client, path, { members: [dwight, { value: b.id }] })
  assert.deepEqual(await memberIds(client, path), [a.id, b.id])
  const removed = await patch(client, path, { members: [{ ...dwight, operation: 'delete' }] })
  assert.ok([200, 204].includes(removed.status))
  await patch(client, path, { members: [{ ...dwight, operation: 'delete' }] })
  assert.deepEqual(await memberIds(client, path), [b.id])
  await patch(client, path, { meta: { attributes: ['members'] }, members: [dwight] })
  assert.deepEqual(await memberIds(client, path), [a.id])
  await patch(client, path, { displayName: 'Renamed' })
  assert.deepEqual(await memberIds(client, path), [a.id])
  await patch(client, path, { meta: { attributes: ['members'] } })
  assert.deepEqual(await memberIds(client, path), [])
})

test('V-10 a PATCH of a user takes away, replaces, merges and adds, and answers with the user', async () => {
  const client = await createScimClient(api, generic)
  const { id } = await addUser(client, { nickName: 'Babs', name: { formatted: 'Ms. B', givenName: 'Barbara' } })
  const { status, body } = await patch(client, `/Users/${id}`, {
    meta: { attributes: ['nickName', 'name.formatted', 'urn:hr:schemas:user:age'] },
    title: 'Guide',
    name: { familyName: 'Jensen' },
    emails: [{ value: 'babs@example.com', type: 'home', primary: true }],
    [enterprise]: { department: 'Sales' },
  })
  assert.deepEqual([status, body.nickName, body.title], [200, undefined, 'Guide'])
  assert.deepEqual(body.name, { givenName: 'Barbara', familyName: 'Jensen' })
  assert.deepEqual(body.emails, [
    { value: 'bjensen@example.com', type: 'work', primary: false },
    { value: 'babs@example.com', type: 'home', primary: true },
  ])
  assert.deepEqual(body[enterprise], { ...babs[enterprise], department: 'Sales' })
  const chosen = await patch(client, `/Users/${id}?attributes=title`, { title: 'Lead' })
  assert.deepEqual([chosen.status, chosen.body.title, chosen.body.userName], [200, 'Lead', undefined])
})

test('V-11 a POST stands for the method that its X-HTTP-Method-Override names', async () => {
  const client = await createScimClient(api, generic)
  const { id } = await addUser(client)
  const as = (method: string, body?: object) =>
    client.send('POST', `/Users/${id}`, { headers: { 'x-http-method-override': method }, ...(body && { body }) })
  assert.equal((await as('PATCH', { title: 'Guide' })).body.title, 'Guide')
  assert.equal((await as('put', babs)).body.title, undefined)
  assert.equal((await as('GET')).status, 405)
  assert.equal((await as('DELETE')).status, 200)
  const plain = await client.send('POST', `/Users/${id}`, { body: babs })
  assert.deepEqual([plain.status, plain.headers.allow], [405, 'GET, HEAD, PUT, PATCH, DELETE'])
})

test('V-12 a Bulk request makes, changes and deletes, with an object as the status of each result', async () => {
  const client = await createScimClient(api, generic)
  const { id } = await addUser(client)
  const Operations = [
    { method: 'POST', path: '/Groups', bulkId: 'g', data: { displayName: 'Tour', members: [{ value: 'bulkId:u' }] } },
    { method: 'POST', path: '/Users', bulkId: 'u', data: { ...babs, userName: 'new' } },
    { method: 'PATCH', path: `/Users/${id}`, version: 'W/"1"', data: { title: 'Guide' } },
    { method: 'PATCH', path: '/Groups/bulkId:g', data: { members: [{ value: 'bulkId:u', operation: 'delete' }] } },
    { method: 'POST', path: '/Users', bulkId: 'again', data: babs },
    { method: 'DELETE', path: `/Users/${id}` },
  ]
  const { status, body } = await client.send('POST', '/Bulk', {
    body: { schemas: [core], failOnErrors: 2, Operations },
  })
  assert.deepEqual([status, body.schemas], [200, [core]])
  const codes = body.Operations.map((result: { status: { code: string } }) => result.status.code)
  assert.deepEqual(codes, ['201', '201', '200', '200', '409', '200'])
  assert.match(body.Operations[4].status.description, /exists already/)
  const { location, version, bulkId } = body.Operations[1]
  assert.match(location, /\/scim\/v1\/.*\/Users\//)
  assert.deepEqual([version, bulkId], ['W/"1"', 'u'])
  assert.equal((await get(client, '/Groups')).Resources[0].members, undefined)
})

test('V-12 a Bulk request that is too large is told the limits', async () => {
  const client = await createScimClient(api, generic)
  const Operations = Array.from({ length: 1001 }, () => ({ method: 'DELETE', path: '/Users/x' }))
  const { status, body } = await client.send('POST', '/Bulk', { body: { schemas: [core], Operations } })
  assert.deepEqual([status, body.maxOperations, body.Errors[0].code], [413, 1000, '413'])
  const config = await get(client, '/ServiceProviderConfigs')
  assert.equal(body.maxPayload, config.bulk.maxPayloadSize)
})

test('V-13 a version that is past is refused, with W/ before it and without', async () => {
  const client = await createScimClient(api, generic)
  const { id } = await addUser(client)
  const change = (tag: string) =>
    client.send('PATCH', `/Users/${id}`, { body: { title: tag }, headers: { 'if-match': tag } })
  assert.equal((await change('"1"')).status, 200)
  const past = await change('W/"1"')
  assert.deepEqual([past.status, past.body.Errors[0].code], [412, '412'])
  const { headers, body } = await client.send('GET', `/Users/${id}`)
  assert.equal(headers.etag, body.meta.version)
  const known = await client.send('GET', `/Users/${id}`, { headers: { 'if-none-match': String(headers.etag) } })
  assert.deepEqual([known.status, known.body], [304, null])
})

test('V-14 externalId is one of the directory alone, and active is an ordinary boolean', async () => {
  const client = await createScimClient(api, generic)
  await addUser(client)
  const found = await get(client, list('/Users', 'externalId eq "bjensen"'))
  assert.equal(found.totalResults, 1)
  const { body } = await patch(client, `/Users/${found.Resources[0].id}`, { active: false })
  assert.equal(body.active, false)
  assert.equal((await get(client, list('/Users', 'active eq false'))).totalResults, 1)
})
