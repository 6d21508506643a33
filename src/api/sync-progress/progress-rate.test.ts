import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createProgressRate } from './progress-rate.ts'

const at = (seconds: number) => new Date(seconds * 1000)

test('a rate is known after a second and forgets what is ten seconds old', () => {
  const rate = createProgressRate()
  assert.equal(rate.perSecond(0, at(0)), null)
  assert.equal(rate.perSecond(100, at(1)), 100)
  assert.equal(rate.perSecond(100, at(2)), 50)
  assert.equal(rate.perSecond(100, at(30)), null)
  assert.equal(rate.perSecond(300, at(31)), 200)
})

test('what begins again, or a clock that goes back, begins a new measurement', () => {
  const rate = createProgressRate()
  rate.perSecond(100, at(0))
  rate.perSecond(200, at(1))
  assert.equal(rate.perSecond(5, at(2)), null)
  assert.equal(rate.perSecond(15, at(3)), 10)
  assert.equal(rate.perSecond(25, at(1)), null)
})
