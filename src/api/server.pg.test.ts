import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connector } from '../connectors/connector.ts'
import { systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { createEmptyDatabase } from '../testing/database.ts'
import { createMemorySource } from '../testing/memory-connector.ts'
import { memorySettings } from '../testing/pulled-directory.ts'
import { startServer } from './server.ts'

const key = 'sk_key_of_the_server_tests'
const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }

async function startTestServer(databaseUrl: string, connectors: readonly Connector[] = []) {
  const platform = { clock: systemClock, newId: createIds(), log: silentLog }
  const server = await startServer({
    databaseUrl,
    platform,
    host: '127.0.0.1',
    port: 0,
    apiKey: key,
    eventRetentionDays: 90,
    scimRequestRetentionDays: 14,
    deliveryAttemptRetentionDays: 14,
    scimLimits: { requestsPerSecond: 10_000, requestsInFlight: 512 },
    apiRequestsPerMinute: 6000,
    auditRetentionDays: 400,
    secretKey: Buffer.alloc(32, 1),
    allowPrivateNetworks: true,
    connectors,
  })
  return { ...server, [Symbol.asyncDispose]: server.stop }
}

async function post(url: string, body: object) {
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await answer.json()) as Record<string, string>
}

test('a server on an empty database becomes ready, takes a SCIM push and shows its events in the feed', async () => {
  await using empty = await createEmptyDatabase()
  await using server = await startTestServer(empty.url)
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
  const ready = await fetch(`${server.url}/readyz`)
  assert.equal(ready.status, 200)
  const { checks } = (await ready.json()) as { checks: Record<string, string> }
  assert.equal(checks.database, 'ok')
  assert.equal(checks.migrations, 'ok')

  const { id: organization_id } = await post(`${server.url}/organizations`, { name: 'Acme' })
  const directory = await post(`${server.url}/directories`, { organization_id, name: 'Okta', type: 'okta scim v2.0' })
  assert.ok(directory.endpoint?.startsWith(`${server.url}/scim/v2/`))
  const pushed = await fetch(`${directory.endpoint}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${directory.bearer_token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@acme.test' }),
  })
  assert.equal(pushed.status, 201, await pushed.text())
  assert.deepEqual(await eventTypes(server.url, 3), ['dsync.token.created', 'dsync.activated', 'dsync.user.created'])
})

test('a server reads a directory at once when it is made, without anybody waiting for the schedule', async () => {
  await using empty = await createEmptyDatabase()
  const source = createMemorySource()
  source.putUser('ada')
  await using server = await startTestServer(empty.url, [source.connector])
  const { id: organization_id } = await post(`${server.url}/organizations`, { name: 'Acme' })
  const connection = { settings: memorySettings }
  await post(`${server.url}/directories`, { organization_id, name: 'Okta', type: 'okta', connection })
  assert.deepEqual(await eventTypes(server.url, 4), [
    'muster.sync_run.started',
    'dsync.activated',
    'dsync.user.created',
    'muster.sync_run.completed',
  ])
})

/** What became of directories; people follow at a moment of their own. */
async function eventTypes(url: string, count: number): Promise<string[]> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const answer = await fetch(`${url}/events`, { headers })
    const { data } = (await answer.json()) as { data: { event: string }[] }
    const types = data.map(({ event }) => event).filter((event) => !event.startsWith('person.'))
    if (types.length >= count) return types
    await pause(50)
  }
  throw new Error('the events did not come')
}

test('a user of a directory becomes a person, of whom the events and the live stream tell on the stream of the organization', async () => {
  await using empty = await createEmptyDatabase()
  const source = createMemorySource()
  source.putUser('ada')
  await using server = await startTestServer(empty.url, [source.connector])
  const { id: organization_id } = await post(`${server.url}/organizations`, { name: 'Acme' })
  const stopped = new AbortController()
  const stream = await fetch(`${server.url}/events/stream?organization_id=${organization_id}`, {
    headers,
    signal: stopped.signal,
  })
  const connection = { settings: memorySettings }
  await post(`${server.url}/directories`, { organization_id, name: 'Okta', type: 'okta', connection })
  let streamed = ''
  for await (const chunk of stream.body ?? []) {
    streamed += Buffer.from(chunk).toString()
    if (streamed.includes('person.linked')) break
  }
  stopped.abort()
  const answer = await fetch(`${server.url}/events?events=person.created&include=log_entry`, { headers })
  const { data } = (await answer.json()) as {
    data: { log_entry?: { directory_id: unknown; organization_id: unknown } }[]
  }
  assert.equal(data.length, 1)
  assert.deepEqual([data[0]?.log_entry?.directory_id, data[0]?.log_entry?.organization_id], [null, organization_id])
})

test('a server whose database has not the schema of this version is alive but not ready', async () => {
  await using empty = await createEmptyDatabase()
  await using server = await startTestServer(empty.url)
  await empty.database.query({ text: 'alter table migrations rename to hidden' })
  const ready = await fetch(`${server.url}/readyz`)
  assert.equal(ready.status, 503)
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
})

test('a stopping server finishes the request in flight and takes no new one', async () => {
  await using empty = await createEmptyDatabase()
  const server = await startTestServer(empty.url)
  const body = JSON.stringify({ name: 'Last' })
  const lines = [
    'POST /organizations HTTP/1.1',
    'host: muster',
    `authorization: Bearer ${key}`,
    'content-type: application/json',
  ]
  const begun = `${[...lines, `content-length: ${body.length}`].join('\r\n')}\r\n\r\n${body.slice(0, 5)}`
  const socket = await beginRequest(server.url, begun)
  const stopped = server.stop()
  await untilClosed(server.url)
  socket.write(body.slice(5))
  const [answer] = await once(socket, 'data')
  assert.match(String(answer), /^HTTP\/1.1 201 /)
  const answeredAt = performance.now()
  await stopped
  assert.ok(performance.now() - answeredAt < 7000, 'it does not wait for a client that keeps its connection')
})

test('a stopping server says that it is not ready', async () => {
  await using empty = await createEmptyDatabase()
  const server = await startTestServer(empty.url)
  const socket = await beginRequest(server.url, 'GET /readyz HTTP/1.1\r\nhost: muster\r\n')
  const stopped = server.stop()
  await untilClosed(server.url)
  socket.write('\r\n')
  const [answer] = await once(socket, 'data')
  assert.match(String(answer), /^HTTP\/1.1 503 [\s\S]*"server":"stopping"/)
  await stopped
})

/** Sends the beginning of a request, and waits until the server has read that much. */
async function beginRequest(url: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(text)
  // What is asked after it is answered after it was read.
  assert.equal((await fetch(`${url}/healthz`)).status, 200)
  return socket
}

/** Waits until a server takes no connection any more. */
async function untilClosed(url: string): Promise<void> {
  const isOpen = () =>
    fetch(`${url}/healthz`).then(
      () => true,
      () => false,
    )
  while (await isOpen()) await pause(10)
}
