import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realWait } from '../../connectors/wait.ts'
import { systemClock } from '../../platform/clock.ts'
import { takeTokens } from '../../store/rate-budgets.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { createSharedBudgets } from './shared-budgets.ts'

const key = { organizationId: 'org_1', credential: 'hash' }
const signal = new AbortController().signal

test('two processes share what a credential may ask', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const processes = [1, 2].map(() => createSharedBudgets({ database, clock: systemClock, wait: realWait }).of(key))
  const limit = { perMinute: 60, concurrency: 20 }
  const began = performance.now()
  // Five may go at once, after a rest; then there is one each second, for both together.
  const enter = async (index: number) => (await processes[index % 2]?.enter('users', limit, signal))?.()
  await Promise.all(Array.from({ length: 6 }, (_, index) => enter(index)))
  const took = performance.now() - began
  assert.ok(took >= 900, `six took ${took} ms`)
})

test('a bucket has what has grown since, and another bucket, credential or organization has its own', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const bucket = { ...key, bucket: 'users' }
  const refill = { wanted: 10, perMinute: 1, burst: 8 }
  assert.equal((await takeTokens(database, bucket, refill)).tokens, 8)
  assert.equal((await takeTokens(database, bucket, refill)).tokens, 0)
  await database.query({ text: `update rate_budgets set refilled_at = refilled_at - interval '3 minutes'` })
  assert.equal((await takeTokens(database, bucket, refill)).tokens, 3)
  for (const other of [{ bucket: 'groups' }, { credential: 'other' }, { organizationId: 'org_2' }]) {
    assert.equal((await takeTokens(database, { ...bucket, ...other }, refill)).tokens, 8)
  }
})

test('who was told to wait has all processes wait', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const waits: number[] = []
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds)
    await database.query({ text: 'update rate_budgets set blocked_until = null, tokens = 5' })
  }
  const [one, two] = [1, 2].map(() => createSharedBudgets({ database, clock: systemClock, wait }).of(key))
  const limit = { perMinute: 600, concurrency: 5 }
  await one?.report('users', { blockedUntil: new Date(Date.now() + 60_000) })
  const leave = await two?.enter('users', limit, signal)
  leave?.()
  assert.equal(waits.length, 1)
  assert.ok((waits[0] ?? 0) > 50_000)
  await one?.report('users', { blockedUntil: new Date(Date.now() + 600_000) })
  await database.query({ text: 'update rate_budgets set tokens = 0' })
  for (let taken = 0; taken < 10; taken += 1)
    await two?.enter('users', limit, signal).then(
      (end) => end(),
      () => {},
    )
  await assert.rejects(two?.enter('users', limit, signal) ?? Promise.resolve(), { code: 'rate_limited' })
})
