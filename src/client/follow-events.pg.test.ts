import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootstrapKey, createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { creationOfUser } from '../testing/directory-content.ts'
import { CursorExpiredError } from './errors.ts'
import { createMusterClient } from './muster-client.ts'

const limit = { timeout: 30_000 }

async function connect(api: TestApi, options: { fetch?: typeof fetch } = {}) {
  const baseUrl = await api.app.listen({ port: 0, host: '127.0.0.1' })
  return createMusterClient({ baseUrl, apiKey: bootstrapKey, retries: 0, ...options })
}

test(
  'a follower that finds nothing begins with the first event there ever is, whichever it is told of',
  limit,
  async () => {
    await using api = await createTestApi()
    const { scope } = await createTestDirectory(api)
    const client = await connect(api)
    const stop = new AbortController()
    const follower = client.events.follow({ events: ['dsync.user.created'], pollMs: 20, signal: stop.signal })
    const first = follower.next()
    await api.feed()
    await api.context.submit(scope, creationOfUser('ada@acme.test'))
    await api.feed()
    const { value } = await first
    assert.ok(value?.event === 'dsync.user.created')
    assert.equal(value.data.email, 'ada@acme.test')
    const next = follower.next()
    stop.abort()
    assert.deepEqual(await next, { value: undefined, done: true })
  },
)

test('where no stream can be had a follower looks again and again', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  await api.feed()
  const withoutStream = ((url: string, init?: RequestInit) =>
    url.includes('/events/stream')
      ? Promise.resolve(new Response('', { status: 404 }))
      : fetch(url, init)) as typeof fetch
  const client = await connect(api, { fetch: withoutStream })
  const follower = client.events.follow({ events: ['dsync.user.created'], pollMs: 20 })
  for (const name of ['ada', 'bob', 'cyd']) {
    const next = follower.next()
    await api.context.submit(scope, creationOfUser(`${name}@acme.test`))
    await api.feed()
    const { value } = await next
    assert.equal((value as { data: { email: string } }).data.email, `${name}@acme.test`)
  }
  await follower.return()
})

test('a place is kept when the next event is asked for, and what fails to keep it is told', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.feed()
  const client = await connect(api)
  const saved: string[] = []
  const load = async () => null
  const checkpoint = { load, save: async (id: string) => void saved.push(id), everyEvents: 1 }
  const seen: string[] = []
  for await (const { id } of client.events.follow({ checkpoint })) {
    seen.push(id)
    if (seen.length === 3) break
  }
  assert.deepEqual(saved, seen.slice(0, 2), 'the third was not handled')
  const failing = { load, save: () => Promise.reject(new Error('The disk is full')), everyEvents: 1 }
  const follower = client.events.follow({ checkpoint: failing })
  await follower.next()
  await assert.rejects(follower.next(), /The disk is full/)
})

test('a follower that is behind the retention is told, with the oldest event', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.feed()
  const [first, , third] = (await api.call('GET', '/events')).body.data
  await api.database.query({ text: 'update feed_state set oldest_position = 3' })
  const client = await connect(api)
  const error = await client.events
    .follow({ cursor: first.id })
    .next()
    .catch((reason: unknown) => reason)
  assert.ok(error instanceof CursorExpiredError)
  assert.equal(error.oldestEventId, third.id)
})

test('a follower that is told to end gives nothing more, and keeps its place', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  for (const name of ['ada', 'bob', 'cyd']) await api.context.submit(scope, creationOfUser(`${name}@acme.test`))
  await api.feed()
  const client = await connect(api)
  const stop = new AbortController()
  const saved: string[] = []
  const checkpoint = { load: async () => null, save: async (id: string) => void saved.push(id) }
  const seen: string[] = []
  for await (const { id } of client.events.follow({ checkpoint, signal: stop.signal })) {
    seen.push(id)
    if (seen.length === 2) stop.abort()
  }
  assert.equal(seen.length, 2)
  assert.deepEqual(saved, [seen[1]])
})

test('a place that was kept empty, by a crash while it was written, is none', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.feed()
  const [oldest] = (await api.call('GET', '/events')).body.data
  const client = await connect(api)
  const follower = client.events.follow({ checkpoint: { load: async () => '', save: async () => {} } })
  assert.equal((await follower.next()).value?.id, oldest.id)
  await follower.return()
})

test('a list of events in a range of time goes on through all of its pages, in either order', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.feed()
  const all = (await api.call('GET', '/events')).body.data.map(({ id }: { id: string }) => id)
  const client = await connect(api)
  for (const order of ['asc', 'desc'] as const) {
    const seen: string[] = []
    for await (const { id } of client.events.list({ range_start: '2020-01-01', limit: 1, order })) seen.push(id)
    assert.deepEqual(seen, order === 'asc' ? all : all.toReversed())
  }
})
