import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readMessages, type StreamMessage } from '../../client/server-sent-events.ts'
import { bootstrapKey, createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { commands } from '../../testing/directories.ts'
import { creationOfUser } from '../../testing/directory-content.ts'
import { createFeedReader } from './feed-reader.ts'
import { createFeedTail } from './feed-tail.ts'

const limit = { timeout: 30_000 }

type Followed = AsyncDisposable & { next(): Promise<StreamMessage | undefined>; event(): Promise<StreamMessage> }

async function listen(api: TestApi): Promise<string> {
  return api.app.listen({ port: 0, host: '127.0.0.1' })
}

/** Opens a stream as `fetch` does and gives its messages one by one. */
async function follow(url: string, { query = '', key = bootstrapKey, lastId = '' } = {}): Promise<Followed> {
  const headers = { authorization: `Bearer ${key}`, ...(lastId && { 'last-event-id': lastId }) }
  const answer = await fetch(`${url}/events/stream?${query}`, { headers })
  assert.equal(answer.status, 200, await (answer.ok ? '' : answer.text()))
  assert.ok(answer.body)
  const messages = readMessages(answer.body)
  const next = async () => (await messages.next()).value ?? undefined
  return {
    next,
    async event() {
      for (let message = await next(); message; message = await next()) if (message.data) return message
      throw new Error('The stream has ended')
    },
    [Symbol.asyncDispose]: async () => void (await messages.return(undefined)),
  }
}

async function newestId(api: TestApi): Promise<string> {
  return (await api.call('GET', '/events?order=desc&limit=1')).body.data[0].id
}

test('a stream begins now, and has what happens then exactly as the feed has it', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  await api.feed()
  const url = await listen(api)
  await using stream = await follow(url)
  assert.deepEqual(await stream.next(), { id: null, event: 'message', data: '' }, 'how long to wait before a retry')
  assert.equal((await stream.next())?.id, await newestId(api), 'where to go on from, before there is any event')
  await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.feed()
  const page = await api.call('GET', '/events?events=dsync.user.created')
  assert.equal(page.body.data.length, 1)
  const activated = await stream.event()
  const created = await stream.event()
  assert.equal(JSON.parse(activated.data).event, 'dsync.activated')
  assert.deepEqual(JSON.parse(created.data), page.body.data[0])
  assert.deepEqual([created.id, created.event], [page.body.data[0].id, 'message'])
})

test('a stream goes on after the last event that was seen, wherever in the feed, and misses none', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  const url = await listen(api)
  for (let number = 0; number < 130; number += 1) {
    void api.context.submit(scope, creationOfUser(`early${number}@acme.test`))
  }
  await api.context.submit(scope, creationOfUser('last@acme.test'))
  await api.feed()
  const all = await api.call('GET', '/events?limit=100')
  const [first, second] = all.body.data
  await using stream = await follow(url, { query: `after=${second.id}`, lastId: first.id })
  assert.equal((await stream.event()).id, second.id, 'Last-Event-ID has precedence')
  await api.context.submit(scope, creationOfUser('later@acme.test'))
  await api.feed()
  const seen: string[] = []
  while (!seen.at(-1)?.includes('later@')) seen.push(JSON.parse((await stream.event()).data).data.email ?? '')
  assert.equal(seen.filter((email) => email.startsWith('early')).length, 130)
  assert.equal(seen.at(-2), 'last@acme.test')
})

test('streams have the types and the organization that they ask for, each of them the same text', limit, async () => {
  await using api = await createTestApi()
  const acme = await createTestDirectory(api)
  const other = await createTestDirectory(api, 'Other')
  await api.feed()
  const { body: key } = await api.call('POST', '/api_keys', {
    body: { name: 'k', organization_id: acme.organizationId, permissions: ['events:read'] },
  })
  const url = await listen(api)
  await using bound = await follow(url, { key: key.value })
  await using deletions = await follow(url, { query: 'events=dsync.user.deleted,dsync.group.deleted' })
  await using ofOther = await follow(url, {
    query: `events[]=dsync.user.created&organization_id=${other.organizationId}`,
  })
  const { user } = await api.context.submit(acme.scope, creationOfUser('ada@acme.test'))
  await api.context.submit(other.scope, creationOfUser('bob@other.test'))
  await api.context.submit(acme.scope, commands.deleteUser(user.id))
  await api.feed()
  const seen = [await bound.event(), await bound.event(), await bound.event()]
  assert.deepEqual(
    seen.map(({ data }) => JSON.parse(data).event),
    ['dsync.activated', 'dsync.user.created', 'dsync.user.deleted'],
  )
  assert.deepEqual(await deletions.event(), seen[2])
  assert.equal(JSON.parse((await ofOther.event()).data).data.email, 'bob@other.test')
})

