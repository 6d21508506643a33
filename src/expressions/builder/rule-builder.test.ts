import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../../errors.ts'
import { fromBuilder } from './from-builder.ts'
import { type BuilderRow, builderOperators, RuleBuilder } from './rule-builder.ts'
import { toBuilder } from './to-builder.ts'

const rules = [
  'person.department == "Sales"',
  'person.level >= 3 && person.level < -2.5',
  'person.department.lower() == "sales" || person.department.lower() in ["legal", "it"]',
  'person.active && (person.title.contains("Lead") || person.org.within("eng/platform"))',
  '!person.active || !has(person.type) || has(person.mail)',
  '!(person.department in ["Sales", "Legal"]) && !(person.department.lower() in ["it"])',
  '"sql" in person.skills && !("talks" in person.skills)',
  'person.startDate.reached("P90D") && !person.endDate.reached("-P14D")',
  'person.startDate < "2026-01-01"',
  'person.memberOf("a") && !person.inTeam("b") && person.hasRole("c", "lead") && !person.hasRole("c", "oncall")',
  'person.reportsTo("emp:1") || person.reportsDirectlyTo("mail:a@b.c")',
  '!person.title.startsWith("SDE") && person.mail.endsWith("@acme.com") && person.title.re("(?i)lead|it\\"s")',
  '(person.active && person.level == 1) || (person.active && (person.level == 2 || person.level == 3))',
]

test('a rule that rows can say becomes rows, and the rows the same rule', () => {
  for (const text of rules) {
    const builder = toBuilder(text)
    assert.ok(builder, text)
    assert.deepEqual(RuleBuilder.parse(builder), builder, text)
    assert.equal(fromBuilder(builder), text)
  }
  assert.deepEqual(toBuilder('person.department.lower() in ["it"]'), {
    match: 'all',
    rows: [{ attribute: 'department', ignore_case: true, value: ['it'], operator: 'in' }],
  })
  assert.equal(
    fromBuilder(toBuilder('person.a.matches("x") && person.b.reached()') ?? assert.fail()),
    'person.a.re("x") && person.b.reached("P0D")',
  )
})

test('a rule that rows cannot say stays text', () => {
  const texts = [
    'person.department == person.division',
    'person.department.orValue("") != "Sales"',
    'person.department.lower() == "Sales"',
    'person.title.size() > 3',
    'person.skills.exists(s, s == "sql")',
    'person.active ? person.level == 1 : person.level == 2',
    '!(person.active && person.level == 1)',
    '!(person.level > 3)',
    'person.level + 1 == 3',
    'person.department in []',
    'true',
    'user.department == "Sales"',
  ]
  for (const text of texts) assert.equal(toBuilder(text), null, text)
  assert.throws(() => toBuilder('person.department =='), AppError)
})

test('every operator is written and read again', () => {
  for (const operator of builderOperators) {
    const row = rowWith(operator)
    assert.deepEqual(toBuilder(fromBuilder({ match: 'all', rows: [row] })), { match: 'all', rows: [row] }, operator)
  }
})

function rowWith(operator: BuilderRow['operator']): BuilderRow {
  if (/has_role/.test(operator)) return { operator, value: 'team#lead' }
  if (/member_of|in_team|reports/.test(operator)) return { operator, value: 'x' }
  if (/^is_/.test(operator)) return { attribute: 'a', operator }
  return { attribute: 'a', operator, value: /^(not_)?in$/.test(operator) ? ['x', 2] : 'x' }
}

test('rows that lack something are refused', () => {
  const refused = (rows: RuleBuilder['rows']) => {
    try {
      return fromBuilder({ match: 'all', rows })
    } catch (error) {
      return error instanceof AppError ? error.message : error
    }
  }
  assert.match(String(refused([{ operator: 'equals', value: 'x' }])), /needs an attribute/)
  assert.match(String(refused([{ attribute: 'a', operator: 'equals' }])), /needs a value/)
  assert.match(String(refused([{ attribute: 'a', operator: 'in', value: 'x' }])), /needs a list/)
  assert.match(String(refused([{ operator: 'has_role', value: 'x' }])), /<team>#<role>/)
  assert.equal(RuleBuilder.safeParse({ match: 'all', rows: [] }).success, false)
})
