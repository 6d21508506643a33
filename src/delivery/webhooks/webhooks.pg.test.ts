import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { WorkOS } from '@workos-inc/node'
import { Webhook } from 'standardwebhooks'
import { createTestDatabase } from '../../testing/database.ts'
import { type Behavior, type Received, startWebhookReceiver } from '../../testing/webhook-receiver.ts'
import { startWholeServer } from '../../testing/whole-server.ts'

const apiKey = 'sk_bootstrap_of_the_webhook_test'

/** A whole server with one directory, and a receiver. */
async function openWorld(behave?: Behavior) {
  await using opened = new AsyncDisposableStack()
  const { url: databaseUrl } = opened.use(await createTestDatabase())
  const receiver = opened.use(await startWebhookReceiver(behave))
  const server = opened.use(await startWholeServer(databaseUrl, apiKey))
  const call = (path: string, body?: object, key = apiKey) => callServer(server.url + path, key, body)
  const organization = await call('/organizations', { name: 'Acme', external_id: 'acme' })
  const given = { organization_id: organization.id, name: 'Okta', type: 'okta scim v2.0' }
  const directory = await call('/directories', given)
  const createUser = (userName: string) => {
    const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, active: true }
    return call(`/scim/v2/${directory.id}/Users`, user, directory.bearer_token)
  }
  const running = opened.move()
  return {
    call,
    receiver,
    directory,
    createUser,
    /** Makes an endpoint at the receiver. */
    follow: (body: object = {}) => call('/webhook_endpoints', { endpoint_url: receiver.url, ...body }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is what they check
async function callServer(url: string, key: string, body?: object): Promise<any> {
  const headers = { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) }
  const answer = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers,
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  assert.ok(answer.ok, `${answer.status} of ${url}: ${text}`)
  return JSON.parse(text)
}

async function verify({ body, headers }: Received, secret: string) {
  const workos = new WorkOS('sk_test')
  await workos.webhooks.constructEvent({ payload: body, sigHeader: headers['workos-signature'] ?? '', secret })
  return new Webhook(secret).verify(body, headers)
}

test('from a SCIM create to a verified webhook: the events of the feed, in their order', async () => {
  await using world = await openWorld()
  const { secret, id } = await world.follow({ events: ['dsync.activated', 'dsync.user.created'] })
  for (const name of ['ada', 'bob', 'cleo']) await world.createUser(`${name}@acme.test`)
  await world.receiver.until(4)
  const events = await Promise.all(world.receiver.received.map((call) => verify(call, secret)))
  const feed = await world.call('/events?events=dsync.activated,dsync.user.created')
  assert.deepEqual(events, feed.data)
  assert.deepEqual(
    events.map((event) => (event as { event: string }).event),
    ['dsync.activated', 'dsync.user.created', 'dsync.user.created', 'dsync.user.created'],
  )
  const attempts = await eventually(
    () => world.call(`/webhook_endpoints/${id}/attempts?order=asc`),
    ({ data }) => data.length === 4,
  )
  assert.deepEqual(
    attempts.data.map((attempt: { event_id: string; status: string; attempt: number }) => [
      attempt.event_id,
      attempt.status,
      attempt.attempt,
    ]),
    feed.data.map((event: { id: string }) => [event.id, 'delivered', 1]),
  )
})

test('what is refused is sent again, the same, before anything that comes after it; a replay sends it all once more', async () => {
  await using world = await openWorld((_, response, calls) => response.writeHead(calls <= 2 ? 500 : 200).end())
  const { secret, id } = await world.follow({ events: ['dsync.user.created'] })
  const began = new Date(Date.now() - 1000).toISOString()
  await world.createUser('ada@acme.test')
  await world.createUser('bob@acme.test')
  await world.receiver.until(4)
  const ids = () => world.receiver.received.map(({ headers }) => headers['webhook-id'])
  const [ada, , , bob] = ids()
  assert.deepEqual(ids(), [ada, ada, ada, bob])
  await world.call(`/webhook_endpoints/${id}/replay`, { since: began })
  await world.receiver.until(6)
  assert.deepEqual(ids().slice(4), [ada, bob])
  for (const call of world.receiver.received) await verify(call, secret)
})

test('an endpoint with batches gets lists, and one of type polis what Polis sends', async () => {
  await using world = await openWorld()
  const { secret } = await world.follow({ events: ['dsync.user.created'], batch_size: 100 })
  await world.createUser('ada@acme.test')
  await world.receiver.until(1)
  const [batch] = world.receiver.received
  assert.ok(batch)
  const feed = await world.call('/events?events=dsync.user.created')
  assert.deepEqual(await verify(batch, secret), feed.data)

  await using polis = await startWebhookReceiver()
  const organization_id = world.directory.organization_id
  const given = {
    endpoint_url: polis.url,
    type: 'polis',
    secret: 'the-secret-of-polis',
    organization_id,
    product: 'crm',
  }
  await world.call('/webhook_endpoints', given)
  await world.createUser('bob@acme.test')
  await polis.until(1)
  const [call] = polis.received
  assert.ok(call)
  const [, time, signature] = /^t=(\d+),s=(\w+)$/.exec(call.headers['boxyhq-signature'] ?? '') ?? []
  const hmac = createHmac('sha256', given.secret).update(`${time}.${call.body}`)
  assert.equal(signature, hmac.digest('hex'))
  const payload = JSON.parse(call.body)
  assert.deepEqual(
    [payload.event, payload.tenant, payload.product, payload.directory_id, payload.data.email],
    ['user.created', 'acme', 'crm', world.directory.id, 'bob@acme.test'],
  )
})

test('an endpoint that is rotated while events flow is delivered all of them, whichever secret the receiver knows', async () => {
  const known = { secret: '' }
  await using world = await openWorld((call, response) => {
    verify(call, known.secret).then(
      () => response.end(),
      () => response.writeHead(401).end(),
    )
  })
  const { secret, id } = await world.follow({ events: ['dsync.user.created'] })
  const delivered = (count: number) =>
    eventually(
      () => world.call(`/webhook_endpoints/${id}/attempts?order=asc`),
      ({ data }) => data.filter(({ status }: { status: string }) => status === 'delivered').length === count,
    )
  known.secret = secret
  await world.createUser('ada@acme.test')
  await delivered(1)
  const rotated = await world.call(`/webhook_endpoints/${id}/rotate_secret`, { overlap_hours: 1 })
  await world.createUser('bob@acme.test')
  await delivered(2)
  known.secret = rotated.secret
  await world.createUser('cleo@acme.test')
  const { data } = await delivered(3)
  assert.equal(data.length, 3)
})

/** Asks until the answer is as it is to be. */
async function eventually<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isThere(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
