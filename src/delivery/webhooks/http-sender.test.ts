import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { withoutPrograms } from '../../testing/outside-program.ts'
import { makeCertificate } from '../../testing/test-certificate.ts'
import { startWebhookReceiver } from '../../testing/webhook-receiver.ts'
import { createHttpSender, type HttpSenderOptions } from './http-sender.ts'

const never = new AbortController().signal
const at = new Date()

async function post(options: Partial<HttpSenderOptions> & { readonly url: string }, signal: AbortSignal = never) {
  const sender = createHttpSender({ timeoutMs: 5000, parallel: 2, allowPrivateNetworks: true, ...options })
  try {
    return await sender.post({ headers: ['content-type', 'application/json'], body: Buffer.from('{}') }, at, signal)
  } finally {
    await sender.close()
  }
}

/** Sends one call to a receiver that behaves so. */
async function postTo(behave: (response: ServerResponse) => void, options: Partial<HttpSenderOptions> = {}) {
  await using receiver = await startWebhookReceiver((_, response) => behave(response))
  return await post({ url: receiver.url, ...options })
}

test('every 2xx is an acknowledgement', async () => {
  for (const status of [200, 201, 202, 204, 299]) {
    const outcome = await postTo((response) => response.writeHead(status).end())
    assert.deepEqual([outcome.isDelivered, outcome.status, outcome.error], [true, status, null])
  }
})

test('what only announces an answer is not taken for it', async () => {
  const outcome = await postTo((response) => {
    response.writeProcessing()
    response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => response.socket?.destroy())
  })
  assert.deepEqual([outcome.isDelivered, outcome.status], [false, null])
})

test('an answer is kept as it came, without what is secret', async () => {
  const outcome = await postTo((response) =>
    response.writeHead(500, { 'x-trace': 'abc', 'set-cookie': 'session=1' }).end('it broke'),
  )
  assert.equal(outcome.isDelivered, false)
  assert.equal(outcome.status, 500)
  assert.equal(outcome.error, 'The endpoint answered 500. See the log of the receiver.')
  assert.equal(outcome.responseBody, 'it broke')
  assert.equal(outcome.responseHeaders?.['x-trace'], 'abc')
  assert.equal(outcome.responseHeaders?.['set-cookie'], undefined)
})

test('a redirect is not followed, and the operator is told where it leads', async () => {
  await using elsewhere = await startWebhookReceiver()
  for (const status of [301, 302, 307, 308]) {
    const outcome = await postTo((response) => response.writeHead(status, { location: elsewhere.url }).end())
    assert.equal(outcome.isDelivered, false)
    assert.ok(outcome.error?.includes(`redirects to ${elsewhere.url} (${status})`), outcome.error ?? '')
  }
  assert.equal(elsewhere.received.length, 0)
})

test('the receiver says when to come again, in seconds or as a date', async () => {
  const retryAfter = async (status: number, value: string) => {
    const outcome = await postTo((response) => response.writeHead(status, { 'retry-after': value }).end())
    return outcome.retryAfterMs
  }
  assert.equal(await retryAfter(429, '7'), 7000)
  assert.equal(await retryAfter(503, '7'), 7000)
  assert.equal(await retryAfter(500, '7'), undefined)
  assert.equal(await retryAfter(429, 'soon'), undefined)
  assert.equal(await retryAfter(429, '999999999'), 24 * 3600 * 1000)
  assert.equal(await retryAfter(429, new Date(at.getTime() - 60_000).toUTCString()), 0)
  const date = await retryAfter(503, new Date(at.getTime() + 60_000).toUTCString())
  assert.ok(date !== undefined && date > 58_000 && date <= 60_000)
})

test('of a huge body the first 4 KB are kept, and it is not read to its end', async () => {
  let written = 0
  const outcome = await postTo((response) => {
    response.writeHead(200)
    const chunk = Buffer.alloc(16_384, 'a')
    const more = () => {
      while (written < 100_000_000 && !response.destroyed) {
        written += chunk.length
        if (!response.write(chunk)) return response.once('drain', more)
      }
    }
    more()
  })
  assert.equal(outcome.isDelivered, true)
  assert.equal(outcome.responseBody, 'a'.repeat(4096))
  assert.ok(written < 50_000_000, `${written} bytes were written`)
})

test('a body that does not end holds nobody up: the status is the acknowledgement', async () => {
  const outcome = await postTo((response) => response.writeHead(200).write('working on it'))
  assert.equal(outcome.isDelivered, true)
  assert.equal(outcome.responseBody, 'working on it')
})

