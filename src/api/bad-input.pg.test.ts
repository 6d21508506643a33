import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootstrapKey, createTestApi, type TestApi } from '../testing/api-app.ts'

const headers = { authorization: `Bearer ${bootstrapKey}`, 'content-type': 'application/json' }

function post(api: TestApi, payload: string | Buffer, more: Record<string, string> = {}) {
  return api.app.inject({ method: 'POST', url: '/organizations', headers: { ...headers, ...more }, payload })
}

const depth = 100_000
const refused: readonly (readonly [what: string, payload: string | Buffer, status: number, text: RegExp])[] = [
  ['malformed JSON', '{"name":', 400, /not valid JSON/],
  ['no body', '', 422, /name is required/],
  ['an array', '[]', 422, /expected object/],
  ['null', 'null', 422, /name is required|expected object/],
  ['a wrong type', '{"name":5}', 422, /name: .*expected string/],
  ['an empty name', '{"name":"  "}', 422, /name must not be empty|name: must not be empty/],
  ['an over-long name', JSON.stringify({ name: 'x'.repeat(256) }), 422, /at most 255 characters/],
  ['a null byte', '{"name":"a\\u0000b"}', 422, /null bytes/],
  ['half a character', '{"name":"a\\ud800b"}', 422, /broken characters/],
  ['half a character in metadata', '{"name":"a","metadata":{"k":"\\ud800"}}', 422, /broken characters/],
  ['invalid UTF-8', Buffer.from('{"name":"a\xff"}', 'latin1'), 400, /not valid UTF-8/],
  [
    'too much metadata',
    JSON.stringify({ name: 'a', metadata: Object.fromEntries([...Array(51).keys()].map((key) => [`k${key}`, 'v'])) }),
    422,
    /at most 50 keys/,
  ],
  ['deep nesting', `{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`, 422, /expected string/],
  ['10 MB', JSON.stringify({ name: 'x'.repeat(10_000_000) }), 413, /larger than 1048576 bytes/],
]

test('a body that cannot be used is refused with what is wrong with it, nothing is written and the server lives', async () => {
  await using api = await createTestApi()
  for (const [what, payload, status, text] of refused) {
    const answer = await post(api, payload)
    assert.equal(answer.statusCode, status, `${what}: ${answer.body}`)
    assert.match(answer.json().message, text, what)
    assert.ok(answer.json().code, what)
  }
  assert.deepEqual((await api.call('GET', '/organizations')).body.data, [])
})

test('a key named __proto__ changes nothing but itself', async () => {
  await using api = await createTestApi()
  const answer = await post(api, '{"name":"a","__proto__":{"external_id":"x"},"metadata":{"__proto__":"v","k":"v"}}')
  assert.equal(answer.statusCode, 201, answer.body)
  assert.equal(answer.json().external_id, null)
  assert.equal(answer.json().metadata.k, 'v')
})

test('what is not JSON is refused by its type', async () => {
  await using api = await createTestApi()
  const answer = await post(api, 'name=a', { 'content-type': 'application/x-www-form-urlencoded' })
  assert.equal(answer.statusCode, 415)
  assert.match(answer.json().message, /application\/json/)
})

test('validation names every field that is wrong, in WorkOS’s shape', async () => {
  await using api = await createTestApi()
  const { status, body } = await api.call('POST', '/directories', { body: { type: 'okta', organization_id: 'org_x' } })
  assert.equal(status, 422)
  assert.equal(body.code, 'invalid_request_parameters')
  const fields = body.errors.map(({ field, code }: { field: string; code: string }) => [field, code])
  assert.deepEqual(fields, [
    ['name', 'required'],
    ['type', 'invalid_value'],
  ])
  assert.match(body.message, /okta scim v2.0/)
})

test('queries that make no sense are refused, and ids that cannot be ids do not exist', async () => {
  await using api = await createTestApi()
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'order=up', 'after=a%00b', 'before=%20', 'search=%00']) {
    const { status, body } = await api.call('GET', `/organizations?${query}`)
    assert.equal(status, 422, `${query}: ${JSON.stringify(body)}`)
    assert.equal(body.errors[0].field, query.split('=', 1)[0])
  }
  for (const path of [
    '/organizations/%00',
    '/directories/a%20b',
    `/directory_users/${'x'.repeat(900)}`,
    '/nothing',
    '/directory_users/x/y/z',
  ]) {
    assert.equal((await api.call('GET', path)).status, 404, path)
  }
  assert.equal((await api.call('GET', '/organizations/%zz')).status, 400)
  assert.equal((await api.call('GET', '/directory_users')).status, 422)
  assert.equal((await api.call('GET', '/directory_groups')).status, 422)
})

test('an unforeseen failure tells a request id and nothing of the inside', async () => {
  await using api = await createTestApi()
  await api.database.query({ text: 'alter table organizations rename to hidden' })
  const answer = await api.call('GET', '/organizations')
  assert.equal(answer.status, 500)
  assert.equal(answer.body.code, 'internal_error')
  assert.ok(answer.body.message.includes(answer.headers['x-request-id']))
  assert.doesNotMatch(JSON.stringify(answer.body), /relation|select|organizations/)
})

test('a request keeps the id that its sender gave it if a log can carry it', async () => {
  await using api = await createTestApi()
  const send = async (id: string) =>
    (await api.app.inject({ url: '/healthz', headers: { 'x-request-id': id } })).headers['x-request-id']
  assert.equal(await send('abc-123'), 'abc-123')
  assert.match(String(await send('a b\tc')), /^request_/)
})

test('answers carry headers that keep browsers from guessing, caching and framing them', async () => {
  await using api = await createTestApi()
  for (const url of ['/organizations', '/nothing', '/healthz', '/readyz']) {
    const { headers } = await api.call('GET', url)
    assert.equal(headers['x-content-type-options'], 'nosniff', url)
    assert.equal(headers['cache-control'], 'no-store', url)
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, url)
  }
})
