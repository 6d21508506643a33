import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { startOktaWorld } from '../../testing/okta-world.ts'
import { oktaWakeUps } from './wake-ups.ts'

/** A receiver as Muster's own is: it passes on what came, and counts what wakes. */
async function startReceiver(secret: string) {
  const seen = { wakes: 0, refusals: 0 }
  const server = createServer((request, response) => {
    const { method = 'GET', headers } = request
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
    const { status, contentType, body, isWake } = oktaWakeUps.receive(
      { method, headers: flat, query: {}, body: null },
      secret,
    )
    if (isWake) seen.wakes += 1
    if (status === 401) seen.refusals += 1
    request.resume().on('end', () => response.writeHead(status, { 'content-type': contentType }).end(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    seen,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

const eventTypes = ['user.lifecycle.create', 'group.user_membership.add']

test('an event hook is verified once, and wakes at what it is for', async () => {
  await using world = await startOktaWorld()
  await using receiver = await startReceiver('the-secret')
  const { org, addEventHook, hooksSettled } = world.sandbox
  await addEventHook({ url: receiver.url, secret: 'the-secret', eventTypes })
  const id = org.createUser({ profile: { login: 'ada@example.com', email: 'ada@example.com' } })
  org.addMember(org.createGroup({ name: 'Sales' }), id)
  await hooksSettled()
  assert.deepEqual(receiver.seen, { wakes: 2, refusals: 0 })
})

test('who does not know the secret wakes nothing, and learns nothing', async () => {
  await using world = await startOktaWorld()
  await using receiver = await startReceiver('the-secret')
  const hook = { url: receiver.url, secret: 'another', eventTypes }
  await assert.rejects(world.sandbox.addEventHook(hook), /did not answer with the challenge/)
  const headers = { authorization: 'the-secret-and-more' }
  const answer = oktaWakeUps.receive({ method: 'POST', headers, query: {}, body: { data: {} } }, 'the-secret')
  assert.deepEqual([answer.status, answer.isWake], [401, false])
  assert.deepEqual(receiver.seen, { wakes: 0, refusals: 1 })
})
