import assert from 'node:assert/strict'
import { markdownPlan } from '../../src/as-code/plan/text/markdown-plan.ts'
import { textPlan } from '../../src/as-code/plan/text/text-plan.ts'
import type { CasePerson, PlanCase } from './plan-case.ts'

const settings = { kind: 'Settings', id: 'settings', formatVersion: 1 }

function people(count: number): CasePerson[] {
  return Array.from({ length: count }, (_, index) => ({ ref: `emp:${index + 1}`, title: `T${index + 1}` }))
}

/** The group of all but those whose titles are from `T1` to `T<count>`. */
function without(count: number, more: object = {}) {
  const titles = Array.from({ length: count }, (_, index) => `"T${index + 1}"`)
  const rule = `!(person.title in [${titles.join(', ')}])`
  return { kind: 'Group', id: 'all', members: { rule, mode: 'exact' }, ...more }
}

/** People who left the group, as many as `count`, so many hours ago. */
function left(count: number, hours: number, group = 'Group/all'): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${group} emp:${index + 1}`, hours]))
}

const groups = (count: number) => Array.from({ length: count }, (_, index) => ({ kind: 'Group', id: `g${index}` }))
const deleted = (count: number, hours: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Group/old-${index}`, hours]))

/** What guards make of what applies of the last 24 hours took away. */
export const dayCases: readonly PlanCase[] = [
  {
    name: 'who left within a day counts with those who would leave',
    ...{ people: people(40), effect: [without(3)], removed: left(3, 2), files: [without(6)] },
    changes: ['update Group/all -3 BLOCKED guard'],
    also: (plan) => {
      assert.deepEqual(plan.guards, [
        {
          ...{ name: 'removals', address: 'Group/all', count: 3, of: 37, used: 3, limit: 5, rule: '10%, at least 5' },
          ...{ ok: false, passes_at: '2026-11-23T10:00:00.000Z', allowed: false },
        },
      ])
      const text = plan.changes[0]?.blocked?.text ?? ''
      assert.match(text, /^3 of 37 members would leave, after 3 that left by applies of the last 24 hours; 5 may/)
      assert.match(text, /--allow Group\/all, or wait until 2026-11-23 10:00 UTC, or raise the limit in the files/)
      assert.match(textPlan(plan), /3 of 5 removals of the last 24 hours are used {2}STOP/)
      assert.match(markdownPlan(plan), /\*\*stops\*\*: removals .*; 3 of 5 removals of the last 24 hours are used/)
    },
  },
  {
    name: 'a plan that is within its guard says how much of it is used',
    ...{ people: people(40), effect: [without(3)], removed: left(3, 2), files: [without(5)] },
    changes: ['update Group/all -2'],
    also: (plan) => assert.match(textPlan(plan), /3 of 5 removals of the last 24 hours are used {2}ok/),
  },
  {
    name: 'a percentage is of those who were there before the day',
    ...{ people: people(100), effect: [without(6)], removed: left(6, 2), files: [without(10)] },
    changes: ['update Group/all -4'],
    also: ({ guards }) => assert.deepEqual([guards[0]?.of, guards[0]?.limit], [94, 10]),
  },
  {
    name: 'after 24 hours nobody is counted any more',
    ...{ people: people(40), effect: [without(3)], removed: left(3, 24), files: [without(8)] },
    changes: ['update Group/all -5'],
    also: ({ guards }) => assert.equal(guards[0]?.used, 0),
  },
  {
    name: 'a change that is too much for any day is not told to wait',
    ...{ people: people(40), effect: [without(3)], removed: left(3, 2), files: [without(9)] },
    changes: ['update Group/all -6 BLOCKED guard'],
    also: ({ guards, changes }) => {
      assert.equal(guards[0]?.passes_at, null)
      assert.doesNotMatch(changes[0]?.blocked?.text ?? '', /wait/)
    },
  },
  {
    name: 'it waits for those only whose going makes room',
    people: people(40),
    effect: [without(4)],
    removed: { ...left(4, 2), 'Group/all emp:1': 20, 'Group/all emp:2': 10 },
    files: [without(7)],
    changes: ['update Group/all -3 BLOCKED guard'],
    also: ({ guards }) => assert.equal(guards[0]?.passes_at, '2026-11-23T02:00:00.000Z'),
  },
  {
    name: 'who is back is not gone',
    ...{ people: people(40), effect: [without(0)], removed: left(3, 2), files: [without(5)] },
    changes: ['update Group/all -5'],
    also: ({ guards }) => assert.equal(guards[0]?.used, 0),
  },
  {
    name: 'a group that is renamed keeps what is counted of it',
    people: people(40),
    effect: [without(3)],
    removed: left(3, 2),
    files: [without(6, { id: 'every', previously: ['all'] })],
    changes: ['rename+update Group/every -3 BLOCKED guard'],
  },
  {
    name: 'a group that only reads the one that changes is counted as well',
    people: people(40),
    effect: [
      { ...without(3), limits: { maxLeave: '90%' } },
      { kind: 'Group', id: 'reader', members: { rule: 'person.memberOf("all")', mode: 'exact' } },
    ],
    removed: left(3, 2, 'Group/reader'),
    files: [
      { ...without(6), limits: { maxLeave: '90%' } },
      { kind: 'Group', id: 'reader', members: { rule: 'person.memberOf("all")', mode: 'exact' } },
    ],
    changes: ['update Group/all -3 BLOCKED guard'],
  },
  {
    name: 'objects that were deleted within a day count with those that would be',
    ...{ effect: groups(10), removed: deleted(4, 3), files: groups(8) },
    changes: ['delete Group/g8 BLOCKED guard', 'delete Group/g9 BLOCKED guard'],
    also: ({ guards, changes }) => {
      assert.deepEqual(
        guards.map(({ count, of, used, limit }) => [count, of, used, limit]),
        [[2, 10, 4, 5]],
      )
      assert.match(changes[0]?.blocked?.text ?? '', /after 4 that were deleted by applies of the last 24 hours/)
    },
  },
  {
    name: 'objects of another kind do not',
    effect: [...groups(1), { kind: 'Team', id: 'a' }],
    ...{ removed: deleted(5, 3), files: groups(1) },
    changes: ['delete Team/a'],
  },
]