test('a stream is refused as a list is: by key, permission, query, organization and cursor', limit, async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  const other = await createTestDirectory(api, 'Other')
  await api.feed()
  const make = async (body: object) =>
    (await api.call('POST', '/api_keys', { body: { name: 'k', ...body } })).body.value
  const bound = await make({ organization_id: other.organizationId })
  const blind = await make({ permissions: ['directories:read'] })
  const get = async (query: string, key?: string) => {
    const { status, body } = await api.call('GET', `/events/stream?${query}`, key === undefined ? {} : { key })
    return [status, body.code]
  }
  const [event] = (await api.call('GET', `/events?organization_id=${organizationId}`)).body.data
  assert.deepEqual(await get('', 'sk_nobody'), [401, 'unauthorized'])
  assert.deepEqual(await get('', blind), [403, 'forbidden'])
  assert.deepEqual(await get('events=dsync.nothing'), [422, 'invalid_request_parameters'])
  assert.deepEqual(await get('after=event_1'), [400, 'invalid_request'])
  assert.deepEqual(await get(`after=${event.id}`, bound), [400, 'invalid_request'])
  assert.deepEqual(await get(`organization_id=${organizationId}`, bound), [404, 'entity_not_found'])
  assert.equal((await api.call('POST', '/events/stream')).status, 405)
})

test('a cursor behind the retention is refused before the stream begins, with the oldest event', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.feed()
  const [first, , third] = (await api.call('GET', '/events')).body.data
  await api.database.query({ text: 'update feed_state set oldest_position = 3' })
  const answer = await api.call('GET', `/events/stream?after=${first.id}`)
  assert.deepEqual([answer.status, answer.body.code], [410, 'cursor_expired'])
  assert.equal(answer.body.oldest_event_id, third.id)
})

test('a stream that falls behind the retention later ends with the same error', limit, async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.feed()
  await api.database.query({ text: 'update feed_state set oldest_position = 3' })
  const tail = createFeedTail({ ...api.context, onNews: api.context.eventLog.onNews })
  const reader = createFeedReader(api.database, tail)
  await assert.rejects(
    reader.next({ organizationId: null, directoryId: null, objectId: null, types: null, hasEntries: false }, 1),
    { code: 'cursor_expired' },
  )
  const { messages } = await reader.next(
    { organizationId: null, directoryId: null, objectId: null, types: null, hasEntries: false },
    2,
  )
  assert.equal(messages.length, 1)
})

test('HEAD says what a stream would be, and ends', limit, async () => {
  await using api = await createTestApi()
  const url = await listen(api)
  const headers = { authorization: `Bearer ${bootstrapKey}` }
  const answer = await fetch(`${url}/events/stream`, { method: 'HEAD', headers })
  assert.deepEqual([answer.status, await answer.text()], [200, ''])
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/)
  assert.equal((await fetch(`${url}/events/stream`, { method: 'HEAD' })).status, 401)
})

test('streams end when the server stops, long before their next heartbeat', limit, async () => {
  await using api = await createTestApi()
  const url = await listen(api)
  await using stream = await follow(url)
  await stream.next()
  const began = performance.now()
  const closed = api.app.close()
  assert.equal(await stream.next(), undefined)
  await closed
  assert.ok(performance.now() - began < 5_000)
})

test('the keys of an organization can open so many streams; those that have ended do not count', limit, async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  const makeKey = async () =>
    (await api.call('POST', '/api_keys', { body: { name: 'key', organization_id: organizationId } })).body.value
  const [key, another] = [await makeKey(), await makeKey()]
  const url = await listen(api)
  const streams = await Promise.all(Array.from({ length: 50 }, () => follow(url, { key })))
  await Promise.all(streams.map((stream) => stream.next()))
  const refused = await api.call('GET', '/events/stream', { key: another })
  assert.deepEqual([refused.status, refused.body.code], [503, 'too_many_streams'])
  await using ofTheOperator = await follow(url)
  assert.ok(await ofTheOperator.next())
  await Promise.all(streams.map((stream) => stream[Symbol.asyncDispose]()))
  while ((await api.call('GET', '/events/stream?after=event_1', { key })).status !== 400) await wait(10)
})
