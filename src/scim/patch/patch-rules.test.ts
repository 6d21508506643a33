import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '../../model/json.ts'
import { ScimError, type ScimType } from '../errors.ts'
import { userResourceType } from '../schema/resource-type.ts'
import { dialectFor, readingContext } from '../tolerances.ts'
import { applyPatch } from './apply-patch.ts'
import { patchLimits, readPatch } from './read-patch.ts'

const users = userResourceType()
const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const strict = 'strict scim v2.0'

const ada: JsonObject = {
  schemas: [core, enterprise],
  userName: 'ada',
  title: 'Engineer',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [
    { type: 'work', value: 'ada@work.test', primary: true },
    { type: 'home', value: 'ada@home.test' },
  ],
  [enterprise]: { department: 'R&D' },
}

function patchBody(body: Json, type: string, document = ada): JsonObject {
  const context = readingContext(dialectFor(type))
  return applyPatch(document, readPatch(body, users, context), { ...context, resourceType: users, id: 'u1' })
}

function patch(operations: Json, type = strict): JsonObject {
  return patchBody({ schemas: [patchOp], Operations: operations }, type)
}

function refuses(scimType: ScimType, run: () => unknown, detail = /./): void {
  assert.throws(run, (error) => {
    assert.ok(error instanceof ScimError, String(error))
    assert.deepEqual([error.scimType, error.status], [scimType, 400])
    assert.match(error.detail, detail)
    return true
  })
}

test('R-30 a PATCH must say that it is one, except where a dialect forgives it (X-04)', () => {
  const body = { Operations: [{ op: 'replace', path: 'title', value: 'T' }] }
  refuses('invalidSyntax', () => patchBody(body, strict), /PatchOp/)
  refuses('invalidSyntax', () => patchBody(body, 'generic scim v2.0'), /PatchOp/)
  assert.equal(patchBody(body, 'azure scim v2.0').title, 'T')
})

test('R-30 "op" is one of three, "remove" needs a path, "add" and "replace" need a value', () => {
  refuses('invalidSyntax', () => patch([{ op: 'move', path: 'title' }]), /Operations\[0\].*"op"/)
  refuses('invalidSyntax', () => patch([{ path: 'title', value: 'x' }]))
  refuses('noTarget', () => patch([{ op: 'remove' }]))
  refuses('invalidValue', () => patch([{ op: 'replace', path: 'title' }]))
  refuses('invalidValue', () => patch([{ op: 'add' }]))
  refuses('invalidSyntax', () => patch([]))
  refuses('invalidSyntax', () => patch('x'))
})

test('R-30 a path that no schema has is invalid', () => {
  refuses('invalidPath', () => patch([{ op: 'replace', path: 'shoeSize', value: 1 }]), /shoeSize/)
  refuses('invalidPath', () => patch([{ op: 'replace', path: 'name.x', value: 1 }]))
  refuses('invalidPath', () => patch([{ op: 'replace', path: 'emails[type eq "work"', value: 1 }]))
  refuses('invalidPath', () => patch([{ op: 'replace', path: 'userName[value eq "x"]', value: 1 }]))
  refuses('invalidFilter', () => patch([{ op: 'replace', path: 'emails[type xx "work"].value', value: 'a' }]))
})

test('R-31 a failure in any operation leaves the document as it was', () => {
  const before = structuredClone(ada)
  refuses('mutability', () =>
    patch([
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'x' },
      { op: 'replace', path: 'id', value: 'other' },
    ]),
  )
  assert.deepEqual(ada, before)
})

test('R-32 a new primary value takes the place of the old one', () => {
  const added = patch([{ op: 'add', path: 'emails', value: [{ type: 'other', value: 'new@x.test', primary: true }] }])
  assert.deepEqual(added.emails, [
    { type: 'work', value: 'ada@work.test', primary: false },
    { type: 'home', value: 'ada@home.test' },
    { type: 'other', value: 'new@x.test', primary: true },
  ])
  const moved = patch([{ op: 'replace', path: 'emails[type eq "home"].primary', value: true }])
  assert.deepEqual(moved.emails, [
    { type: 'work', value: 'ada@work.test', primary: false },
    { type: 'home', value: 'ada@home.test', primary: true },
  ])
})

