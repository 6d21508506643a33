import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MemberAddress } from '../../../memberships/compiled-overlay.ts'
import { everybodyNamed, namedPeople, nobodyNamed, usuallyNamed } from './named-people.ts'

/** How many of each list are named, by the number of those who enter, leave and are undecided. */
function named(lists: readonly (readonly [number, number, number])[], count: { ofEach: number; inAll: number }) {
  const ids = (length: number) => Array.from({ length }, (_, index) => `person_${index}`)
  const deltas = new Map(
    lists.map(([enter, leave, unknown], index) => [
      `Group/g${index}` as MemberAddress,
      { enter: ids(enter), leave: ids(leave), unknown: ids(unknown) },
    ]),
  )
  return [...namedPeople(deltas, count).values()].map((one) => [one.enter.length, one.leave.length, one.unknown.length])
}

test('everybody of an ordinary plan is named, and of long lists the first thousand', () => {
  assert.deepEqual(named([[40, 7, 0]], usuallyNamed), [[40, 7, 0]])
  assert.deepEqual(named([[1001, 999, 5000]], usuallyNamed), [[1000, 999, 1000]])
  assert.deepEqual(named([[1001, 999, 5000]], everybodyNamed), [[1001, 999, 5000]])
})

test('where there are too many for one plan, short lists stay whole and long ones share the rest', () => {
  const some = { ofEach: 1000, inAll: 100 }
  assert.deepEqual(
    named(
      [
        [500, 10, 0],
        [80, 2, 300],
      ],
      some,
    ),
    [
      [29, 10, 0],
      [29, 2, 29],
    ],
  )
})

test('lists that are more than the names that there may be have some of the first of them named', () => {
  assert.deepEqual(
    named(
      [
        [5, 5, 0],
        [5, 5, 0],
      ],
      { ofEach: 1000, inAll: 2 },
    ),
    [
      [1, 1, 0],
      [0, 0, 0],
    ],
  )
})

test('nobody is named where nobody reads it', () => {
  assert.deepEqual(named([[5, 5, 5]], nobodyNamed), [[0, 0, 0]])
})
