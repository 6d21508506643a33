import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkOS } from '@workos-inc/node'
import { Webhook } from 'standardwebhooks'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { creationOfUser } from '../../testing/directory-content.ts'
import { startWebhookReceiver } from '../../testing/webhook-receiver.ts'

const url = 'https://app.example/webhooks'

async function makeEndpoint(api: TestApi, body: object = {}) {
  const answer = await api.call('POST', '/webhook_endpoints', { body: { endpoint_url: url, ...body } })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

async function keyOf(api: TestApi, organizationId: string): Promise<string> {
  const { body } = await api.call('POST', '/api_keys', { body: { name: 'bound', organization_id: organizationId } })
  return body.value
}

test("an endpoint is WorkOS's, with what ours have besides", async () => {
  await using api = await createTestApi()
  const events = ['dsync.user.created', 'dsync.user.deleted', 'dsync.user.created']
  const { id, secret, created_at, updated_at, ...rest } = await makeEndpoint(api, { events })
  assert.match(id, /^we_[0-9A-Z]{26}$/)
  assert.match(secret, /^whsec_[\w+/]{43}=$/)
  assert.equal(created_at, updated_at)
  assert.deepEqual(rest, {
    object: 'webhook_endpoint',
    endpoint_url: url,
    status: 'enabled',
    events: ['dsync.user.created', 'dsync.user.deleted'],
    organization_id: null,
    type: 'webhook',
    batch_size: 1,
    parallel: 16,
    timeout_seconds: 15,
    tenant: null,
    product: null,
    previous_secret_until: null,
    paused_at: null,
    paused_reason: null,
    failing_since: null,
    last_delivered_at: null,
  })
  const { body: list } = await api.call('GET', '/webhook_endpoints')
  assert.deepEqual([list.data.length, list.data[0].id, list.data[0].secret], [1, id, secret])
  const { body: one } = await api.call('GET', `/webhook_endpoints/${id}`)
  assert.deepEqual([one.secret, one.failing_directories], [secret, []])
})

test('the secret is stored encrypted, and the audit log has none', async () => {
  await using api = await createTestApi()
  const { id, secret } = await makeEndpoint(api)
  await api.call('POST', `/webhook_endpoints/${id}/rotate_secret`, { body: {} })
  const [row] = await api.database.query<{ text: string }>({ text: 'select d::text as text from destinations d' })
  assert.ok(row && !row.text.includes(secret) && !row.text.includes('whsec_'))
  const { body } = await api.call('GET', `/audit_log?target=${id}`)
  assert.deepEqual(
    body.data.map(({ action }: { action: string }) => action),
    ['webhook_endpoint.secret_rotated', 'webhook_endpoint.created'],
  )
  assert.ok(!JSON.stringify(body).includes('whsec_'))
})

test("what is wrong with a request is said in WorkOS's codes", async () => {
  await using api = await createTestApi()
  const { id } = await makeEndpoint(api)
  const codeOf = async (method: 'POST' | 'PATCH', path: string, body: object) => {
    const answer = await api.call(method, path, { body })
    return [answer.status, answer.body.code, ...(answer.body.errors ?? []).map(({ code }: { code: string }) => code)]
  }
  const post = (body: object) => codeOf('POST', '/webhook_endpoints', body)
  assert.deepEqual(await post({ endpoint_url: url }), [409, 'duplicate_endpoint'])
  assert.deepEqual(await post({ endpoint_url: 'app.example' }), [422, 'invalid_url'])
  assert.deepEqual(await post({ endpoint_url: 'https://169.254.169.254/latest' }), [422, 'invalid_url'])
  assert.deepEqual(await post({ endpoint_url: 'https://a:b@app.example/' }), [422, 'invalid_url'])
  assert.deepEqual(await post({ endpoint_url: `${url}/2`, events: ['user.created', 'dsync.user.created'] }), [
    422,
    'invalid_request_parameters',
    'unknown_event_type',
  ])
  assert.deepEqual(await post({}), [422, 'invalid_request_parameters', 'required'])
  for (const body of [
    { batch_size: 0 },
    { batch_size: 101 },
    { parallel: 257 },
    { timeout_seconds: 31 },
    { type: 'nats' },
  ]) {
    assert.equal((await post({ endpoint_url: `${url}/2`, ...body }))[0], 422, JSON.stringify(body))
  }
  assert.equal((await post({ endpoint_url: `${url}/2`, tenant: 'acme' }))[0], 422)
  assert.equal((await post({ endpoint_url: `${url}/2`, secret: 'short' }))[0], 422)
  const other = await makeEndpoint(api, { endpoint_url: `${url}/2` })
  const path = `/webhook_endpoints/${other.id}`
  assert.deepEqual(await codeOf('PATCH', path, { endpoint_url: url }), [409, 'duplicate_endpoint'])
  assert.deepEqual(await codeOf('PATCH', path, { endpoint_url: 'ftp://app.example/' }), [422, 'invalid_url'])
  assert.deepEqual(await codeOf('PATCH', path, { endpoint_url: `${url}/2` }), [200, undefined])
  assert.deepEqual(await codeOf('PATCH', `/webhook_endpoints/${id}x`, {}), [404, 'entity_not_found'])
})

test('without MUSTER_ALLOW_PRIVATE_NETWORKS an endpoint is on the public internet and speaks https', async () => {
  await using api = await createTestApi()
  Object.assign(api.context, { allowPrivateNetworks: false })
  for (const endpoint_url of ['http://app.example/', 'https://localhost/', 'https://10.0.0.1/', 'https://[::1]/']) {
    const { status, body } = await api.call('POST', '/webhook_endpoints', { body: { endpoint_url } })
    assert.deepEqual([status, body.code], [422, 'invalid_url'], endpoint_url)
  }
  await makeEndpoint(api)
})

test('a change changes what is given, and delete forgets the endpoint', async () => {
  await using api = await createTestApi()
  const { id, secret, created_at } = await makeEndpoint(api, { events: ['dsync.user.created'] })
  const path = `/webhook_endpoints/${id}`
  const { body: disabled } = await api.call('PATCH', path, { body: { status: 'disabled', batch_size: 50 } })
  assert.deepEqual([disabled.status, disabled.batch_size, disabled.events], ['disabled', 50, ['dsync.user.created']])
  assert.deepEqual([disabled.secret, disabled.created_at], [secret, created_at])
  const { body: enabled } = await api.call('PATCH', path, { body: { status: 'enabled', events: null, parallel: 1 } })
  assert.deepEqual([enabled.status, enabled.batch_size, enabled.events], ['enabled', 50, ['*']])
  assert.deepEqual([enabled.parallel, enabled.timeout_seconds], [1, 15])
  assert.equal((await api.call('DELETE', path)).status, 204)
  assert.equal((await api.call('GET', path)).status, 404)
  assert.equal((await api.call('DELETE', path)).status, 404)
  await makeEndpoint(api)
})

test("a key of one organization makes and sees that one's endpoints, and not those that follow all", async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api, 'Acme')
  const other = await createTestDirectory(api, 'Other')
  const key = await keyOf(api, organizationId)
  const everything = await makeEndpoint(api)
  const made = await api.call('POST', '/webhook_endpoints', { key, body: { endpoint_url: url } })
  assert.deepEqual([made.status, made.body.organization_id], [201, organizationId])
  const { body: seen } = await api.call('GET', '/webhook_endpoints', { key })
  assert.deepEqual(
    seen.data.map(({ id }: { id: string }) => id),
    [made.body.id],
  )
  assert.equal((await api.call('GET', `/webhook_endpoints/${everything.id}`, { key })).status, 404)
  const foreign = { endpoint_url: url, organization_id: other.organizationId }
  assert.equal((await api.call('POST', '/webhook_endpoints', { key, body: foreign })).status, 404)
})

