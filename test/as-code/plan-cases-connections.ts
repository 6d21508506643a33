import assert from 'node:assert/strict'
import { Guards, Scope } from '../../src/model/connection.ts'
import type { ConnectionSettingsRow } from '../../src/store/overlay/connection-settings.ts'
import type { PlanCase } from './plan-case.ts'

const mapping = [
  { target: 'job_title', expression: 'user.title' },
  { target: 'email', expression: 'user.mail' },
]
const hr = {
  ...{ kind: 'Directory', id: 'hr', directory: 'HR', mapping },
  scope: { rule: 'user.active', groups: ['staff', 'board'] },
  guards: { users: '5%', groups: 3 },
}
const source = { id: 'directory_1', name: 'HR', isRead: false, asOf: null }
const sources = [source]
const readSources = [{ ...source, asOf: new Date('2026-11-21T08:00:00Z') }]
const settings = {
  kind: 'Settings',
  id: 'settings',
  formatVersion: 1,
  approvals: [{ when: 'removals', by: ['owner'] }],
}

/** The connection of HR: as the file has it, but for what somebody changed. */
function connected(changed: {
  readonly mapping?: ConnectionSettingsRow['mapping']
  readonly scope?: Partial<Scope>
  readonly guards?: Partial<Guards>
}): Pick<PlanCase, 'sources' | 'connections'> {
  const guards = { users: { percent: 5, at_least: 5 }, groups: { percent: 0, at_least: 4 } }
  const connection: ConnectionSettingsRow = {
    ...{ directoryId: 'directory_1', name: 'HR', mapping: changed.mapping ?? mapping },
    scope: Scope.parse({ rule: 'user.active', groups: ['staff', 'board'], ...changed.scope }),
    guards: Guards.parse({ ...guards, ...changed.guards }),
    updatedAt: new Date('2026-11-21T08:00:00Z'),
  }
  return { sources, connections: [connection] }
}

const fieldsAre =
  (...expected: readonly object[]): NonNullable<PlanCase['also']> =>
  ({ changes }) =>
    assert.deepEqual(changes[0]?.fields, expected)

