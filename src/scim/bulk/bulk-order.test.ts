import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bulkOrder } from './bulk-order.ts'

const order = (...requires: number[][]) => bulkOrder(requires.map((indexes) => new Set(indexes)))

test('operations that refer to nothing are run as they were sent', () => {
  assert.deepEqual(order([], [], []), [0, 1, 2])
})

test('what an operation refers to is run before it', () => {
  assert.deepEqual(order([2], [], [3], []), [3, 2, 0, 1])
})

test('a circle of references is run once, whoever begins it', () => {
  assert.deepEqual(order([1], [2], [0]), [2, 1, 0])
  assert.deepEqual(order([0], []), [0, 1])
})
