import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { startFakeVendor, type Trouble } from '../testing/fake-vendor.ts'
import { openVendorApi } from './vendor-api.ts'

const Anything = z.object({ ok: z.boolean() })

async function ask(trouble: Trouble, path = '/things') {
  const waits: number[] = []
  const wait = async (milliseconds: number) => waits.push(milliseconds)
  const authorization = 'Bearer x'
  await using fake = await startFakeVendor({
    authorization,
    trouble,
    answer: ({ pathname }) => (pathname === '/base/things' ? { body: { ok: true } } : { body: { ok: 'no' } }),
  })
  const api = openVendorApi({ url: new URL(`${fake.url}/base/`), authorization, wait })
  const outcome = await api.get(path, { limit: 1 }, Anything).then(
    () => 'ok',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
  return { outcome, waits }
}

const until = (last: number, status: number, headers: Record<string, string> = {}): Trouble => {
  return (request) => (request <= last ? { status, body: { message: 'Not now' }, headers } : null)
}

test('a refusal for too many requests is waited out for as long as the server says', async () => {
  assert.deepEqual(await ask(until(2, 429, { 'retry-after': '7' })), { outcome: 'ok', waits: [7000, 7000] })
  const dates = { date: 'Mon, 01 Jun 2026 10:00:00 GMT', 'retry-after': 'Mon, 01 Jun 2026 10:00:30 GMT' }
  assert.deepEqual(await ask(until(1, 503, dates)), { outcome: 'ok', waits: [30_000] })
  assert.deepEqual(await ask(until(1, 429, { 'retry-after': '86400' })), { outcome: 'ok', waits: [120_000] })
})

test('errors of the server and lost connections are tried again after longer and longer waits, and not for ever', async () => {
  assert.deepEqual(await ask(until(3, 502)), { outcome: 'ok', waits: [1000, 2000, 4000] })
  assert.deepEqual(await ask((request) => (request === 1 ? 'hang up' : null)), { outcome: 'ok', waits: [1000] })
  const given = await ask(until(100, 500))
  assert.deepEqual([given.outcome, given.waits.length], ['import_source_refused', 7])
  assert.equal((await ask(() => 'hang up')).outcome, 'import_source_unreachable')
})

test('what will not pass is told at once', async () => {
  assert.deepEqual(await ask(until(1, 403)), { outcome: 'import_source_refused', waits: [] })
  assert.deepEqual(await ask(() => null, '/others'), { outcome: 'import_source_unreadable', waits: [] })
})
