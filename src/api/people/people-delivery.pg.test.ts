import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMessages } from '../../client/server-sent-events.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { startWebhookReceiver } from '../../testing/webhook-receiver.ts'
import { startWholeServer } from '../../testing/whole-server.ts'

const apiKey = 'sk_bootstrap_of_the_people_delivery_test'

type Answer = { readonly id: string; readonly bearer_token?: string }

async function post(url: string, body: object, key = apiKey): Promise<Answer> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.ok(answer.ok, await (answer.ok ? '' : answer.clone().text()))
  return (await answer.json()) as Answer
}

type Told = { readonly event: string; readonly data: { readonly id?: string; readonly person_id?: string } }

const personOf = ({ event, data }: Told) => `${event} ${data.person_id ?? data.id}`

test('what is told of people reaches webhooks of one organization and of all, and whoever follows the log', async () => {
  await using created = await createTestDatabase()
  await using server = await startWholeServer(created.url, apiKey)
  await using own = await startWebhookReceiver()
  await using all = await startWebhookReceiver()
  await using others = await startWebhookReceiver()
  const { id: organization_id } = await post(`${server.url}/organizations`, { name: 'Acme' })
  const { id: other } = await post(`${server.url}/organizations`, { name: 'Other' })
  const events = ['person.created', 'person.linked', 'person.member_added']
  const endpoints = [
    { endpoint_url: own.url, events, organization_id },
    { endpoint_url: all.url, events },
    { endpoint_url: others.url, organization_id: other },
  ]
  for (const endpoint of endpoints) await post(`${server.url}/webhook_endpoints`, endpoint)
  const query = new URLSearchParams({ events: events.join(','), organization_id })
  const headers = { authorization: `Bearer ${apiKey}` }
  const stream = await fetch(`${server.url}/events/stream?${query}`, { headers })
  assert.ok(stream.ok && stream.body, await (stream.ok ? '' : stream.text()))
  const given = { organization_id, name: 'Okta', type: 'okta scim v2.0' }
  const directory = await post(`${server.url}/directories`, given)
  const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@acme.test', active: true }
  await post(`${server.url}/scim/v2/${directory.id}/Users`, user, directory.bearer_token)

  await Promise.all([own.until(2), all.until(2)])
  const followed: string[] = []
  for await (const { data } of readMessages(stream.body)) {
    if (data) followed.push(personOf(JSON.parse(data)))
    if (followed.length === 2) break
  }
  assert.match(followed[0] ?? '', /^person\.created person_/)
  assert.deepEqual(followed[1], followed[0]?.replace('created', 'linked'))
  assert.deepEqual(
    own.received.map(({ body }) => personOf(JSON.parse(body))),
    followed,
  )
  assert.deepEqual(
    all.received.map(({ body }) => personOf(JSON.parse(body))),
    followed,
  )
  assert.deepEqual(others.received, [])
})
