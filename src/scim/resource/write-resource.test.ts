import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GroupWithMembers } from '../../directory/reader.ts'
import type { UserWithGroups } from '../../model/user.ts'
import { ScimError } from '../errors.ts'
import { attribute, schema } from '../schema/attribute.ts'
import { groupResourceType, userResourceType } from '../schema/resource-type.ts'
import { includesAttribute, parseProjection } from './projection.ts'
import { toUserContent } from './user-content.ts'
import { writeGroup, writeUser } from './write-resource.ts'

const users = userResourceType()
const groups = groupResourceType()
const baseUrl = 'https://muster.test/scim/v2/directory_1'
const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const record = {
  organizationId: 'org_1',
  directoryId: 'directory_1',
  idpId: 'e1',
  received: null,
  version: 3,
  inactiveSince: null,
  createdAt: new Date('2026-05-01T12:00:00Z'),
  updatedAt: new Date('2026-05-02T12:00:00Z'),
}
const ada: UserWithGroups = {
  ...record,
  ...toUserContent({
    schemas: [core, enterprise],
    userName: 'ada',
    externalId: 'e1',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ type: 'work', value: 'a@x.test' }],
    [enterprise]: { department: 'R&D', division: 'D' },
  }),
  id: 'u1',
  groups: [{ id: 'g1', displayName: 'Staff' }],
}
const staff: GroupWithMembers = {
  ...record,
  id: 'g1',
  displayName: 'Staff',
  externalId: null,
  document: { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Staff' },
  memberCount: 3,
  members: [
    { id: 'u1', type: 'user', display: 'Ada' },
    { id: 'g2', type: 'group', display: 'All' },
    { id: 'u9', type: 'pending', display: null },
  ],
}

function shown(query: { attributes?: unknown; excludedAttributes?: unknown }) {
  return writeUser(ada, { baseUrl, projection: parseProjection(query, users) })
}

test('R-72, R-74 a user is written with its id, meta and groups', () => {
  assert.deepEqual(shown({}), {
    schemas: [core, enterprise],
    id: 'u1',
    userName: 'ada',
    externalId: 'e1',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ type: 'work', value: 'a@x.test' }],
    [enterprise]: { department: 'R&D', division: 'D' },
    groups: [{ value: 'g1', $ref: `${baseUrl}/Groups/g1`, display: 'Staff', type: 'direct' }],
    meta: {
      resourceType: 'User',
      created: '2026-05-01T12:00:00.000Z',
      lastModified: '2026-05-02T12:00:00.000Z',
      location: `${baseUrl}/Users/u1`,
      version: 'W/"3"',
    },
  })
})

test('a group is written with its members; a pending one has its id alone', () => {
  const { members } = writeGroup(staff, { baseUrl, projection: parseProjection({}, groups) })
  assert.deepEqual(members, [
    { value: 'u1', $ref: `${baseUrl}/Users/u1`, type: 'User', display: 'Ada' },
    { value: 'g2', $ref: `${baseUrl}/Groups/g2`, type: 'Group', display: 'All' },
    { value: 'u9' },
  ])
})

test('E-38 members are left out when excluded, and need not be loaded', () => {
  const projection = parseProjection({ excludedAttributes: 'members' }, groups)
  assert.equal(includesAttribute(projection, 'members'), false)
  assert.equal('members' in writeGroup(staff, { baseUrl, projection }), false)
  assert.equal(
    'members' in writeGroup({ ...staff, members: null }, { baseUrl, projection: parseProjection({}, groups) }),
    false,
  )
})

test('R-19 id and schemas come back whatever is asked for', () => {
  assert.deepEqual(shown({ attributes: 'userName' }), { schemas: [core, enterprise], id: 'u1', userName: 'ada' })
  assert.deepEqual(Object.keys(shown({ excludedAttributes: 'id,schemas,meta,groups,emails,name,active' })), [
    'schemas',
    'id',
    'userName',
    'externalId',
    enterprise,
  ])
})

test('R-19 parts, URNs and names in any case are understood', () => {
  const asked = `NAME.familyname, ${enterprise}:Department,${core}:externalId`
  assert.deepEqual(shown({ attributes: asked }), {
    schemas: [core, enterprise],
    id: 'u1',
    externalId: 'e1',
    name: { familyName: 'Lovelace' },
    [enterprise]: { department: 'R&D' },
  })
  assert.deepEqual(shown({ attributes: ['emails.value', 'name', 'name.givenName'] }), {
    schemas: [core, enterprise],
    id: 'u1',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ value: 'a@x.test' }],
  })
  assert.deepEqual(shown({ attributes: enterprise })[enterprise], { department: 'R&D', division: 'D' })
  const without = shown({ excludedAttributes: `name.familyName,${enterprise}` })
  assert.deepEqual(without.name, { givenName: 'Ada' })
  assert.equal(enterprise in without, false)
})

test('R-19 an attribute that nobody has selects nothing', () => {
  assert.deepEqual(shown({ attributes: 'shoeSize' }), { schemas: [core, enterprise], id: 'u1' })
  assert.throws(() => parseProjection({ attributes: 'userName', excludedAttributes: 'name' }, users), ScimError)
  assert.throws(() => parseProjection({ attributes: 7 }, users), ScimError)
})

test('R-19 what is returned on request is shown only when it is named', () => {
  const badge = schema({
    id: 'urn:example:badge',
    name: 'Badge',
    description: '',
    attributes: [
      attribute({ name: 'number', returned: 'request', description: '' }),
      attribute({ name: 'color', description: '' }),
    ],
  })
  const type = userResourceType([{ schema: badge, required: false }])
  const user = { ...ada, document: { schemas: [core], userName: 'ada', [badge.id]: { number: '1', color: 'red' } } }
  const write = (query: object) => writeUser(user, { baseUrl, projection: parseProjection(query, type) })[badge.id]
  assert.deepEqual(write({}), { color: 'red' })
  assert.deepEqual(write({ attributes: 'urn:example:badge:number' }), { number: '1' })
})
