import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createTestDatabase } from '../src/testing/database.ts'
import {
  type ServerProcess,
  type ServerProcessOptions,
  startServerProcess,
  testApiKey,
} from '../src/testing/server-process.ts'

type Directory = { readonly id: string; readonly token: string }
type FeedEntry = {
  readonly id: string
  readonly event: string
  readonly data: { readonly username: string; readonly id: string }
}

async function callApi<T>(url: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${testApiKey}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  assert.ok(response.ok, `${response.status} of ${url}`)
  return response.json() as Promise<T>
}

async function makeDirectory(url: string): Promise<Directory> {
  const organization = await callApi<{ id: string }>(`${url}/organizations`, { name: 'Crash Test' })
  const body = { organization_id: organization.id, name: 'Crash', type: 'generic scim v2.0' }
  const directory = await callApi<{ id: string; bearer_token: string }>(`${url}/directories`, body)
  return { id: directory.id, token: directory.bearer_token }
}

/** Creates a user over SCIM; the id when the server acknowledged it, null when it did not answer. */
async function createUser(url: string, { id, token }: Directory, userName: string): Promise<string | null> {
  try {
    const response = await fetch(`${url}/scim/v2/${id}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName }),
    })
    const user = (await response.json()) as { id: string }
    return response.status === 201 ? user.id : null
  } catch {
    return null
  }
}

// The log is read some moments after it was written; after a crash once another process does what the killed one did.
const patienceMs = 120_000

/** Reads the feed on and on, also through restarts, as a consumer would. */
function followFeed(url: string) {
  const entries: FeedEntry[] = []
  let isOver = false
  const readPage = async () => {
    const after = entries.at(-1)?.id
    const query = `${url}/events?order=asc&limit=100&events=dsync.user.created${after ? `&after=${after}` : ''}`
    const page = await callApi<{ data: FeedEntry[] }>(query).catch(() => null)
    entries.push(...(page?.data ?? []))
    return page?.data.length ?? 0
  }
  const running = (async () => {
    while (!isOver) if ((await readPage()) === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  })()
  return {
    entries,
    /** Reads on until so many have come, and then a while for more. */
    async finish(expected = 0): Promise<FeedEntry[]> {
      isOver = true
      await running
      for (const until = Date.now() + patienceMs; entries.length < expected && Date.now() < until; )
        if ((await readPage()) === 0) await new Promise((resolve) => setTimeout(resolve, 50))
      for (let empty = 0; empty < 5; ) {
        empty = (await readPage()) === 0 ? empty + 1 : 0
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      return entries
    },
  }
}

async function readWholeFeed(url: string): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = []
  for (;;) {
    const after = entries.at(-1)?.id
    const query = `${url}/events?order=asc&limit=100&events=dsync.user.created${after ? `&after=${after}` : ''}`
    const { data } = await callApi<{ data: FeedEntry[] }>(query)
    if (data.length === 0) return entries
    entries.push(...data)
  }
}

/** Every user of a directory over SCIM: name → id. */
async function readUsers(url: string, { id, token }: Directory): Promise<Map<string, string>> {
  const users = new Map<string, string>()
  for (;;) {
    const query = `startIndex=${users.size + 1}&count=1000&attributes=userName`
    const response = await fetch(`${url}/scim/v2/${id}/Users?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const page = (await response.json()) as { Resources: { id: string; userName: string }[] }
    if (page.Resources.length === 0) return users
    for (const user of page.Resources) users.set(user.userName, user.id)
  }
}

/** Creates `total` users, `concurrency` at a time, spread over servers; gives name → id of those acknowledged. */
async function createMany(
  servers: () => readonly ServerProcess[],
  directory: Directory,
  { total, onCreated = () => {} }: { total: number; onCreated?: (count: number) => void },
): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>()
  let next = 0
  const work = async () => {
    while (next < total) {
      const index = next++
      const name = `user${index}@example.com`
      const all = servers()
      const server = all[index % all.length]
      const id = server ? await createUser(server.url, directory, name) : null
      if (id) acknowledged.set(name, id)
      onCreated(acknowledged.size)
    }
  }
  await Promise.all(Array.from({ length: 16 }, work))
  return acknowledged
}

