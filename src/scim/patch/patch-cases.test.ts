import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '../../model/json.ts'
import { userResourceType } from '../schema/resource-type.ts'
import { dialectFor, readingContext } from '../tolerances.ts'
import { applyPatch } from './apply-patch.ts'
import { readPatch } from './read-patch.ts'

// What identity providers send to a user, by the provider's own documentation or recorded traffic. Each case asserts the
// whole document that must come out.

const users = userResourceType()
const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const bare: JsonObject = { schemas: [core], userName: 'ada', active: true }
const full: JsonObject = {
  schemas: [core, enterprise],
  userName: 'ada',
  externalId: 'e1',
  active: true,
  displayName: 'Ada',
  name: { formatted: 'Ada Lovelace', givenName: 'Ada', familyName: 'Lovelace' },
  emails: [
    { type: 'work', value: 'ada@work.test', primary: true },
    { type: 'home', value: 'ada@home.test' },
  ],
  [enterprise]: { department: 'R&D', manager: { value: '1', displayName: 'Old Boss' } },
}

function patch(document: JsonObject, operations: Json, type = 'azure scim v2.0'): JsonObject {
  const context = readingContext(dialectFor(type))
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
  return applyPatch(document, readPatch(body, users, context), { ...context, resourceType: users, id: 'u1' })
}

test('E-01 disable by a string, as Entra does without its flag', () => {
  assert.deepEqual(patch(full, [{ op: 'Replace', path: 'active', value: 'False' }]), { ...full, active: false })
})

test('E-02, E-03 disable by a boolean', () => {
  assert.deepEqual(patch(full, [{ op: 'replace', path: 'active', value: false }]), { ...full, active: false })
  assert.deepEqual(patch(full, [{ op: 'Replace', path: 'active', value: false }]), { ...full, active: false })
})

test('E-04 enable again', () => {
  assert.deepEqual(patch({ ...full, active: false }, [{ op: 'Replace', path: 'active', value: 'True' }]), full)
})

test('E-05 add a single value', () => {
  assert.deepEqual(patch(bare, [{ op: 'Add', path: 'nickName', value: 'Babs' }]), { ...bare, nickName: 'Babs' })
})

test('E-06 replace several attributes, one operation per path', () => {
  const operations = [
    { op: 'Replace', path: 'displayName', value: 'Pvlo' },
    { op: 'Replace', path: 'emails[type eq "work"].value', value: 'TestBcwqnm@test.microsoft.com' },
    { op: 'Replace', path: 'name.givenName', value: 'Gtfd' },
    { op: 'Replace', path: 'name.familyName', value: 'Pkqf' },
    { op: 'Replace', path: 'externalId', value: 'Eqpj' },
    { op: 'Replace', path: `${enterprise}:employeeNumber`, value: 'Eqpj' },
  ]
  assert.deepEqual(patch(full, operations), {
    ...full,
    displayName: 'Pvlo',
    externalId: 'Eqpj',
    name: { formatted: 'Ada Lovelace', givenName: 'Gtfd', familyName: 'Pkqf' },
    emails: [
      { type: 'work', value: 'TestBcwqnm@test.microsoft.com', primary: true },
      { type: 'home', value: 'ada@home.test' },
    ],
    [enterprise]: { department: 'R&D', manager: { value: '1', displayName: 'Old Boss' }, employeeNumber: 'Eqpj' },
  })
})

test('E-07 replace several attributes without a path, with dotted and URN keys', () => {
  const operations = [
    { op: 'replace', path: 'emails[type eq "work"].value', value: 'TestMhvaes@test.microsoft.com' },
    {
      op: 'replace',
      value: {
        displayName: 'Bjfe',
        'name.givenName': 'Kkom',
        'name.familyName': 'Unua',
        [`${enterprise}:employeeNumber`]: 'Aklq',
      },
    },
  ]
  const before = { ...bare, externalId: 'e1', name: { formatted: 'F', middleName: 'M', givenName: 'G' } }
  assert.deepEqual(patch(before, operations), {
    ...before,
    schemas: [core, enterprise],
    displayName: 'Bjfe',
    name: { formatted: 'F', middleName: 'M', givenName: 'Kkom', familyName: 'Unua' },
    emails: [{ type: 'work', value: 'TestMhvaes@test.microsoft.com' }],
    [enterprise]: { employeeNumber: 'Aklq' },
  })
})

for (const op of ['Add', 'Replace']) {
  test(`E-13 ${op} to an address that is not there makes it, with the type from the path`, () => {
    const operations = [{ op, path: 'emails[type eq "work"].value', value: 'a@example.com' }]
    assert.deepEqual(patch(bare, operations), { ...bare, emails: [{ type: 'work', value: 'a@example.com' }] })
  })
}

test('E-14 two operations that set flags on a missing address make one address', () => {
  const operations = [
    { op: 'Add', path: 'emails[type eq "work"].primary', value: 'true' },
    { op: 'Add', path: 'emails[type eq "work"].type', value: 'work' },
  ]
  assert.deepEqual(patch(bare, operations), { ...bare, emails: [{ type: 'work', primary: true }] })
})

