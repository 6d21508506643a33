import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createActivityCounter } from '../../events/activity-counter.ts'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { creationOfUser } from '../../testing/directory-content.ts'
import { createRouteWorld } from '../../testing/route-requests.ts'

const count = ({ context: { database, platform } }: TestApi) =>
  createActivityCounter({ database, platform, isCaughtUp: () => true })()

async function boundKey(api: TestApi, body: object): Promise<string> {
  const answer = await api.call('POST', '/api_keys', { body: { name: 'test', ...body } })
  return answer.body.value
}

const kindsOf = (overview: { attention: { kind: string; count: number }[] }) =>
  Object.fromEntries(overview.attention.map(({ kind, count }) => [kind, count]))

test('an empty server has nothing that asks for a person, and none of the first steps is done', async () => {
  await using api = await createTestApi()
  const { body } = await api.call('GET', '/overview')
  assert.deepEqual(body.attention, [])
  assert.deepEqual(body.first_steps, { organization: false, portal_link: false, person: false, webhook: false })
  assert.equal(body.activity.days.length, 30)
  assert.ok(body.activity.days.every((day: { events: number }) => day.events === 0))
})

test('the overview of all, and that of a key that is bound to an organization, count what each may see', async () => {
  await using api = await createTestApi()
  const one = await createRouteWorld(api, 'one')
  await createRouteWorld(api, 'two')
  const all = { what: 'all', expires_in_days: 5 }
  await boundKey(api, { organization_id: one.organization, ...all })
  await api.database.query({ text: `update directories set state = 'quarantined' where type = 'okta'` })
  await api.database.query({
    text: `update destinations set paused_at = now(), paused_reason = 'gone' where kind = 'webhook'`,
  })
  await count(api)

  const { body } = await api.call('GET', '/overview')
  assert.deepEqual(body.totals.users, { active: 6, inactive: 0 })
  assert.equal(body.totals.organizations, 2)
  assert.deepEqual(body.first_steps, { organization: true, portal_link: true, person: true, webhook: true })
  const { directory_quarantined, run_waiting, destination_paused } = kindsOf(body)
  assert.deepEqual(
    { directory_quarantined, run_waiting, destination_paused },
    { directory_quarantined: 2, run_waiting: 6, destination_paused: 2 },
  )
  const eventsOf = (overview: { activity: { days: { events: number }[] } }) =>
    overview.activity.days.reduce((sum, day) => sum + day.events, 0)
  const [logged] = await api.database.query<{ count: number }>({ text: 'select count(*) from events' })
  assert.equal(eventsOf(body), logged?.count)

  const key = await boundKey(api, { organization_id: one.organization })
  const own = (await api.call('GET', '/overview', { key })).body
  assert.deepEqual(own.totals.users, { active: 3, inactive: 0 })
  assert.equal(own.totals.organizations, 1)
  assert.deepEqual(
    [kindsOf(own).directory_quarantined, kindsOf(own).run_waiting, kindsOf(own).destination_paused],
    [1, 3, 1],
  )
  assert.equal(eventsOf(own), eventsOf(body) / 2)
  assert.ok(!JSON.stringify(own).includes('two'), 'nothing of the other organization is in it')
})

test('what a key may not read is not in the overview', async () => {
  await using api = await createTestApi()
  await createRouteWorld(api, 'one')
  const key = await boundKey(api, { permissions: ['directories:read'] })
  const { body } = await api.call('GET', '/overview', { key })
  assert.equal(body.activity, null)
  assert.equal(kindsOf(body).run_waiting, undefined)
  // The figures are also of runs and deliveries.
  const reader = await boundKey(api, { permissions: ['directories:read', 'events:read'] })
  assert.equal((await api.call('GET', '/overview', { key: reader })).body.activity, null)
})

test('tokens and links that end soon are told of, unless there is a successor', async () => {
  await using api = await createTestApi()
  const { id, organizationId } = await createTestDirectory(api, 'Acme')
  await api.database.query({ text: `update directory_tokens set expires_at = now() + interval '3 days'` })
  await api.call('POST', '/portal/generate_link', { body: { organization: organizationId, expires_in_minutes: 2000 } })
  const { body } = await api.call('GET', '/overview')
  assert.deepEqual(kindsOf(body), { token_expiring: 1, portal_link_expiring: 1 })
  await api.call('POST', `/directories/${id}/tokens`, { body: {} })
  assert.deepEqual(kindsOf((await api.call('GET', '/overview')).body), { portal_link_expiring: 1 })
})

test('how directories do is told in the order in which they were asked for, with the events of each hour', async () => {
  const now = new Date()
  await using api = await createTestApi({ clock: { now: () => now } })
  const acme = await createTestDirectory(api, 'Acme')
  const umbrella = await createTestDirectory(api, 'Umbrella')
  await api.context.submit(acme.scope, creationOfUser('ada@acme.test'))
  await api.feed()
  await count(api)
  const { body } = await api.call('GET', `/directories/health?ids=${umbrella.id},${acme.id},directory_none`)
  assert.deepEqual(
    body.data.map((one: { id: string; organization_name: string }) => [one.id, one.organization_name]),
    [
      [umbrella.id, 'Umbrella'],
      [acme.id, 'Acme'],
    ],
  )
  const [quiet, busy] = body.data
  assert.equal(busy.events_by_hour.length, 24)
  assert.ok(busy.events_by_hour.at(-1) >= 1, 'the last number is that of this hour')
  assert.deepEqual(busy.users, { active: 1, inactive: 0 })
  assert.deepEqual(busy.problems, [])
  assert.equal(quiet.problems[0].code, 'nothing_received')
})

test('directories are listed by state, by type and by name, page by page', async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api, 'Acme')
  for (const name of ['beta', 'Alpha', 'gamma', 'alpha']) {
    await api.call('POST', '/directories', { body: { organization_id: organizationId, name, type: 'azure scim v2.0' } })
  }
  const names = async (query: string) => {
    const { body } = await api.call('GET', `/directories?${query}`)
    return { names: body.data.map((one: { name: string }) => one.name.toLowerCase()), ...body.list_metadata }
  }
  const first = await names('sort=name&order=asc&limit=2')
  assert.deepEqual(first.names, ['alpha', 'alpha'])
  const second = await names(`sort=name&order=asc&limit=2&after=${first.after}`)
  assert.deepEqual(second.names, ['beta', 'gamma'])
  const back = await names(`sort=name&order=asc&limit=2&before=${second.before}`)
  assert.deepEqual(back.names, ['alpha', 'alpha'])
  assert.deepEqual((await names('sort=name&order=desc&limit=2')).names, ['okta of acme', 'gamma'])
  assert.deepEqual((await names('types=okta scim v2.0')).names, ['okta of acme'])
  assert.deepEqual((await names('states=unlinked,invalid_credentials')).names, [])
  await api.call('POST', `/directories/${first.after}/pause`)
  assert.deepEqual((await names('states=unlinked')).names, ['alpha'])

  // Another's directory is no place in one's own list: where it lies would tell its name.
  const { body: other } = await api.call('POST', '/organizations', { body: { name: 'Other' } })
  const made = { organization_id: other.id, name: 'zulu', type: 'azure scim v2.0' }
  await api.call('POST', '/directories', { body: made })
  const key = await boundKey(api, { organization_id: other.id })
  const after = async (cursor: string) =>
    (await api.call('GET', `/directories?sort=name&order=asc${cursor}`, { key })).body.data.length
  assert.deepEqual([await after(''), await after(`&after=${first.after}`)], [1, 0])
})
