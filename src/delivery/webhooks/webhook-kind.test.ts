import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkOS } from '@workos-inc/node'
import { Webhook } from 'standardwebhooks'
import { systemClock } from '../../platform/clock.ts'
import { createIds } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import { aDestination, outgoingEvent } from '../../testing/outgoing-events.ts'
import { type Behavior, type Received, startWebhookReceiver } from '../../testing/webhook-receiver.ts'
import { newWebhookSecret } from './signatures.ts'
import { webhookKind } from './webhook-kind.ts'
import type { WebhookSecrets } from './webhook-secrets.ts'

const tools = {
  platform: { clock: systemClock, newId: createIds(), log: silentLog },
  allowPrivateNetworks: true,
  externalIdOf: async () => null,
}
const never = new AbortController().signal
const workos = new WorkOS('sk_test')
const secret = newWebhookSecret()
const previous = newWebhookSecret()
const inAnHour = new Date(Date.now() + 3600_000).toISOString()

function open(url: string, { batchSize = 1, secrets }: { batchSize?: number; secrets?: Partial<WebhookSecrets> } = {}) {
  return webhookKind.open(
    {
      destination: aDestination({ batchSize }),
      settings: webhookKind.settings.parse({ url }),
      secrets: webhookKind.secrets.parse({ secret, ...secrets }),
    },
    tools,
  )
}

function verifyByStandard({ body, headers }: Received, key: string): unknown {
  return new Webhook(key).verify(body, headers)
}

function verifyByWorkos({ body, headers }: Received, key: string) {
  return workos.webhooks.constructEvent({ payload: body, sigHeader: headers['workos-signature'] ?? '', secret: key })
}

/** A receiver that takes only what WorkOS's SDK verifies with its secret. */
function verifying(key: string): Behavior {
  return (call, response) => {
    verifyByWorkos(call, key).then(
      () => response.end(),
      () => response.writeHead(401).end('Signature hash does not match'),
    )
  }
}

test('a call is the event as the feed has it, and both libraries verify its signature', async () => {
  await using receiver = await startWebhookReceiver()
  const endpoint = open(receiver.url)
  const outgoing = outgoingEvent(1)
  const outcome = await endpoint.send({ events: [outgoing], sentAt: new Date() }, never)
  await endpoint.close()
  assert.deepEqual([outcome.isDelivered, outcome.status, outcome.responseBody], [true, 200, 'ok'])
  const [call] = receiver.received
  assert.ok(call)
  assert.equal(call.body, outgoing.json)
  assert.equal(call.headers['content-type'], 'application/json')
  assert.equal(call.headers['webhook-id'], outgoing.event.id)
  assert.deepEqual(verifyByStandard(call, secret), JSON.parse(outgoing.json))
  const event = await verifyByWorkos(call, secret)
  assert.equal(event.id, outgoing.event.id)
  assert.equal(event.event, 'dsync.user.created')
})

test('a secret that is no base64 signs as WorkOS does, and is never read as an empty key', async () => {
  await using receiver = await startWebhookReceiver()
  const own = '!!a-secret-of-ones-own!!'
  const endpoint = open(receiver.url, { secrets: { secret: own } })
  await endpoint.send({ events: [outgoingEvent(1)], sentAt: new Date() }, never)
  await endpoint.close()
  const [call] = receiver.received
  assert.ok(call)
  assert.equal(call.headers['webhook-signature'], undefined)
  assert.equal((await verifyByWorkos(call, own)).event, 'dsync.user.created')
})

test('what was changed on the way, or is signed with another secret, is verified by neither', async () => {
  await using receiver = await startWebhookReceiver()
  const endpoint = open(receiver.url)
  await endpoint.send({ events: [outgoingEvent(1)], sentAt: new Date() }, never)
  await endpoint.close()
  const [call] = receiver.received
  assert.ok(call)
  const forged = { ...call, body: call.body.replace('ada@', 'eve@') }
  assert.throws(() => verifyByStandard(forged, secret))
  assert.throws(() => verifyByStandard(call, previous))
  await assert.rejects(verifyByWorkos(forged, secret))
  await assert.rejects(verifyByWorkos(call, previous))
})

test('an endpoint with batches gets an array, also for one event, and the same batch has the same id again', async () => {
  await using receiver = await startWebhookReceiver()
  const endpoint = open(receiver.url, { batchSize: 3 })
  const events = [outgoingEvent(1), outgoingEvent(2), outgoingEvent(3)]
  const send = (count: number, sentAt: Date) => endpoint.send({ events: events.slice(0, count), sentAt }, never)
  await send(3, new Date())
  await send(3, new Date(Date.now() - 5000))
  await send(1, new Date())
  await endpoint.close()
  const [first, again, single] = receiver.received
  assert.ok(first && again && single)
  for (const call of [first, again])
    assert.deepEqual(
      verifyByStandard(call, secret),
      events.map(({ json }) => JSON.parse(json)),
    )
  assert.ok(await verifyByWorkos(single, secret))
  assert.deepEqual(verifyByStandard(single, secret), [JSON.parse(events[0]?.json ?? '')])
  assert.equal(again.headers['webhook-id'], first.headers['webhook-id'])
  assert.notEqual(single.headers['webhook-id'], first.headers['webhook-id'])
  assert.notEqual(again.headers['webhook-timestamp'], first.headers['webhook-timestamp'])
})

test('during a rotation a receiver with either secret takes every call, and is asked twice only once', async () => {
  for (const known of [secret, previous]) {
    await using receiver = await startWebhookReceiver(verifying(known))
    const endpoint = open(receiver.url, { secrets: { previous_secret: previous, previous_until: inAnHour } })
    for (const seq of [1, 2, 3]) {
      const outcome = await endpoint.send({ events: [outgoingEvent(seq)], sentAt: new Date() }, never)
      assert.equal(outcome.isDelivered, true, outcome.error ?? '')
    }
    await endpoint.close()
    assert.equal(receiver.received.length, known === secret ? 3 : 4)
    for (const call of receiver.received) {
      assert.equal(call.headers['webhook-signature']?.split(' ').length, 2)
      verifyByStandard(call, secret)
      verifyByStandard(call, previous)
    }
  }
})

test('after the overlap only the new secret signs', async () => {
  await using receiver = await startWebhookReceiver(verifying(previous))
  const aSecondAgo = new Date(Date.now() - 1000).toISOString()
  const endpoint = open(receiver.url, { secrets: { previous_secret: previous, previous_until: aSecondAgo } })
  const outcome = await endpoint.send({ events: [outgoingEvent(1)], sentAt: new Date() }, never)
  await endpoint.close()
  assert.deepEqual([outcome.isDelivered, outcome.status], [false, 401])
  assert.match(outcome.error ?? '', /Check that the receiver verifies with the secret of this endpoint/)
  const [call, ...more] = receiver.received
  assert.ok(call)
  assert.equal(more.length, 0)
  verifyByStandard(call, secret)
  assert.throws(() => verifyByStandard(call, previous))
})

test('a secret that was brought along signs for WorkOS by its text', async () => {
  const brought = 'whsec_0FWAiVGkEfGBqqsJH4aNAGBJ4'
  await using receiver = await startWebhookReceiver(verifying(brought))
  const endpoint = open(receiver.url, { secrets: { secret: brought } })
  const outcome = await endpoint.send({ events: [outgoingEvent(1)], sentAt: new Date() }, never)
  await endpoint.close()
  assert.equal(outcome.isDelivered, true)
})