test('R-32 two primary values in one operation are refused, or the first stays', () => {
  const two = [
    { value: 'a', primary: true },
    { value: 'b', primary: true },
  ]
  refuses('invalidValue', () => patch([{ op: 'replace', path: 'emails', value: two }]), /at most one/)
  const tolerant = patch([{ op: 'replace', path: 'emails', value: two }], 'azure scim v2.0')
  assert.deepEqual(tolerant.emails, [
    { value: 'a', primary: true },
    { value: 'b', primary: false },
  ])
})

test('the value for a multi-valued attribute may be one element instead of an array', () => {
  const value = { type: 'home', value: 'new@home.test' }
  assert.deepEqual(patch([{ op: 'replace', path: 'emails', value }]).emails, [value])
  assert.deepEqual(patch([{ op: 'add', path: 'emails', value }]).emails, [...(ada.emails as Json[]), value])
})

test('R-33 adding what is there already changes nothing', () => {
  assert.equal(patch([{ op: 'add', path: 'emails', value: [{ type: 'HOME', value: 'ADA@home.test' }] }]), ada)
  assert.equal(patch([{ op: 'add', path: 'emails', value: [{ value: 'ada@home.test' }] }]), ada)
  assert.equal(patch([{ op: 'add', path: 'emails', value: [{ type: 'home', value: 'ada@home.test' }] }]), ada)
  assert.equal(patch([{ op: 'replace', path: 'title', value: 'Engineer' }]), ada)
  assert.equal(patch([{ op: 'add', path: 'name', value: { givenName: 'Ada' } }]), ada)
  assert.equal(patch([{ op: 'remove', path: 'nickName' }]), ada)
})

test('R-34 replacing a value that does not exist has no target', () => {
  const replace = [{ op: 'replace', path: 'emails[type eq "other"].value', value: 'x' }]
  refuses('noTarget', () => patch(replace))
  refuses('noTarget', () => patch(replace, 'generic scim v2.0'))
  refuses('noTarget', () => patch([{ ...replace[0], path: 'emails[value eq "nobody"].value' }], 'azure scim v2.0'))
  refuses('noTarget', () => patch([{ ...replace[0], path: 'emails[type eq "yacht"].value' }], 'azure scim v2.0'))
  refuses('noTarget', () => patch([{ op: 'replace', path: 'addresses[type eq "work"]', value: { country: 'NL' } }]))
})

test('R-35 removing what does not exist succeeds where providers do so, and has no target in the strict dialect', () => {
  const remove = [{ op: 'remove', path: 'emails[type eq "other"]' }]
  refuses('noTarget', () => patch(remove))
  assert.equal(patch(remove, 'azure scim v2.0'), ada)
})

test('R-36 a required or read-only attribute cannot be removed', () => {
  refuses('mutability', () => patch([{ op: 'remove', path: 'userName' }]), /required/)
  refuses('mutability', () => patch([{ op: 'replace', path: 'userName', value: null }]), /required/)
  refuses('mutability', () => patch([{ op: 'remove', path: 'id' }]), /read-only/)
  refuses('mutability', () => patch([{ op: 'replace', path: 'meta.created', value: '2020-01-01T00:00:00Z' }]))
  refuses('mutability', () => patch([{ op: 'add', path: 'groups', value: [{ value: 'g' }] }]))
  refuses('invalidValue', () => patch([{ op: 'replace', path: 'userName', value: ' ' }]), /no value/)
})

test('R-37 what loses its last value is absent, and so is an empty extension', () => {
  const without = patch([
    { op: 'remove', path: 'emails[type eq "work"]' },
    { op: 'remove', path: 'emails[value co "home"]' },
    { op: 'remove', path: `${enterprise}:department` },
    { op: 'remove', path: 'name.givenName' },
    { op: 'remove', path: 'name.familyName' },
  ])
  assert.deepEqual(without, { schemas: [core], userName: 'ada', title: 'Engineer' })
  assert.deepEqual(patch([{ op: 'replace', path: 'emails', value: [] }]).emails, undefined)
})

