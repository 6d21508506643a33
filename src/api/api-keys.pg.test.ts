import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'

async function makeKey(api: TestApi, body: object, by?: string) {
  return api.call('POST', '/api_keys', { body: { name: 'test', ...body }, ...(by && { key: by }) })
}

test('a request without a key, or with one that nobody made, is refused with the way to get one', async () => {
  await using api = await createTestApi()
  const bare = await api.app.inject({ method: 'GET', url: '/organizations' })
  assert.equal(bare.statusCode, 401)
  assert.equal(bare.headers['www-authenticate'], 'Bearer')
  assert.match(bare.json().message, /muster keys create/)
  for (const key of ['sk_unknown', 'sk_bootstrap_of_the_test', `sk_bootstrap_of_the_tests2`]) {
    assert.equal((await api.call('GET', '/organizations', { key })).status, 401)
  }
})

test('a key may do what its permissions say, and a refusal names the missing one', async () => {
  await using api = await createTestApi()
  const { body: key } = await makeKey(api, { permissions: ['organizations:read'] })
  assert.equal((await api.call('GET', '/organizations', { key: key.value })).status, 200)
  const refused = await api.call('POST', '/organizations', { key: key.value, body: { name: 'Acme' } })
  assert.equal(refused.status, 403)
  assert.match(refused.body.message, /"organizations:write"/)
})

test('a key cannot give another key more than it has', async () => {
  await using api = await createTestApi()
  const { body: key } = await makeKey(api, { permissions: ['api_keys:write', 'events:read'] })
  assert.equal((await makeKey(api, { permissions: ['events:read'] }, key.value)).status, 201)
  for (const permission of ['organizations:read', '*']) {
    const refused = await makeKey(api, { permissions: [permission] }, key.value)
    assert.equal(refused.status, 403)
    assert.ok(refused.body.message.includes(`"${permission}"`), refused.body.message)
  }
})

test('a key of one organization makes, sees and revokes keys of that organization only', async () => {
  await using api = await createTestApi()
  const { body: acme } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const { body: other } = await api.call('POST', '/organizations', { body: { name: 'Other' } })
  const { body: key } = await makeKey(api, { organization_id: acme.id })
  const { body: foreign } = await makeKey(api, { organization_id: other.id })
  const by = key.value

  const made = await makeKey(api, { name: 'second' }, by)
  assert.deepEqual(made.body.owner, { type: 'organization', id: acme.id }, 'not a key for all organizations')
  assert.equal((await makeKey(api, { organization_id: other.id }, by)).status, 404)
  const listed = await api.call('GET', '/api_keys?order=asc', { key: by })
  assert.deepEqual(
    listed.body.data.map((found: { id: string }) => found.id),
    [key.id, made.body.id],
  )
  assert.equal((await api.call('DELETE', `/api_keys/${foreign.id}`, { key: by })).status, 404)
  assert.equal((await api.call('POST', '/organizations', { key: by, body: { name: 'More' } })).status, 403)
})

test('a revoked key opens nothing from that moment on', async () => {
  await using api = await createTestApi()
  const { body: key } = await makeKey(api, {})
  assert.equal((await api.call('GET', '/organizations', { key: key.value })).status, 200)
  assert.equal((await api.call('DELETE', `/api_keys/${key.id}`)).status, 204)
  assert.equal((await api.call('GET', '/organizations', { key: key.value })).status, 401)
  assert.equal((await api.call('DELETE', `/api_keys/${key.id}`)).status, 404)
  assert.deepEqual((await api.call('GET', '/api_keys')).body.data, [])
})

test('a key ends when it was said to, also when it was used a moment before', async () => {
  let now = new Date('2026-11-01T00:00:00.000Z')
  await using api = await createTestApi({ clock: { now: () => now } })
  const { body: key } = await makeKey(api, { expires_in_days: 1 })
  now = new Date('2026-11-01T23:59:59.999Z')
  assert.equal((await api.call('GET', '/organizations', { key: key.value })).status, 200)
  now = new Date('2026-11-02T00:00:00.000Z')
  assert.equal((await api.call('GET', '/organizations', { key: key.value })).status, 401)
})

test('a key is shown once, and says when it was last used', async () => {
  await using api = await createTestApi()
  const { body: key } = await makeKey(api, { name: 'reporting', permissions: ['events:read'] })
  assert.match(key.value, /^sk_\w{40}$/)
  await api.call('GET', '/events', { key: key.value })
  await api.context.keys.stop()
  const { body } = await api.call('GET', '/api_keys')
  assert.equal(body.data[0].obfuscated_value, `sk_...${key.value.slice(-4)}`)
  assert.ok(body.data[0].last_used_at)
  assert.ok(!JSON.stringify(body).includes(key.value))
})

test('a key that ends makes only keys that end with it at the latest', async () => {
  const now = new Date('2026-11-01T00:00:00.000Z')
  await using api = await createTestApi({ clock: { now: () => now } })
  const { body: key } = await makeKey(api, { expires_in_days: 10 })
  const expiry = async (body: object) => (await makeKey(api, body, key.value)).body.expires_at
  assert.equal(await expiry({}), '2026-11-11T00:00:00.000Z')
  assert.equal(await expiry({ expires_in_days: 30 }), '2026-11-11T00:00:00.000Z')
  assert.equal(await expiry({ expires_in_days: 3 }), '2026-11-04T00:00:00.000Z')
  const wrong = await makeKey(api, { permissions: ['events:write'] })
  assert.equal(wrong.status, 422)
  assert.match(wrong.body.message, /permissions must be \*, organizations:read, .*events:read/)
})
