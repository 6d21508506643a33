import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../model/json.ts'
import { generateCompany } from './company/generate-company.ts'
import { createEntraClient } from './entra-client.ts'
import type { JsonRequest } from './json-http.ts'
import { createOktaClient } from './okta-client.ts'
import type { ManagerOf } from './provider-client.ts'

const [okta, entra] = generateCompany()
const amara = okta?.people[9]
const bram = entra?.people[9]
assert.ok(amara && bram)
const patchOp = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const managerOf: ManagerOf = () => ({ id: 'user_7', userName: 'boss@harrowmere.example', displayName: 'The Boss' })

/** A connection that answers with `answers` in turn and keeps what was sent. */
function recorded(...answers: Json[]) {
  const sent: JsonRequest[] = []
  const connection = {
    endpoint: 'http://x/scim/v2/directory_1',
    token: 'scim_secret',
    async send(request: JsonRequest) {
      sent.push(request)
      return { status: 200, body: answers.shift() ?? null }
    },
  }
  const lines = () => sent.map(({ method, url }) => `${method} ${url.slice(connection.endpoint.length)}`)
  return { connection, sent, lines, bodies: () => sent.map(({ body }) => body) }
}

const found = { totalResults: 1, Resources: [{ id: 'user_1' }] }
const newGuid = () => '11111111-2222-4333-8444-555555555555'

test('O-01 Okta looks a user up by userName with startIndex and count', async () => {
  const { connection, lines, sent } = recorded(found)
  assert.equal(await createOktaClient(connection).findUser('test.user@okta.local'), 'user_1')
  assert.deepEqual(lines(), ['GET /Users?filter=userName%20eq%20%22test.user%40okta.local%22&startIndex=1&count=100'])
  assert.equal(sent[0]?.headers['user-agent'], 'Okta SCIM Client 1.0.0')
  assert.equal(sent[0]?.headers['content-type'], 'application/scim+json; charset=utf-8')
  assert.equal(sent[0]?.headers.authorization, 'Bearer scim_secret')
})

test('O-02 Okta creates a user with password, groups, locale and its own id', async () => {
  const { connection, bodies } = recorded({ id: 'user_1' })
  assert.equal(await createOktaClient(connection).createUser(amara, managerOf), 'user_1')
  const [body] = bodies() as Record<string, Json>[]
  assert.ok(body)
  assert.deepEqual(body.groups, [])
  assert.equal(typeof body.password, 'string')
  assert.equal(body.locale, amara.locale)
  assert.match(String(body.externalId), /^00u[0-9a-zA-Z]{17}$/)
  assert.equal(body.active, true)
})

test('O-05 Okta reads a user and puts the whole body back, with id and meta', async () => {
  const stored = { schemas: ['s'], id: 'user_1', externalId: amara.externalId, groups: [], meta: { version: 'W/"1"' } }
  const { connection, lines, bodies } = recorded(stored, stored)
  const after = { ...amara, title: 'Staff Engineer' }
  await createOktaClient(connection).updateUser('user_1', { before: amara, after, managerOf })
  assert.deepEqual(lines(), ['GET /Users/user_1', 'PUT /Users/user_1'])
  const body = bodies()[1] as Record<string, Json>
  assert.equal(body.id, 'user_1')
  assert.deepEqual(body.meta, stored.meta)
  assert.equal(body.title, 'Staff Engineer')
  assert.deepEqual(body.emails, [{ primary: true, value: amara.email, type: 'work', display: amara.email }])
  assert.equal((body.name as Record<string, Json>).middleName, amara.middleName)
})

test('O-06 Okta deactivates without a path, with a boolean', async () => {
  const { connection, bodies } = recorded()
  await createOktaClient(connection).setActive('user_1', false)
  assert.deepEqual(bodies(), [{ schemas: patchOp, Operations: [{ op: 'replace', value: { active: false } }] }])
})

test('O-11, O-12 Okta looks a group up and creates it without members', async () => {
  const { connection, lines, bodies } = recorded({ totalResults: 0, Resources: [] }, { id: 'group_1' })
  const client = createOktaClient(connection)
  assert.equal(await client.findGroup('Test SCIMv2'), null)
  await client.createGroup({ displayName: 'Test SCIMv2', externalId: 'unused' })
  assert.equal(lines()[0], 'GET /Groups?filter=displayName%20eq%20%22Test%20SCIMv2%22&startIndex=1&count=100')
  assert.deepEqual(bodies()[1], {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'Test SCIMv2',
    members: [],
  })
})

test('O-13, O-14 Okta repeats name and id of a group, then removes and adds members in one request', async () => {
  const { connection, bodies } = recorded()
  const change = { add: [{ id: 'user_2', name: 'b@x.example' }], remove: [{ id: 'user_1', name: 'a@x.example' }] }
  await createOktaClient(connection).changeMembers({ id: 'group_1', name: 'Sales' }, change)
  assert.deepEqual(bodies(), [
    { schemas: patchOp, Operations: [{ op: 'replace', value: { id: 'group_1', displayName: 'Sales' } }] },
    {
      schemas: patchOp,
      Operations: [
        { op: 'remove', path: 'members[value eq "user_1"]' },
        { op: 'add', path: 'members', value: [{ value: 'user_2', display: 'b@x.example' }] },
      ],
    },
  ])
})