function assertComplete(acknowledged: ReadonlyMap<string, string>, feed: readonly FeedEntry[]): void {
  const told = new Map<string, string>()
  for (const { data } of feed) {
    assert.ok(!told.has(data.username), `${data.username} has two events`)
    told.set(data.username, data.id)
  }
  for (const [name, id] of acknowledged) assert.equal(told.get(name), id, `the acknowledged ${name} has no event`)
}

async function crashInTheMiddle(options: ServerProcessOptions, total: number): Promise<void> {
  let server = await startServerProcess(options)
  const port = Number(new URL(server.url).port)
  const directory = await makeDirectory(server.url)
  const feed = followFeed(server.url)
  let crash: Promise<void> | null = null
  const crashAndRestart = async () => {
    await server.kill()
    server = await startServerProcess({ ...options, port })
  }
  try {
    const acknowledged = await createMany(() => [server], directory, {
      total,
      onCreated: (count) => {
        if (count >= total * 0.3) crash ??= crashAndRestart()
      },
    })
    assert.ok(crash, 'the server was not killed')
    await crash
    // What was in flight or refused while the server was away is sent again, as providers do.
    const again = await createMany(() => [server], directory, { total })
    const seen = await feed.finish(total)
    const afterwards = await readWholeFeed(server.url)
    assert.ok(acknowledged.size >= total * 0.3 && acknowledged.size + again.size <= total)
    assert.deepEqual(
      seen.map(({ id }) => id),
      afterwards.map(({ id }) => id),
    )
    assert.equal(afterwards.length, total)
    const users = await readUsers(server.url, directory)
    assert.equal(users.size, total)
    for (const [name, id] of acknowledged) assert.equal(users.get(name), id, `the acknowledged ${name} is gone`)
    assertComplete(new Map([...acknowledged, ...again]), afterwards)
  } finally {
    await feed.finish().catch(() => {})
    await server.stop()
  }
}

test('a server that is killed in the middle of 3,000 creates loses nothing that it acknowledged and repeats nothing', async () => {
  await using s = await createTestDatabase()
  await crashInTheMiddle({ databaseUrl: s.url }, 3000)
  const [gaps] = await s.database.query<{ count: number }>({
    text: `select count(*) from (select seq - row_number() over (partition by stream_id order by seq) as shift from events) n where shift <> 0`,
  })
  assert.equal(gaps?.count, 0)
})

test('the same of 1,000 with the embedded database, which is found running after the kill', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'muster-crash-'))
  try {
    await crashInTheMiddle({ dataDir }, 1000)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})

test('two servers on one database, written at the same time to the same directory, keep one order and lose nothing', async () => {
  await using s = await createTestDatabase()
  await using one = await startServerProcess({ databaseUrl: s.url })
  await using two = await startServerProcess({ databaseUrl: s.url })
  const directory = await makeDirectory(one.url)
  const feeds = [followFeed(one.url), followFeed(two.url)]
  const acknowledged = await createMany(() => [one, two], directory, { total: 3000 })
  assert.equal(acknowledged.size, 3000)
  const [first = [], second = []] = await Promise.all(feeds.map((feed) => feed.finish(3000)))
  assertComplete(acknowledged, first)
  assert.deepEqual(
    first.map(({ id }) => id),
    second.map(({ id }) => id),
  )
  const seqs = await s.database.query<{ seq: number }>({
    text: `select seq from events where stream_id = $1 order by seq`,
    values: [directory.id],
  })
  assert.deepEqual(
    seqs.map(({ seq }) => seq),
    seqs.map((_, index) => index + 1),
  )
})
