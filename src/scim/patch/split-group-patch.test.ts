import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Member, MemberOperation } from '../../model/group.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { ScimError } from '../errors.ts'
import { groupResourceType } from '../schema/resource-type.ts'
import { dialectFor, readingContext } from '../tolerances.ts'
import { applyPatch } from './apply-patch.ts'
import { readPatch } from './read-patch.ts'
import { splitGroupPatch } from './split-group-patch.ts'

const resourceType = groupResourceType()
const baseUrl = 'https://muster.test/scim/v2/d'
const document: JsonObject = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  displayName: 'Staff',
  externalId: 'x',
}

function read(operations: Json, type: string) {
  const context = readingContext(dialectFor(type), baseUrl)
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
  return { context, steps: readPatch(body, resourceType, context) }
}

function plan(operations: Json, type = 'generic scim v2.0') {
  const { context, steps } = read(operations, type)
  const { attributes, members } = splitGroupPatch(steps, baseUrl)
  return { document: applyPatch(document, attributes, { ...context, resourceType, id: 'g1' }), members }
}

function membersOf(operations: Json, type?: string): readonly MemberOperation[] {
  const { document: after, members } = plan(operations, type)
  assert.equal(after, document)
  return members
}

function refuses(operations: Json, scimType: string, type?: string): void {
  assert.throws(
    () => plan(operations, type),
    (error) => error instanceof ScimError && error.scimType === scimType,
  )
}

for (const type of ['azure scim v2.0', 'strict scim v2.0']) {
  test(`E-08, J-06, A-02 a remove that carries members removes these alone (${type})`, () => {
    const operations = [{ op: 'Remove', path: 'members', value: [{ value: 'u1091' }] }]
    assert.deepEqual(membersOf(operations, type), [{ op: 'remove', ids: ['u1091'] }])
  })
}

test('E-09 a null $ref beside the id does not matter', () => {
  const operations = [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: 'f648' }] }]
  assert.deepEqual(membersOf(operations), [{ op: 'remove', ids: ['f648'] }])
})

test('E-10, O-14 a member is removed by a filter on its id, and one is added', () => {
  const operations = [
    { op: 'remove', path: 'members[value eq "89bb"]' },
    { op: 'add', path: 'members', value: [{ value: '23a3', display: 'test.user@okta.local' }] },
  ]
  assert.deepEqual(membersOf(operations), [
    { op: 'remove', ids: ['89bb'] },
    { op: 'add', ids: ['23a3'] },
  ])
})

test('E-11 several ids in one value', () => {
  const operations = [{ op: 'Remove', path: 'members', value: [{ value: 'a' }, { value: 'b' }, { value: 'a' }] }]
  assert.deepEqual(membersOf(operations), [{ op: 'remove', ids: ['a', 'b'] }])
  const either = [{ op: 'remove', path: 'members[value eq "a" or value eq "b"]' }]
  assert.deepEqual(membersOf(either), [{ op: 'remove', ids: ['a', 'b'] }])
})

test('E-12, J-05, L-03 members are added', () => {
  const operations = [{ op: 'Add', path: 'members', value: [{ $ref: null, value: 'f648' }] }]
  assert.deepEqual(membersOf(operations), [{ op: 'add', ids: ['f648'] }])
  assert.deepEqual(membersOf([{ op: 'add', path: 'members', value: { value: 'a' } }]), [{ op: 'add', ids: ['a'] }])
  assert.deepEqual(membersOf([{ op: 'add', path: 'members', value: ['a', 'b'] }]), [{ op: 'add', ids: ['a', 'b'] }])
})

test('E-18 adding and then removing a member are two steps in this order', () => {
  const operations = [
    { op: 'add', path: 'members', value: [{ value: 'a' }] },
    { op: 'remove', path: 'members', value: [{ value: 'a' }] },
  ]
  assert.deepEqual(membersOf(operations), [
    { op: 'add', ids: ['a'] },
    { op: 'remove', ids: ['a'] },
  ])
})

test('O-13 a rename that repeats the id leaves the members alone', () => {
  const operations = [{ op: 'replace', value: { id: 'g1', displayName: 'Test SCIMv2' } }]
  assert.deepEqual(plan(operations), { document: { ...document, displayName: 'Test SCIMv2' }, members: [] })
  assert.deepEqual(plan([{ op: 'replace', value: { id: 'g1', displayName: 'Staff' } }]), { document, members: [] })
  refuses([{ op: 'replace', value: { id: 'other', displayName: 'x' } }], 'mutability')
})

test('O-15 a full push replaces the members, also by none', () => {
  const operations = [{ op: 'replace', path: 'members', value: [{ value: 'a', display: 'A' }] }]
  assert.deepEqual(membersOf(operations), [{ op: 'replace', ids: ['a'] }])
  assert.deepEqual(membersOf([{ op: 'replace', path: 'members', value: [] }]), [{ op: 'replace', ids: [] }])
})

