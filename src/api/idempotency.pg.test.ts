import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { creationOfUser } from '../testing/directory-content.ts'
import { changingRoutes, createRouteWorld, requestsTo } from '../testing/route-requests.ts'

const withKey = (key: string) => ({ headers: { 'idempotency-key': key } })

async function count({ database }: TestApi, table: 'organizations' | 'audit_log' | 'idempotency_keys') {
  const [row] = await database.query<{ count: number }>({ text: `select count(*)::int as count from ${table}` })
  return row?.count
}

test('a repetition of any POST is not carried out and gets the first answer, secrets included', async () => {
  await using api = await createTestApi()
  const world = await createRouteWorld(api, 'acme')
  for (const route of changingRoutes().filter(({ method }) => method === 'POST')) {
    for (const { url, ...options } of requestsTo(route, world)) {
      const first = await api.call('POST', url, { ...options, ...withKey(route.path) })
      const entries = await count(api, 'audit_log')
      const second = await api.call('POST', url, { ...options, ...withKey(route.path) })
      assert.equal(second.status, first.status, route.path)
      assert.deepEqual(second.body, first.body)
      assert.equal(first.headers['idempotent-replayed'], undefined)
      assert.equal(second.headers['idempotent-replayed'], 'true', `${route.path} was carried out twice`)
      assert.equal(await count(api, 'audit_log'), entries)
    }
  }
})

test('of many requests with one key that come at once, one is carried out and all get its answer', async () => {
  await using api = await createTestApi()
  const send = () => api.call('POST', '/organizations', { body: { name: 'Acme' }, ...withKey('one') })
  const answers = await Promise.all(Array.from({ length: 30 }, send))
  const ids = answers.map(({ status, body }) => `${status} ${body.id}`)
  assert.equal(new Set(ids).size, 1, ids.join())
  assert.equal(answers[0]?.status, 201)
  assert.equal(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true').length, 29)
  assert.equal(await count(api, 'organizations'), 1)
})

test('a key that was sent with another body, path or query is refused', async () => {
  await using api = await createTestApi()
  const send = (url: string, body: object) => api.call('POST', url, { body, ...withKey('one') })
  await send('/organizations', { name: 'Acme' })
  const others = [
    await send('/organizations', { name: 'Globex' }),
    await send('/organizations?again=1', { name: 'Acme' }),
    await send('/api_keys', { name: 'Acme' }),
  ]
  for (const { status, body } of others) assert.deepEqual([status, body.code], [422, 'idempotency_key_reused'])
  assert.equal(await count(api, 'organizations'), 1)
})

test('a key belongs to the API key that sent it', async () => {
  await using api = await createTestApi()
  const { body: key } = await api.call('POST', '/api_keys', { body: { name: 'other' } })
  const send = (options: object) => api.call('POST', '/organizations', { body: { name: 'Acme' }, ...options })
  const mine = await send(withKey('one'))
  const other = await send({ ...withKey('one'), key: key.value })
  assert.notEqual(other.body.id, mine.body.id)
  assert.equal((await send({ ...withKey('one'), key: key.value })).body.id, other.body.id)
})

test('a request that is refused leaves its key free', async () => {
  await using api = await createTestApi()
  const send = () =>
    api.call('POST', '/organizations', { body: { name: 'Acme', external_id: 'acme' }, ...withKey('one') })
  const { body: first } = await api.call('POST', '/organizations', { body: { name: 'Acme', external_id: 'acme' } })
  assert.equal((await send()).status, 400)
  assert.equal(await count(api, 'idempotency_keys'), 0)
  await api.call('DELETE', `/organizations/${first.id}`)
  await api.database.query({ text: 'delete from organizations' })
  assert.equal((await send()).status, 201)
})

test('where the answer cannot be kept or the entry not be written, nothing is changed', async () => {
  const failures = { audit_log: 'false', idempotency_keys: 'sealed_answer is null' }
  for (const [table, check] of Object.entries(failures)) {
    await using api = await createTestApi()
    await api.database.query({ text: `alter table ${table} add check (${check})` })
    const answer = await api.call('POST', '/organizations', { body: { name: 'Acme' }, ...withKey('one') })
    assert.equal(answer.status, 500, table)
    assert.equal(await count(api, 'organizations'), 0)
  }
})

test('what is kept of an answer shows no secret to a reader of the database', async () => {
  await using api = await createTestApi()
  const { body } = await api.call('POST', '/api_keys', { body: { name: 'k' }, ...withKey('one') })
  const [row] = await api.database.query<{ text: string }>({ text: 'select k::text as text from idempotency_keys k' })
  assert.ok(row && !row.text.includes(body.value) && !row.text.includes(body.id))
})

test('after 24 hours a key is new', async () => {
  const time = { now: Date.now() }
  await using api = await createTestApi({ clock: { now: () => new Date(time.now) } })
  const send = async () => {
    const { body } = await api.call('POST', '/organizations', { body: { name: 'Acme' }, ...withKey('one') })
    return body.id
  }
  const first = await send()
  time.now += 24 * 3_600_000
  assert.equal(await send(), first)
  time.now += 1
  const second = await send()
  assert.notEqual(second, first)
  assert.equal(await send(), second)
})

test('a key that is too long or not printable is refused; other methods do not take one', async () => {
  await using api = await createTestApi()
  const send = (key: string) => api.call('POST', '/organizations', { body: { name: 'Acme' }, ...withKey(key) })
  assert.equal((await send('x'.repeat(255))).status, 201)
  for (const key of ['x'.repeat(256), '', 'ü']) {
    const { status, body } = await send(key)
    assert.deepEqual([status, body.code], [400, 'invalid_idempotency_key'])
  }
  assert.equal((await api.call('GET', '/organizations', withKey('x'.repeat(256)))).status, 200)
})

test('work that waits for the directory writer finds a connection, however many changes come at once', async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  const cause = { source: 'system', actorId: null, requestId: null } as const
  const ids = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const { user } = await api.context.submit(scope, creationOfUser(`user${index}@acme.test`))
      await api.context.submit(scope, { type: 'delete_user', id: user.id, cause, received: null })
      return user.id
    }),
  )
  const answers = await Promise.all(ids.map((id) => api.call('POST', `/directory_users/${id}/restore`)))
  assert.deepEqual(
    answers.filter(({ status }) => status !== 200),
    [],
  )
})