test('no answer in time is a failure that says what to do', async () => {
  const outcome = await postTo(() => {}, { timeoutMs: 50 })
  assert.deepEqual(outcome, {
    isDelivered: false,
    status: null,
    error: 'No answer within 0.05 s. Have the receiver answer at once and do the work afterwards.',
    responseHeaders: null,
    responseBody: null,
  })
})

test('an answer with too large headers, a reset, and what is not HTTP are failures in one plain line', async () => {
  const large = await postTo((response) => response.writeHead(200, { 'x-large': 'a'.repeat(20_000) }).end())
  assert.match(large.error ?? '', /^The headers of the answer of 127\.0\.0\.1:\d+ are too large\.$/)
  const reset = await postTo((response) => response.socket?.resetAndDestroy())
  assert.match(reset.error ?? '', /^127\.0\.0\.1:\d+ closed the connection before it answered\. See its log\.$/)
  const closed = await postTo((response) => response.socket?.destroy())
  assert.match(closed.error ?? '', /closed the connection before it answered/)
  const noise = await postTo((response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'))
  assert.match(noise.error ?? '', /is not HTTP/)
})

test('a host that does not exist, a port where nothing listens, and a server without TLS are told apart', async () => {
  const missing = await post({
    url: 'https://nowhere.example/',
    resolve: async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND nowhere.example'), { code: 'ENOTFOUND' })
    },
  })
  assert.equal(
    missing.error,
    'The name of nowhere.example cannot be resolved. Check the URL, and the DNS of this server.',
  )
  await using receiver = await startWebhookReceiver()
  const { port } = new URL(receiver.url)
  const noTls = await post({ url: `https://127.0.0.1:${port}/` })
  assert.match(noTls.error ?? '', /There was no TLS connection to 127\.0\.0\.1/)
  await receiver[Symbol.asyncDispose]()
  const refused = await post({ url: receiver.url })
  assert.match(refused.error ?? '', /^Nothing listens at 127\.0\.0\.1:\d+: the connection was refused\./)
})

test('a private address is not called, and the attempt says so', async () => {
  await using receiver = await startWebhookReceiver()
  const outcome = await post({ url: receiver.url, allowPrivateNetworks: false })
  assert.equal(outcome.error, '127.0.0.1 is not called: it is in a private network (loopback).')
  const named = await post({
    url: 'https://inside.example/',
    allowPrivateNetworks: false,
    resolve: async () => [{ address: '10.1.2.3', family: 4 }],
  })
  assert.equal(named.error, 'inside.example is not called: its address 10.1.2.3 is in a private network (private).')
  assert.equal(receiver.connections(), 0)
})

test('a call that is stopped ends at once, also one that waits for a connection', async () => {
  await using receiver = await startWebhookReceiver(() => {})
  const sender = createHttpSender({ url: receiver.url, timeoutMs: 5000, parallel: 1, allowPrivateNetworks: true })
  const stop = new AbortController()
  const message = { headers: [], body: Buffer.from('{}') }
  const calls = [sender.post(message, at, stop.signal), sender.post(message, at, stop.signal)]
  await receiver.until(1)
  stop.abort()
  for (const outcome of await Promise.all(calls)) assert.match(outcome.error ?? '', /^Stopped before an answer came/)
  assert.match((await sender.post(message, at, stop.signal)).error ?? '', /^Stopped before an answer came/)
  await sender.close()
  assert.equal(receiver.received.length, 1)
})

test('connections are kept, and there are no more of them than calls are allowed at a time', async () => {
  await using receiver = await startWebhookReceiver()
  const sender = createHttpSender({ url: receiver.url, timeoutMs: 5000, parallel: 3, allowPrivateNetworks: true })
  const message = { headers: ['x-a', 'b'], body: Buffer.from('{"a":"ü"}') }
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: 12 }, () => sender.post(message, at, never)))
  }
  await sender.close()
  assert.equal(receiver.received.length, 36)
  assert.ok(receiver.connections() <= 3, `${receiver.connections()} connections`)
  assert.deepEqual(
    [receiver.received[0]?.path, receiver.received[0]?.body, receiver.received[0]?.headers['x-a']],
    ['/webhooks?a=b', '{"a":"ü"}', 'b'],
  )
})

test('a certificate that nobody vouches for ends the call before anything is sent', {
  skip: withoutPrograms('openssl'),
}, async () => {
  using certificate = makeCertificate('localhost')
  const server = createServer({ cert: certificate.certificate, key: await readFile(certificate.keyFile) })
  let requests = 0
  server.on('request', (_, response) => response.end(String(++requests)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const outcome = await post({ url: `https://localhost:${port}/` })
  server.close()
  assert.match(outcome.error ?? '', /^The TLS certificate of localhost:\d+ is self-signed\./)
  assert.equal(requests, 0)
})
