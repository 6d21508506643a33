import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'

test('a new directory waits for its source, with an endpoint and a token that is shown once', async () => {
  await using api = await createTestApi()
  const organization = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const body = { organization_id: organization.body.id, name: 'Okta', type: 'okta scim v2.0' }
  const made = await api.call('POST', '/directories', { body })

  assert.equal(made.status, 201)
  const { bearer_token, ...directory } = made.body
  assert.match(directory.id, /^directory_[0-9A-HJKMNP-TV-Z]{26}$/)
  assert.match(bearer_token, /^scim_\w{40}$/)
  assert.equal(directory.endpoint, `http://muster.test/scim/v2/${directory.id}`)
  assert.equal(directory.state, 'validating')
  assert.deepEqual(directory.metadata, { users: { active: 0, inactive: 0 }, groups: 0 })
  assert.deepEqual((await api.call('GET', `/directories/${directory.id}`)).body, directory)
  assert.deepEqual((await api.call('GET', '/directories?search=okt')).body.data, [directory])
  assert.deepEqual((await api.call('GET', '/directories?search=entra')).body.data, [])
  const [stored] = await api.database.query<{ found: boolean }>({
    text: `select exists (select from directory_tokens where to_jsonb(directory_tokens)::text like '%' || $1 || '%') as found`,
    values: [bearer_token],
  })
  assert.equal(stored?.found, false, 'the secret is not in the database')
})

test('a token opens its own directory only, and a mistyped base URL is told apart from a wrong token', async () => {
  await using api = await createTestApi()
  const acme = await createTestDirectory(api, 'Acme')
  const other = await createTestDirectory(api, 'Other')
  const { directoryTokens } = api.context

  const { directory } = await directoryTokens.authenticate(acme.id, acme.token)
  assert.equal(directory.organizationId, acme.organizationId)
  await assert.rejects(directoryTokens.authenticate(other.id, acme.token), { code: 'invalid_token' })
  await assert.rejects(directoryTokens.authenticate(acme.id, 'scim_wrong'), { code: 'invalid_token' })
  await assert.rejects(directoryTokens.authenticate(acme.id, null), { code: 'invalid_token' })
  await assert.rejects(directoryTokens.authenticate('directory_none', acme.token), { code: 'directory_not_found' })
  await assert.rejects(directoryTokens.authenticate('a\0b', acme.token), { code: 'directory_not_found' })
})

test('a known token costs no query', async () => {
  await using api = await createTestApi()
  const { id, token } = await createTestDirectory(api)
  await api.context.directoryTokens.authenticate(id, token)
  await api.database.query({ text: 'alter table directory_tokens rename to hidden' })
  await api.context.directoryTokens.authenticate(id, token)
})

test('tokens are rotated with overlap: the old one works until its set end, the new one at once', async () => {
  let now = new Date('2026-11-01T12:00:00.000Z')
  await using api = await createTestApi({ clock: { now: () => now } })
  const { id, token: old } = await createTestDirectory(api)
  const { authenticate } = api.context.directoryTokens
  const made = await api.call('POST', `/directories/${id}/tokens`, { body: { expires_in_days: 30 } })
  assert.equal(made.status, 201)
  assert.equal(made.body.expires_at, '2026-12-01T12:00:00.000Z')
  const { tokenId } = await authenticate(id, old)

  const ending = await api.call('DELETE', `/directories/${id}/tokens/${tokenId}?in_seconds=3600`)
  assert.equal(ending.body.expires_at, '2026-11-01T13:00:00.000Z')
  await authenticate(id, old)
  await authenticate(id, made.body.bearer_token)
  now = new Date('2026-11-01T13:00:00.000Z')
  await assert.rejects(authenticate(id, old), { code: 'invalid_token' })
  await authenticate(id, made.body.bearer_token)
  now = new Date('2026-12-01T12:00:00.000Z')
  await assert.rejects(authenticate(id, made.body.bearer_token), { code: 'invalid_token' })
})

test('a revoked token opens nothing from that moment on, and revoking it again changes nothing', async () => {
  await using api = await createTestApi()
  const { id, token } = await createTestDirectory(api)
  const { tokenId } = await api.context.directoryTokens.authenticate(id, token)

  const revoked = await api.call('DELETE', `/directories/${id}/tokens/${tokenId}`)
  assert.equal(revoked.status, 200)
  assert.ok(revoked.body.revoked_at)
  await assert.rejects(api.context.directoryTokens.authenticate(id, token), { code: 'invalid_token' })
  const again = await api.call('DELETE', `/directories/${id}/tokens/${tokenId}`)
  assert.deepEqual(again.body, revoked.body)
  await api.feed()
  const events = await api.call('GET', '/events')
  const types = events.body.data.map((event: { event: string }) => event.event)
  assert.deepEqual(types, ['dsync.token.created', 'dsync.token.revoked'])
})

test('a token says when it was last used, written outside the request', async () => {
  await using api = await createTestApi()
  const { id, token } = await createTestDirectory(api)
  await api.context.directoryTokens.authenticate(id, token)
  await api.context.directoryTokens.stop()
  const { body } = await api.call('GET', `/directories/${id}/tokens`)
  assert.match(body.data[0].last_used_at, /^\d{4}-.*Z$/)
})

test('making and ending tokens says who did it', async () => {
  await using api = await createTestApi()
  const key = await api.call('POST', '/api_keys', { body: { name: 'ops' } })
  const { id } = await createTestDirectory(api)
  await api.call('POST', `/directories/${id}/tokens`, { body: {}, key: key.body.value })
  await api.feed()
  const { body } = await api.call('GET', '/events?order=desc&limit=1')
  assert.deepEqual(body.data[0].context, { actor: { id: key.body.id, source: 'api', name: null } })
})
