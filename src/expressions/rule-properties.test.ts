import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../model/json.ts'
import { fromBuilder } from './builder/from-builder.ts'
import { type BuilderRow, RuleBuilder } from './builder/rule-builder.ts'
import { toBuilder } from './builder/to-builder.ts'
import { compileExpression } from './compile-expression.ts'
import { Undecided } from './outcome.ts'
import { compilePersonRule } from './person-rule.ts'

const texts = fc.constantFrom('', 'Sales', 'sales', 'Lead', 'a', 'ab')
const scalars = fc.oneof(texts, fc.integer({ min: -3, max: 3 }))
const lists = fc.array(texts, { maxLength: 4 })
const days = fc.constantFrom('2026-11-20', '2026-11-22', '2026-12-01', '2027-02-28')
const values: fc.Arbitrary<Json | undefined> = fc.oneof(
  scalars,
  lists,
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
)

function shown(outcome: unknown): unknown {
  return outcome instanceof Undecided ? outcome.kind : outcome
}

test('what is written out in an expression is compared as what a record has', () => {
  const comparison = fc.record({ operator: fc.constantFrom('==', '!='), left: values, right: scalars })
  fc.assert(
    fc.property(comparison, ({ operator, left, right }) => {
      const options = { variables: { a: 'any', b: 'any' } } as const
      const written = compileExpression(`a ${operator} ${JSON.stringify(right)}`, options).evaluate({ a: left })
      const given = compileExpression(`a ${operator} b`, options).evaluate({ a: left, b: right })
      assert.deepEqual(shown(written), shown(given))
    }),
  )
  fc.assert(
    fc.property(values, fc.array(scalars, { maxLength: 4 }), (left, list) => {
      const options = { variables: { a: 'any', b: 'any' } } as const
      const written = compileExpression(`a in ${JSON.stringify(list)}`, options).evaluate({ a: left })
      assert.deepEqual(shown(written), shown(compileExpression('a in b', options).evaluate({ a: left, b: list })))
    }),
  )
})

const rows: fc.Arbitrary<BuilderRow> = fc.oneof(
  fc.record({
    attribute: fc.constantFrom('department', 'title'),
    operator: fc.constantFrom('equals', 'not_equals', 'contains', 'not_contains', 'starts_with', 'ends_with'),
    value: texts,
  }),
  fc.record({
    attribute: fc.constantFrom('department', 'title'),
    operator: fc.constantFrom('in', 'not_in'),
    value: fc.array(texts, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ attribute: fc.constantFrom('department', 'level'), operator: fc.constantFrom('is_set', 'is_not_set') }),
  fc.record({ attribute: fc.constant('level'), operator: fc.constantFrom('less', 'at_least'), value: fc.integer() }),
  fc.record({ operator: fc.constantFrom('member_of', 'not_member_of'), value: fc.constantFrom('a', 'b') }),
  fc.record({
    attribute: fc.constantFrom('startDate', 'endDate'),
    operator: fc.constantFrom('reached', 'not_reached'),
    value: fc.constantFrom('P0D', 'P90D', '-P2W', 'P1M'),
  }),
)
const builders: fc.Arbitrary<RuleBuilder> = fc.letrec<{ group: RuleBuilder; entry: BuilderRow | RuleBuilder }>(
  (tie) => ({
    group: fc.record({
      match: fc.constantFrom('all', 'any'),
      rows: fc.array(tie('entry'), { minLength: 1, maxLength: 3 }),
    }),
    entry: fc.oneof({ maxDepth: 2 }, rows, tie('group')),
  }),
).group

const people = fc.record({
  department: fc.option(texts, { nil: undefined }),
  title: fc.option(texts, { nil: undefined }),
  level: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
  startDate: fc.option(days, { nil: undefined }),
  endDate: fc.option(days, { nil: undefined }),
  timeZone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York'),
  groups: fc.subarray(['a', 'b']),
  undecidedGroups: fc.subarray(['a', 'b']),
})

const attributes = { department: 'text', title: 'text', level: 'number', startDate: 'date', endDate: 'date' } as const

test('rows become a rule, and the rule rows that mean the same', () => {
  fc.assert(
    fc.property(builders, people, (builder, person) => {
      const text = fromBuilder(builder)
      const again = toBuilder(text)
      assert.ok(again, text)
      assert.ok(RuleBuilder.safeParse(again).success)
      assert.equal(fromBuilder(again), text)
      const now = new Date('2026-11-22T12:00:00Z')
      const decide = (rule: string) => compilePersonRule(rule, { attributes }).evaluate(person, now)
      assert.deepEqual(decide(fromBuilder(again)), decide(text))
    }),
  )
})

test('between now and the time at which a rule is looked at again, its outcome does not change', () => {
  fc.assert(
    fc.property(builders, people, fc.integer({ min: 1, max: 200 * 24 }), (builder, person, hours) => {
      const rule = compilePersonRule(fromBuilder(builder), { attributes })
      const now = new Date('2026-10-01T12:00:00Z')
      const later = new Date(now.getTime() + hours * 3_600_000)
      const { outcome, flipsAt } = rule.evaluate(person, now)
      if (flipsAt !== null && flipsAt <= later) return
      assert.deepEqual(shown(rule.evaluate(person, later).outcome), shown(outcome), rule.text)
    }),
  )
})
