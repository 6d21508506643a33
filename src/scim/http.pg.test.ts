import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ScimClient, startScim } from '../testing/scim-client.ts'
import { bodyLimits } from './json-body.ts'

const generic = 'generic scim v2.0'
const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const noToken = { authorization: null }

test('the configuration of a directory that does not exist is not found', async () => {
  await using client = await startScim(generic)
  const statusOf = async (directoryId: string) => {
    const { statusCode, headers } = await client.api.app.inject({
      url: `/scim/v2/${directoryId}/ServiceProviderConfig`,
    })
    assert.equal(headers['content-type'], 'application/scim+json')
    return statusCode
  }
  for (const id of ['directory_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'x', 'a%00b', 'x'.repeat(300)]) {
    assert.equal(await statusOf(id), 404, id)
  }
  assert.equal(await statusOf(client.directoryId), 200)
})

test('that a directory exists is remembered for a moment, so that anybody asking costs no query', async () => {
  await using client = await startScim(generic)
  const { query } = client.api.database
  let queries = 0
  client.api.database.query = (asked) => {
    queries += 1
    return query(asked)
  }
  for (let index = 0; index < 5; index += 1) {
    assert.equal((await client.send('GET', '/ServiceProviderConfig', { headers: noToken })).status, 200)
  }
  client.api.database.query = query
  assert.equal(queries, 1)
})

test('what is refused for its method or path is refused before its body is read', async () => {
  await using client = await startScim(generic)
  const body = '{'.repeat(bodyLimits.bytes + 1)
  for (const [method, path, status] of [
    ['POST', '/ServiceProviderConfig', 405],
    ['PUT', '/Schemas', 405],
    ['DELETE', '/Users', 405],
    ['PUT', '/Users/.search', 405],
    ['POST', '/Nothing', 404],
  ] as const) {
    assert.equal((await client.send(method, path, { body })).status, status, path)
  }
  for (const [path, status] of [
    ['/ServiceProviderConfig', 405],
    ['/Schemas', 401],
    ['/Bulk', 401],
  ] as const) {
    assert.equal((await client.send('POST', path, { body, headers: noToken })).status, status, path)
  }
})

test('every other method of a path is answered with those it has', async () => {
  await using client = await startScim(generic)
  for (const [path, allow] of [
    ['/Users', 'GET, HEAD, POST'],
    ['/Groups/', 'GET, HEAD, POST'],
    ['/Users/1', 'GET, HEAD, PUT, PATCH, DELETE'],
    ['/Schemas', 'GET, HEAD'],
    [`/Schemas/${userUrn}`, 'GET, HEAD'],
    ['/ServiceProviderConfig', 'GET, HEAD'],
  ] as const) {
    for (const method of ['OPTIONS', 'TRACE']) {
      const answer = await client.send(method, path)
      assert.deepEqual([answer.status, answer.headers.allow], [405, allow], `${method} ${path}`)
    }
  }
  assert.equal((await client.send('HEAD', '/Users')).status, 200)
  assert.deepEqual([(await client.send('PROPFIND', '/Users')).status], [501])
})

test('R-05 the alias /Me is said not to be offered: a token is of a directory, not of a person', async () => {
  await using client = await startScim(generic)
  for (const method of ['GET', 'PATCH'] as const) {
    const { status, body } = await client.send(method, '/Me', method === 'GET' ? {} : { body: {} })
    assert.deepEqual([status, body.status, body.schemas], [501, '501', ['urn:ietf:params:scim:api:messages:2.0:Error']])
    assert.match(body.detail, /not offered/)
    assert.equal((await client.send(method, '/Me', { headers: noToken })).status, 401)
  }
})

test('a slash too many changes nothing', async () => {
  await using client = await startScim(generic)
  assert.equal((await client.send('GET', '//Users')).body.totalResults, 0)
  const url = `/scim//v2/${client.directoryId}//Users//`
  const { statusCode } = await client.api.app.inject({ url, headers: { authorization: `Bearer ${client.token}` } })
  assert.equal(statusCode, 200)
})

test('no answer is kept by a cache or guessed at by a browser', async () => {
  await using client = await startScim(generic)
  const made = await client.send('POST', '/Users', { body: { schemas: [userUrn], userName: 'ada' } })
  for (const { status, headers } of [
    made,
    await client.send('GET', `/Users/${made.body.id}`, { headers: { 'if-none-match': 'W/"1"' } }),
    await client.send('GET', '/Users', { headers: noToken }),
    await client.send('GET', '/Users/%zz'),
    await client.send('DELETE', `/Users/${made.body.id}`),
  ]) {
    assert.deepEqual(
      [headers['cache-control'], headers['x-content-type-options']],
      ['no-store', 'nosniff'],
      `${status}`,
    )
  }
})

test('a filter of 10,000 characters comes through a real connection', async () => {
  await using client = await startScim(generic)
  const address = await client.api.app.listen({ host: '127.0.0.1', port: 0 })
  const list = async (length: number) => {
    const filter = `userName eq "${'ä'.repeat(length)}"`
    const url = `${address}/scim/v2/${client.directoryId}/Users?filter=${encodeURIComponent(filter)}`
    return (await fetch(url, { headers: { authorization: `Bearer ${client.token}` } })).status
  }
  assert.deepEqual([await list(9_980), await list(10_001)], [200, 400])
})

test('a group may be larger than a user', async () => {
  await using client = await startScim(generic)
  const filler = 'x'.repeat(5_000_000)
  const user = await client.send('POST', '/Users', { body: { schemas: [userUrn], userName: 'ada', filler } })
  assert.deepEqual([user.status, /2097152 bytes/.test(user.body.detail)], [413, true])
  const group = await client.send('POST', '/Groups', { body: { schemas: [groupUrn], displayName: 'Staff', filler } })
  assert.equal(group.status, 201)
  const larger = { schemas: [groupUrn], displayName: 'Staff', filler: filler + filler }
  const refused = await client.send('PUT', `/Groups/${group.body.id}`, { body: larger })
  assert.deepEqual([refused.status, /8388608 bytes/.test(refused.body.detail)], [413, true])
})

async function activity(client: ScimClient, id: string): Promise<unknown[]> {
  const { body } = await client.send('GET', `/Users/${id}`)
  const found = await client.send('GET', '/Users?filter=active+eq+false')
  const { body: seen } = await client.api.call('GET', `/directory_users/${id}`)
  return [body.active, found.body.totalResults, seen.state]
}

test('only a request that says "active" changes whether a user is active', async () => {
  await using client = await startScim(generic)
  const { body } = await client.send('POST', '/Users', { body: { schemas: [userUrn], userName: 'ada' } })
  assert.equal(body.active, true)
  const put = (more: object) =>
    client.send('PUT', `/Users/${body.id}`, { body: { schemas: [userUrn], userName: 'ada', ...more } })
  assert.equal((await put({ active: false })).body.active, false)
  assert.equal((await put({ title: 'Lead' })).body.active, false)
  assert.deepEqual(await activity(client, body.id), [false, 1, 'inactive'])
  assert.equal((await put({ active: null })).body.title, undefined)
  assert.deepEqual(await activity(client, body.id), [false, 1, 'inactive'])
  const Operations = [{ op: 'remove', path: 'active' }]
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
  await client.send('PATCH', `/Users/${body.id}`, { body: { schemas, Operations } })
  assert.deepEqual(await activity(client, body.id), [undefined, 0, 'inactive'])
  assert.equal((await put({ title: 'Boss' })).body.active, undefined)
  assert.deepEqual(await activity(client, body.id), [undefined, 0, 'inactive'])
  await put({ active: true })
  assert.deepEqual(await activity(client, body.id), [true, 0, 'active'])
  assert.equal((await put({ title: 'Boss' })).body.active, true)
})

test('resources are found by the URLs that answers show', async () => {
  await using client = await startScim(generic)
  const user = (await client.send('POST', '/Users', { body: { schemas: [userUrn], userName: 'ada' } })).body
  const members = [{ value: user.id }]
  const group = (await client.send('POST', '/Groups', { body: { schemas: [groupUrn], displayName: 'Staff', members } }))
    .body
  for (const [path, filter] of [
    ['/Users', `meta.location eq "${user.meta.location}"`],
    ['/Groups', `meta.location sw "${group.meta.location}"`],
    ['/Groups', `members.$ref eq "${user.meta.location}"`],
    ['/Users', `groups[$ref eq "${group.meta.location}"]`],
  ]) {
    const { body } = await client.send('GET', `${path}?filter=${encodeURIComponent(filter ?? '')}`)
    assert.equal(body.totalResults, 1, filter)
  }
})

test('what was received is kept with the tolerances that it needed, and never with a password', async () => {
  await using client = await startScim('azure scim v2.0')
  const plain = { schemas: [userUrn], userName: 'ada' }
  const { body } = await client.send('POST', '/Users', { body: plain })
  const received = async () => {
    const [row] = await client.api.database.query<{ received: { body: object; tolerances?: string[] } }>({
      text: 'select received::jsonb as received from users where id = $1',
      values: [body.id],
    })
    return row?.received
  }
  assert.equal('tolerances' in ((await received()) ?? {}), false)
  const patch = (...Operations: object[]) =>
    client.send('PATCH', `/Users/${body.id}`, {
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations },
    })
  await patch(
    { Op: 'replace', Path: 'password', Value: 'CLEAR' },
    { Op: 'Replace', Path: 'active', Value: 'False' },
    { Op: 'Replace', Path: 'emails[type eq "work"].value', Value: 'ada@x.test' },
  )
  assert.deepEqual((await received())?.tolerances, ['string_booleans', 'create_missing_element'])
  assert.doesNotMatch(JSON.stringify(await received()), /CLEAR/)
  const source = await client.api.call('GET', `/directory_users/${body.id}/source`)
  assert.deepEqual(source.body.received.tolerances, ['string_booleans', 'create_missing_element'])
})
