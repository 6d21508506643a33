import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createDirectoryWriter } from '../src/directory/directory-writer.ts'
import { systemClock } from '../src/platform/clock.ts'
import { createIds } from '../src/platform/ids.ts'
import { silentLog } from '../src/platform/log.ts'
import type { Database } from '../src/store/database.ts'
import { createTestDatabase } from '../src/testing/database.ts'
import { creationOfUser } from '../src/testing/directory-content.ts'
import { type ServerProcess, startServerProcess, testApiKey } from '../src/testing/server-process.ts'
import { startWebhookReceiver } from '../src/testing/webhook-receiver.ts'

const directories = 50
const usersOfEach = 120
const kills = 3
// A server that was too slow to say that it lives breaks off its deliveries: what was acknowledged just then may come again.
const moment = 3000
const program = fileURLToPath(new URL('../src/testing/quick-delivery-server.ts', import.meta.url))

type FeedEvent = { readonly id: string; readonly data: { readonly directory_id: string } }
type Directory = { readonly organizationId: string; readonly directoryId: string }

async function callApi<T>(url: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${testApiKey}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  assert.ok(response.ok, `${response.status} of ${url}: ${text}`)
  return JSON.parse(text)
}

async function makeDirectories(url: string): Promise<Directory[]> {
  const { id: organizationId } = await callApi<{ id: string }>(`${url}/organizations`, { name: 'Chaos' })
  const body = { organization_id: organizationId, name: 'Chaos', type: 'generic scim v2.0' }
  const made = Array.from({ length: directories }, () => callApi<{ id: string }>(`${url}/directories`, body))
  return (await Promise.all(made)).map(({ id }) => ({ organizationId, directoryId: id }))
}

/** Writes the users of all directories, a few hundred events at a time, as other nodes of the server would. */
async function writeUsers(database: Database, all: readonly Directory[]): Promise<void> {
  const writer = createDirectoryWriter({
    database,
    platform: { clock: systemClock, newId: createIds(), log: silentLog },
  })
  for (let user = 0; user < usersOfEach; user += 5) {
    const names = Array.from({ length: 5 }, (_, index) => `user${user + index}@example.com`)
    await Promise.all(all.flatMap((each) => names.map((name) => writer.submit(each, creationOfUser(name)))))
  }
  await writer.stop()
}

/** What the receiver knows of an event: whose it is, and when it was acknowledged. */
type Seen = { readonly directoryId: string; readonly acknowledgedAt: number[] }

/** A receiver that breaks one call in ten: it answers 500, resets the connection, closes it, or never answers. */
async function startChaoticReceiver() {
  const seen = new Map<string, Seen>()
  const outOfOrder: string[] = []
  const places = new Map<string, string[]>()
  let acknowledged = 0
  const receiver = await startWebhookReceiver(({ body }, response) => {
    const { id, data }: FeedEvent = JSON.parse(body)
    const place = places.get(data.directory_id) ?? []
    places.set(data.directory_id, place)
    const event = seen.get(id) ?? { directoryId: data.directory_id, acknowledgedAt: [] }
    if (!seen.has(id)) {
      const before = seen.get(place.at(-1) ?? '')
      if (before && before.acknowledgedAt.length === 0) outOfOrder.push(id)
      seen.set(id, event)
      place.push(id)
    }
    if (breaks(response)) return
    if (event.acknowledgedAt.length === 0) acknowledged++
    event.acknowledgedAt.push(Date.now())
    response.end()
  })
  return { receiver, seen, places, outOfOrder, acknowledged: () => acknowledged }
}

function breaks(response: ServerResponse): boolean {
  const chance = Math.random()
  if (chance < 0.06) response.writeHead(500).end('out of order')
  else if (chance < 0.09) response.socket?.resetAndDestroy()
  else if (chance < 0.098) response.socket?.destroy()
  else if (chance < 0.1) return true
  return chance < 0.1
}

async function readFeed(url: string): Promise<Map<string, string[]>> {
  const feed = new Map<string, string[]>()
  for (let after = ''; ; ) {
    const query = `${url}/events?order=asc&limit=100&events=dsync.user.created${after && `&after=${after}`}`
    const { data } = await callApi<{ data: FeedEvent[] }>(query)
    for (const { id, data: user } of data) {
      feed.set(user.directory_id, [...(feed.get(user.directory_id) ?? []), id])
    }
    if (data.length === 0) return feed
    after = data.at(-1)?.id ?? ''
  }
}