/** What files declare of connections, and somebody changed there since. */
export const connectionCases: readonly PlanCase[] = [
  {
    name: 'a connection that is as its file declares it plans nothing',
    ...{ ...connected({}), effect: [hr], files: [hr], changes: [] },
  },
  {
    name: 'a scope that was changed at the connection is planned to be put back, and is told',
    ...{ ...connected({ scope: { rule: 'true' } }), effect: [settings, hr], files: [settings, hr] },
    changes: ['update Directory/hr'],
    also: (plan) => {
      const [change] = plan.changes
      assert.deepEqual([change?.reason, change?.destructive], ['drifted', true])
      fieldsAre({ key: 'scope', before: { rule: 'true', groups: ['staff', 'board'] }, after: hr.scope })(plan)
      assert.deepEqual(plan.drift, [
        {
          ...{ address: 'Directory/hr', name: 'hr', kind: 'connection', key: 'scope' },
          ...{ declared: hr.scope, actual: { rule: 'true', groups: ['staff', 'board'] } },
          ...{ place: { file: 'Directory/hr.yaml', line: 1 }, by: null, at: '2026-11-21T08:00:00.000Z' },
        },
      ])
      assert.deepEqual(plan.approvals, [{ when: 'removals', by: ['owner'], count: 1, given: 0 }])
    },
  },
  {
    name: 'a scope whose rule was taken away gets it back',
    ...{ ...connected({ scope: { rule: null } }), effect: [hr], files: [hr] },
    changes: ['update Directory/hr'],
    also: fieldsAre({ key: 'scope', before: { groups: ['staff', 'board'] }, after: hr.scope }),
  },
  {
    name: 'guards that were changed at the connection are shown as a file would write them',
    ...connected({ guards: { users: { percent: 90, at_least: 1 }, groups: { percent: 50, at_least: 5 } } }),
    ...{ effect: [hr], files: [hr], changes: ['update Directory/hr'] },
    also: fieldsAre({
      ...{ key: 'guards', before: { users: { percent: 90, atLeast: 1 }, groups: '50%' }, after: hr.guards },
    }),
  },
  {
    name: 'what a connection has in another order, and what no file names of it, plans nothing',
    ...connected({
      mapping: mapping.toReversed(),
      scope: { groups: ['board', 'staff'], org_units: ['/Sales'], on_leave: 'keep' },
      guards: { memberships: { percent: 90, at_least: 1 } },
    }),
    ...{ effect: [hr], files: [hr], changes: [] },
  },
  {
    name: 'a key that the file does not have any more is nobody’s but those who set it at the connection',
    ...connected({ guards: { users: { percent: 90, at_least: 1 } } }),
    effect: [{ kind: 'Directory', id: 'hr', directory: 'HR', scope: hr.scope }],
    files: [{ kind: 'Directory', id: 'hr', directory: 'HR', scope: hr.scope }],
    changes: [],
  },
  {
    name: 'a file that says what somebody has set at the connection already changes nothing but itself',
    ...{ ...connected({ scope: { rule: 'true' } }), effect: [hr] },
    files: [{ ...hr, scope: { ...hr.scope, rule: 'true' } }],
    changes: ['manage Directory/hr'],
  },
  {
    name: 'a file that changes is held against the connection as it is, not as the file before had it',
    ...{ ...connected({ guards: { users: { percent: 90, at_least: 5 } } }), effect: [hr] },
    files: [{ ...hr, guards: { users: '10%', groups: 3 } }],
    changes: ['update Directory/hr'],
    also: fieldsAre({ key: 'guards', before: { users: '90%', groups: 3 }, after: { users: '10%', groups: 3 } }),
  },
  {
    name: 'a directory that is adopted is put as its file says',
    ...{ ...connected({ scope: { rule: 'true' } }), byHand: [hr], files: [hr] },
    changes: ['adopt+update Directory/hr'],
  },
  {
    name: 'a scope and the guards that guard it are not put back at once, but by name',
    ...connected({ scope: { rule: 'true' }, guards: { users: { percent: 90, at_least: 5 } } }),
    ...{ effect: [hr], files: [hr], changes: ['update Directory/hr BLOCKED guard'] },
  },
  {
    name: 'nor does the first file of a directory that was read already change both at once',
    ...{
      ...connected({ scope: { rule: 'true' } }),
      sources: readSources,
      files: [{ ...hr, guards: { users: '90%' } }],
    },
    changes: ['create Directory/hr BLOCKED guard'],
  },
  {
    name: 'of one that nobody has read yet nobody can be removed',
    ...{ ...connected({ scope: { rule: 'true' } }), files: [{ ...hr, guards: { users: '90%' } }] },
    changes: ['create Directory/hr'],
  },
  {
    name: 'one document says what is to be of a directory',
    ...connected({}),
    files: [
      { ...hr, id: 'second', directory: 'directory_1' },
      { ...hr, id: 'first' },
    ],
    changes: ['create Directory/first', 'create Directory/second BLOCKED managed_elsewhere'],
    also: ({ changes }) => assert.match(changes[1]?.blocked?.text ?? '', /Directory\/first says already/),
  },
  {
    name: 'that in effect stays, until it goes',
    ...{ ...connected({}), effect: [hr], files: [hr, { ...hr, id: 'a' }] },
    changes: ['create Directory/a BLOCKED managed_elsewhere'],
  },
  {
    name: 'whose file goes makes room for another',
    ...{ ...connected({}), effect: [hr], files: [{ ...hr, id: 'a' }] },
    changes: ['create Directory/a', 'delete Directory/hr'],
  },
  {
    name: 'a name that several directories have means none of them',
    ...{ ...connected({}), sources: [...sources, { ...source, id: 'directory_2' }], files: [hr] },
    changes: ['create Directory/hr BLOCKED not_found'],
    also: ({ changes }) => assert.match(changes[0]?.blocked?.text ?? '', /by its id: directory_1 or directory_2/),
  },
  {
    name: 'guards may say both numbers of a connection',
    ...connected({ guards: { users: { percent: 90, at_least: 1 } } }),
    effect: [{ ...hr, guards: { users: { percent: 90, atLeast: 1 } } }],
    files: [{ ...hr, guards: { users: { percent: 90, atLeast: 1 } } }],
    changes: [],
  },
]
