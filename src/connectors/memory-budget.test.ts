import assert from 'node:assert/strict'
import { test } from 'node:test'
import { movingTime } from '../testing/connector-tools.ts'
import { createMemoryBudget, type MemoryBudgetOptions } from './memory-budget.ts'
import { SourceError } from './source-error.ts'

const signal = new AbortController().signal
const limit = { perMinute: 60, concurrency: 3 }

function setUp(options: Partial<MemoryBudgetOptions> = {}) {
  const time = movingTime()
  const start = time.platform.clock.now().getTime()
  const budget = createMemoryBudget({ clock: time.platform.clock, wait: time.wait, ...options })
  const ask = async (bucket = 'users', given = limit) => (await budget.enter(bucket, given, signal))()
  return { time, budget, ask, inSeconds: (seconds: number) => new Date(start + seconds * 1000) }
}

/** Whether something comes to its end without anything else happening. */
async function isWaiting(work: Promise<unknown>): Promise<boolean> {
  const later = new Promise((resolve) => setTimeout(resolve, 20, 'later'))
  return (await Promise.race([work, later])) === 'later'
}

test('a burst goes out at once, and then as many as the limit lets through', async () => {
  const { time, ask } = setUp()
  for (let turn = 0; turn < 5; turn++) await ask()
  assert.equal(time.waited(), 0)
  for (let turn = 0; turn < 60; turn++) await ask()
  assert.ok(time.waited() > 59_000 && time.waited() <= 61_000, `${time.waited()}`)
  await ask('groups')
  assert.ok(time.waited() <= 61_000, 'another bucket has a limit of its own')
})

test('no more are on their way than may be, and who comes first goes first', async () => {
  const { budget } = setUp()
  const leave = [await budget.enter('users', limit, signal), await budget.enter('users', limit, signal)]
  leave.push(await budget.enter('users', limit, signal))
  const order: string[] = []
  const enterAs = async (name: string) => {
    const left = await budget.enter('users', limit, signal)
    order.push(name)
    return left
  }
  const [fourth, fifth] = [enterAs('fourth'), enterAs('fifth')]
  assert.ok(await isWaiting(fourth))
  leave[0]?.()
  leave[0]?.()
  ;(await fourth)()
  await fifth
  assert.deepEqual(order, ['fourth', 'fifth'])
})

test('after the vendor said to wait nobody asks, and who would wait too long is told when to come back', async () => {
  const { time, budget, ask, inSeconds } = setUp()
  await budget.report('users', { blockedUntil: inSeconds(30) })
  await ask()
  assert.ok(time.platform.clock.now() >= inSeconds(30))
  await budget.report('users', { blockedUntil: inSeconds(600) })
  const error = await ask().catch((thrown: unknown) => thrown)
  assert.ok(error instanceof SourceError)
  assert.deepEqual([error.code, error.retryAt], ['rate_limited', inSeconds(600)])
})

test("a quarter of the vendor's limit is left to others: it gets slower before it is used up", async () => {
  const fast = { perMinute: 60_000, concurrency: 100 }
  const sent = async (remaining: number) => {
    const { time, budget, ask, inSeconds } = setUp()
    await budget.report('users', { limit: 100, remaining, resetsAt: inSeconds(60) })
    let count = 0
    while (time.platform.clock.now() < inSeconds(60)) {
      await ask('users', fast)
      count += 1
      if (count >= 200) break
    }
    return count
  }
  // The last one of each goes out when the window has ended.
  assert.equal(await sent(100), 50 + 25 + 1, 'at full speed to the half, then slower')
  assert.equal(await sent(40), 15 + 1)
  assert.equal(await sent(25), 1)
  assert.equal(await sent(0), 1)
})

test('who gives up waits no longer, and keeps nobody else waiting', async () => {
  const { budget } = setUp()
  const one = { perMinute: 60, concurrency: 1 }
  const leave = await budget.enter('users', one, signal)
  const giveUp = new AbortController()
  const second = budget.enter('users', one, giveUp.signal)
  const third = budget.enter('users', one, signal)
  giveUp.abort(new Error('given up'))
  await assert.rejects(second, /given up/)
  await assert.rejects(budget.enter('users', one, giveUp.signal), /given up/)
  leave()
  await third
})

test('of several processes each takes its share', async () => {
  const { time, ask } = setUp({ share: () => 0.5 })
  for (let turn = 0; turn < 32; turn++) await ask()
  assert.ok(time.waited() > 58_000, `${time.waited()}`)
})
