import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScimError, type ScimType } from '../errors.ts'
import { groupResourceType, userResourceType } from '../schema/resource-type.ts'
import { dialectFor, readingContext, type Tolerance } from '../tolerances.ts'
import { readResource } from './read-resource.ts'

const users = userResourceType()
const groups = groupResourceType()
const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const strict = 'strict scim v2.0'

function read(body: unknown, type = 'generic scim v2.0') {
  return readResource(body, users, readingContext(dialectFor(type))).document
}

function readGroup(body: unknown, type = 'generic scim v2.0') {
  return readResource(body, groups, readingContext(dialectFor(type)))
}

function firedBy(body: unknown): Tolerance[] {
  const context = readingContext(dialectFor('generic scim v2.0'))
  readResource(body, users, context)
  return [...context.fired]
}

function refuses(scimType: ScimType, run: () => unknown, detail = /./): void {
  assert.throws(run, (error) => {
    assert.ok(error instanceof ScimError, String(error))
    assert.deepEqual([error.scimType, error.status], [scimType, 400])
    assert.match(error.detail, detail)
    return true
  })
}

test('O-02 a create of Okta is kept without groups and password', () => {
  const body = {
    schemas: [core],
    userName: 'test.user@okta.local',
    name: { givenName: 'Test', familyName: 'User' },
    emails: [{ primary: true, value: 'test.user@okta.local', type: 'work' }],
    displayName: 'Test User',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    password: '1mz050nq',
    active: true,
  }
  const { groups: _, password: __, ...kept } = body
  assert.deepEqual(read(body), kept)
  assert.deepEqual(read(body, strict), kept)
  assert.deepEqual(firedBy(body), [])
})

test('E-29 a create of Entra: an extension listed but not used is not in "schemas", empty lists are absent', () => {
  const body = {
    schemas: [core, enterprise],
    externalId: '0a21f0f2',
    userName: 'Test_User',
    active: true,
    emails: [{ primary: true, type: 'work', value: 'Test_User@testuser.com' }],
    meta: { resourceType: 'User' },
    name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
    roles: [],
  }
  assert.deepEqual(read(body, strict), {
    schemas: [core],
    externalId: '0a21f0f2',
    userName: 'Test_User',
    active: true,
    emails: [{ primary: true, type: 'work', value: 'Test_User@testuser.com' }],
    name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
  })
})

test('E-22, E-23 a manager in a create, as an object and as a bare string', () => {
  const asObject = { schemas: [core, enterprise], userName: 'a', [enterprise]: { manager: { value: '1' } } }
  assert.deepEqual(read(asObject), asObject)
  assert.deepEqual(read({ ...asObject, [enterprise]: { manager: '123456' } })[enterprise], {
    manager: { value: '123456' },
  })
  refuses(
    'invalidValue',
    () => read({ ...asObject, [enterprise]: { manager: '1' } }, strict),
    /manager must be an object/,
  )
})

test('E-25, E-28 roles in a create, with strings as booleans and any type', () => {
  const role = { primary: 'True', display: 'D', value: 'V', type: 'anything' }
  assert.deepEqual(read({ schemas: [core], userName: 'a', roles: [role] }).roles, [{ ...role, primary: true }])
  refuses(
    'invalidValue',
    () => read({ schemas: [core], userName: 'a', roles: [role] }, strict),
    /roles\[0\].primary must be true or false/,
  )
})

test('E-30, L-07, J-02 null is the same as absent', () => {
  const body = {
    schemas: [core],
    userName: 'a',
    addresses: null,
    title: null,
    manager: null,
    emails: null,
    name: { givenName: null },
  }
  assert.deepEqual(read(body, strict), { schemas: [core], userName: 'a' })
})

test('E-31 an extension may be used without being listed', () => {
  const body = { schemas: [core], userName: 'a', [enterprise]: { department: 'D' } }
  assert.deepEqual(read(body), { schemas: [core, enterprise], userName: 'a', [enterprise]: { department: 'D' } })
  assert.deepEqual(firedBy(body), ['unlisted_extension'])
  refuses('invalidSyntax', () => read(body, strict), /does not list/)
})

