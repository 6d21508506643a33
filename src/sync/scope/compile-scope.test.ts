import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../../errors.ts'
import { Scope } from '../../model/connection.ts'
import type { SourceUser } from '../../model/source-record.ts'
import { checkScope, compileScope } from './compile-scope.ts'
import { previewScope } from './preview-scope.ts'
import { needsFullRun } from './scope-members.ts'

test('a scope that asks for nothing has everybody', () => {
  assert.deepEqual(decide({}), { isIn: true, reason: 'the scope has everybody' })
  assert.equal(decide({ rule: '  ' }).isIn, true)
})

test('an organizational unit has all below it, whatever the case, and none beside it', () => {
  const at = (orgUnit?: string) =>
    decide({ org_units: ['/Sales/Europe/', 'HR'] }, orgUnit === undefined ? {} : { orgUnit })
  assert.deepEqual(at('/sales/EUROPE/North'), { isIn: true, reason: 'in /sales/EUROPE/North' })
  assert.equal(at('/Sales/Europe').isIn, true)
  assert.equal(at('/hr').isIn, true)
  assert.deepEqual(at('/Sales/Europe-East'), {
    isIn: false,
    reason: 'in /Sales/Europe-East, not in /Sales/Europe, /HR or below',
  })
  assert.equal(at('/Sales').isIn, false)
  assert.equal(at('/Other/Sales/Europe').isIn, false)
  assert.equal(at().reason, 'in no organizational unit, so not in /Sales/Europe, /HR or below')
})

test('a rule has those for whom it holds, and nobody of whom it is unknown', () => {
  const rule = 'user.type != "contractor" && user.level >= 2'
  assert.deepEqual(decide({ rule }, { attributes: { type: 'staff', level: 2 } }), {
    isIn: true,
    reason: 'the rule holds',
  })
  assert.deepEqual(decide({ rule }, { attributes: { type: 'contractor', level: 2 } }), {
    isIn: false,
    reason: 'the rule does not hold',
  })
  assert.deepEqual(decide({ rule }, { attributes: { level: 2 } }), {
    isIn: false,
    reason: 'the rule is unknown: user.type is missing',
  })
  assert.equal(
    decide({ rule }, { attributes: { type: 'staff', level: 'two' } }).reason,
    'the rule fails: ">=" does not work with a text and a number',
  )
})

test('a rule that fails does not say that anybody is out', () => {
  const decision = decide({ rule: 'user.level >= 2' }, { attributes: { level: 'two' } })
  assert.equal(decision.isUndecided, true)
  assert.equal(decide({ rule: 'user.level >= 2' }).isUndecided, undefined)
})

test('a slash in the name of an organizational unit is part of the name', () => {
  const at = (path: string, orgUnit: string) => decide({ org_units: [path] }, { orgUnit }).isIn
  assert.equal(at('/Sales', '/Sales\\/External'), false)
  assert.equal(at('/sales\\/external', '/Sales\\/External/North'), true)
  assert.equal(at('/External', '/Sales\\/External'), false)
  assert.equal(at('/A\\B', '/A\\b/C'), true)
})

test('what the credential may not see is told apart from what is not there', () => {
  const scope = { rule: 'user.profile.type == "staff"' }
  assert.equal(decide(scope, { unknown: ['profile'] }).isUndecided, true)
  assert.equal(decide(scope, { unknown: ['profile.type'] }).isUndecided, true)
  assert.equal(decide(scope, { unknown: ['profile.typeface', 'other'] }).isUndecided, undefined)
  assert.equal(decide({ org_units: ['/A'] }, { unknown: ['orgUnit'] }).isUndecided, true)
})

test('all that a scope asks for has to be so, and the first that is not says why', () => {
  const scope = { groups: ['g'], org_units: ['/Sales'], rule: 'user.level > 1' }
  const rule = compileScope(Scope.parse(scope))
  const user = person({ orgUnit: '/Sales', attributes: { level: 2 } })
  assert.deepEqual(rule.decide(user, true), {
    isIn: true,
    reason: 'in a group of the scope, in /Sales, the rule holds',
  })
  assert.deepEqual(rule.decide(user, false), { isIn: false, reason: 'in no group of the scope' })
  assert.equal(rule.decide({ ...user, orgUnit: '/HR' }, true).reason, 'in /HR, not in /Sales or below')
  assert.equal(rule.decide({ ...user, attributes: { level: 1 } }, true).reason, 'the rule does not hold')
})

test('a scope that cannot be saved is told with its field', () => {
  const check = (scope: object) => checkScope(Scope.parse(scope)).map(({ field }) => field)
  assert.deepEqual(check({ rule: 'user.a ==', org_units: ['/'] }), ['org_units', 'rule'])
  assert.deepEqual(check({ rule: '"text"' }), ['rule'])
  assert.deepEqual(check({ rule: 'user.a == 1', org_units: ['/A'], groups: ['g'] }), [])
  const source = { orgUnits: false, groups: false }
  const problems = checkScope(Scope.parse({ org_units: ['/A'], groups: ['g'] }), source)
  assert.deepEqual(
    problems.map(({ field }) => field),
    ['groups', 'org_units'],
  )
  assert.throws(
    () => compileScope(Scope.parse({ rule: 'user.a ==' })),
    (error: unknown) => error instanceof AppError && error.code === 'invalid_expression',
  )
})

test('a preview counts who is in and shows the value of each part of the rule', () => {
  const scope = compileScope(Scope.parse({ rule: 'user.level > 1 && user.type == "staff"' }))
  const preview = previewScope(
    [
      { user: person({ id: 'a', attributes: { level: 2, type: 'staff' } }), isInGroup: false },
      { user: person({ id: 'b', attributes: { level: 2 } }), isInGroup: false },
    ],
    scope,
  )
  assert.deepEqual([preview.in, preview.out], [1, 1])
  const [, second] = preview.users
  assert.equal(second?.reason, 'the rule is unknown: user.type is missing')
  assert.deepEqual(
    second?.rule?.parts.map(({ text, outcome }) => [text, outcome]),
    [
      ['user.level > 1', 'value'],
      ['user.type == "staff"', 'unknown'],
    ],
  )
})

test('an incremental page that changes the members of a group of the scope asks for a full run', () => {
  const scope = Scope.parse({ groups: ['g1'] })
  const changes = (groupId: string) => ({ resume: '1', memberChanges: [{ groupId, added: ['u'], removed: [] }] })
  assert.equal(needsFullRun(scope, changes('g1')), true)
  assert.equal(needsFullRun(scope, changes('g2')), false)
  assert.equal(needsFullRun(scope, { resume: '1', removed: [{ kind: 'group', id: 'g1' }] }), true)
  assert.equal(needsFullRun(scope, { resume: '1', removed: [{ kind: 'user', id: 'g1' }] }), false)
  assert.equal(needsFullRun(Scope.parse({}), changes('g1')), false)
})

function person(more: Partial<SourceUser> = {}): SourceUser {
  return { id: 'u', status: 'active', statusDetail: '', attributes: {}, ...more }
}

function decide(scope: Partial<Scope>, user: Partial<SourceUser> = {}) {
  return compileScope(Scope.parse(scope)).decide(person(user), false)
}
