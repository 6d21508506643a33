import assert from 'node:assert/strict'
import { textPlan } from '../../src/as-code/plan/text/text-plan.ts'
import type { CasePerson, PlanCase } from './plan-case.ts'

const settings = { kind: 'Settings', id: 'settings', formatVersion: 1 }

/** So many people, every one with a number, in Engineering but for the first `sales`. */
function people(count: number, sales = 0): CasePerson[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ ref: `emp:${index + 1}`, displayName: `Person ${index + 1}` },
    department: index < sales ? 'Sales' : 'Engineering',
    title: index === 0 ? 'Lead' : 'Engineer',
  }))
}

const everybody = { kind: 'Group', id: 'all', members: { rule: 'person.department != "Nowhere"', mode: 'exact' } }
const engineers = { kind: 'Group', id: 'all', members: { rule: 'person.department == "Engineering"', mode: 'exact' } }
const nobody = { kind: 'Group', id: 'all', members: { rule: 'person.department == "Nowhere"', mode: 'exact' } }
const groups = (count: number) => Array.from({ length: count }, (_, index) => ({ kind: 'Group', id: `g${index}` }))
const reader = { kind: 'Group', id: 'reader', members: { rule: 'person.memberOf("all")', mode: 'exact' } }

const strict = {
  ...settings,
  guards: { removals: '5%', deletions: 3 },
  noRemovals: ['AccessPolicy'],
  approvals: [{ when: 'removals', by: ['owner'] }],
}
const hr = { kind: 'Directory', id: 'hr', directory: 'HR', guards: { users: '5%' } }
const hrSource = { id: 'directory_1', name: 'HR', isRead: false, asOf: null }
const production = { kind: 'AccessPolicy', id: 'production', grants: { target: 'aws', entitlement: 'admin' } }

/** Whether each change takes something away, by what it loosens too. */
const isDestructive =
  (...expected: readonly boolean[]): NonNullable<PlanCase['also']> =>
  ({ changes }) =>
    assert.deepEqual(
      changes.map(({ destructive }) => destructive),
      expected,
    )

const rareApprovals = [
  { when: 'deletions', kinds: ['Team'], by: ['admin'] },
  { when: 'guard', kinds: ['Group'], by: ['owner'] },
]

const approvalsAre =
  (...expected: readonly (readonly [string, string])[]): NonNullable<PlanCase['also']> =>
  ({ approvals }) =>
    assert.deepEqual(
      approvals.map(({ when, by }) => [when, by[0]]),
      expected,
    )

