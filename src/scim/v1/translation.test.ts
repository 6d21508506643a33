import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../model/json.ts'
import { applyPatch } from '../patch/apply-patch.ts'
import { readPatch } from '../patch/read-patch.ts'
import { groupResourceType, userResourceType } from '../schema/resource-type.ts'
import { dialectFor, readingContext } from '../tolerances.ts'
import { toScim1Resource } from './to-scim1-resource.ts'
import { toScim2Body } from './to-scim2-body.ts'
import { toScim2Filter } from './to-scim2-filter.ts'
import { toScim2Patch } from './to-scim2-patch.ts'

const users = userResourceType()
const groups = groupResourceType()
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const enterprise1 = 'urn:scim:schemas:extension:enterprise:1.0'

function reading(type = 'generic scim v1.1') {
  return { ...readingContext(dialectFor(type)), matchesByValue: true }
}

/** What a PATCH of SCIM 1.1 makes of a user. */
function patched(user: JsonObject, body: JsonObject): JsonObject {
  const target = { resourceType: users, id: 'directory_user_1', reading: reading() }
  const document = { schemas: [users.schema.id], userName: 'bjensen', ...user }
  const operations = readPatch(toScim2Patch(body, target), users, target.reading)
  const { schemas: _, userName: __, ...rest } = applyPatch(document, operations, { ...target, ...target.reading })
  return rest
}

function operationsFor(body: JsonObject): unknown {
  return toScim2Patch(body, { resourceType: groups, id: 'directory_group_1', reading: reading() }).Operations
}

const work = { value: 'b@example.com', type: 'work', primary: true }
const home = { value: 'home@example.com', type: 'home' }

test('V-01 the URNs and the manager of 1.1 become those of 2.0, and the core URN is added where it is missing', () => {
  const manager = { managerId: '26118915', displayName: 'John Smith' }
  const body = toScim2Body({ userName: 'a', [enterprise1]: { department: 'Tour', manager } }, users)
  const scim2Manager = { value: '26118915', displayName: 'John Smith' }
  assert.deepEqual(body, {
    schemas: [users.schema.id, enterprise],
    userName: 'a',
    [enterprise]: { department: 'Tour', manager: scim2Manager },
  })
  assert.deepEqual(toScim1Resource(body as JsonObject), {
    schemas: ['urn:scim:schemas:core:1.0', enterprise1],
    userName: 'a',
    [enterprise1]: { department: 'Tour', manager },
  })
})

test('L-02 URNs that no version of SCIM has are those of OneLogin', () => {
  const schemas = ['urn:scim:schemas:core:2.0', 'urn:scim:schemas:extension:enterprise:2.0']
  const body = { schemas, 'urn:scim:schemas:extension:enterprise:2.0': { manager: { managerId: '1' } } }
  assert.deepEqual(toScim2Body(body, users), {
    schemas: [users.schema.id, enterprise],
    [enterprise]: { manager: { value: '1' } },
  })
})

test('V-05 names in a filter may have the URNs of 1.1', () => {
  const filters = {
    'urn:scim:schemas:core:1.0:userName Eq "john"': 'userName Eq "john"',
    'urn:scim:schemas:core:1.0:name.givenName sw "J" AND (title PR)': 'name.givenName sw "J" AND (title PR)',
    'urn:scim:schemas:extension:enterprise:1.0:manager.managerId eq "1"': `${enterprise}:manager.value eq "1"`,
    'manager.managerId eq "managerId"': 'manager.value eq "managerId"',
    'title eq "manager.managerId" or title eq "not (ne)"': 'title eq "manager.managerId" or title eq "not (ne)"',
  }
  for (const [filter, translated] of Object.entries(filters)) assert.equal(toScim2Filter(filter, users), translated)
})

test('V-05 what only 2.0 has in its filters is refused', () => {
  const filters = ['title ne "a"', 'title EW "a"', 'not (title pr)', 'a pr and not(b pr)', 'emails[type eq "work"]']
  for (const filter of filters) {
    assert.throws(() => toScim2Filter(filter, users), { scimType: 'invalidFilter', detail: /SCIM 1\.1 does not have/ })
  }
  for (const filter of ['not eq "ne"', 'title eq "[" or title eq ne'])
    assert.equal(toScim2Filter(filter, users), filter)
})

test('V-10 a singular value is replaced, a complex one merged, and null takes a value away', () => {
  const user = { title: 'Old', nickName: 'Babs', name: { givenName: 'Barbara', familyName: 'Jensen' } }
  assert.deepEqual(patched(user, { title: 'New', nickName: null, name: { givenName: 'Babs' } }), {
    title: 'New',
    name: { givenName: 'Babs', familyName: 'Jensen' },
  })
  const manager = { [enterprise1]: { manager: { managerId: '1' } } }
  assert.deepEqual(patched({ [enterprise]: { division: 'D' } }, manager)[enterprise], {
    division: 'D',
    manager: { value: '1' },
  })
})

