import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sparklinePoints } from './sparkline-points.ts'

test('values spread over the width, the greatest at the top', () => {
  assert.equal(sparklinePoints([0, 5, 10], 100, 20), '0,20 50,10 100,0')
})

test('nothing but zeros is a line at the bottom, one value a line across', () => {
  assert.equal(sparklinePoints([0, 0], 10, 20), '0,20 10,20')
  assert.equal(sparklinePoints([4], 10, 20), '0,0 10,0')
  assert.equal(sparklinePoints([], 10, 20), '')
})
