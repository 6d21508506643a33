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
  ['an array', '[]', 422, /body must be an object, not a list\./],
  ['null', 'null', 422, /name is required/],
  ['a wrong type', '{"name":5}', 422, /name must be a text, not a number/],
  ['an empty name', '{"name":"  "}', 422, /name must not be empty/],
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
  ['deep nesting', `{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`, 422, /name must be a text, not a list/],
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
  const { status, body } = await api.call('POST', '/directories', { body: { type: 'octa', organization_id: 'org_x' } })
  assert.equal(status, 422)
  assert.equal(body.code, 'invalid_request_parameters')
  const fields = body.errors.map(({ field, code }: { field: string; code: string }) => [field, code])
  assert.deepEqual(fields, [
    ['name', 'required'],
    ['type', 'invalid_value'],
  ])
  assert.match(body.message, /okta scim v2.0/)
})

const badQueries: readonly (readonly [query: string, text: string])[] = [
  ['limit=0', 'limit must be a whole number from 1 to 100'],
  ['limit=101', 'limit must be a whole number from 1 to 100'],
  ['limit=x', 'limit must be a whole number from 1 to 100'],
  ['limit=1e2', 'limit must be a whole number from 1 to 100'],
  ['limit=', 'limit must be a whole number from 1 to 100'],
  ['limit=5&limit=6', 'limit must be given once'],
  ['order=up', 'order must be one of asc, desc, normal'],
  ['order=asc&order=asc', 'order must be given once'],
  ['after=a%00b', 'after must be the id of an object'],
  ['before=%20', 'before must be the id of an object'],
  ['search=%00', 'search must not contain null bytes or broken characters'],
  ['search=a&search=b', 'search must be given once'],
]

test('no refusal of a body speaks in the words of a library', async () => {
  await using api = await createTestApi()
  const wrong: readonly (readonly [path: string, body: object, text: string])[] = [
    [
      '/organizations',
      { name: 'a', metadata: { ['k'.repeat(41)]: 'v' } },
      'metadata keys must be at most 40 characters',
    ],
    ['/organizations', { name: 'a', metadata: [] }, 'metadata must be an object, not a list'],
    ['/organizations', { name: true }, 'name must be a text, not true or false'],
    ['/organizations', { name: null }, 'name must be a text, not null'],
    ['/api_keys', { name: 'a', expires_in_days: 0 }, 'expires_in_days must be a whole number from 1 to 3650'],
    ['/api_keys', { name: 'a', expires_in_days: '5' }, 'expires_in_days must be a whole number from 1 to 3650'],
    ['/api_keys', { name: 'a', permissions: 'events:read' }, 'permissions must be a list, not a text'],
    ['/api_keys', { name: 'a', permissions: [] }, 'permissions must name at least one permission'],
  ]
  for (const [path, body, text] of wrong) {
    const answer = await api.call('POST', path, { body })
    assert.equal(answer.status, 422, text)
    assert.deepEqual(
      answer.body.errors.map((error: { message: string }) => error.message),
      [text],
    )
  }
})

test('another method on a path of the API is told which there are', async () => {
  await using api = await createTestApi()
  const refused = async (method: 'PUT' | 'PATCH' | 'GET' | 'DELETE', url: string, payload?: string) => {
    const answer = await api.app.inject({ method, url, headers, ...(payload && { payload }) })
    assert.equal(answer.statusCode, 405, `${method} ${url}: ${answer.body}`)
    assert.equal(answer.json().code, 'method_not_allowed')
    assert.match(answer.json().message, new RegExp(`${answer.headers.allow}`))
    return answer.headers.allow
  }
  assert.equal(await refused('PUT', '/organizations', '{"name":"a"}'), 'GET, HEAD, POST')
  assert.equal(await refused('PATCH', '/organizations/org_1?x=1', '{'), 'DELETE, GET, HEAD, PUT')
  assert.equal(await refused('PATCH', '/directories/directory_1'), 'DELETE, GET, HEAD, PUT')
  assert.equal(await refused('GET', '/directories/directory_1/tokens/t'), 'DELETE')
})

test('a path whose id is missing is no path', async () => {
  await using api = await createTestApi()
  for (const [method, url] of [
    ['DELETE', '/api_keys/'],
    ['GET', '/organizations/'],
    ['GET', '/directories//tokens'],
  ] as const) {
    const { status, body } = await api.call(method, url)
    assert.equal(status, 404)
    assert.equal(body.code, 'route_not_found')
    assert.ok(body.message.includes(`${method} ${url}.`), body.message)
  }
})

test('queries that make no sense are refused, and ids that cannot be ids do not exist', async () => {
  await using api = await createTestApi()
  for (const [query, text] of badQueries) {
    const { status, body } = await api.call('GET', `/organizations?${query}`)
    assert.equal(status, 422, `${query}: ${JSON.stringify(body)}`)
    assert.equal(body.errors[0].field, query.split('=', 1)[0])
    assert.equal(body.errors[0].message, text)
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