/** What would let the next plan pass is asked for like a removal. */
const looseningCases: readonly PlanCase[] = [
  {
    name: 'settings that loosen a guard need the approval of a removal',
    ...{ effect: [strict], files: [{ ...strict, guards: { removals: '50%', deletions: 3 } }] },
    changes: ['update Settings/settings'],
    also: (plan) => {
      isDestructive(true)(plan)
      assert.deepEqual(plan.approvals, [{ when: 'removals', by: ['owner'], count: 1, given: 0 }])
    },
  },
  {
    name: 'settings that ask for no approval any more need the one that they asked for',
    ...{ effect: [strict], files: [{ ...strict, approvals: [] }] },
    changes: ['update Settings/settings'],
    also: isDestructive(true),
  },
  {
    name: 'an approval that is asked for rarely is asked for by the plan that takes it away, too',
    effect: [{ ...settings, approvals: rareApprovals }],
    files: [{ ...settings, approvals: [rareApprovals[1]] }],
    changes: ['update Settings/settings'],
    also: (plan) => {
      approvalsAre(['deletions', 'admin'])(plan)
      assert.match(textPlan(plan), /0 of 1 by admin \(deletions, for which nobody would be asked any more\)/)
    },
  },
  {
    name: 'so is each by the plan that takes the settings away',
    ...{ effect: [{ ...settings, approvals: rareApprovals }], files: [] },
    changes: ['delete Settings/settings'],
    also: approvalsAre(['deletions', 'admin'], ['guard', 'owner']),
  },
  {
    name: 'whoever is asked about a guard that is passed is asked about one that is loosened',
    effect: [{ ...settings, approvals: rareApprovals }],
    files: [{ ...settings, approvals: rareApprovals, guards: { removals: '50%' } }],
    changes: ['update Settings/settings'],
    also: approvalsAre(['guard', 'owner']),
  },
  {
    name: 'but about no limit of something new',
    files: [
      { ...settings, approvals: rareApprovals },
      { ...everybody, limits: { maxLeave: '50%' } },
    ],
    changes: ['create Group/all', 'create Settings/settings'],
    also: approvalsAre(),
  },
  {
    name: 'and about guards of a directory that change with its scope, by name',
    effect: [{ ...settings, approvals: [{ when: 'guard', by: ['owner'] }] }, hr],
    ...{ sources: [hrSource], allow: ['Directory/hr'] },
    files: [
      { ...settings, approvals: [{ when: 'guard', by: ['owner'] }] },
      { ...hr, scope: { rule: 'user.active' }, guards: { users: '100%' } },
    ],
    changes: ['update Directory/hr'],
    also: approvalsAre(['guard', 'owner']),
  },
  {
    name: 'settings that let removals pass again take something away',
    ...{ effect: [strict], files: [{ ...strict, noRemovals: false }] },
    changes: ['update Settings/settings'],
    also: isDestructive(true),
  },
  {
    name: 'settings that become stricter take nothing away',
    effect: [strict],
    files: [{ ...strict, guards: { removals: '1%', deletions: 2 }, noRemovals: true, owners: [{ paths: ['x/**'] }] }],
    changes: ['update Settings/settings'],
    also: isDestructive(false),
  },
  {
    name: 'a group that lets more people leave from now on takes a guard away',
    ...{ effect: [everybody], files: [{ ...everybody, limits: { maxLeave: '100%' } }] },
    changes: ['update Group/all'],
    also: isDestructive(true),
  },
  {
    name: 'a directory is not read otherwise and guarded otherwise at once',
    ...{ effect: [hr], sources: [hrSource] },
    files: [{ ...hr, scope: { rule: 'user.active' }, guards: { users: '100%' } }],
    changes: ['update Directory/hr BLOCKED guard'],
  },
  {
    name: 'another scope of a directory needs the approval of a removal, for nobody knows yet who goes',
    ...{ effect: [hr], sources: [hrSource], files: [{ ...hr, scope: { rule: 'user.active' } }] },
    changes: ['update Directory/hr'],
    also: isDestructive(true),
  },
  {
    name: 'another rule of an access policy does, too, and another name does not',
    effect: [
      { ...production, assigned: 'person.active' },
      { ...production, id: 'staging' },
    ],
    files: [
      { ...production, assigned: 'person.active && person.type == "Employee"' },
      { ...production, id: 'staging', name: 'Staging' },
    ],
    changes: ['update AccessPolicy/production', 'update AccessPolicy/staging'],
    also: isDestructive(true, false),
  },
  {
    name: 'another repository takes no object by saying that it was called so before',
    ...{ effect: [everybody], declaredBy: 'acme/core', repository: 'acme/other' },
    files: [{ ...nobody, id: 'mine', previously: ['all'] }],
    changes: ['rename+update Group/mine BLOCKED managed_elsewhere'],
    also: ({ changes }) => assert.match(changes[0]?.blocked?.text ?? '', /acme\/core declares Group\/all/),
  },
  {
    name: 'why somebody enters shows no value that is sensitive',
    people: [{ ref: 'emp:1', badge: 'B-12345', title: 'Lead' }],
    effect: [{ kind: 'PersonSchema', attributes: { badge: { type: 'text', sensitive: true } } }],
    files: [
      { kind: 'PersonSchema', attributes: { badge: { type: 'text' } } },
      {
        kind: 'Group',
        id: 'badges',
        members: { rule: 'person.badge != "x" && person.title == "Lead"', mode: 'exact' },
      },
    ],
    changes: ['create Group/badges +1', 'update PersonSchema/person'],
    also: (plan) => {
      isDestructive(false, true)(plan)
      assert.doesNotMatch(JSON.stringify(plan), /B-12345/)
      assert.match(JSON.stringify(plan), /badge \(sensitive\), title/)
    },
  },
]

