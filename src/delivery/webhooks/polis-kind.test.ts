import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import type { EventType } from '../../model/event.ts'
import type { JsonObject } from '../../model/json.ts'
import { systemClock } from '../../platform/clock.ts'
import { createIds } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import { aDestination, aUser, outgoingEvent } from '../../testing/outgoing-events.ts'
import { type Received, startWebhookReceiver } from '../../testing/webhook-receiver.ts'
import type { OutgoingEvent } from '../destination-kind.ts'
import { polisKind } from './polis-kind.ts'

const tools = {
  platform: { clock: systemClock, newId: createIds(), log: silentLog },
  allowPrivateNetworks: true,
  externalIdOf: async (id: string) => (id === 'org_1' ? 'acme-1' : null),
}
const secret = 'the-secret-of-the-directory-in-polis'
const aGroup: JsonObject = {
  object: 'directory_group',
  id: 'directory_group_1',
  idp_id: '00g1',
  directory_id: 'directory_1',
  organization_id: 'org_1',
  name: 'Engineers',
}

async function receive(events: readonly OutgoingEvent[], { batchSize = 1, settings = {} } = {}) {
  await using receiver = await startWebhookReceiver()
  const endpoint = polisKind.open(
    {
      destination: aDestination({ kind: 'polis', batchSize }),
      settings: polisKind.settings.parse({ url: receiver.url, ...settings }),
      secrets: polisKind.secrets.parse({ secret }),
    },
    tools,
  )
  const outcome = await endpoint.send({ events, sentAt: new Date() }, new AbortController().signal)
  await endpoint.close()
  assert.equal(outcome.isDelivered, true)
  return receiver.received
}

/** Verifies as Polis's documentation has its readers do it ("Webhooks", "Validate the signature"). */
function verifyAsPolisReader({ headers, body }: Received): unknown {
  for (const name of ['boxyhq-signature', 'ory-polis-signature']) {
    const [, time = '', signature = ''] = /^t=(\d{13}),s=([0-9a-f]{64})$/.exec(headers[name] ?? '') ?? []
    const payload = JSON.parse(body)
    const expected = createHmac('sha256', secret)
      .update(`${time}.${JSON.stringify(payload)}`)
      .digest('hex')
    assert.equal(signature, expected, name)
    assert.ok(Math.abs(Date.now() - Number(time)) < 60_000)
  }
  return JSON.parse(body)
}

test('a user comes as Polis has users, and a reader of Polis verifies the signature', async () => {
  const [call] = await receive([outgoingEvent(1)], { settings: { tenant: 'acme', product: 'crm' } })
  assert.ok(call)
  const { data, ...rest } = verifyAsPolisReader(call) as { data: { raw: JsonObject } }
  assert.deepEqual(rest, { event: 'user.created', tenant: 'acme', product: 'crm', directory_id: 'directory_1' })
  const { raw, ...user } = data
  assert.deepEqual(user, {
    id: 'directory_user_1',
    first_name: 'Ada',
    last_name: 'Lovelace — “Countess”',
    email: 'ada@example.com',
    active: true,
  })
  assert.deepEqual(raw, {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      'urn:example:badge',
    ],
    id: 'directory_user_1',
    externalId: '00u1',
    userName: 'ada',
    name: { givenName: 'Ada', familyName: 'Lovelace — “Countess”', formatted: 'Ada Lovelace' },
    displayName: 'Ada Lovelace',
    title: 'Analyst',
    emails: [{ primary: true, type: 'work', value: 'ada@example.com' }],
    active: true,
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
      employeeNumber: '7',
      department: 'Engines',
      manager: { value: 'directory_user_2' },
    },
    'urn:example:badge': { color: 'red' },
  })
})

test('every event that Polis has goes out under its name, and the tenant is the external id of the organization', async () => {
  const membership = { directory_id: 'directory_1', user: aUser, group: aGroup }
  const cases: readonly (readonly [EventType, JsonObject, string])[] = [
    ['dsync.user.created', aUser, 'user.created'],
    ['dsync.user.updated', aUser, 'user.updated'],
    ['dsync.user.deleted', { ...aUser, state: 'inactive' }, 'user.deleted'],
    ['dsync.group.created', aGroup, 'group.created'],
    ['dsync.group.updated', aGroup, 'group.updated'],
    ['dsync.group.deleted', aGroup, 'group.deleted'],
    ['dsync.group.user_added', membership, 'group.user_added'],
    ['dsync.group.user_removed', membership, 'group.user_removed'],
  ]
  for (const [type, data, name] of cases) {
    const [call] = await receive([outgoingEvent(1, type, data)])
    assert.ok(call)
    const payload = verifyAsPolisReader(call) as { event: string; tenant: string; product: string; data: JsonObject }
    assert.deepEqual([payload.event, payload.tenant, payload.product], [name, 'acme-1', 'muster'])
    if (name.startsWith('user.')) assert.equal(payload.data.active, name !== 'user.deleted')
    if (data === aGroup) assert.deepEqual(Object.keys(payload.data), ['id', 'name', 'raw'])
    if (data === membership) {
      assert.deepEqual(Object.keys(payload.data), ['id', 'first_name', 'last_name', 'email', 'active', 'raw', 'group'])
      assert.deepEqual(payload.data.group, {
        id: 'directory_group_1',
        name: 'Engineers',
        raw: {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          id: 'directory_group_1',
          externalId: '00g1',
          displayName: 'Engineers',
        },
      })
    }
  }
})

test('what Polis does not have is acknowledged without a call', async () => {
  for (const type of [
    'dsync.activated',
    'dsync.deleted',
    'dsync.token.created',
    'muster.user.source_updated',
  ] as const) {
    assert.deepEqual(await receive([outgoingEvent(1, type, {})]), [])
  }
})

test('with batches the body is an array of what Polis has', async () => {
  const events = [
    outgoingEvent(1),
    outgoingEvent(2, 'muster.user.source_updated'),
    outgoingEvent(3, 'dsync.user.deleted'),
  ]
  const [call] = await receive(events, { batchSize: 10 })
  assert.ok(call)
  const payloads = verifyAsPolisReader(call) as { event: string }[]
  assert.deepEqual(
    payloads.map(({ event }) => event),
    ['user.created', 'user.deleted'],
  )
})