test('E-01, E-02 Entra disables with the text "False", and with a boolean under the feature flag', async () => {
  const { connection, lines, bodies } = recorded()
  await createEntraClient(connection, { flagged: false, newGuid }).setActive('user_1', false)
  await createEntraClient(connection, { flagged: true, newGuid }).setActive('user_1', false)
  assert.deepEqual(bodies(), [
    { schemas: patchOp, Operations: [{ op: 'Replace', path: 'active', value: 'False' }] },
    { schemas: patchOp, Operations: [{ op: 'replace', path: 'active', value: false }] },
  ])
  assert.deepEqual(lines(), ['PATCH /Users/user_1', 'PATCH /Users/user_1?aadOptscim062020'])
})

test('E-06 Entra replaces several attributes by one operation each', async () => {
  const { connection, bodies } = recorded()
  const after = { ...bram, displayName: 'Pvlo', email: 'new@x.example', familyName: 'Pkqf', employeeNumber: 'Eqpj' }
  await createEntraClient(connection, { flagged: false, newGuid }).updateUser('user_1', {
    before: bram,
    after,
    managerOf,
  })
  assert.deepEqual((bodies()[0] as { Operations: Json }).Operations, [
    { op: 'Replace', path: 'displayName', value: 'Pvlo' },
    { op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@x.example' },
    { op: 'Replace', path: 'name.familyName', value: 'Pkqf' },
    { op: 'Replace', path: 'name.formatted', value: `${bram.givenName} Pkqf` },
    { op: 'Replace', path: `${enterprise}:employeeNumber`, value: 'Eqpj' },
  ])
})

test('E-07 under the feature flag plain attributes go together, without a path', async () => {
  const { connection, bodies } = recorded()
  const after = { ...bram, displayName: 'Bjfe', email: 'new@x.example', department: 'Aklq' }
  await createEntraClient(connection, { flagged: true, newGuid }).updateUser('user_1', {
    before: bram,
    after,
    managerOf,
  })
  assert.deepEqual((bodies()[0] as { Operations: Json }).Operations, [
    { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@x.example' },
    { op: 'replace', value: { displayName: 'Bjfe', [`${enterprise}:department`]: 'Aklq' } },
  ])
})

test('E-08, E-10, E-12 Entra removes members by value, under the flag by path, and adds them with an empty $ref', async () => {
  const { connection, bodies } = recorded()
  const group = { id: 'group_1', name: 'Research' }
  const ann = { id: 'u1091', name: 'ann' }
  await createEntraClient(connection, { flagged: false, newGuid }).changeMembers(group, { add: [ann], remove: [ann] })
  await createEntraClient(connection, { flagged: true, newGuid }).changeMembers(group, { add: [], remove: [ann] })
  assert.deepEqual(
    bodies().map((body) => (body as { Operations: Json }).Operations),
    [
      [{ op: 'Add', path: 'members', value: [{ $ref: null, value: 'u1091' }] }],
      [{ op: 'Remove', path: 'members', value: [{ value: 'u1091' }] }],
      [{ op: 'remove', path: 'members[value eq "u1091"]' }],
    ],
  )
})

test('E-20 Entra sends a manager as the bare id, and clears it with an empty text', async () => {
  const { connection, bodies } = recorded()
  const client = createEntraClient(connection, { flagged: false, newGuid })
  await client.updateUser('user_1', { before: { ...bram, manager: null }, after: bram, managerOf })
  await client.updateUser('user_1', { before: bram, after: { ...bram, manager: null }, managerOf: () => null })
  assert.deepEqual(
    bodies().map((body) => (body as { Operations: Json }).Operations),
    [
      [{ op: 'Add', path: `${enterprise}:manager`, value: 'user_7' }],
      [{ op: 'Replace', path: `${enterprise}:manager`, value: '' }],
    ],
  )
})

test('E-29 Entra creates a user with meta, an empty roles and a GUID', async () => {
  const { connection, bodies } = recorded({ id: 'user_1' })
  await createEntraClient(connection, { flagged: false, newGuid }).createUser(bram, managerOf)
  const body = bodies()[0] as Record<string, Json>
  assert.deepEqual(body.meta, { resourceType: 'User' })
  assert.deepEqual(body.roles, [])
  assert.match(String(body.externalId), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual((body[enterprise] as Record<string, Json>).manager, { value: 'user_7' })
})

test('E-34 Entra names its own group schema beside the standard one', async () => {
  const { connection, bodies } = recorded({ id: 'group_1' })
  await createEntraClient(connection, { flagged: false, newGuid }).createGroup({
    displayName: 'Research',
    externalId: 'guid',
  })
  assert.deepEqual(bodies()[0], {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:Group',
      'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
    ],
    externalId: 'guid',
    displayName: 'Research',
    meta: { resourceType: 'Group' },
  })
})

test('E-35, E-38, E-39 Entra looks up by name, groups without members, and probes with a random GUID', async () => {
  const nobody = { totalResults: 0, Resources: [] }
  const { connection, lines } = recorded(nobody, nobody)
  await createEntraClient(connection, { flagged: false, newGuid }).testConnection()
  assert.deepEqual(lines(), [
    'GET /Users?filter=userName%20eq%20%2211111111-2222-4333-8444-555555555555%22',
    'GET /Groups?excludedAttributes=members&filter=displayName%20eq%20%2211111111-2222-4333-8444-555555555555%22',
  ])
})