test("a tenant and a product of Polis's payloads can be set, and changed", async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api, 'Acme')
  const polis = { type: 'polis', organization_id: organizationId, secret: 'the-secret-that-polis-had' }
  const endpoint = await makeEndpoint(api, polis)
  assert.deepEqual([endpoint.tenant, endpoint.product, endpoint.secret], [null, 'muster', polis.secret])
  const { body: changed } = await api.call('PATCH', `/webhook_endpoints/${endpoint.id}`, {
    body: { tenant: 'acme-2', product: 'crm' },
  })
  assert.deepEqual([changed.tenant, changed.product], ['acme-2', 'crm'])
})

test('a test sends an example of an event at once, signed, and answers with what came back', async () => {
  await using api = await createTestApi()
  await using receiver = await startWebhookReceiver((_, response) => response.writeHead(202).end('queued'))
  const { id, secret } = await makeEndpoint(api, { endpoint_url: receiver.url })
  const answer = await api.call('POST', `/webhook_endpoints/${id}/test`, { body: { event: 'dsync.group.user_added' } })
  assert.equal(answer.status, 201)
  const { status, response_status, response_body, error, attempt, request } = answer.body
  assert.deepEqual([status, response_status, response_body, error, attempt], ['delivered', 202, 'queued', null, 0])
  const [call] = receiver.received
  assert.ok(call)
  assert.equal(request.body, call.body)
  assert.equal(request.headers['WorkOS-Signature'], call.headers['workos-signature'])
  assert.equal(request.headers['webhook-signature'], call.headers['webhook-signature'])
  const event = new Webhook(secret).verify(call.body, call.headers) as { id: string; event: string }
  assert.deepEqual([event.event, event.id], ['dsync.group.user_added', answer.body.event_id])
  const workos = new WorkOS('sk_test')
  const sigHeader = call.headers['workos-signature'] ?? ''
  assert.equal((await workos.webhooks.constructEvent({ payload: call.body, sigHeader, secret })).id, event.id)
  const { body: list } = await api.call('GET', `/webhook_endpoints/${id}/attempts`)
  assert.deepEqual([list.data.length, list.data[0].id], [1, answer.body.id])
  const attemptPath = `/webhook_endpoints/${id}/attempts/${answer.body.id}`
  assert.equal((await api.call('GET', attemptPath)).body.request, null)
  const retried = await api.call('POST', `${attemptPath}/retry`, { body: {} })
  assert.deepEqual([retried.status, retried.body.code], [409, 'attempt_not_repeatable'])
})

