import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import { costlyRules, hostileAttributes, hostilePerson, refusedRules, times } from '../testing/hostile-rules.ts'
import { convertEntraRule } from './convert/entra/convert-entra-rule.ts'
import { convertOktaRule } from './convert/okta/convert-okta-rule.ts'
import { Undecided } from './outcome.ts'
import { personAttributeTypes } from './person-attribute-types.ts'
import { compilePersonRule } from './person-rule.ts'

// What bounds all of this is counted work (src/expressions/outcome.ts), not time: a unit is at least 10 nanoseconds, and a rule has a
// million, four million when it is explained. How long that takes is measured by `npm run bench -- people --only hostile`.

const attributes = personAttributeTypes(hostileAttributes)

function refusal(make: () => unknown): string {
  try {
    make()
    return 'accepted'
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_expression') return error.message
    throw error
  }
}

test('a rule that is too deep, too wide or too long is refused when it is written', () => {
  for (const [text, expected] of refusedRules) {
    assert.match(
      refusal(() => compilePersonRule(text, { attributes })),
      expected,
      text.slice(0, 60),
    )
  }
})

test('a rule that would do too much is cut', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  for (const text of costlyRules) {
    const rule = compilePersonRule(text, { attributes })
    const { outcome } = rule.evaluate(hostilePerson, now)
    assert.ok(outcome instanceof Undecided && outcome.kind === 'error', text)
    assert.match(outcome.text, /works through too much/, text)
    rule.explain(hostilePerson, now)
  }
})

test('patterns that take others for ever are decided', () => {
  const sneaky = { bio: `${'a'.repeat(60)}!` }
  for (const pattern of ['^(a+)+$', '^(a|aa)+$', '^(a|a?)+$', '(.*a){20}$', '^([a-z]+)*$']) {
    const rule = compilePersonRule(`person.bio.re("${pattern}")`, { attributes })
    assert.equal(rule.evaluate(sneaky, new Date()).outcome, false, pattern)
  }
})

test('rules of others are bounded before they become ours', () => {
  const cases: readonly [(text: string) => unknown, string, RegExp][] = [
    [convertEntraRule, `${times('(', 1500)}user.department -eq "x"`, /nested more than 32/],
    [convertEntraRule, `${times('-not ', 500)}(user.department -eq "x")`, /nested more than 32/],
    [convertEntraRule, times('user.a -eq 1 or ', 500), /at most 3072/],
    [convertEntraRule, `Direct Reports for ${times(' ', 3000)}`, /./],
    [convertOktaRule, times('(', 4000), /nested more than 32/],
    [convertOktaRule, times('{', 4000), /nested more than 32/],
    [convertOktaRule, `user.a${times('.toLowerCase()', 280)} == "a"`, /nested more than 32|at most/],
    [convertOktaRule, `${times('user.a == 1 or ', 260)}true`, /at most/],
    [
      convertOktaRule,
      `${times('String.stringSwitch(', 30)}user.a${times(',"d","k","v","k","v")', 30)} == "d"`,
      /too long|nested more than 32/,
    ],
  ]
  for (const [convert, text, expected] of cases)
    assert.match(
      refusal(() => convert(text)),
      expected,
      text.slice(0, 60),
    )
})
