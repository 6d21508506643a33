import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WakeUpRequest } from '../../connectors/connector.ts'
import { systemClock } from '../../platform/clock.ts'
import { createTestApi } from '../../testing/api-app.ts'
import { createMemorySource } from '../../testing/memory-connector.ts'
import { createPulledDirectory, startTestSync, untilRun } from '../../testing/pulled-directory.ts'

async function startCompany(clock = systemClock) {
  const { connector } = createMemorySource()
  const seen: WakeUpRequest[] = []
  const wakeUps = {
    receive(request: WakeUpRequest, secret: string) {
      seen.push(request)
      const isWake = request.headers['x-secret'] === secret
      return {
        status: isWake ? 202 : 200,
        contentType: 'text/plain',
        body: request.query.challenge ?? '',
        isWake,
      } as const
    },
  }
  const api = await createTestApi({ clock, connectors: [{ ...connector, wakeUps }] })
  const { id } = await createPulledDirectory(api)
  const make = async () => {
    const { body } = await api.call('POST', `/directories/${id}/connection/wake_ups`)
    return new URL(body.wake_up_url).pathname
  }
  return { api, id, seen, make, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() }
}

test('a source that tells of a change has its directory read', async () => {
  await using acme = await startCompany()
  await using _ = startTestSync(acme.api)
  const first = await untilRun(acme.api, { id: acme.id }, ['completed'])
  const url = await acme.make()
  const headers = { 'x-secret': url.split('/').at(-1) ?? '' }
  const answer = await acme.api.app.inject({ method: 'POST', url, headers, payload: { any: 'thing' } })
  assert.equal(answer.statusCode, 202)
  assert.deepEqual(acme.seen[0]?.body, { any: 'thing' })
  // The hint waits for a moment, because many come together.
  await acme.api.database.query({
    text: `update connections set next_run_at = now() where next_run_at < now() + interval '1 minute'`,
  })
  const run = await untilRun(acme.api, { id: acme.id, after: first.id }, ['completed'])
  assert.equal(run.trigger, 'wake_up')
})

test('the source may ask whether the address is right, with any body, and what it cannot prove wakes nobody', async () => {
  await using acme = await startCompany()
  const url = await acme.make()
  const { api } = acme
  const asked = await api.app.inject({ url: `${url}?challenge=abc` })
  assert.deepEqual([asked.statusCode, asked.body], [200, 'abc'])
  const odd = await api.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'foo/bar; x' },
    payload: 'no json',
  })
  assert.deepEqual([odd.statusCode, acme.seen.at(-1)?.body], [200, 'no json'])
  const [row] = await api.database.query<{ trigger: string }>({
    text: 'select next_run_trigger as trigger from connections',
  })
  assert.equal(row?.trigger, 'connected')
})

test('with another secret there is nothing, and the address of before is taken no more', async () => {
  await using acme = await startCompany()
  const { api, id } = acme
  const first = await acme.make()
  const { body: connection } = await api.call('GET', `/directories/${id}/connection`)
  assert.equal(new URL(connection.wake_up_url).pathname, first)
  const { body: reader } = await api.call('POST', '/api_keys', {
    body: { name: 'r', permissions: ['connections:read'] },
  })
  const shown = await api.call('GET', `/directories/${id}/connection`, { key: reader.value })
  assert.deepEqual([shown.status, shown.body.wake_up_url], [200, null])
  const second = await acme.make()
  const statusOf = async (url: string) => (await api.app.inject({ url })).statusCode
  assert.deepEqual([await statusOf(first), await statusOf(second)], [404, 200])
  assert.equal(await statusOf(`/wake-ups/${id}/wake_guess`), 404)
  assert.equal(await statusOf(`/wake-ups/directory_none/${second.split('/').at(-1)}`), 404)
  const { body: log } = await api.call('GET', '/audit_log?limit=100')
  for (const url of [first, second]) assert.ok(!JSON.stringify(log).includes(url.split('/').at(-1) ?? '-'))
})

test('a source that tells too much is told to wait', async () => {
  const now = new Date()
  await using acme = await startCompany({ now: () => now })
  const url = await acme.make()
  const answers = await Promise.all(Array.from({ length: 130 }, () => acme.api.app.inject({ url })))
  const refused = answers.filter(({ statusCode }) => statusCode === 429)
  assert.ok(refused.length > 0 && refused.length < 15, `${refused.length}`)
  assert.ok(Number(refused[0]?.headers['retry-after']) >= 1)
})
