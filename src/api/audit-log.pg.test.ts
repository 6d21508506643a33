import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { changingRoutes, createRouteWorld, requestsTo } from '../testing/route-requests.ts'
import { startChangeRetention } from './change-retention.ts'

async function entries(api: TestApi, query = '', key?: string) {
  const { body } = await api.call('GET', `/audit_log?limit=100${query}`, key === undefined ? {} : { key })
  return body.data
}

async function countOf({ database }: TestApi): Promise<number> {
  const [row] = await database.query<{ count: number }>({ text: 'select count(*)::int as count from audit_log' })
  return row?.count ?? 0
}

test('every route that changes something leaves one entry that names its action, and no secret', async () => {
  await using api = await createTestApi()
  const world = await createRouteWorld(api, 'acme')
  for (const route of changingRoutes()) {
    const before = await countOf(api)
    const name = `${route.method} ${route.path}`
    for (const { url, ...options } of requestsTo(route, world)) {
      const answer = await api.call(route.method, url, options)
      assert.equal(answer.status, route.status ?? 200, `${name} answered ${JSON.stringify(answer.body)}`)
      assert.equal(await countOf(api), before + 1, `${name} left no entry, or more than one`)
      const [entry] = await entries(api)
      assert.equal(entry.action, route.action)
      assert.equal(entry.request_id, answer.headers['x-request-id'])
      assert.ok(entry.before ?? entry.after, `${name} tells neither what was before nor what is after`)
      for (const secret of secretsOf(answer.body))
        assert.ok(!JSON.stringify(entry).includes(secret), `${name}: ${secret}`)
    }
  }
})

/** What an answer shows this once. */
function secretsOf(body: Record<string, unknown>): string[] {
  const { value, bearer_token, secret, link } = body
  return [value, bearer_token, secret, link].filter((text) => typeof text === 'string')
}

test('an entry says who did what, from where, and how the target was before and after', async () => {
  await using api = await createTestApi()
  const acme = await createTestDirectory(api)
  const { body: key } = await api.call('POST', '/api_keys', { body: { name: 'terraform' } })
  const headers = { 'user-agent': 'muster-cli', 'x-request-id': 'mine-1' }
  const renamed = await api.call('PUT', `/directories/${acme.id}`, { body: { name: 'New' }, key: key.value, headers })
  const [entry] = await entries(api)
  assert.deepEqual(entry, {
    object: 'audit_entry',
    id: entry.id,
    action: 'directory.updated',
    occurred_at: entry.occurred_at,
    organization_id: acme.organizationId,
    actor: { type: 'api_key', id: key.id, name: 'terraform' },
    source: 'cli',
    target: { type: 'directory', id: acme.id },
    before: { ...renamed.body, name: 'Okta of Acme', updated_at: renamed.body.created_at },
    after: renamed.body,
    context: { location: '127.0.0.1', user_agent: 'muster-cli' },
    request_id: 'mine-1',
  })
  const bootstrap = await entries(api, '&action=directory.created')
  assert.deepEqual(bootstrap[0].actor, { type: 'api_key', id: null, name: 'MUSTER_API_KEY' })
})

test('a change that is refused leaves no entry', async () => {
  await using api = await createTestApi()
  const body = { name: 'Acme', external_id: 'acme' }
  await api.call('POST', '/organizations', { body })
  assert.equal((await api.call('POST', '/organizations', { body })).status, 400)
  assert.equal((await api.call('DELETE', '/api_keys/api_key_none')).status, 404)
  assert.equal(await countOf(api), 1)
})

test('the list is narrowed by actor, target, action, organization and time, and paged', async () => {
  await using api = await createTestApi()
  const acme = await createTestDirectory(api, 'Acme')
  const globex = await createTestDirectory(api, 'Globex')
  const { body: key } = await api.call('POST', '/api_keys', { body: { name: 'k' } })
  await api.call('PUT', `/directories/${globex.id}`, { body: { name: 'New' }, key: key.value })
  const actions = async (query: string) => (await entries(api, query)).map((entry: { action: string }) => entry.action)
  assert.deepEqual(await actions(`&actor=${key.id}`), ['directory.updated'])
  assert.deepEqual(await actions(`&target=${globex.id}`), ['directory.updated', 'directory.created'])
  assert.deepEqual(await actions('&action=api_key.created'), ['api_key.created'])
  assert.deepEqual(await actions(`&organization_id=${acme.organizationId}`), [
    'directory.created',
    'organization.created',
  ])
  const all = await entries(api)
  const [newest] = all
  assert.deepEqual(await actions('&range_end=2020-01-01'), [])
  assert.equal((await actions('&range_start=2020-01-01')).length, all.length)
  assert.ok(
    !(await entries(api, `&range_end=${newest.occurred_at}`)).some(({ id }: { id: string }) => id === newest.id),
  )
  const page = await api.call('GET', `/audit_log?limit=2&after=${newest.id}`)
  assert.deepEqual(
    page.body.data.map(({ id }: { id: string }) => id),
    all.slice(1, 3).map(({ id }: { id: string }) => id),
  )
})

