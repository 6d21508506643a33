import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findLoops } from './find-loops.ts'

test('a circle of managers is told once, wherever one comes into it, and lines that end are none', () => {
  const line = { c: 'b', b: 'a', a: null }
  const circle = { x: 'z', y: 'x', z: 'y', below: 'y', lower: 'below', self: 'self' }
  const managers = Object.entries({ ...line, ...circle }).map(([id, managerId]) => ({ id, managerId }))
  assert.deepEqual(findLoops(managers), [['self'], ['x', 'z', 'y']])
  assert.deepEqual(findLoops(managers.toReversed()), [['self'], ['x', 'z', 'y']])
  assert.deepEqual(findLoops([{ id: 'a', managerId: 'somebody who is gone' }]), [])
})
