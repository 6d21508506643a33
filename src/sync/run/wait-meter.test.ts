import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RateBudget } from '../../connectors/rate-budget.ts'
import { createWaitMeter } from './wait-meter.ts'

const limit = { perMinute: 60, concurrency: 1 }

test('requests that wait side by side for their turn are one wait, and what was told is not told again', async () => {
  let now = 0
  const turns: (() => void)[] = []
  const budget: RateBudget = {
    enter: () => new Promise((resolve) => turns.push(() => resolve(() => {}))),
    report: async () => {},
  }
  const meter = createWaitMeter({ of: () => budget }, { now: () => new Date(now) })
  const { enter } = meter.budgets.of({ organizationId: 'org', credential: 'key' })
  const { signal } = new AbortController()
  const both = [enter('users', limit, signal), enter('users', limit, signal)]
  now = 300
  turns[0]?.()
  await both[0]
  assert.equal(meter.take(), 300)
  now = 1000
  turns[1]?.()
  await both[1]
  assert.equal(meter.take(), 700)
  now = 5000
  assert.equal(meter.take(), 0)
})
