import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DirectoryFacts } from '../../store/directory-health.ts'
import { problemsOf } from './directory-problems.ts'

const now = new Date('2026-11-22T12:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

const pushed: DirectoryFacts = {
  organizationId: 'org',
  organizationName: 'Acme',
  id: 'directory',
  type: 'okta scim v2.0',
  state: 'active',
  createdAt: ago(1000),
  updatedAt: ago(1),
  activeUsers: 1,
  inactiveUsers: 0,
  groups: 0,
  lastEventAt: null,
  connection: null,
  lastRun: null,
  waiting: { runs: 0, held: 0, runId: null, since: null },
  problems: 0,
  tokens: { usable: 1, usableUntil: null, lastUsedAt: ago(1) },
}

const connection = {
  nextRunAt: null,
  lastSucceededAt: ago(1),
  createdAt: ago(1000),
  isEnabled: true,
  intervalMinutes: 15,
  failures: 0,
  quarantinedAt: null,
  quarantineCode: null,
  quarantineText: null,
}
const pulled: DirectoryFacts = {
  ...pushed,
  type: 'okta',
  connection,
  tokens: { usable: 0, usableUntil: null, lastUsedAt: null },
}

const codes = (facts: DirectoryFacts) => problemsOf(facts, now).map(({ code }) => code)

test('nothing is wrong with a directory that works, whether it is pushed or pulled', () => {
  assert.deepEqual([codes(pushed), codes(pulled)], [[], []])
})

test('a directory whose source was not read for a day, and for three times its interval, says so', () => {
  const last = (hours: number, intervalMinutes: number) =>
    codes({ ...pulled, connection: { ...connection, lastSucceededAt: ago(hours), intervalMinutes } })
  assert.deepEqual(last(23, 15), [])
  assert.deepEqual(last(25, 15), ['not_synced'])
  assert.deepEqual(last(25, 24 * 60), [], 'one that is read once a day is not late after 25 hours')
  assert.deepEqual(last(73, 24 * 60), ['not_synced'])
})

test('the worst is told first, and what it says has the numbers in it', () => {
  const found = problemsOf(
    {
      ...pulled,
      problems: 3,
      waiting: { runs: 1, held: 41, runId: 'sync_run_1', since: ago(2) },
      state: 'quarantined',
      connection: { ...connection, quarantinedAt: ago(5), quarantineText: 'The token was refused.' },
    },
    now,
  )
  assert.deepEqual(
    found.map(({ code, fix, level }) => [code, fix, level]),
    [
      ['quarantined', 'check_connection', 'error'],
      ['waiting_for_decision', 'decide', 'warning'],
      ['records_refused', 'see_records', 'warning'],
    ],
  )
  assert.equal(found[0]?.text, 'The token was refused.')
  assert.match(found[1]?.text ?? '', /^41 removals wait/)
})

test('tokens: none that works keeps everybody out, and one that ends soon is told of', () => {
  assert.deepEqual(codes({ ...pushed, tokens: { usable: 0, usableUntil: ago(2), lastUsedAt: null } }), [
    'no_usable_token',
  ])
  assert.deepEqual(codes({ ...pushed, tokens: { usable: 1, usableUntil: ago(-24), lastUsedAt: null } }), [
    'token_expiring',
  ])
  assert.deepEqual(codes({ ...pushed, tokens: { usable: 1, usableUntil: ago(-24 * 60), lastUsedAt: null } }), [])
})

test('a directory that is being deleted has no problems any more', () => {
  assert.deepEqual(codes({ ...pushed, state: 'deleting', problems: 3 }), [])
})
