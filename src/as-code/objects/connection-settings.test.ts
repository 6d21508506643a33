import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Guards } from '../../model/connection.ts'
import { GuardLimit } from '../../model/overlay/directory-document.ts'
import { guardOf, limitOf } from './connection-settings.ts'

const percent = fc.oneof(
  fc.double({ min: 0, max: 100, noNaN: true }).map((value) => Math.abs(value)),
  fc.integer({ min: 0, max: 100 }),
)
const atLeast = fc.oneof(fc.constant(5), fc.integer({ min: 1, max: 1_000_000 }))

test('whatever a connection is guarded by, a file can say', () => {
  fc.assert(
    fc.property(percent, atLeast, (hundredths, least) => {
      const guard = { percent: hundredths, at_least: least }
      assert.deepEqual(guardOf(GuardLimit.parse(limitOf(guard))), guard)
    }),
  )
})

test('whatever a file may say, a connection takes', () => {
  for (const limit of [0, 999_999, '0%', '99.5%', '100%', '100.0%', { percent: 100, atLeast: 1_000_000 }]) {
    Guards.parse({ users: guardOf(GuardLimit.parse(limit)) })
  }
  for (const limit of [
    -1,
    1_000_000,
    '100.5%',
    '150%',
    '5',
    { percent: 101, atLeast: 1 },
    { percent: 1, atLeast: 0 },
  ]) {
    assert.equal(GuardLimit.safeParse(limit).success, false, JSON.stringify(limit))
  }
})
