import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffRows, valueText } from './diff-rows.ts'

const shown = (rows: ReturnType<typeof diffRows>) => rows.map(({ path, kind }) => `${path} ${kind}`)

test('what came, went and changed is told by attribute, in the order of the names', () => {
  const rows = diffRows(
    { title: 'Engineer', phone: '1', name: { first: 'Ada', last: 'King' } },
    { title: 'Manager', name: { first: 'Ada', last: 'Lovelace' }, department: 'R&D' },
  )
  assert.deepEqual(shown(rows), ['department added', 'name.last changed', 'phone removed', 'title changed'])
})

test('null and what is not there are the same, and so are names in another order', () => {
  assert.deepEqual(diffRows({ a: null, b: { x: 1, y: [{ p: 1, q: 2 }] } }, { b: { y: [{ q: 2, p: 1 }], x: 1 } }), [])
})

test('the order of a list counts', () => {
  assert.deepEqual(shown(diffRows({ emails: ['a', 'b'] }, { emails: ['b', 'a'] })), ['emails changed'])
})

test('a whole view tells what stayed, too', () => {
  assert.deepEqual(shown(diffRows({ a: 1 }, { a: 1 }, { isWhole: true })), ['a same'])
})

test('nothing before is all added', () => {
  assert.deepEqual(shown(diffRows(null, { a: 1, b: {} })), ['a added', 'b added'])
})

test('lists of plain values are read as words, others as JSON', () => {
  assert.equal(valueText(['a', 'b']), 'a, b')
  assert.equal(valueText([{ value: 'a' }]), '[{"value":"a"}]')
  assert.equal(valueText(false), 'false')
  assert.equal(valueText(''), null)
})