test('R-38 add and replace merge a complex value, replace takes all of a multi-valued one', () => {
  assert.deepEqual(patch([{ op: 'add', path: 'name', value: { middleName: 'K' } }]).name, {
    givenName: 'Ada',
    familyName: 'Lovelace',
    middleName: 'K',
  })
  assert.deepEqual(patch([{ op: 'replace', path: 'name', value: { givenName: null, familyName: 'L' } }]).name, {
    familyName: 'L',
  })
  assert.deepEqual(patch([{ op: 'replace', path: 'emails', value: [{ value: 'x' }] }]).emails, [{ value: 'x' }])
  assert.deepEqual(patch([{ op: 'replace', path: 'emails[type eq "home"]', value: { value: 'x' } }]).emails, [
    { type: 'work', value: 'ada@work.test', primary: true },
    { type: 'home', value: 'x' },
  ])
})

test('a path without a filter to a part of a multi-valued attribute means every element', () => {
  assert.deepEqual(patch([{ op: 'replace', path: 'emails.display', value: 'D' }]).emails, [
    { type: 'work', value: 'ada@work.test', primary: true, display: 'D' },
    { type: 'home', value: 'ada@home.test', display: 'D' },
  ])
})

test('R-40 extension paths are split after the longest known URN', () => {
  assert.deepEqual(
    patch([{ op: 'replace', path: `${enterprise.toUpperCase()}:MANAGER.value`, value: '7' }])[enterprise],
    {
      department: 'R&D',
      manager: { value: '7' },
    },
  )
  assert.deepEqual(patch([{ op: 'replace', path: `${core}:name.givenName`, value: 'G' }]).name, {
    givenName: 'G',
    familyName: 'Lovelace',
  })
  assert.deepEqual(patch([{ op: 'remove', path: enterprise }]).schemas, [core])
  assert.deepEqual(patch([{ op: 'add', path: enterprise, value: { division: 'X' } }])[enterprise], {
    department: 'R&D',
    division: 'X',
  })
})

test('O-13 the own id may be repeated, another one is refused', () => {
  assert.equal(patch([{ op: 'replace', value: { id: 'u1', title: 'T' } }], 'okta scim v2.0').title, 'T')
  refuses('mutability', () => patch([{ op: 'replace', value: { id: 'u2' } }], 'okta scim v2.0'))
  refuses('mutability', () => patch([{ op: 'replace', value: { id: 'u1' } }]))
})

test('listed values alone are removed, whatever the case of the text', () => {
  const removed = patch([{ op: 'remove', path: 'emails', value: [{ value: 'ADA@HOME.test' }] }])
  assert.deepEqual(removed.emails, [{ type: 'work', value: 'ada@work.test', primary: true }])
  assert.equal(patch([{ op: 'remove', path: 'emails', value: [] }]), ada)
  assert.equal(patch([{ op: 'remove', path: 'emails', value: [{ value: 'nobody' }] }]), ada)
  assert.equal(patch([{ op: 'remove', path: 'emails', value: null }]).emails, undefined)
})

test('adding null adds nothing, and never removes', () => {
  assert.equal(patch([{ op: 'add', path: 'emails', value: null }]), ada)
  assert.equal(patch([{ op: 'add', value: { title: null } }]), ada)
})

test('unknown attributes without a path are left out, or refused in the strict dialect', () => {
  assert.equal(patch([{ op: 'add', value: { shoeSize: 43 } }], 'generic scim v2.0'), ada)
  refuses('invalidSyntax', () => patch([{ op: 'add', value: { shoeSize: 43 } }]), /shoeSize/)
})

test('strings for booleans, and paths as keys, are refused in the strict dialect', () => {
  refuses(
    'invalidValue',
    () => patch([{ op: 'replace', path: 'active', value: 'False' }]),
    /active must be true or false/,
  )
  refuses('invalidPath', () => patch([{ op: 'replace', value: { 'name.givenName': 'x' } }]))
})

test('operations and their values are limited', () => {
  const one = { op: 'replace', path: 'title', value: 'x' }
  refuses('tooMany', () => patch(Array(patchLimits.operations + 1).fill(one)))
  const path = `emails[${Array(30).fill('value pr').join(' or ')}].value`
  refuses('tooMany', () => patch(Array(100).fill({ ...one, path })), /comparisons/)
  refuses('tooMany', () => patch([{ op: 'add', path: 'emails', value: Array(patchLimits.values + 1).fill('x') }]))
  refuses(
    'invalidValue',
    () => patch([{ op: 'add', path: 'emails', value: Array(1_001).fill({ value: 'x' }) }]),
    /at most 1000/,
  )
  refuses('invalidValue', () => patch([{ ...one, value: 'x'.repeat(10_001) }]), /at most 10000/)
  refuses('invalidValue', () => patch([{ ...one, value: 'a\u0000b' }]), /U\+0000/)
})