const owned = {
  ...settings,
  owners: [
    { paths: ['Group/**'], by: ['grace@acme.example', 'security'] },
    { paths: ['Settings/**'], by: ['owner'] },
    { paths: ['Team/**'], kinds: ['Team'] },
  ],
}
const followed = { declaredBy: 'acme/people', repository: 'acme/people', isFollowed: true }
const group = (id: string, name = id) => ({ kind: 'Group', id, name })
const byGrace = { when: 'always', by: ['grace@acme.example', 'security'], paths: ['Group/**'], count: 1, given: 0 }

/** Of a followed repository the owners of what changes are asked. */
export const ownerCases: readonly PlanCase[] = [
  {
    name: 'what changes under a path of somebody waits for one of them',
    ...{ ...followed, effect: [owned, group('a')], files: [owned, group('a', 'other')] },
    changes: ['update Group/a'],
    also: (plan) => {
      assert.deepEqual(plan.approvals, [byGrace])
      assert.match(textPlan(plan), /0 of 1 by grace@acme.example, security \(owners of Group\/\*\*\)/)
      assert.match(markdownPlan(plan), /1 by grace\\@acme.example, security \(owners of Group/)
    },
  },
  {
    name: 'so does what is deleted there, or made',
    ...{ ...followed, effect: [owned, group('a')], files: [owned, group('b')] },
    changes: ['create Group/b', 'delete Group/a'],
    also: ({ approvals }) => assert.deepEqual(approvals, [byGrace]),
  },
  {
    name: 'nobody is asked for what does not change, or lies where nobody owns it',
    ...{ ...followed, effect: [owned, group('a')], files: [owned, group('a'), { kind: 'Team', id: 'web' }] },
    changes: ['create Team/web'],
    also: ({ approvals }) => assert.deepEqual(approvals, []),
  },
  {
    name: 'whoever makes files their own is held against those who own them until then',
    ...{ ...followed, effect: [owned, group('a')] },
    files: [{ ...owned, owners: [{ paths: ['**'], by: ['mallory@acme.example'] }] }, group('a', 'mine')],
    changes: ['update Group/a', 'update Settings/settings'],
    also: ({ approvals }) =>
      assert.deepEqual(
        approvals.map(({ by }) => by[0]),
        ['grace@acme.example', 'owner'],
      ),
  },
  {
    name: 'files that somebody sends have the author whom they name',
    ...{ effect: [owned, group('a')], files: [owned, group('a', 'other')] },
    changes: ['update Group/a'],
    also: ({ approvals }) => assert.deepEqual(approvals, []),
  },
]
