import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonText } from './reason-text.ts'
import { emptyParts, isSameScope, toScope, toScopeDraft } from './scope-draft.ts'
import { scopeDe } from './scope-strings.de.ts'

const everybody = { groups: [], org_units: [], rule: null, on_leave: 'suspend' } as const
const some = { groups: ['g1', 'g2'], org_units: [], rule: 'user.isStaff', on_leave: 'keep' } as const

test('a scope comes back from its draft as it was', () => {
  for (const scope of [everybody, some]) {
    const given = { ...scope, groups: [...scope.groups], org_units: [] }
    assert.deepEqual(toScope(toScopeDraft(given)), given)
  }
})

test('what is in a part is kept while it is off, and does not count', () => {
  const draft = toScopeDraft({ ...some, groups: [...some.groups], org_units: [] })
  const off = { ...draft, parts: { ...draft.parts, groups: false } }
  assert.deepEqual([toScope(off).groups, off.groups], [[], ['g1', 'g2']])
  assert.deepEqual(toScope({ ...draft, isEverybody: true }), {
    ...everybody,
    groups: [],
    org_units: [],
    on_leave: 'keep',
  })
})

test('a part that is on and empty is told, for it would let everybody in', () => {
  const draft = toScopeDraft({ ...everybody, groups: [], org_units: [] })
  const on = { ...draft, isEverybody: false, parts: { groups: true, org_units: false, rule: true } }
  assert.deepEqual(emptyParts(on), ['groups', 'rule'])
  assert.deepEqual(emptyParts({ ...on, groups: ['g1'], rule: 'true' }), [])
})

test('the order of groups does not make another scope', () => {
  const one = { ...some, groups: ['g1', 'g2'], org_units: [] }
  assert.ok(isSameScope(one, { ...one, groups: ['g2', 'g1'] }))
  assert.ok(!isSameScope(one, { ...one, on_leave: 'delete' }))
})

test('reasons are told in the language of the reader as far as they are known', () => {
  assert.equal(
    reasonText('the rule is unknown: user.x is missing', scopeDe),
    'die Regel ist nicht entscheidbar: user.x is missing',
  )
  assert.equal(reasonText('in /Sales', scopeDe), 'in /Sales')
})
