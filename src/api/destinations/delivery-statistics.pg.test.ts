import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { creationOfUser } from '../../testing/directory-content.ts'
import { startWebhookReceiver } from '../../testing/webhook-receiver.ts'

async function makeEndpoint(api: TestApi, body: object): Promise<string> {
  const answer = await api.call('POST', '/webhook_endpoints', { body })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.id
}

test('calls are counted by the hour as they end, by how they ended and how long they took', async () => {
  const now = new Date()
  await using api = await createTestApi({ clock: { now: () => now } })
  await using receiver = await startWebhookReceiver((_, response, calls) =>
    response.writeHead(calls === 1 ? 500 : 200).end(),
  )
  const id = await makeEndpoint(api, { endpoint_url: receiver.url })
  for (let call = 0; call < 3; call += 1) await api.call('POST', `/webhook_endpoints/${id}/test`, { body: {} })
  const { body } = await api.call('GET', `/webhook_endpoints/${id}?include=statistics`)
  const { hours, delivered, failed, median_ms: median, p95_ms: p95, ...waiting } = body.statistics
  assert.deepEqual([delivered, failed], [2, 1])
  assert.ok(median > 0 && median <= p95)
  assert.deepEqual(waiting, { waiting_events: 0, waiting_directories: 0, oldest_waiting_at: null })
  assert.equal(hours.length, 24)
  const counted = hours.filter((hour: { delivered: number; failed: number }) => hour.delivered + hour.failed > 0)
  assert.equal(
    counted.reduce((sum: number, hour: { delivered: number }) => sum + hour.delivered, 0),
    2,
  )
  const { body: list } = await api.call('GET', '/webhook_endpoints?include=statistics')
  assert.deepEqual(list.data[0].statistics, body.statistics)
  const { body: plain } = await api.call('GET', `/webhook_endpoints/${id}`)
  assert.ok(!('statistics' in plain))
})

test('what happens while an endpoint is disabled waits for it, of its types and its organization', async () => {
  await using api = await createTestApi()
  const acme = await createTestDirectory(api, 'Acme')
  const other = await createTestDirectory(api, 'Other')
  const created = ['dsync.user.created']
  const of = { organization_id: acme.organizationId, events: created }
  const own = await makeEndpoint(api, { endpoint_url: 'https://app.example/own', ...of })
  const every = await makeEndpoint(api, { endpoint_url: 'https://app.example/every' })
  for (const id of [own, every]) {
    await api.call('PATCH', `/webhook_endpoints/${id}`, { body: { status: 'disabled' } })
  }
  for (const { scope } of [acme, other]) {
    await api.context.submit(scope, creationOfUser('ada@example.test'))
    await api.context.submit(scope, creationOfUser('ben@example.test'))
  }
  await api.feed()
  const { body: feed } = await api.call('GET', '/events?limit=100')
  const waiting = async (id: string) =>
    (await api.call('GET', `/webhook_endpoints/${id}?include=statistics`)).body.statistics.waiting_events
  assert.equal(await waiting(own), 2)
  assert.equal(await waiting(every), feed.data.length)
})

test('a replay says before how many events it would deliver', async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api, 'Acme')
  for (const name of ['ada', 'ben', 'eve']) await api.context.submit(scope, creationOfUser(`${name}@acme.test`))
  await api.feed()
  const { body: feed } = await api.call('GET', '/events?events=dsync.user.created')
  const id = await makeEndpoint(api, { endpoint_url: 'https://app.example/', events: ['dsync.user.created'] })
  const count = async (query: string) => (await api.call('GET', `/webhook_endpoints/${id}/replay?${query}`)).body
  assert.deepEqual(await count(''), { object: 'replay', events: 3, directories: 1, is_complete: true })
  assert.equal((await count(`after=${feed.data[0].id}`)).events, 2)
  assert.equal((await count('since=2999-01-01')).events, 0)
  assert.equal((await count('since=2020-01-01&only=failed')).events, 0)
  const both = { body: { after: feed.data[0].id, only: 'failed' } }
  assert.equal((await api.call('POST', `/webhook_endpoints/${id}/replay`, both)).status, 422)
})

test('one event of the log is sent to an endpoint by hand, signed, and is recorded', async () => {
  await using api = await createTestApi()
  await using receiver = await startWebhookReceiver()
  const acme = await createTestDirectory(api, 'Acme')
  const other = await createTestDirectory(api, 'Other')
  for (const { scope } of [acme, other]) await api.context.submit(scope, creationOfUser('ada@example.test'))
  await api.feed()
  const id = await makeEndpoint(api, { endpoint_url: receiver.url, organization_id: acme.organizationId })
  const eventOf = async ({ id: directory }: { id: string }) =>
    (await api.call('GET', `/events?directory_id=${directory}&events=dsync.user.created`)).body.data[0]
  const [own, foreign] = [await eventOf(acme), await eventOf(other)]
  const sent = await api.call('POST', `/webhook_endpoints/${id}/send`, { body: { event_id: own.id } })
  assert.deepEqual([sent.status, sent.body.status, sent.body.event_type], [201, 'delivered', 'dsync.user.created'])
  assert.deepEqual(JSON.parse(receiver.received[0]?.body ?? ''), own)
  const refused = await api.call('POST', `/webhook_endpoints/${id}/send`, { body: { event_id: foreign.id } })
  assert.equal(refused.status, 404)
  assert.equal(receiver.received.length, 1)
})

test('attempts are narrowed by outcome, answer, type, directory and time', async () => {
  await using api = await createTestApi()
  const codes = [200, 404, 503]
  await using receiver = await startWebhookReceiver((_, response, calls) =>
    response.writeHead(codes[calls - 1] ?? 200).end(),
  )
  const id = await makeEndpoint(api, { endpoint_url: receiver.url })
  const types = ['dsync.user.created', 'dsync.user.deleted', 'dsync.user.deleted']
  for (const event of types) await api.call('POST', `/webhook_endpoints/${id}/test`, { body: { event } })
  const statuses = async (query: string) => {
    const { body } = await api.call('GET', `/webhook_endpoints/${id}/attempts?order=asc&${query}`)
    return body.data.map((attempt: { response_status: number }) => attempt.response_status)
  }
  assert.deepEqual(await statuses(''), codes)
  assert.deepEqual(await statuses('status=failed'), [404, 503])
  assert.deepEqual(await statuses('status=delivered'), [200])
  assert.deepEqual(await statuses('answer=4xx'), [404])
  assert.deepEqual(await statuses('answer=none'), [])
  assert.deepEqual(await statuses('event_type=dsync.user.deleted&answer=5xx'), [503])
  assert.deepEqual(await statuses('directory_id=directory_none'), [])
  assert.deepEqual(await statuses('range_end=2020-01-01'), [])
  assert.deepEqual(await statuses('range_start=2020-01-01'), codes)
})

test('who may not change an endpoint is not shown its secret', async () => {
  await using api = await createTestApi()
  const id = await makeEndpoint(api, { endpoint_url: 'https://app.example/' })
  const permissions = ['webhook_endpoints:read']
  const { body: key } = await api.call('POST', '/api_keys', { body: { name: 'support', permissions } })
  const { body: seen } = await api.call('GET', `/webhook_endpoints/${id}`, { key: key.value })
  assert.equal(seen.secret, '')
  const { body: list } = await api.call('GET', '/webhook_endpoints', { key: key.value })
  assert.equal(list.data[0].secret, '')
  const refused = await api.call('POST', `/webhook_endpoints/${id}/rotate_secret`, { body: {}, key: key.value })
  assert.equal(refused.status, 403)
})
