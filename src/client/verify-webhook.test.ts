import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { WorkOS } from '@workos-inc/node'
import { Webhook } from 'standardwebhooks'
import { WebhookError } from './errors.ts'
import { verifyWebhook } from './verify-webhook.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const body = JSON.stringify({ object: 'event', id: 'event_1', event: 'dsync.user.created', data: { name: 'Ådå' } })

function standardHeaders(content: string, key: string, at = new Date()): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1_000)
  const signature = new Webhook(key).sign('event_1', at, content)
  return { 'webhook-id': 'event_1', 'webhook-timestamp': String(seconds), 'webhook-signature': signature }
}

function workosHeaders(content: string, key: string, at = Date.now()): Record<string, string> {
  const v1 = createHmac('sha256', key).update(`${at}.${content}`).digest('hex')
  return { 'WorkOS-Signature': `t=${at}, v1=${v1}` }
}

test('a webhook with the headers of Standard Webhooks gives its event, or the events of its batch', async () => {
  const [event] = await verifyWebhook({ body, headers: standardHeaders(body, secret), secret })
  assert.deepEqual(event, JSON.parse(body))
  const batch = `[${body},${body}]`
  const bytes = new TextEncoder().encode(batch)
  const events = await verifyWebhook({ body: bytes, headers: new Headers(standardHeaders(batch, secret)), secret })
  assert.equal(events.length, 2)
})

test('a webhook with the signature of WorkOS, as its own library takes it, gives its event', async () => {
  const headers = workosHeaders(body, secret)
  const [event] = await verifyWebhook({ body, headers, secret })
  assert.equal(event?.id, 'event_1')
  const sigHeader = String(headers['WorkOS-Signature'])
  assert.ok(await new WorkOS('sk_x').webhooks.verifyHeader({ payload: JSON.parse(body), sigHeader, secret }))
})

test('while a secret is rotated, either is taken, and so is any of several signatures', async () => {
  const headers = standardHeaders(body, other)
  await verifyWebhook({ body, headers, secret: [secret, other] })
  const both = `${standardHeaders(body, secret)['webhook-signature']} ${headers['webhook-signature']}`
  await verifyWebhook({ body, headers: { ...headers, 'webhook-signature': both }, secret: other })
  await verifyWebhook({ body, headers: { ...headers, 'webhook-signature': both }, secret })
})

test('what is not signed with the secret, changed, old or of another form is refused', async () => {
  const late = new Date(Date.now() - 301_000)
  const refused: [string, Record<string, string>][] = [
    [body, {}],
    [body, standardHeaders(body, other)],
    [`${body} `, standardHeaders(body, secret)],
    [body, standardHeaders(body, secret, late)],
    [body, { ...standardHeaders(body, secret), 'webhook-id': 'event_2' }],
    [body, { ...standardHeaders(body, secret), 'webhook-signature': 'v1,%%% v2,abc' }],
    [body, { ...standardHeaders(body, secret), 'webhook-timestamp': 'soon' }],
    [body, workosHeaders(body, other)],
    [body, workosHeaders(body, secret, late.getTime())],
    [body, { 'workos-signature': 'v1=00, t=1' }],
  ]
  for (const [content, headers] of refused) {
    await assert.rejects(verifyWebhook({ body: content, headers, secret }), WebhookError, JSON.stringify(headers))
  }
  await assert.rejects(verifyWebhook({ body, headers: standardHeaders(body, secret), secret: '' }), WebhookError)
  await verifyWebhook({ body, headers: standardHeaders(body, secret, late), secret, toleranceSeconds: 400 })
})

test('a secret of your own that is no base64 verifies by the signature of WorkOS beside the other', async () => {
  const own = 'known.to-the-receiver!'
  const headers = { ...standardHeaders(body, secret), ...workosHeaders(body, own) }
  const [event] = await verifyWebhook({ body, headers, secret: own })
  assert.equal(event?.id, 'event_1')
  await assert.rejects(verifyWebhook({ body, headers, secret: `${own}!` }), WebhookError)
  const late = { ...headers, ...workosHeaders(body, own, Date.now() - 301_000) }
  await assert.rejects(verifyWebhook({ body, headers: late, secret: own }), WebhookError)
})