test('of an attempt the request is shown as it was sent, and a retry sends its events again', async () => {
  await using api = await createTestApi()
  await using receiver = await startWebhookReceiver((_, response, calls) =>
    response.writeHead(calls > 1 ? 200 : 500).end(),
  )
  const directory = await createTestDirectory(api, 'Acme')
  await api.context.submit(directory.scope, creationOfUser('ada@acme.test'))
  await api.feed()
  const { id } = await makeEndpoint(api, { endpoint_url: receiver.url })
  const tested = await api.call('POST', `/webhook_endpoints/${id}/test`, { body: {} })
  const { body: feed } = await api.call('GET', '/events?events=dsync.user.created')
  // As the delivery records a call that was refused.
  await api.database.query({
    text: `update delivery_attempts a set organization_id = e.organization_id, stream_id = e.stream_id, first_seq = e.seq,
      last_seq = e.seq, event_id = e.id, attempt = 1 from events e where e.id = $1 and a.id = $2`,
    values: [feed.data[0].id, tested.body.id],
  })
  const path = `/webhook_endpoints/${id}/attempts/${tested.body.id}`
  const { body: shown } = await api.call('GET', path)
  assert.deepEqual([shown.status, shown.response_status, shown.attempt], ['failed', 500, 1])
  assert.deepEqual(JSON.parse(shown.request.body), feed.data[0])
  assert.equal(shown.request.headers['webhook-id'], feed.data[0].id)
  const { body: retried } = await api.call('POST', `${path}/retry`, { body: {} })
  assert.deepEqual([retried.status, retried.attempt, retried.event_id], ['delivered', 0, feed.data[0].id])
  assert.deepEqual(JSON.parse(receiver.received[1]?.body ?? ''), feed.data[0])
  const failed = await api.call('GET', `/webhook_endpoints/${id}/attempts?status=failed`)
  assert.deepEqual(
    failed.body.data.map((attempt: { id: string }) => attempt.id),
    [tested.body.id],
  )
  const ofEvent = await api.call('GET', `/webhook_endpoints/${id}/attempts?event_id=${feed.data[0].id}&order=asc`)
  assert.equal(ofEvent.body.data.length, 2)
})