test('E-15 several operations on one new element end in one element', () => {
  const operations = [
    { op: 'Add', path: 'addresses[type eq "work"].streetAddress', value: '1 Main St' },
    { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Town' },
    { op: 'Replace', path: 'addresses[type eq "work"].country', value: 'NL' },
    { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '1' },
    { op: 'Add', path: 'phoneNumbers[type eq "fax"].value', value: '2' },
  ]
  assert.deepEqual(patch(bare, operations), {
    ...bare,
    addresses: [{ type: 'work', streetAddress: '1 Main St', locality: 'Town', country: 'NL' }],
    phoneNumbers: [
      { type: 'mobile', value: '1' },
      { type: 'fax', value: '2' },
    ],
  })
})

test('E-16 a remove may carry the value that it removes', () => {
  const operations = [{ op: 'Remove', path: 'emails[type eq "work"].value', value: 'ada@work.test' }]
  assert.deepEqual(patch(full, operations), { ...full, emails: [{ type: 'home', value: 'ada@home.test' }] })
})

test('E-17 replacing a complex value keeps the parts that are not named', () => {
  assert.deepEqual(patch(full, [{ op: 'Replace', path: 'name', value: { familyName: 'New' } }]), {
    ...full,
    name: { formatted: 'Ada Lovelace', givenName: 'Ada', familyName: 'New' },
  })
})

test('E-18 operations on one attribute are applied in order', () => {
  const operations = [
    { op: 'Remove', path: 'displayName' },
    { op: 'Add', path: 'displayName', value: 'One' },
    { op: 'Replace', path: 'displayName', value: 'Two' },
  ]
  assert.deepEqual(patch(full, operations), { ...full, displayName: 'Two' })
})

test('E-19 a manager in an array, without the URN', () => {
  const operations = [{ op: 'Add', path: 'manager', value: [{ $ref: 'http://x/Users/2819', value: '2819' }] }]
  assert.deepEqual(patch(bare, operations), {
    ...bare,
    schemas: [core, enterprise],
    [enterprise]: { manager: { $ref: 'http://x/Users/2819', value: '2819' } },
  })
})

for (const op of ['Add', 'Replace']) {
  test(`E-20 ${op} of a manager as a bare string, in whose place nothing of the old one stays`, () => {
    assert.deepEqual(patch(full, [{ op, path: `${enterprise}:manager`, value: '271' }]), {
      ...full,
      [enterprise]: { department: 'R&D', manager: { value: '271' } },
    })
  })
}

test('E-21 an empty string, alone or as the value, clears the manager', () => {
  const without = { ...full, [enterprise]: { department: 'R&D' } }
  assert.deepEqual(patch(full, [{ op: 'Replace', path: `${enterprise}:manager`, value: '' }]), without)
  assert.deepEqual(patch(full, [{ op: 'Replace', path: `${enterprise}:manager`, value: { value: '' } }]), without)
  assert.deepEqual(patch(full, [{ op: 'Remove', path: `${enterprise}:manager` }]), without)
  const only = { ...bare, schemas: [core, enterprise], [enterprise]: { manager: { value: '1' } } }
  assert.deepEqual(patch(only, [{ op: 'Replace', path: `${enterprise}:manager`, value: '' }]), bare)
})

test('E-26 roles as JSON in strings are unpacked', () => {
  const packed = '{"id":"06b07648","value":"25","displayName":"Role1234"}'
  assert.deepEqual(patch(bare, [{ op: 'Add', path: 'roles', value: [{ value: packed }] }]), {
    ...bare,
    roles: [{ value: '25', display: 'Role1234' }],
  })
})

test('E-26 roles are replaced as a whole', () => {
  const role = { primary: false, type: 'WindowsAzureActiveDirectoryRole', display: 'User', value: 'User' }
  const before = { ...bare, roles: [{ value: 'Admin' }] }
  assert.deepEqual(patch(before, [{ op: 'replace', path: 'roles', value: [role] }]), { ...bare, roles: [role] })
})

test('E-27 a quoted boolean in a path finds the primary role, and makes one where there is none', () => {
  const before = { ...bare, roles: [{ primary: true, value: 'A' }, { value: 'B' }] }
  const operations = [{ op: 'Replace', path: 'roles[primary eq "True"].value', value: 'C' }]
  assert.deepEqual(patch(before, operations), { ...bare, roles: [{ primary: true, value: 'C' }, { value: 'B' }] })
  assert.deepEqual(patch(bare, operations), { ...bare, roles: [{ primary: true, value: 'C' }] })
})

test('O-06 activate and deactivate without a path', () => {
  assert.deepEqual(patch(full, [{ op: 'replace', value: { active: false } }]), { ...full, active: false })
})

test('O-08 a password in a PATCH changes nothing that is stored', () => {
  assert.equal(patch(full, [{ op: 'replace', value: { password: 's3cret' } }]), full)
  assert.equal(patch(full, [{ op: 'replace', path: 'password', value: 's3cret' }]), full)
})

test('J-04 one lower-case replace per path', () => {
  const operations = [
    { op: 'replace', path: 'name.givenName', value: 'G' },
    { op: 'replace', path: 'name.familyName', value: 'F' },
    { op: 'replace', path: 'active', value: false },
  ]
  const name = { formatted: 'Ada Lovelace', givenName: 'G', familyName: 'F' }
  assert.deepEqual(patch(full, operations), { ...full, name, active: false })
})

test('L-05 an object as the value of an operation without a path may nest an extension', () => {
  const operations = [{ op: 'add', value: { title: 'T', [enterprise]: { department: 'D', costCenter: null } } }]
  assert.deepEqual(patch(full, operations), {
    ...full,
    title: 'T',
    [enterprise]: { department: 'D', manager: { value: '1', displayName: 'Old Boss' } },
  })
})

test('X-01 an array of one stands for a single value', () => {
  assert.deepEqual(patch(full, [{ op: 'replace', path: 'active', value: [false] }]), { ...full, active: false })
})

test('E-20 jobs from before 2019 write a dot after the URN', () => {
  assert.deepEqual(patch(full, [{ op: 'Replace', path: `${enterprise}.department`, value: 'New' }]), {
    ...full,
    [enterprise]: { department: 'New', manager: { value: '1', displayName: 'Old Boss' } },
  })
})