async function until(isSo: () => boolean, what: () => string): Promise<void> {
  const end = Date.now() + 300_000
  while (!isSo()) {
    assert.ok(Date.now() < end, what())
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** When servers broke off their deliveries by themselves. */
function brokenOffAt(output: string): number[] {
  const lines = output.split('\n').filter((line) => line.includes('could not say in time that it lives'))
  return lines.map((line) => Date.parse(JSON.parse(line).time))
}

/** Where each directory was when a server was killed: calls in flight and progress that was not written yet come again. */
type Kill = { readonly at: number; readonly done: ReadonlyMap<string, number> }

/** Looks what a server that was killed has written down. */
async function noteKill(database: Database): Promise<Kill> {
  const rows = await database.query<{ stream_id: string; done_seq: number }>({
    text: 'select stream_id, done_seq from destination_streams',
  })
  return { at: Date.now(), done: new Map(rows.map(({ stream_id, done_seq }) => [stream_id, done_seq])) }
}

type Ends = { readonly kills: readonly Kill[]; readonly brokenOff: readonly number[] }

/**
 * The events that came again though it was written down that they were acknowledged, and though the server did not give up waiting
 * for that answer: on a machine that is slow enough, it does.
 */
async function unexplainedRepetitions(
  database: Database,
  seen: ReadonlyMap<string, Seen>,
  { kills, brokenOff }: Ends,
): Promise<[string, Seen][]> {
  const rows = await database.query<{ id: string; seq: number; timeouts: number }>({
    text: `select e.id, e.seq, count(a.event_id) as timeouts from events e
      left join delivery_attempts a on a.event_id = e.id and a.error like 'No answer within%' group by e.id, e.seq`,
  })
  const known = new Map(rows.map((row) => [row.id, row]))
  return [...seen].filter(([id, { directoryId, acknowledgedAt }]) => {
    const { seq = 0, timeouts = 0 } = known.get(id) ?? {}
    const [first = 0] = acknowledgedAt
    const forgotten = kills.filter(({ at, done }) => first <= at + moment && seq > (done.get(directoryId) ?? 0))
    const isOfBreak = (at: number) => brokenOff.some((broken) => Math.abs(at - broken) < moment)
    const calm = acknowledgedAt.slice(0, -1).filter((at) => !isOfBreak(at))
    return calm.length > timeouts + forgotten.length
  })
}

test('6,000 events reach a receiver that breaks at random, in order, though the server is killed three times', async () => {
  await using s = await createTestDatabase()
  const { receiver, seen, places, outOfOrder, acknowledged } = await startChaoticReceiver()
  await using _ = receiver
  let server: ServerProcess = await startServerProcess({ databaseUrl: s.url, program })
  const port = Number(new URL(server.url).port)
  const total = directories * usersOfEach
  const ended: Kill[] = []
  const brokenOff: number[] = []
  try {
    const all = await makeDirectories(server.url)
    const endpoint = {
      endpoint_url: receiver.url,
      events: ['dsync.user.created'],
      parallel: directories,
      timeout_seconds: 2,
    }
    await callApi(`${server.url}/webhook_endpoints`, endpoint)
    const writing = writeUsers(s.database, all)
    for (let kill = 1; kill <= kills; kill++) {
      await until(
        () => acknowledged() >= (total * kill) / (kills + 1),
        () => `${acknowledged()} were acknowledged:\n${server.output()}`,
      )
      await server.kill()
      ended.push(await noteKill(s.database))
      brokenOff.push(...brokenOffAt(server.output()))
      server = await startServerProcess({ databaseUrl: s.url, program, port })
    }
    await writing
    await until(
      () => acknowledged() === total,
      () => `${acknowledged()} were acknowledged:\n${server.output()}`,
    )
    assert.deepEqual(outOfOrder, [], 'came before the one before them was acknowledged')
    assert.deepEqual(new Map([...places].toSorted()), new Map([...(await readFeed(server.url))].toSorted()))
    brokenOff.push(...brokenOffAt(server.output()))
    assert.deepEqual(await unexplainedRepetitions(s.database, seen, { kills: ended, brokenOff }), [])
  } finally {
    await server.stop()
  }
})