test('a rotated secret has the one before it beside it, for as long as it is told', async () => {
  await using api = await createTestApi()
  await using receiver = await startWebhookReceiver()
  const { id, secret } = await makeEndpoint(api, { endpoint_url: receiver.url })
  const rotate = async (body: object) =>
    (await api.call('POST', `/webhook_endpoints/${id}/rotate_secret`, { body })).body
  const sendTest = () => api.call('POST', `/webhook_endpoints/${id}/test`, { body: {} })
  const rotated = await rotate({ overlap_hours: 2 })
  assert.notEqual(rotated.secret, secret)
  const hoursLeft = (Date.parse(rotated.previous_secret_until) - Date.now()) / 3600_000
  assert.ok(hoursLeft > 1.9 && hoursLeft <= 2)
  await sendTest()
  const [both] = receiver.received
  assert.ok(both)
  for (const key of [secret, rotated.secret]) new Webhook(key).verify(both.body, both.headers)
  const ended = await rotate({ overlap_hours: 0, secret: 'whsec_dGhlIG5leHQgc2VjcmV0IG9mIHRoZSBlbmRwb2ludA==' })
  assert.equal(ended.previous_secret_until, null)
  await sendTest()
  const [, single] = receiver.received
  assert.ok(single)
  new Webhook(ended.secret).verify(single.body, single.headers)
  assert.throws(() => new Webhook(rotated.secret).verify(single.body, single.headers))
  assert.equal(
    (await api.call('POST', `/webhook_endpoints/${id}/rotate_secret`, { body: { overlap_hours: 169 } })).status,
    422,
  )
})

test('a replay names one beginning, and a resumption is possible at any time', async () => {
  await using api = await createTestApi()
  const directory = await createTestDirectory(api, 'Acme')
  await api.context.submit(directory.scope, creationOfUser('ada@acme.test'))
  await api.feed()
  const { id } = await makeEndpoint(api)
  const { body: feed } = await api.call('GET', '/events?limit=1')
  const replay = (body: object) => api.call('POST', `/webhook_endpoints/${id}/replay`, { body })
  const positionOf = async () => {
    const [row] = await api.database.query<{ position: number }>({ text: 'select position from destinations' })
    return row?.position
  }
  const end = await positionOf()
  assert.equal((await replay({})).status, 422)
  assert.equal((await replay({ after: feed.data[0].id, since: '2026-01-01T00:00:00Z' })).status, 422)
  assert.equal((await replay({ after: 'event_01KA3VA0B6D8F0H2K4N6Q8S0V2' })).status, 400)
  assert.equal(await positionOf(), end)
  assert.equal((await replay({ after: feed.data[0].id })).status, 200)
  assert.equal(await positionOf(), 1)
  assert.equal((await replay({ since: '2020-01-01T00:00:00Z' })).status, 200)
  assert.equal(await positionOf(), 0)
  const resumed = await api.call('POST', `/webhook_endpoints/${id}/resume`, { body: { skip: true } })
  assert.deepEqual([resumed.status, await positionOf()], [200, end])
})