test('V-10 a value is added, or merged where its `value` matches whatever its type', () => {
  assert.deepEqual(patched({ emails: [work] }, { emails: [home] }).emails, [work, home])
  const asHome = { value: 'B@example.com', type: 'home' }
  assert.deepEqual(patched({ emails: [work] }, { emails: [asHome] }).emails, [{ ...work, type: 'home' }])
  const both = [{ ...work }, { ...work, type: 'home', primary: false }]
  assert.deepEqual(patched({}, { emails: both }).emails, both)
  assert.deepEqual(patched({ emails: both }, { emails: [{ ...asHome, display: 'B' }] }).emails, [
    both[0],
    { ...both[1], display: 'B' },
  ])
})

test('V-10 an address is told from others by all its parts', () => {
  const old = { type: 'work', streetAddress: '100 Universal City Plaza', locality: 'Hollywood' }
  const moved = { ...old, streetAddress: '911 Universal City Plaza' }
  assert.deepEqual(patched({ addresses: [old] }, { addresses: [old] }).addresses, [old])
  assert.deepEqual(patched({ addresses: [old] }, { addresses: [{ ...old, operation: 'delete' }, moved] }).addresses, [
    moved,
  ])
})

test('V-10 a new primary value takes the place of the old one', () => {
  const made = patched({ emails: [work, home] }, { emails: [{ value: home.value, primary: true }] })
  assert.deepEqual(made.emails, [
    { ...work, primary: false },
    { ...home, primary: true },
  ])
})

test('V-10 a value is deleted by its `value`, in any order with others, and in silence when it is not there', () => {
  const emails = [{ value: 'B@EXAMPLE.COM', type: 'home', Operation: 'Delete' }]
  assert.deepEqual(patched({ emails: [work, home] }, { emails }).emails, [home])
  assert.deepEqual(patched({ emails: [home] }, { emails }).emails, [home])
  const again = [{ value: work.value, type: 'other' }, { ...emails[0] }]
  assert.deepEqual(patched({ emails: [work] }, { emails: again }).emails, [again[0]])
})

test('V-10 what `meta.attributes` names goes first, in any spelling; what no schema has is passed over', () => {
  const user = {
    nickName: 'Babs',
    name: { givenName: 'B', formatted: 'B J' },
    emails: [work],
    [enterprise]: { costCenter: '1' },
  }
  const attributes = ['NICKNAME', 'urn:scim:schemas:core:1.0:name.formatted', 'urn:hr:schemas:user:age', enterprise1]
  assert.deepEqual(patched(user, { meta: { attributes } }), { name: { givenName: 'B' }, emails: [work] })
  assert.deepEqual(patched(user, { meta: { attributes: ['name'] }, name: { familyName: 'J' } }).name, {
    familyName: 'J',
  })
  const strict = { resourceType: users, id: 'x', reading: reading('strict scim v2.0') }
  assert.throws(() => toScim2Patch({ meta: { attributes: ['age'] } }, strict), { scimType: 'invalidSyntax' })
})

test('V-10 what is named there and given too is replaced, and a delete in it is ignored', () => {
  const meta = { attributes: ['emails', 'userName'] }
  const emails = [home, { ...work, operation: 'delete' }]
  assert.deepEqual(patched({ emails: [work] }, { meta, userName: 'new', emails }).emails, [home])
  assert.deepEqual(operationsFor({ meta: { attributes: ['members'] }, members: [{ value: '1' }] }), [
    { op: 'replace', path: 'members', value: [{ value: '1' }] },
  ])
  assert.deepEqual(operationsFor({ meta: { attributes: ['members'] } }), [{ op: 'remove', path: 'members' }])
})

test('V-20 the id that a PATCH repeats is passed over, and another one is for the engine to refuse', () => {
  const named = { op: 'replace', path: 'displayName', value: 'Test SCIMv11' }
  assert.deepEqual(operationsFor({ id: 'directory_group_1', displayName: 'Test SCIMv11' }), [named])
  assert.deepEqual(operationsFor({ id: 'other', displayName: 'Test SCIMv11' }), [
    named,
    { op: 'replace', path: 'id', value: 'other' },
  ])
})

test('a PATCH of 2.0 that comes to a 1.1 URL is not taken for a resource without anything to change', () => {
  const body = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'remove', path: 'title' }],
  }
  assert.deepEqual(patched({ title: 'Old' }, body), {})
})
