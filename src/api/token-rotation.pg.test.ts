import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { createTestDatabase } from '../testing/database.ts'
import { type RunningServer, startServer } from './server.ts'

const apiKey = 'sk_key_of_the_rotation_test'

async function startNode(databaseUrl: string): Promise<RunningServer & AsyncDisposable> {
  const platform = { clock: systemClock, newId: createIds(), log: silentLog }
  const node = await startServer({
    databaseUrl,
    platform,
    host: '127.0.0.1',
    port: 0,
    apiKey,
    eventRetentionDays: 90,
    scimRequestRetentionDays: 14,
    deliveryAttemptRetentionDays: 14,
    scimLimits: { requestsPerSecond: 10_000, requestsInFlight: 512 },
    apiRequestsPerMinute: 6000,
    auditRetentionDays: 400,
    secretKey: Buffer.alloc(32, 1),
    allowPrivateNetworks: true,
  })
  return { ...node, [Symbol.asyncDispose]: node.stop }
}

async function callApi(url: string, method: string, body?: object) {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  // biome-ignore lint/suspicious/noExplicitAny: the test checks what it reads
  return (await answer.json()) as any
}

async function makeDirectory({ url }: RunningServer) {
  const { id: organization_id } = await callApi(`${url}/organizations`, 'POST', { name: 'Acme' })
  const body = { organization_id, name: 'Okta', type: 'okta scim v2.0' }
  const { id, bearer_token: token } = await callApi(`${url}/directories`, 'POST', body)
  return { id, token } as { id: string; token: string }
}

/** A client that makes users without a pause, at both nodes in turn. */
function startPushing(nodes: readonly RunningServer[], directoryId: string, name: string) {
  const client = { token: '', isStopped: false, statuses: [] as number[] }
  async function push(): Promise<void> {
    for (let sent = 0; !client.isStopped; sent += 1) {
      const answer = await fetch(`${nodes[sent % nodes.length]?.url}/scim/v2/${directoryId}/Users`, {
        method: 'POST',
        headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/scim+json' },
        body: JSON.stringify({
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          userName: `${name}-${sent}@acme.test`,
        }),
      })
      await answer.arrayBuffer()
      client.statuses.push(answer.status)
    }
  }
  return Object.assign(client, { start: () => push() })
}

type Client = ReturnType<typeof startPushing>

/** Waits until every one of the clients has had so many more answers. */
async function answersOf(clients: readonly Client[], more: number): Promise<void> {
  const wanted = clients.map(({ statuses }) => statuses.length + more)
  while (clients.some(({ statuses }, index) => statuses.length < (wanted[index] ?? 0))) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('a token is rotated while 16 clients push to two nodes, and not one request is lost or refused', async () => {
  await using database = await createTestDatabase()
  await using a = await startNode(database.url)
  await using b = await startNode(database.url)
  const { id, token: old } = await makeDirectory(a)
  const clients = Array.from({ length: 16 }, (_, index) => startPushing([a, b], id, `client${index}`))
  for (const client of clients) client.token = old
  const running = clients.map((client) => client.start())

  await answersOf(clients, 3)
  const made = await callApi(`${a.url}/directories/${id}/tokens`, 'POST', {})
  for (const client of clients) {
    client.token = made.bearer_token
    await answersOf([client], 2)
  }
  // What was sent with the old token is answered by then.
  const { data: tokens } = await callApi(`${b.url}/directories/${id}/tokens?order=asc`, 'GET')
  const revoked = await callApi(`${b.url}/directories/${id}/tokens/${tokens[0].id}`, 'DELETE')
  assert.ok(revoked.revoked_at)
  await answersOf(clients, 5)
  for (const client of clients) client.isStopped = true
  await Promise.all(running)

  const statuses = clients.flatMap((client) => client.statuses)
  assert.deepEqual(
    statuses.filter((status) => status !== 201),
    [],
  )
  const url = `${b.url}/scim/v2/${id}/Users?count=1`
  const listed = await fetch(url, { headers: { authorization: `Bearer ${made.bearer_token}` } })
  assert.equal(((await listed.json()) as { totalResults: number }).totalResults, statuses.length)
  const refused = await fetch(url, { headers: { authorization: `Bearer ${old}` } })
  assert.equal(refused.status, 401, 'the node that revoked it refuses it at once')
})
