import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, percentile } from './statistics.ts'

test('the median is the middle of an odd list and the mean of the middle two of an even one', () => {
  assert.equal(median([9, 1, 10]), 9)
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(median([]), Number.NaN)
})

test('a percentile is a value that was really measured, by nearest rank', () => {
  const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  assert.equal(percentile(oneToHundred, 0.5), 50)
  assert.equal(percentile(oneToHundred, 0.99), 99)
  assert.equal(percentile([7], 0.99), 7)
  assert.equal(percentile([], 0.5), Number.NaN)
})
