import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CustomAttributeForm, CustomAttributeType } from '../../model/custom-attribute.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { compileMapping } from './compile-mapping.ts'
import { converterFor } from './targets.ts'

test('each type of attribute has one form for values that mean the same', () => {
  const cases: readonly [CustomAttributeType, readonly Json[], Json][] = [
    ['text', ['7', 7, ['7'], [null, '7', '']], '7'],
    ['number', [12.5, '12.5', ' +12.5 ', ['12.5']], 12.5],
    ['number', [0.1 + 0.2], 0.30000000000000004],
    ['number', [0, -0, '-0'], 0],
    ['boolean', [true, 'TRUE', 'yes', 'Y', 1, '1', 'on', ' True '], true],
    ['boolean', [false, 'False', 'no', 0, 'off'], false],
    ['email', ['A.B@Acme.com', ' a.b@acme.com ', ['a.b@ACME.com']], 'a.b@acme.com'],
    [
      'phone',
      ['+49 (0)30 123456', '0049 30 12 34 56', 'tel:+4930123456', '+49-30-123456', '+49.30.123456'],
      '+4930123456',
    ],
    [
      'list',
      [
        ['b', 'a'],
        ['a', 'b', 'a', ''],
        ['b', null, 'a'],
      ],
      ['a', 'b'],
    ],
    ['list', ['a', ['a']], ['a']],
    [
      'date',
      ['2026-12-31', '2026/12/31', '2026-12-31T23:30:00-08:00', '20261231', '20261231235959Z', '31.12.2026'],
      '2026-12-31',
    ],
    ['date', ['12/31/2026', '31/12/2026'], '2026-12-31'],
    ['text', ['', []], null],
    ['list', [[], '', [null]], null],
    ['date', [''], null],
  ]
  for (const [type, values, expected] of cases) {
    for (const value of values) {
      const { value: kept, problem } = convert(type, value)
      assert.deepEqual([kept, problem], [expected, undefined], `${type} ${JSON.stringify(value)}`)
    }
  }
})

test('a value that is none of its type is refused with words, and not guessed', () => {
  const cases: readonly [CustomAttributeType, Json, string][] = [
    ['text', ['a', 'b'], 'wrong_type'],
    ['text', { a: 1 }, 'wrong_type'],
    ['text', 'x'.repeat(4001), 'too_long'],
    ['number', '1,234', 'wrong_type'],
    ['number', 'many', 'wrong_type'],
    ['boolean', 'maybe', 'wrong_type'],
    ['boolean', 'constructor', 'wrong_type'],
    ['email', 'nobody', 'wrong_type'],
    ['list', [{ a: 1 }], 'wrong_type'],
    ['list', Array.from({ length: 1001 }, (_, index) => `${index}`), 'too_long'],
    ['date', 'soon', 'not_a_date'],
    ['date', '2026-02-30', 'not_a_date'],
    ['date', '5/6/2026', 'not_a_date'],
    ['date', 1735689600, 'not_a_date'],
    // Seconds and milliseconds that would be days of 1712.
    ['date', 1712011234, 'not_a_date'],
    ['date', '1712011234567', 'not_a_date'],
    ['phone', '030 123456', 'not_a_phone'],
    ['phone', '+49 30 123456 ext. 7', 'not_a_phone'],
  ]
  for (const [type, value, code] of cases) {
    const { problem } = convert(type, value)
    assert.equal(problem?.code, code, `${type} ${JSON.stringify(value).slice(0, 80)}`)
    assert.ok((problem?.text.length ?? 0) < 200)
  }
  assert.equal(convert('phone', ' 030 123456 ').value, '030 123456')
})

test('a text is written in the form that its attribute asks for', () => {
  const form = (name: CustomAttributeForm) =>
    converterFor('custom_attributes.x', [{ name: 'x', type: 'text', form: name }])?.(' É ')
  assert.deepEqual(
    [form('none')?.value, form('trim')?.value, form('nfc')?.value, form('lowercase')?.value],
    [' É ', 'É', 'É', 'é'],
  )
})

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('a@acme.com', '2026-01-31', '+49 30 1', 'yes'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('value', 'type', 'primary', 'street', 'x'), tie('value'), { maxKeys: 4 }),
  ),
})).value

const targets = ['username', 'email', 'emails', 'first_name', 'custom_attributes.addresses', 'custom_attributes.skills']
const mapping = compileMapping({
  connector: targets.map((target, index) => ({ target, expression: `user.a${index}` })),
  own: [],
  customAttributes: [{ name: 'skills', type: 'list', form: 'lowercase' }],
})

test('a mapping gives the same for the same record, whatever the order of its keys, and changes nothing of it', () => {
  const records = fc.record(Object.fromEntries(targets.map((_, index) => [`a${index}`, json])))
  fc.assert(
    fc.property(records, (attributes) => {
      const before = JSON.stringify(attributes)
      const one = mapped(attributes)
      assert.equal(JSON.stringify(mapped(attributes)), JSON.stringify(one))
      assert.equal(JSON.stringify(mapped(reversed(attributes))), JSON.stringify(one))
      assert.equal(JSON.stringify(attributes), before)
    }),
    { numRuns: 300 },
  )
})

test('what a mapping has made it leaves as it is', () => {
  fc.assert(
    fc.property(
      json,
      fc.constantFrom('email', 'emails', 'first_name', 'custom_attributes.addresses', 'custom_attributes.skills'),
      (value, target) => {
        const once = value === null ? null : converter(target)(value).value
        if (once !== null) assert.deepEqual(converter(target)(once), { value: once })
      },
    ),
    { numRuns: 500 },
  )
})

test('another order of addresses and list values at the source is no change', () => {
  const at = (emails: Json, skills: Json) => mapped({ a0: 'x', a2: emails, a5: skills })
  assert.deepEqual(
    at(['B@acme.com', 'SMTP:a@acme.com', 'c@acme.com'], ['x', 'Y']),
    at(['C@acme.com', 'b@acme.com', 'SMTP:A@acme.com'], ['y', 'X']),
  )
})

function mapped(attributes: JsonObject) {
  const { content, problems } = mapping.apply({ id: '1', status: 'active', statusDetail: '', attributes })
  return {
    userName: content?.userName,
    attributes: content?.attributes,
    codes: problems.map(({ target, code }) => [target, code]),
  }
}

function reversed(value: Json | undefined): JsonObject {
  const flip = (one: Json | undefined): Json => {
    if (Array.isArray(one)) return one.map(flip)
    if (typeof one !== 'object' || one === null) return one ?? null
    return Object.fromEntries(
      Object.entries(one)
        .reverse()
        .map(([key, inner]) => [key, flip(inner)]),
    )
  }
  return flip(value) as JsonObject
}

function converter(target: string) {
  const found = converterFor(target, [{ name: 'skills', type: 'list', form: 'lowercase' }])
  assert.ok(found)
  return found
}

function convert(type: CustomAttributeType, value: Json) {
  const found = converterFor('custom_attributes.x', [{ name: 'x', type, form: 'trim' }])
  assert.ok(found)
  return found(value)
}
