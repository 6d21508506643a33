import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../model/json.ts'
import type { AttributeType } from '../model/overlay/person-rules.ts'
import { canonicalValue } from './canonical-value.ts'

const cases: readonly [AttributeType, Json | undefined, Json | undefined][] = [
  ['text', '  Ada \t Lovelace ', 'Ada Lovelace'],
  ['text', 'Zoe\u0308', 'Zoë'],
  ['text', '  ', undefined],
  ['text', 42, '42'],
  ['text', null, undefined],
  ['text', { a: 1 }, undefined],
  ['mail', ' Ada@Work.Example ', 'ada@work.example'],
  ['mail', 'nobody', undefined],
  ['phone', '+49 (0)30 1234-567', '+49301234567'],
  ['phone', '0049 30 1234567', '+49301234567'],
  ['phone', '030 1234567', '030 1234567'],
  ['number', ' 3.5 ', 3.5],
  ['number', 'many', undefined],
  ['boolean', 'True', true],
  ['boolean', 'no', false],
  ['boolean', 'perhaps', undefined],
  ['date', '2027-03-31', '2027-03-31'],
  ['date', '2027-03-31T00:00:00', '2027-03-31'],
  ['date', '2027-03-31T22:30:00Z', '2027-04-01'],
  ['date', '2027-03-31 22:30:00+00:00', '2027-04-01'],
  ['date', '9999-12-31T23:59:59Z', '9999-12-31'],
  ['date', '31.03.2027', undefined],
  ['text', '\ud83d\0a', '\ufffda'],
  ['date', '2027-02-30', undefined],
  ['zone', 'Europe/Berlin', 'Europe/Berlin'],
  ['zone', 'Mars/Base', undefined],
  ['list', ['b', ' a', 'b', '', 7], ['7', 'a', 'b']],
  ['list', 'one', ['one']],
  ['list', [], undefined],
]

for (const [type, value, wanted] of cases) {
  test(`as a ${type}, ${JSON.stringify(value)} is ${JSON.stringify(wanted)}`, () => {
    assert.deepEqual(canonicalValue(type, value, 'Europe/Berlin'), wanted)
  })
}
