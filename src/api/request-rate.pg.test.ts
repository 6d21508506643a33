import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../testing/api-app.ts'

const start = Date.parse('2026-11-02T12:00:00Z')

function heldClock() {
  const time = { now: start }
  return { time, clock: { now: () => new Date(time.now) } }
}

test('every answer says how many requests the key has left; past the limit it is asked to wait', async () => {
  const { time, clock } = heldClock()
  await using api = await createTestApi({ clock, apiRequestsPerMinute: 3 })
  const send = async (url = '/organizations') => {
    const { status, headers } = await api.call('GET', url)
    const of = (name: string) => headers[`x-ratelimit-${name}`]
    return [status, of('limit'), of('remaining'), Number(of('reset')) - start / 1000, headers['retry-after']]
  }
  assert.deepEqual(await send(), [200, '3', '2', 20, undefined])
  assert.deepEqual(await send('/organizations/org_none'), [404, '3', '1', 40, undefined])
  assert.deepEqual(await send(), [200, '3', '0', 60, undefined])
  assert.deepEqual(await send(), [429, '3', '0', 60, '20'])
  time.now += 20_000
  assert.deepEqual(await send(), [200, '3', '0', 80, undefined])
})

test('the limit is that of each key', async () => {
  const { clock } = heldClock()
  await using api = await createTestApi({ clock, apiRequestsPerMinute: 2 })
  const { body } = await api.call('POST', '/api_keys', { body: { name: 'other' } })
  await api.call('GET', '/organizations')
  const refused = await api.call('GET', '/organizations')
  assert.equal(refused.status, 429)
  assert.equal(refused.body.code, 'api_requests_exceeded')
  assert.equal((await api.call('GET', '/organizations', { key: body.value })).status, 200)
})

test('after ten wrong keys from one address the next are asked to wait, and a right one is answered all the same', async () => {
  const { time, clock } = heldClock()
  await using api = await createTestApi({ clock })
  const guess = () => api.call('GET', '/organizations', { key: 'sk_guessed' })
  for (let guessed = 0; guessed < 10; guessed += 1) assert.equal((await guess()).status, 401)
  time.now += 50_000
  const refused = await guess()
  assert.deepEqual([refused.status, refused.body.code], [429, 'too_many_attempts'])
  assert.equal(refused.headers['retry-after'], '10')
  assert.equal((await api.call('GET', '/organizations')).status, 200)
  time.now += 10_000
  assert.equal((await guess()).status, 401)
})