test('a key of an organization sees what was done to that organization only, in the list and the export', async () => {
  await using api = await createTestApi()
  const acme = await createTestDirectory(api, 'Acme')
  const globex = await createTestDirectory(api, 'Globex')
  const { body: key } = await api.call('POST', '/api_keys', {
    body: { name: 'k', organization_id: acme.organizationId },
  })
  const own = await entries(api, '', key.value)
  assert.equal(own.length, 3)
  assert.ok(own.every((entry: { organization_id: string }) => entry.organization_id === acme.organizationId))
  assert.deepEqual(await entries(api, `&organization_id=${globex.organizationId}`, key.value), [])
  assert.deepEqual(await entries(api, `&target=${globex.id}`, key.value), [])
  const headers = { authorization: `Bearer ${key.value}` }
  const exported = await api.app.inject({ url: '/audit_log/export', headers })
  assert.equal(exported.body.trim().split('\n').length, 3)
  assert.ok(!exported.body.includes(globex.organizationId))
  const { body: other } = await api.call('POST', '/api_keys', { body: { name: 'o', permissions: ['events:read'] } })
  const refused = await api.call('GET', '/audit_log/export', { key: other.value })
  assert.equal(refused.status, 403)
  assert.match(refused.body.message, /audit_log:read/)
})

test('the export has every entry once, the first first, as lines of JSON or as CSV that is no formula', async () => {
  await using api = await createTestApi()
  await api.call('POST', '/organizations', { body: { name: 'Acme, "the" one' } })
  await api.database.query({
    text: `insert into audit_log (id, action, actor_type, actor_name, source, target_type, target_id, occurred_at)
      select 'audit_entry_0' || n, 'a.b', 'api_key', '=1+1', 'api', 't', 'x', now() from generate_series(1000, 2199) n`,
  })
  const get = async (query: string) => {
    const { body, headers } = await api.app.inject({ url: `/audit_log/export${query}`, headers: { authorization } })
    return { body, type: headers['content-type'] }
  }
  const json = await get('')
  assert.equal(json.type, 'application/x-ndjson')
  const lines = json.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(lines.length, 1201)
  assert.deepEqual(
    lines.map(({ id }) => id),
    lines.map(({ id }) => id).sort(),
  )
  assert.deepEqual(lines.at(-1), (await entries(api))[0])
  const csv = await get('?format=csv&action=organization.created')
  assert.equal(csv.type, 'text/csv; charset=utf-8')
  const [heading, line] = csv.body.split('\r\n')
  assert.match(heading ?? '', /^id,occurred_at,action,/)
  assert.match(line ?? '', /""name"":""Acme, \\""the\\"" one""/)
  assert.match((await get('?format=csv&action=a.b')).body, /,'=1\+1,/)
  await api.database.query({ text: `update audit_log set actor_name = '＝1+1' where action = 'a.b'` })
  assert.match((await get('?format=csv&action=a.b')).body, /,'＝1\+1,/)
  assert.equal((await get('?format=csv&action=none.such')).body.split('\r\n').length, 2)
})

const authorization = 'Bearer sk_bootstrap_of_the_tests'

test('entries past the retention are removed, and so are old keys of repetitions', async () => {
  await using api = await createTestApi()
  await api.call('POST', '/organizations', { body: { name: 'Acme' }, headers: { 'idempotency-key': 'one' } })
  const { database, platform } = api.context
  const later = (days: number) => ({ ...platform, clock: { now: () => new Date(Date.now() + days * 86_400_000) } })
  const retain = (days: number) =>
    startChangeRetention({ database, platform: later(days), auditRetentionDays: 400 }).stop()
  await retain(0.9)
  assert.equal((await database.query({ text: 'select from idempotency_keys' })).length, 1)
  await retain(399)
  assert.equal(await countOf(api), 1)
  assert.equal((await database.query({ text: 'select from idempotency_keys' })).length, 0)
  await retain(401)
  assert.equal(await countOf(api), 0)
})
