import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Guards } from '../../model/connection.ts'
import { type GuardedCounts, judge } from './judge.ts'

const guards = Guards.parse({})
const users = (counts: Partial<GuardedCounts>): GuardedCounts => ({
  kind: 'users',
  what: 'users',
  total: 214,
  planned: 0,
  held: 0,
  applied: 0,
  ...counts,
})

const cases: readonly [name: string, counts: GuardedCounts, text: string | null][] = [
  ['nothing to remove is never held', users({ held: 200 }), null],
  ['a few leavers go', users({ planned: 4 }), null],
  ['more than the percentage goes while it is below the floor', users({ total: 20, planned: 4 }), null],
  ['the floor alone holds nothing', users({ planned: 21 }), null],
  [
    'beyond both it is held',
    users({ planned: 37 }),
    '37 of 214 users would be removed (17 %), more than 10 % and at least 5.',
  ],
  [
    'the last one is held, however few there are',
    users({ total: 1, planned: 1 }),
    'All 1 users would be removed: the source lists none of them any more.',
  ],
  [
    'what is held already counts, so that the rest cannot go in its shadow',
    users({ total: 30, planned: 3, held: 27 }),
    'All 30 users would be removed: the source lists none of them any more.',
  ],
  [
    'drop by drop within a day is held in the end',
    users({ total: 96, planned: 4, applied: 7 }),
    '4 of 96 users would be removed, after 7 that were removed in the last 24 hours: together 11 %, more than 10 % and at least 5.',
  ],
  ['what went within a day and is still within the limit goes', users({ total: 96, planned: 4, applied: 4 }), null],
  [
    'a share under one percent is not told as none',
    users({ kind: 'memberships', what: 'memberships', total: 10_000, planned: 60 }),
    '60 of 10000 memberships would be removed (0.6 %), more than 0.5 % and at least 20.',
  ],
  [
    'an attribute that many lose is held',
    users({ kind: 'blanked', what: 'users with the attribute "email"', total: 10, planned: 10 }),
    '10 of 10 users with the attribute "email" would lose it (100 %), more than 20 % and at least 5.',
  ],
  ['an attribute that its last one loses goes', users({ kind: 'blanked', total: 1, planned: 1 }), null],
]

for (const [name, counts, text] of cases) {
  test(name, () => {
    const limits = counts.total === 10_000 ? Guards.parse({ memberships: { percent: 0.5, at_least: 20 } }) : guards
    const verdict = judge(counts, limits)
    assert.equal(verdict.isHeld ? verdict.text : null, text)
  })
}