/** What guards, protection, references and approvals let pass. */
export const guardCases: readonly PlanCase[] = [
  ...looseningCases,
  {
    name: 'five may always leave',
    ...{ people: people(8, 5), effect: [everybody], files: [engineers] },
    changes: ['update Group/all -5'],
  },
  {
    name: 'more than a tenth, and more than five, may not leave at once',
    ...{ people: people(40, 6), effect: [everybody], files: [engineers] },
    changes: ['update Group/all -6 BLOCKED guard'],
    also: ({ guards, applyable, obstacles }) => {
      assert.deepEqual(guards, [
        {
          ...{ name: 'removals', address: 'Group/all', count: 6, of: 40, used: 0, limit: 5 },
          rule: '10%, at least 5',
          ok: false,
          passes_at: null,
          allowed: false,
        },
      ])
      assert.equal(applyable, false)
      assert.match(obstacles[0] ?? '', /Every change is blocked/)
    },
  },
  {
    name: 'a tenth of many may leave',
    ...{ people: people(100, 10), effect: [everybody], files: [engineers] },
    changes: ['update Group/all -10'],
  },
  {
    name: 'what somebody allows by name passes its guard',
    ...{ people: people(40, 6), effect: [everybody], files: [engineers], allow: ['Group/all'] },
    changes: ['update Group/all -6'],
    also: ({ guards }) =>
      assert.deepEqual(
        guards.map(({ ok, allowed }) => [ok, allowed]),
        [[false, true]],
      ),
  },
  {
    name: 'a group says itself how many may leave',
    people: people(40, 6),
    effect: [{ ...everybody, limits: { maxLeave: '20%' } }],
    files: [{ ...engineers, limits: { maxLeave: '20%' } }],
    changes: ['update Group/all -6'],
  },
  {
    name: 'a limit that a change brings along does not let it pass',
    ...{ people: people(40, 6), effect: [everybody], files: [{ ...engineers, limits: { maxLeave: '50%' } }] },
    changes: ['update Group/all -6 BLOCKED guard'],
  },
  {
    name: 'a guard that a plan loosens does not let that plan pass',
    people: people(40, 6),
    effect: [settings, everybody],
    files: [{ ...settings, guards: { removals: '90%' } }, engineers],
    changes: ['update Group/all -6 BLOCKED guard', 'update Settings/settings'],
  },
  {
    name: 'the settings of the first plan hold for it',
    people: people(40, 6),
    byHand: [everybody],
    files: [{ ...settings, guards: { removals: '90%' } }, engineers],
    changes: ['adopt+update Group/all -6', 'create Settings/settings'],
  },
  {
    name: 'where files declare something already, settings that come later do not loosen their own plan',
    ...{ people: people(40, 6), effect: [everybody], files: [{ ...settings, guards: { removals: '90%' } }, engineers] },
    changes: ['update Group/all -6 BLOCKED guard', 'create Settings/settings'],
  },
  {
    name: 'a number is meant as it is written',
    people: people(8, 2),
    effect: [{ ...settings, guards: { removals: 1 } }, everybody],
    files: [{ ...settings, guards: { removals: 1 } }, engineers],
    changes: ['update Group/all -2 BLOCKED guard'],
  },
  {
    name: 'no more may enter than a group holds',
    people: people(8),
    files: [{ ...everybody, limits: { maxMembers: 5 } }],
    changes: ['create Group/all +8 BLOCKED guard'],
    also: ({ guards }) => assert.equal(guards[0]?.name, 'max_members'),
  },
  {
    name: 'a removed file removes no more than its guard allows',
    ...{ people: people(8), effect: [everybody], files: [] },
    changes: ['delete Group/all -8 BLOCKED guard'],
  },
  {
    name: 'a small group may be deleted with its file',
    ...{ people: people(4), effect: [everybody], files: [] },
    changes: ['delete Group/all -4'],
  },
  {
    name: 'more than a fifth of the objects of a kind are not deleted at once',
    ...{ effect: groups(10), files: groups(4) },
    changes: groups(10)
      .slice(4)
      .map(({ id }) => `delete Group/${id} BLOCKED guard`),
    also: ({ guards }) =>
      assert.deepEqual(
        guards.map(({ name, address, count, of }) => [name, address, count, of]),
        [['deletions', 'Group', 6, 10]],
      ),
  },
  {
    name: 'the deletion of many is allowed by the name of the kind',
    ...{ effect: groups(10), files: groups(4), allow: ['Group'] },
    changes: groups(10)
      .slice(4)
      .map(({ id }) => `delete Group/${id}`),
  },
  {
    name: 'a protected object outlives its file',
    ...{ effect: [{ ...everybody, protect: true }], files: [] },
    changes: ['delete Group/all BLOCKED protected'],
  },
  {
    name: 'protection cannot be passed by allowing it',
    ...{ effect: [{ ...everybody, protect: true }], files: [], allow: ['Group/all', 'Group'] },
    changes: ['delete Group/all BLOCKED protected'],
  },
  {
    name: 'a file without the key leaves the protection',
    effect: [{ ...everybody, protect: true }],
    files: [everybody],
    changes: ['manage Group/all'],
    also: ({ changes }) => assert.deepEqual([changes[0]?.after?.protect, changes[0]?.destructive], [true, false]),
  },
  {
    name: 'to take a protection away is destructive',
    effect: [{ ...everybody, protect: true }],
    files: [{ ...everybody, protect: false }],
    changes: ['update Group/all'],
    also: ({ changes }) => assert.equal(changes[0]?.destructive, true),
  },
  {
    name: 'without removals nobody leaves, and others enter',
    people: people(8, 2),
    effect: [everybody],
    files: [engineers, { kind: 'Group', id: 'new', members: { add: ['emp:1'], mode: 'exact' } }],
    noRemovals: true,
    changes: ['update Group/all -2 BLOCKED no_removals', 'create Group/new +1'],
  },
  {
    name: 'the settings forbid removals of a kind only',
    effect: [
      { ...settings, noRemovals: ['Group'] },
      { kind: 'Group', id: 'a' },
      { kind: 'Team', id: 'b' },
    ],
    files: [{ ...settings, noRemovals: ['Group'] }],
    changes: ['delete Group/a BLOCKED no_removals', 'delete Team/b'],
  },
  {
    name: 'what an object that stays refers to is not deleted',
    effect: [{ kind: 'Team', id: 'base' }],
    byHand: [{ kind: 'Team', id: 'web', parent: 'base' }],
    files: [],
    changes: ['delete Team/base BLOCKED still_referenced'],
  },
  {
    name: 'what refers to one another goes together',
    effect: [
      { kind: 'Team', id: 'base' },
      { kind: 'Team', id: 'web', parent: 'base' },
    ],
    files: [],
    changes: ['delete Team/base', 'delete Team/web'],
  },
  {
    name: 'the parent of a team that is protected stays with it',
    effect: [
      { kind: 'Team', id: 'base' },
      { kind: 'Team', id: 'web', parent: 'base', protect: true },
    ],
    files: [],
    changes: ['delete Team/base BLOCKED still_referenced', 'delete Team/web BLOCKED protected'],
  },
  {
    name: 'a change by which another group would lose too many is blocked, though that group does not change',
    people: people(40, 6),
    effect: [{ ...everybody, limits: { maxLeave: '90%' } }, reader],
    files: [{ ...engineers, limits: { maxLeave: '90%' } }, reader],
    changes: ['update Group/all -6 BLOCKED guard'],
    also: ({ changes }) => assert.match(changes[0]?.blocked?.text ?? '', /^Group\/reader reads it: 6 of 40/),
  },
  {
    name: 'what is applied beside a blocked change is judged as it will be without it',
    people: people(40),
    effect: [everybody, { kind: 'Group', id: 'side', members: { rule: 'person.memberOf("all")', mode: 'exact' } }],
    files: [nobody, { kind: 'Group', id: 'side', members: { rule: '!person.memberOf("all")', mode: 'exact' } }],
    changes: ['update Group/all -40 BLOCKED guard', 'update Group/side -40 BLOCKED guard'],
  },
  {
    name: 'an approval is asked for where the settings in effect say so',
    people: people(8, 2),
    effect: [{ ...settings, approvals: [{ when: 'removals', by: ['admin'], count: 2 }] }, everybody],
    files: [{ ...settings, approvals: [] }, engineers],
    changes: ['update Group/all -2', 'update Settings/settings'],
    also: ({ approvals }) => assert.deepEqual(approvals, [{ when: 'removals', by: ['admin'], count: 2, given: 0 }]),
  },
  {
    name: 'no approval is asked for where nothing is removed',
    people: people(8),
    effect: [{ ...settings, approvals: [{ when: 'removals', by: ['admin'] }] }],
    files: [{ ...settings, approvals: [{ when: 'removals', by: ['admin'] }] }, everybody],
    changes: ['create Group/all +8'],
    also: ({ approvals, applyable }) => assert.deepEqual([approvals, applyable], [[], true]),
  },
  {
    name: 'a guard that is passed asks for its approval',
    people: people(40, 6),
    effect: [{ ...settings, approvals: [{ when: 'guard', by: ['owner'] }] }, everybody],
    files: [{ ...settings, approvals: [{ when: 'guard', by: ['owner'] }] }, engineers],
    allow: ['Group/all'],
    changes: ['update Group/all -6'],
    also: ({ approvals }) =>
      assert.deepEqual(
        approvals.map(({ when, by }) => [when, by]),
        [['guard', ['owner']]],
      ),
  },
]