test('E-32, L-02 "schemas" may list what nobody knows', () => {
  assert.deepEqual(
    read({ schemas: [core, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User'], userName: 'a' }).schemas,
    [core],
  )
  const oneLogin = {
    schemas: ['urn:scim:schemas:core:2.0', 'urn:scim:schemas:extension:enterprise:2.0'],
    userName: 'a',
  }
  assert.deepEqual(read(oneLogin, 'onelogin scim v2.0'), { schemas: [core], userName: 'a' })
  refuses('invalidSyntax', () => read(oneLogin), /must list/)
  refuses('invalidSyntax', () => read(oneLogin, strict), /must list/)
})

test('E-33 text is not checked for being a locale, a language or a URL', () => {
  const body = {
    schemas: [core],
    userName: 'a',
    locale: 'HNULHBRGUHWA',
    profileUrl: 'ROQHEOEENWTS',
    preferredLanguage: 'lu',
  }
  assert.deepEqual(read(body, strict), body)
})

test('E-34 a group with the schema of an older Entra', () => {
  const body = {
    schemas: [groupUrn, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
    externalId: '8aa1a0c0',
    displayName: 'displayName',
    meta: { resourceType: 'Group' },
  }
  const document = { schemas: [groupUrn], externalId: '8aa1a0c0', displayName: 'displayName' }
  assert.deepEqual(readGroup(body, 'azure scim v2.0'), { document, memberIds: null })
})

test('O-05 what the server itself says may come back', () => {
  const body = {
    schemas: [core],
    id: 'u1',
    meta: { version: 'W/"1"' },
    userName: 'a',
    name: { middleName: '' },
    emails: [{ value: 'x', display: 'X' }],
  }
  const { id: _, meta: __, ...kept } = body
  assert.deepEqual(read(body, strict), kept)
})

test('O-12, O-16 members of a group stand apart from its document, each once', () => {
  const body = {
    schemas: [groupUrn],
    displayName: 'Test SCIMv2',
    members: [{ value: 'a', display: 'A' }, { value: 'b' }, { value: 'a' }],
  }
  const document = { schemas: [groupUrn], displayName: 'Test SCIMv2' }
  assert.deepEqual(readGroup(body, strict), { document, memberIds: ['a', 'b'] })
  assert.deepEqual(readGroup({ ...body, members: [] }, strict), { document, memberIds: [] })
  assert.deepEqual(readGroup({ ...body, members: null }, strict), { document, memberIds: null })
  refuses('invalidValue', () => readGroup({ ...body, members: [{ display: 'x' }] }), /members\[0\] needs a "value"/)
})

test('L-04 a template may send one object for a list, a string for a boolean, and names of its own', () => {
  const body = {
    schemas: [core],
    userName: 'a',
    id: null,
    emails: { value: 'a@b', type: 'work', primary: true },
    active: 'true',
    name: { givenName: 'G', nick: 'N' },
    'urn:scim:schemas:extension:enterprise:1.0': { manager: { managerId: '1' } },
  }
  assert.deepEqual(read(body), {
    schemas: [core],
    userName: 'a',
    emails: [{ value: 'a@b', type: 'work', primary: true }],
    active: true,
    name: { givenName: 'G' },
  })
  assert.deepEqual(firedBy(body).sort(), ['object_for_multi_valued', 'string_booleans', 'unknown_attributes_ignored'])
})

test('only boolean attributes take strings for booleans', () => {
  assert.equal(read({ schemas: [core], userName: 'a', title: 'True' }).title, 'True')
  refuses('invalidValue', () => read({ schemas: [core], userName: 'a', active: 'yes' }), /active must be true or false/)
})

test('X-03 a number stands for its text', () => {
  assert.deepEqual(
    read({ schemas: [core, enterprise], userName: 'a', [enterprise]: { employeeNumber: 42 } })[enterprise],
    { employeeNumber: '42' },
  )
  refuses(
    'invalidValue',
    () => read({ schemas: [core], userName: 7 }, strict),
    /userName must be a string, not a number/,
  )
})

test('names and URNs may be in any case, and are stored as the schema spells them', () => {
  const body = {
    SCHEMAS: [core.toUpperCase()],
    USERNAME: 'a',
    Name: { GIVENNAME: 'G' },
    [enterprise.toLowerCase()]: { Department: 'D' },
  }
  assert.deepEqual(read(body), {
    schemas: [core, enterprise],
    userName: 'a',
    name: { givenName: 'G' },
    [enterprise]: { department: 'D' },
  })
})

test('a required attribute must have a value', () => {
  refuses('invalidValue', () => read({ schemas: [core] }), /userName is required/)
  refuses('invalidValue', () => read({ schemas: [core], userName: '  ' }), /userName is required/)
  refuses('invalidValue', () => readGroup({ schemas: [groupUrn] }), /displayName is required/)
})

test('R-32 two primary values are refused, or the first one stays', () => {
  const body = {
    schemas: [core],
    userName: 'a',
    emails: [
      { value: 'x', primary: true },
      { value: 'y', primary: true },
    ],
  }
  refuses('invalidValue', () => read(body, strict), /emails has several values/)
  refuses('invalidValue', () => read(body), /emails has several values/)
  assert.deepEqual(read(body, 'azure scim v2.0').emails, [
    { value: 'x', primary: true },
    { value: 'y', primary: false },
  ])
})

test('the same value twice is kept once', () => {
  assert.deepEqual(
    read({ schemas: [core], userName: 'a', roles: [{ value: 'x' }, { value: 'x' }, { value: 'y' }] }, strict).roles,
    [{ value: 'x' }, { value: 'y' }],
  )
})

test('what no schema has is left out, or refused in the strict dialect', () => {
  const body = { schemas: [core], userName: 'a', shoeSize: 43 }
  assert.deepEqual(read(body), { schemas: [core], userName: 'a' })
  refuses('invalidSyntax', () => read(body, strict), /shoeSize/)
})

test('wrong types are refused with the place', () => {
  refuses('invalidSyntax', () => read([]), /JSON object/)
  refuses('invalidSyntax', () => read('x'))
  refuses('invalidValue', () => read({ schemas: [core], userName: ['a', 'b'] }), /userName has a single value/)
  refuses(
    'invalidValue',
    () => read({ schemas: [core], userName: { a: 1 } }),
    /userName must be a string, not an object/,
  )
  refuses(
    'invalidValue',
    () => read({ schemas: [core], userName: 'a', name: true }),
    /name must be an object, not a boolean/,
  )
  refuses(
    'invalidValue',
    () => read({ schemas: [core], userName: 'a', emails: [{ value: {} }] }),
    /emails\[0\]\.value must be a string/,
  )
  refuses('invalidValue', () => read({ schemas: [core], userName: 'a', [enterprise]: 'x' }), /must be an object/)
})

test('over-long values and too many of them are refused', () => {
  refuses('invalidValue', () => read({ schemas: [core], userName: 'x'.repeat(513) }), /at most 512/)
  refuses('invalidValue', () => read({ schemas: [core], userName: 'a', title: 'x'.repeat(10_001) }), /at most 10000/)
  refuses(
    'invalidValue',
    () => read({ schemas: [core], userName: 'a', roles: Array(1_001).fill({ value: 'x' }) }),
    /at most 1000/,
  )
  const members = Array.from({ length: 50_001 }, (_, index) => ({ value: String(index) }))
  refuses('invalidValue', () => readGroup({ schemas: [groupUrn], displayName: 'x', members }), /at most 50000/)
  assert.equal(
    readGroup({ schemas: [groupUrn], displayName: 'x', members: members.slice(1) }).memberIds?.length,
    50_000,
  )
})

test('text that cannot be stored is refused', () => {
  for (const bad of ['a\u0000b', 'a\ud800b']) {
    refuses('invalidValue', () => read({ schemas: [core], userName: bad }), /userName contains/)
  }
})

test('a key called __proto__ is like any other', () => {
  const document = read(
    JSON.parse(`{"schemas":["${core}"],"userName":"a","__proto__":{"active":false},"constructor":1}`),
  )
  assert.deepEqual(document, { schemas: [core], userName: 'a' })
})

test('attributes under the URN of the core schema are those of the root', () => {
  const body = { schemas: [core], [core]: { userName: 'ada', nickName: 'x' }, title: 'Lead' }
  assert.deepEqual(read(body), { schemas: [core], userName: 'ada', nickName: 'x', title: 'Lead' })
  assert.deepEqual(firedBy(body), ['core_attributes_under_urn'])
  refuses('invalidSyntax', () => read(body, strict))
  refuses('invalidSyntax', () => read({ ...body, username: 'bert' }), /userName.*username|username.*userName/)
  refuses('invalidValue', () => read({ schemas: [core], userName: 'ada', [core]: 'x' }), /object/)
  const members = [{ value: 'u1' }]
  const group = readGroup({ schemas: [groupUrn], displayName: 'Staff', [groupUrn.toUpperCase()]: { members } })
  assert.deepEqual(group.memberIds, ['u1'])
})

test('a number that may not print as it was sent is no text', () => {
  const body = (sent: string) => JSON.parse(`{"schemas":["${core}"],"userName":"a","title":${sent}}`)
  for (const sent of ['12345678901234567890', '1e400', '1.50', '0.1000000000000000055', '1e-7', '-1e21']) {
    refuses('invalidValue', () => read(body(sent)), /title.*in quotes/)
  }
  for (const sent of ['123', '0', '-7', '9007199254740991']) assert.equal(read(body(sent)).title, sent)
})

test('members that are null are not named', () => {
  assert.equal(readGroup({ schemas: [groupUrn], displayName: 'Staff', members: null }).memberIds, null)
})

test('a text is no list of addresses, and a number no userName, in any dialect', () => {
  for (const type of ['azure scim v2.0', 'generic scim v2.0', strict]) {
    refuses('invalidValue', () => read({ schemas: [core], userName: 'a', emails: 'none' }, type), /must be an array/)
    refuses('invalidValue', () => read({ schemas: [core], userName: 17 }, type), /userName must be a string/)
    refuses('invalidValue', () => readGroup({ schemas: [groupUrn], displayName: 17 }, type), /must be a string/)
  }
})