test('K-01 a remove whose value is null, or missing, removes all', () => {
  assert.deepEqual(membersOf([{ op: 'remove', path: 'members', value: null }]), [{ op: 'replace', ids: [] }])
  assert.deepEqual(membersOf([{ op: 'remove', path: 'members' }]), [{ op: 'replace', ids: [] }])
})

test('a remove with an empty list, or an add of nothing, does nothing', () => {
  assert.deepEqual(membersOf([{ op: 'remove', path: 'members', value: [] }]), [])
  assert.deepEqual(membersOf([{ op: 'add', path: 'members', value: [] }]), [])
  assert.deepEqual(membersOf([{ op: 'add', path: 'members', value: null }]), [])
})

test('A-03 the whole group as the value of a replace without a path', () => {
  const authentik = 'authentik scim v2.0'
  const value = { schemas: [], id: 'g1', meta: { resourceType: 'Group' }, displayName: 'New', externalId: 'y' }
  assert.deepEqual(plan([{ op: 'replace', value }], authentik), {
    document: { ...document, displayName: 'New', externalId: 'y' },
    members: [],
  })
  const withMembers = { ...value, members: [{ value: 'a' }] }
  assert.deepEqual(plan([{ op: 'replace', value: withMembers }], authentik).members, [{ op: 'replace', ids: ['a'] }])
  assert.deepEqual(plan([{ op: 'add', value: withMembers }], authentik).members, [{ op: 'add', ids: ['a'] }])
  refuses([{ op: 'replace', value }], 'mutability')
})

test('A-01 one operation per member', () => {
  const operations = ['a', 'b'].map((value) => ({ op: 'add', path: 'members', value: [{ value }] }))
  assert.deepEqual(membersOf(operations), [
    { op: 'add', ids: ['a'] },
    { op: 'add', ids: ['b'] },
  ])
})

test('L-08 adding by a filter without a value adds the id in the filter', () => {
  const operations = [{ op: 'add', path: 'members[value eq "user-123"]' }]
  assert.deepEqual(membersOf(operations), [{ op: 'add', ids: ['user-123'] }])
  refuses(operations, 'invalidValue', 'strict scim v2.0')
})

test('a thousand members may be removed one by one', () => {
  const operations = Array.from({ length: 1_000 }, (_, index) => ({
    op: 'remove',
    path: `members[value eq "u${index}"]`,
  }))
  assert.equal(membersOf(operations).length, 1_000)
})

test('any other filter chooses among all members', () => {
  const operations = [{ op: 'remove', path: 'members[type eq "User" and display sw "A"]' }]
  const [step] = membersOf(operations)
  assert.ok(step?.op === 'remove_where')
  const members: Member[] = [
    { id: 'a', type: 'user', display: 'Ada' },
    { id: 'b', type: 'group', display: 'All' },
    { id: 'c', type: 'pending', display: null },
  ]
  assert.deepEqual(members.map(step.matches), [true, false, false])
})

test('R-36 the name of a group cannot be removed', () => {
  refuses([{ op: 'remove', path: 'displayName' }], 'mutability')
})

test('R-76 a part of a member cannot be changed', () => {
  refuses([{ op: 'replace', path: 'members[value eq "a"].value', value: 'b' }], 'mutability')
})

test('a member without an id is refused', () => {
  refuses([{ op: 'add', path: 'members', value: [{ display: 'x' }] }], 'invalidValue')
  refuses([{ op: 'add', path: 'members', value: [{ value: '' }] }], 'invalidValue')
  for (const value of [[{}], {}, [null], '', [{ value: null }]])
    refuses([{ op: 'replace', path: 'members', value }], 'invalidValue')
})

test('K-01 members replaced by null, or removed with null, are all removed; null adds nobody', () => {
  const everyone = [{ op: 'replace', ids: [] }]
  assert.deepEqual(membersOf([{ op: 'remove', path: 'members', value: null }]), everyone)
  assert.deepEqual(membersOf([{ op: 'replace', path: 'members', value: null }]), everyone)
  assert.deepEqual(membersOf([{ op: 'replace', value: { members: null } }]), everyone)
  assert.deepEqual(membersOf([{ op: 'add', path: 'members', value: null }]), [])
})

test('members are removed by the URL that they are shown with', () => {
  const path = `members[$ref eq "${baseUrl}/Users/u1"]`
  const [operation] = membersOf([{ op: 'remove', path }])
  const matches = operation?.op === 'remove_where' ? operation.matches : assert.fail()
  const ids = (['u1', 'u2'] as const).filter((id) => matches({ id, type: 'user', display: null }))
  assert.deepEqual(ids, ['u1'])
  assert.equal(matches({ id: 'u1', type: 'pending', display: null }), false)
  assert.equal(matches({ id: 'u1', type: 'group', display: null }), false)
})

test('the id of a member is exact, alone and beside something else', () => {
  const path = 'members[value eq "U1" and type eq "User"]'
  const [operation] = membersOf([{ op: 'remove', path }])
  const matches = operation?.op === 'remove_where' ? operation.matches : assert.fail()
  const ids = (['u1', 'U1'] as const).filter((id) => matches({ id, type: 'user', display: null }))
  assert.deepEqual(ids, ['U1'])
})