const managed: JsonObject = {
  schemas: [core, enterprise],
  userName: 'ada',
  [enterprise]: { manager: { value: 'M1', $ref: '../Users/M1', displayName: 'Grace' }, department: 'R&D' },
}

test('a manager without an id has no name and no URL either', () => {
  const path = `${enterprise}:manager.value`
  for (const operation of [
    { op: 'remove', path },
    { op: 'replace', path, value: '' },
    { op: 'replace', path, value: null },
    { op: 'replace', path: `${enterprise}:manager`, value: { value: '', displayName: 'Grace' } },
    { op: 'replace', path: `${enterprise}:manager`, value: { value: null, displayName: 'Grace' } },
    { op: 'replace', value: { [enterprise]: { manager: { value: '' } } } },
  ]) {
    const body = { schemas: [patchOp], Operations: [operation] }
    const after = patchBody(body, 'azure scim v2.0', managed)
    assert.deepEqual(after[enterprise], { department: 'R&D' }, JSON.stringify(operation))
  }
})

test('"active" can be taken away; what the user is then is not for the document to say', () => {
  const before = { ...ada, active: false }
  const { active: _, ...without } = before
  for (const operation of [
    { op: 'remove', path: 'active' },
    { op: 'remove', path: `${core}:ACTIVE` },
    { op: 'replace', path: 'active', value: null },
    { op: 'replace', value: { active: null } },
  ]) {
    assert.deepEqual(patchBody({ schemas: [patchOp], Operations: [operation] }, strict, before), without)
  }
})

test('attributes under the URN of the core schema are those of the root', () => {
  const value = { nickName: 'x', NAME: { givenName: 'Augusta' }, password: 'y' }
  for (const operation of [
    { op: 'add', value: { [core]: value } },
    { op: 'replace', value: { [core.toLowerCase()]: value } },
    { op: 'replace', path: core, value },
    { op: 'add', path: ` ${core.toUpperCase()} `, value },
  ]) {
    const after = patch([operation], 'azure scim v2.0')
    assert.deepEqual([after.nickName, after.name], ['x', { givenName: 'Augusta', familyName: 'Lovelace' }])
    assert.deepEqual([after.password, after[core]], [undefined, undefined])
  }
  refuses('noTarget', () => patch([{ op: 'remove', path: core }], 'azure scim v2.0'))
  refuses('invalidValue', () => patch([{ op: 'add', path: core, value: 'x' }], 'azure scim v2.0'))
  refuses('invalidValue', () => patch([{ op: 'add', value: { [core]: 'x' } }], 'azure scim v2.0'))
  refuses('invalidPath', () => patch([{ op: 'add', path: core, value }]))
  refuses('invalidSyntax', () => patch([{ op: 'add', value: { [core]: value } }]))
})

test('replacing a complex value leaves the parts that it does not name unchanged', () => {
  const replace = (value: Json) => patch([{ op: 'replace', path: 'name', value }])
  assert.deepEqual(replace({ givenName: null }).name, { familyName: 'Lovelace' })
  assert.equal(replace({}), ada)
})

test('an element that loses a label stays, and one that loses its value with nothing but labels left goes', () => {
  const labeled = (operation: JsonObject) =>
    patchBody({ schemas: [patchOp], Operations: [operation] }, strict, { ...ada, roles: [{ display: 'x', type: 'y' }] })
  assert.deepEqual(labeled({ op: 'remove', path: 'roles.type' }).roles, [{ display: 'x' }])
  assert.deepEqual(labeled({ op: 'remove', path: 'roles.value' }).roles, [{ display: 'x', type: 'y' }])
  assert.equal(patch([{ op: 'remove', path: 'emails.value' }]).emails, undefined)
})

test('a part of a multi-valued attribute without values is added by a replace', () => {
  assert.deepEqual(patch([{ op: 'replace', path: 'phoneNumbers.value', value: '1' }]).phoneNumbers, [{ value: '1' }])
})
