import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { type ReceivedRequest, sendJson, startAnsweringServer } from '../../testing/answering-server.ts'
import { connectorTools, movingTime } from '../../testing/connector-tools.ts'
import type { ConnectorTools } from '../connector.ts'
import { SourceError, type SourceErrorCode } from '../source-error.ts'
import { createVendorHttp, type VendorHttpOptions } from './create-vendor-http.ts'
import { sswsToken } from './tokens/static-header.ts'
import type { VendorApi, VendorRequest } from './vendor-http.ts'

const Page = z.object({ ids: z.array(z.number()), next: z.string().nullish() })
type Page = z.infer<typeof Page>

const secret = '00TheSecretToken_of_the_test'
const never = new AbortController().signal

type World = {
  readonly api?: Partial<VendorApi>
  readonly tools?: Partial<ConnectorTools>
  readonly options?: VendorHttpOptions
}

/** A vendor that behaves so, and the way to it. `turn` counts its requests from 1. */
async function open(
  behave: (turn: number, response: ServerResponse, request: ReceivedRequest) => void,
  world: World = {},
) {
  const server = await startAnsweringServer((request, response) => behave(server.received.length, response, request))
  const time = movingTime()
  const api: VendorApi = {
    vendor: 'Acme',
    origins: [server.origin],
    authorize: sswsToken(secret),
    bucketOf: () => ({ bucket: 'all', limit: { perMinute: 60_000, concurrency: 10 } }),
    readRate: () => null,
    ...world.api,
  }
  const tools = connectorTools(time, world.tools)
  const http = openOrClose(() => createVendorHttp(api, tools, { random: () => 0.5, ...world.options }), server)
  return {
    server,
    http,
    time,
    get: (path: string, more: Partial<VendorRequest<Page>> = {}) =>
      http.send({ path, schema: Page, signal: never, ...more }),
    async [Symbol.asyncDispose]() {
      await http.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

function openOrClose<T>(work: () => T, server: AsyncDisposable): T {
  try {
    return work()
  } catch (error) {
    server[Symbol.asyncDispose]()
    throw error
  }
}

async function refusal(work: Promise<unknown>, code: SourceErrorCode): Promise<SourceError> {
  const error = await work.then(
    () => assert.fail('it should have been refused'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof SourceError, String(error))
  assert.equal(error.code, code, error.message)
  assert.ok(error.message.split(' ').length > 8, error.message)
  assert.ok(!JSON.stringify([error.message, error.cause]).includes(secret))
  return error
}

const ok = (response: ServerResponse) => sendJson(response, { ids: [1], more: true })

test('a request carries the credential, says who asks, and brings back what the schema lets through', async () => {
  await using world = await open((_, response) => ok(response), { api: { headers: { 'X-Api': '2' } } })
  const { body, status } = await world.get('/users', { query: { limit: 2, after: undefined } })
  assert.deepEqual([status, body], [200, { ids: [1] }])
  const [sent] = world.server.received
  assert.equal(sent?.headers.authorization, `SSWS ${secret}`)
  assert.match(sent?.headers['user-agent'] ?? '', /^muster\/\d+\.\d+/)
  assert.equal(sent?.headers['x-api'], '2')
  assert.equal(sent?.url.search, '?limit=2')
})

test('packed answers are unpacked, and one that unpacks to too much is refused', async () => {
  const pack = (response: ServerResponse, size: number) =>
    response
      .writeHead(200, { 'content-encoding': 'gzip' })
      .end(gzipSync(JSON.stringify({ ids: [7], x: 'a'.repeat(size) })))
  await using world = await open((turn, response) => pack(response, turn === 1 ? 10 : 100_000), {
    options: { maxAnswerBytes: 20_000 },
  })
  assert.deepEqual((await world.get('/a')).body, { ids: [7] })
  const error = await refusal(world.get('/a'), 'unreadable')
  assert.match(error.message, /larger than 19 KB/)
  assert.equal(world.server.received.length, 2)
})

test('after a 429 the time that the vendor says is waited, in seconds or as a date by its own clock', async () => {
  await using world = await open((turn, response) => {
    const theirs = Date.parse('2020-01-01T00:00:00Z')
    if (turn === 1) response.writeHead(429, { 'retry-after': '7' }).end()
    else if (turn === 2)
      response
        .writeHead(503, {
          date: new Date(theirs).toUTCString(),
          'retry-after': new Date(theirs + 20_000).toUTCString(),
        })
        .end()
    else ok(response)
  })
  await world.get('/users')
  // Half a second of jitter each.
  assert.ok(Math.abs(world.time.waited() - 28_000) < 300, `${world.time.waited()}`)
})

test("without such a time the vendor's own header says when its limit begins anew", async () => {
  const readRate: VendorApi['readRate'] = ({ headers }) => {
    const reset = headers['x-rate-limit-reset']
    return reset === undefined ? null : { limit: 100, remaining: 0, resetsAt: new Date(Number(reset) * 1000) }
  }
  await using world = await open(
    (turn, response) => {
      const theirs = Date.parse('2020-01-01T00:00:00Z')
      const headers = { date: new Date(theirs).toUTCString(), 'x-rate-limit-reset': `${theirs / 1000 + 30}` }
      if (turn === 1) response.writeHead(429, headers).end()
      else ok(response)
    },
    { api: { readRate } },
  )
  await world.get('/users')
  assert.ok(world.time.waited() > 30_000 && world.time.waited() < 32_000, `${world.time.waited()}`)
})

test('a wait that is too long is thrown, with its end', async () => {
  await using world = await open((_, response) => response.writeHead(429, { 'retry-after': '900' }).end())
  const before = world.time.platform.clock.now().getTime()
  const { retryAt } = await refusal(world.get('/users'), 'rate_limited')
  const after = (retryAt?.getTime() ?? 0) - before
  assert.ok(after >= 899_000 && after < 902_000, `${after}`)
  assert.equal(world.server.received.length, 1)
  // Whoever comes next does not ask at all.
  await refusal(world.get('/users'), 'rate_limited')
  assert.equal(world.server.received.length, 1)
})

test('what reads is tried again after trouble of the server, a broken connection and half of an answer', async () => {
  await using world = await open((turn, response) => {
    if (turn === 1) response.writeHead(502).end('<html>')
    else if (turn === 2) response.socket?.destroy()
    else if (turn === 3)
      response.writeHead(200, { 'content-length': '100' }).write('{"ids":[1', () => response.socket?.destroy())
    else if (turn === 4) response.writeHead(200).end('{"ids":[1')
    else ok(response)
  })
  assert.deepEqual((await world.get('/users')).body, { ids: [1] })
  assert.equal(world.server.received.length, 5)
})

test('after five tries it is given up, and the text says what was asked and what to do', async () => {
  await using world = await open((_, response) => response.writeHead(500, { 'x-request-id': 'req-9' }).end())
  const error = await refusal(world.get('/users?token=abc'), 'unreachable')
  assert.equal(
    error.message,
    'Acme answered 500 to GET /users. Acme has trouble of its own; it is tried again. See its status page.',
  )
  assert.equal(error.requestId, 'req-9')
  assert.equal(world.server.received.length, 5)
})

test('what changes something is sent once, unless the vendor says that it did nothing', async () => {
  await using world = await open((turn, response) => {
    if (turn === 1) response.writeHead(500).end()
    else if (turn === 2) response.writeHead(429, { 'retry-after': '1' }).end()
    else ok(response)
  })
  await refusal(world.get('/users', { method: 'POST', body: {} }), 'unreachable')
  assert.equal(world.server.received.length, 1)
  await world.get('/users', { method: 'POST', body: { a: 1 } })
  assert.equal(world.server.received.length, 3)
  assert.equal(world.server.received[2]?.body, '{"a":1}')
})

test('half of an answer that stays so is not taken for less', async () => {
  await using world = await open((_, response) => response.writeHead(200).end('{"ids":[1'))
  const error = await refusal(world.get('/users'), 'unreadable')
  assert.match(error.message, /not whole or not JSON/)
})

test('an answer that is not what the vendor documents names the place, not the value', async () => {
  await using world = await open((_, response) => sendJson(response, { ids: [1, 'grace@example.com'] }))
  const error = await refusal(world.get('/users'), 'unreadable')
  assert.match(error.message, /documents at ids\[1\]/)
  assert.ok(!error.message.includes('grace'))
  assert.equal(world.server.received.length, 1)
})

test('a refusal carries the words of the vendor without secrets', async () => {
  const errorSummary = `Invalid token SSWS ${secret}, also seen as ${secret} or eyJhbGciOi.eyJzdWIi.sig`
  await using world = await open((_, response) => sendJson(response, { errorSummary }, 403))
  const error = await refusal(world.get('/users'), 'permission_missing')
  assert.match(error.message, /“Invalid token SSWS \[hidden\], also seen as \[hidden\] or \[hidden\]”/)
})

test('a credential that is refused again and again is not tried for a while', async () => {
  await using world = await open((turn, response) => (turn <= 5 ? response.writeHead(401).end() : ok(response)))
  for (let time = 0; time < 5; time++) await refusal(world.get('/users'), 'credentials_refused')
  const error = await refusal(world.get('/users'), 'credentials_refused')
  assert.match(error.message, /refused 5 requests in a row and is not asked again before/)
  assert.equal(world.server.received.length, 5)
  world.time.pass(61_000)
  assert.deepEqual((await world.get('/users')).body, { ids: [1] })
})

test('a status that is an answer is given as one', async () => {
  await using world = await open((_, response) => sendJson(response, {}, 404))
  const { status, body } = await world.get('/users/1', { accept: [404] })
  assert.deepEqual([status, body], [404, null])
})

test('a connector may say what a refusal means', async () => {
  const refused: VendorApi['refusal'] = ({ text }) =>
    text.includes('quota') ? new SourceError('rate_limited', 'Acme counts too many requests of this account.') : null
  await using world = await open(
    (turn, response) => (turn === 1 ? sendJson(response, { reason: 'quota' }, 403) : ok(response)),
    { api: { refusal: refused } },
  )
  assert.deepEqual((await world.get('/users')).body, { ids: [1] })
})

test('redirects are not followed, and the text says where they lead', async () => {
  await using world = await open((_, response) =>
    response.writeHead(302, { location: 'https://other.example/x?token=1' }).end(),
  )
  const error = await refusal(world.get('/users'), 'settings_invalid')
  assert.match(error.message, /It redirects to other\.example, and/)
  assert.equal(world.server.received.length, 1)
})

test('a call that is given up ends at once', async () => {
  await using world = await open(() => {})
  const giveUp = new AbortController()
  const call = world.get('/users', { signal: giveUp.signal })
  setTimeout(() => giveUp.abort(new Error('stopped')), 20)
  await assert.rejects(call, /stopped/)
  await assert.rejects(world.get('/users', { signal: giveUp.signal }), /stopped/)
})

test('a server that does not answer in time is unreachable', async () => {
  await using world = await open(() => {}, { options: { timeoutMs: 20 } })
  const error = await refusal(world.get('/users'), 'unreachable')
  assert.match(error.message, /did not answer in time/)
})

test('private addresses are called only where that is open, also by name', async () => {
  const closed = { allowPrivateNetworks: false }
  await assert.rejects(
    open((_, response) => ok(response), { tools: closed }),
    /The address of Acme must begin with https/,
  )
  await using world = await open((_, response) => ok(response), {
    tools: closed,
    api: { origins: ['https://acme.example'] },
    options: { resolve: async () => [{ address: '10.0.0.1', family: 4 }] },
  })
  const error = await refusal(world.get('/users'), 'settings_invalid')
  assert.match(error.message, /10\.0\.0\.1 is in a private network/)
})

test('pages are followed to the end, through empty ones', async () => {
  await using world = await open((turn, response, { url }) =>
    sendJson(response, { ids: turn === 2 ? [] : [turn], next: turn < 4 ? `${url.pathname}?after=${turn}` : null }),
  )
  const pages = []
  for await (const page of world.http.pages(
    { path: '/users', query: { limit: 1 }, schema: Page, signal: never },
    ({ body }) => body?.next ?? null,
  ))
    pages.push(page)
  assert.deepEqual(
    pages.map(({ body }) => body.ids),
    [[1], [], [3], [4]],
  )
  assert.deepEqual(
    world.server.received.map(({ url }) => url.search),
    ['?limit=1', '?after=1', '?after=2', '?after=3'],
  )
  assert.equal(pages[0]?.next, `${world.server.origin}/users?after=1`)
  assert.equal(pages[3]?.next, null)
})

test('pages that go round, do not end or lead to another host are refused', async () => {
  const all = async (next: (turn: number) => string, options: VendorHttpOptions = {}) => {
    await using world = await open((turn, response) => sendJson(response, { ids: [turn], next: next(turn) }), {
      options,
    })
    for await (const _ of world.http.pages(
      { path: '/users', schema: Page, signal: never },
      ({ body }) => body?.next ?? null,
    ));
  }
  assert.match(
    (
      await refusal(
        all((turn) => `/users?after=${turn % 2}`),
        'listing_incomplete',
      )
    ).message,
    /came before/,
  )
  const endless = await refusal(
    all((turn) => `/users?after=${turn}`, { mostPages: 5 }),
    'listing_incomplete',
  )
  assert.match(endless.message, /more than 5 pages/)
  const stray = await refusal(
    all(() => 'https://evil.example/users?after=1'),
    'unreadable',
  )
  assert.match(stray.message, /a link to evil\.example, which is not followed/)
})

test('a byte order mark before an answer is no part of it', async () => {
  const text = '\ufeff{"ids":[3]}'
  await using world = await open((turn, response) =>
    turn === 1 ? response.end(text) : response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text)),
  )
  for (const _ of [1, 2]) assert.deepEqual((await world.get('/users')).body, { ids: [3] })
  assert.equal(world.server.received.length, 2)
})

test('an answer that drips is given up after the time of a whole call', async () => {
  await using world = await open(
    (_, response) => {
      const drip = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(drip))
    },
    { options: { timeoutMs: 60 } },
  )
  assert.match((await refusal(world.get('/users'), 'unreachable')).message, /did not answer in time/)
})

test('the time that is told for later counts from the answer, not from before the wait for a turn', async () => {
  await using world = await open((_, response) => {
    world.time.pass(60_000)
    response.sendDate = false
    response.writeHead(429, { 'retry-after': '900' }).end()
  })
  const { retryAt } = await refusal(world.get('/users'), 'rate_limited')
  const wait = (retryAt?.getTime() ?? 0) - world.time.platform.clock.now().getTime()
  assert.ok(wait > 895_000, `${wait}`)
})

test('calls that are given up while they wait, for a turn or for another try, take no turn from others', async () => {
  await using world = await open((_, response) => (isHealthy ? ok(response) : undefined), {
    api: { bucketOf: () => ({ bucket: 'one', limit: { perMinute: 60_000, concurrency: 1 } }) },
  })
  let isHealthy = false
  const giveUp = new AbortController()
  const calls = [1, 2, 3].map(() => world.get('/users', { signal: giveUp.signal }))
  setTimeout(() => giveUp.abort(new Error('stopped')), 20)
  for (const call of calls) await assert.rejects(call, /stopped/)
  isHealthy = true
  assert.deepEqual((await world.get('/users')).body, { ids: [1] })
})
