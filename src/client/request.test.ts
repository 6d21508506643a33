import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConnectionError, CursorExpiredError, MusterError, RateLimitedError } from './errors.ts'
import { createApi } from './request.ts'

type Asked = { readonly method: string; readonly url: string; readonly key: string | null }

/** A server that answers one thing after another, and what it was asked. */
function fake(...answers: (() => Response | Promise<Response>)[]) {
  const asked: Asked[] = []
  const fetch = async (url: unknown, init?: RequestInit) => {
    const key = new Headers(init?.headers).get('idempotency-key')
    asked.push({ method: String(init?.method), url: String(url), key })
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    assert.ok(answer)
    init?.signal?.throwIfAborted()
    return answer()
  }
  const options = { baseUrl: 'http://muster.test/', apiKey: 'sk_x', fetch: fetch as typeof globalThis.fetch }
  return { asked, options }
}

const refuse = (status: number, body: object = {}, headers: Record<string, string> = {}) => {
  return () => new Response(JSON.stringify(body), { status, headers })
}
const done = () => Response.json({ id: 'org_1' })

test('what failed in passing is tried again, a POST with the same Idempotency-Key', async () => {
  const { asked, options } = fake(() => Promise.reject(new TypeError('fetch failed')), refuse(503), done)
  const api = createApi(options)
  const call = { method: 'POST', path: '/organizations', body: { name: 'Acme' } } as const
  assert.deepEqual(await api.send(call), { id: 'org_1' })
  assert.equal(asked.length, 3)
  assert.equal(new Set(asked.map(({ key }) => key)).size, 1)
  assert.match(String(asked[0]?.key), /^[0-9a-f-]{36}$/)
  assert.equal(asked[0]?.url, 'http://muster.test/organizations')
})

test('what is refused is not tried again', async () => {
  const { asked, options } = fake(refuse(409, { code: 'user_name_taken', message: 'Taken.' }))
  const error = await createApi(options)
    .send({ method: 'PUT', path: '/x' })
    .catch((reason: unknown) => reason)
  assert.ok(error instanceof MusterError)
  assert.deepEqual([error.code, error.message, error.status], ['user_name_taken', 'Taken.', 409])
  assert.equal(asked.length, 1)
})

test('the time that the server asks to wait is waited, and told when there is no try left', async () => {
  const { options } = fake(refuse(429, {}, { 'retry-after': '1' }), done)
  const began = performance.now()
  await createApi(options).send({ method: 'GET', path: '/x' })
  assert.ok(performance.now() - began >= 990)
  const last = fake(refuse(429, {}, { 'retry-after': '7' }))
  const error = await createApi({ ...last.options, retries: 0 })
    .send({ method: 'GET', path: '/x' })
    .catch((reason: unknown) => reason)
  assert.ok(error instanceof RateLimitedError)
  assert.equal(error.retryAfter, 7)
})

test('a request that takes too long is an error of the connection, one that is aborted that of its signal', async () => {
  const never = (init?: RequestInit) =>
    new Promise<Response>((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
    })
  const fetch = ((_url: unknown, init?: RequestInit) => never(init)) as typeof globalThis.fetch
  const api = createApi({ baseUrl: 'http://muster.test', apiKey: 'sk_x', fetch, timeoutMs: 20, retries: 1 })
  await assert.rejects(api.send({ method: 'GET', path: '/x' }), ConnectionError)
  const controller = new AbortController()
  const options = { signal: controller.signal }
  const sent = api.send({ method: 'GET', path: '/x', options })
  controller.abort(new Error('enough'))
  await assert.rejects(sent, /enough/)
})

test('a cursor that has expired says where the log begins, and what is no JSON is an error all the same', async () => {
  const expired = fake(refuse(410, { code: 'cursor_expired', message: 'x', oldest_event_id: 'event_5' }))
  const error = await createApi(expired.options)
    .send({ method: 'GET', path: '/events' })
    .catch((reason: unknown) => reason)
  assert.ok(error instanceof CursorExpiredError)
  assert.equal(error.oldestEventId, 'event_5')
  const proxy = fake(() => new Response('<html>', { status: 413 }))
  await assert.rejects(createApi(proxy.options).send({ method: 'GET', path: '/' }), { code: 'http_413' })
})
