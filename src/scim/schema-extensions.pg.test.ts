import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../testing/api-app.ts'
import {
  createExtendedUser,
  defineExtension,
  extensionAttributes,
  namesBy,
  patchUser,
  startWithExtension,
  extensionUrn as urn,
} from '../testing/schema-extensions.ts'
import { createScimClient, startScim } from '../testing/scim-client.ts'

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const coreGroup = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

test('an extension is among the schemas and at its resource type as soon as it is defined, and not after', async () => {
  await using client = await startScim('strict scim v2.0')
  assert.equal((await client.send('GET', `/Schemas/${urn}`)).status, 404)
  const { id } = (
    await defineExtension(client.api, client.organizationId, { attributes: extensionAttributes, description: 'HR' })
  ).body
  const { status, body } = await client.send('GET', `/Schemas/${urn.toUpperCase()}`)
  assert.equal(status, 200)
  assert.equal(body.id, urn)
  assert.equal(body.description, 'HR')
  assert.deepEqual(body.attributes[2], {
    name: 'color',
    type: 'string',
    multiValued: false,
    description: '',
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    canonicalValues: ['red', 'blue'],
  })
  assert.deepEqual(
    body.attributes[7].subAttributes.map(({ name }: { name: string }) => name),
    ['type', 'number', 'doors', 'primary', 'issuer'],
  )
  const listed = (await client.send('GET', '/Schemas')).body.Resources.map((schema: { id: string }) => schema.id)
  assert.ok(listed.includes(urn))
  const type = (await client.send('GET', '/ResourceTypes/User')).body
  assert.deepEqual(type.schemaExtensions.at(-1), { schema: urn, required: false })
  assert.deepEqual((await client.send('GET', '/ResourceTypes/Group')).body.schemaExtensions, [])

  const path = `/organizations/${client.organizationId}/schema_extensions/${id}`
  assert.equal((await client.api.call('DELETE', path)).status, 204)
  assert.equal((await client.send('GET', `/Schemas/${urn}`)).status, 404)
})

test('R-73 values live under the URN, whatever the case of the names, and are shown to consumers', async () => {
  await using client = await startWithExtension('strict scim v2.0')
  const body = {
    schemas: [core, urn.toUpperCase()],
    userName: 'ada@acme.test',
    [urn.toUpperCase()]: { BADGE: '7', Tags: ['a', 'b'], CARDS: [{ TYPE: 'door', Number: 5 }] },
  }
  const { status, body: made } = await client.send('POST', '/Users', { body })
  assert.equal(status, 201, JSON.stringify(made))
  const values = { badge: '7', tags: ['a', 'b'], cards: [{ type: 'door', number: 5 }] }
  assert.deepEqual(made[urn], values)
  assert.deepEqual(made.schemas, [core, urn])
  const { body: user } = await client.api.call('GET', `/directory_users/${made.id}`)
  assert.deepEqual(user.custom_attributes[urn], values)
})

test('R-70 schemas lists the extension only while it has values', async () => {
  await using client = await startWithExtension()
  const { body: made } = await createExtendedUser(client, 'ada@acme.test', { badge: null, tags: [], serial: '1' })
  assert.deepEqual(made.schemas, [core])
  assert.equal(urn in made, false)
  const { id } = made
  const added = await patchUser(client, id, { op: 'add', path: `${urn}:badge`, value: '7' })
  assert.deepEqual(added.body.schemas, [core, urn])
  const removed = await patchUser(client, id, { op: 'remove', path: urn })
  assert.deepEqual(removed.body.schemas, [core])
  assert.equal(urn in removed.body, false)
})

test('values are checked by the schema; canonical values are only suggestions and read-only ones are passed over', async () => {
  await using client = await startWithExtension('strict scim v2.0')
  const refused = [
    { badge: 7 },
    { level: 1.5 },
    { level: '1' },
    { hired: 'yesterday' },
    { tags: 'a' },
    { tags: [1] },
    { desk: 'x' },
    { desk: { floor: '2' } },
    { cards: [{ number: 'x' }] },
    { cards: [{ doors: 'x' }] },
    {
      cards: [
        { primary: true, number: 1 },
        { primary: true, number: 2 },
      ],
    },
  ]
  for (const values of refused) {
    const { status, body } = await createExtendedUser(client, 'ada@acme.test', values)
    assert.equal(status, 400, JSON.stringify(values))
    assert.equal(body.scimType, 'invalidValue')
  }
  assert.equal((await createExtendedUser(client, 'ada@acme.test', { unheard: 1 })).body.scimType, 'invalidSyntax')
  const { status, body } = await createExtendedUser(client, 'ada@acme.test', { color: 'green', serial: 'mine' })
  assert.equal(status, 201)
  assert.deepEqual(body[urn], { color: 'green' })
})

test('a required attribute must be there where the extension is used, and a required extension everywhere', async () => {
  const required = {
    attributes: [
      { name: 'badge', required: true },
      { name: 'level', type: 'integer' },
    ],
  }
  await using client = await startWithExtension('generic scim v2.0', required)
  assert.equal((await createExtendedUser(client, 'ada@acme.test', { level: 1 })).status, 400)
  assert.equal((await createExtendedUser(client, 'bob@acme.test')).status, 201)
  const { id } = (await createExtendedUser(client, 'ada@acme.test', { badge: '7', level: 1 })).body
  assert.equal((await patchUser(client, id, { op: 'remove', path: `${urn}:badge` })).body.scimType, 'mutability')

  await using strict = await startWithExtension('generic scim v2.0', { ...required, required: true })
  assert.equal((await createExtendedUser(strict, 'bob@acme.test')).status, 400)
  const { id: adaId } = (await createExtendedUser(strict, 'ada@acme.test', { badge: '7' })).body
  assert.equal((await patchUser(strict, adaId, { op: 'remove', path: urn })).status, 400)
})

test('an immutable value stays: a PUT or PATCH with another one is refused, one without it keeps it', async () => {
  await using client = await startWithExtension()
  const hired = '2026-05-01T00:00:00Z'
  const { id } = (await createExtendedUser(client, 'ada@acme.test', { badge: '7' })).body
  const put = (values?: object) =>
    client.send('PUT', `/Users/${id}`, { body: { schemas: [core], userName: 'ada@acme.test', [urn]: values ?? null } })
  assert.deepEqual((await put({ hired })).body[urn], { hired })
  assert.deepEqual((await put({ badge: '8' })).body[urn], { badge: '8', hired })
  assert.deepEqual((await put()).body[urn], { hired })
  const other = await put({ hired: '2027-05-01T00:00:00Z' })
  assert.deepEqual([other.status, other.body.scimType], [400, 'mutability'])
  for (const step of [
    { op: 'replace', path: `${urn}:hired`, value: '2027-05-01T00:00:00Z' },
    { op: 'remove', path: `${urn}:hired` },
    { op: 'remove', path: urn },
    { op: 'replace', value: { [urn]: { hired: '2027-05-01T00:00:00Z' } } },
  ]) {
    assert.equal((await patchUser(client, id, step)).body.scimType, 'mutability', JSON.stringify(step))
  }
  assert.equal((await patchUser(client, id, { op: 'replace', path: `${urn}:hired`, value: hired })).status, 200)
})

test('what is never returned is checked and then forgotten, also in the record of the last request', async () => {
  const pin = { name: 'pin', mutability: 'writeOnly' }
  const cards = { name: 'cards', type: 'complex', multiValued: true, subAttributes: [{ name: 'type' }, pin] }
  await using client = await startWithExtension('generic scim v2.0', { attributes: [pin, cards] })
  const clear = 'CLEAR-TEXT'
  assert.equal((await createExtendedUser(client, 'ada', { pin: { a: clear } })).status, 400)
  const { id } = (await createExtendedUser(client, 'ada', { PIN: clear, cards: [{ type: 'x', pin: clear }] })).body
  const title = { op: 'replace', path: 'title' }
  for (const step of [
    { op: 'replace', path: `${urn}:Pin`, value: clear },
    { op: 'replace', path: `${urn}:cards[type eq "x"].pin`, value: clear },
    { op: 'add', value: { [`${urn}:pin`]: clear, [urn]: { pin: clear } } },
  ]) {
    assert.equal(
      (await patchUser(client, id, step, { ...title, value: `Engineer ${JSON.stringify(step).length}` })).status,
      200,
    )
    const rows = await client.api.database.query({
      text: `select 1 from users where received like '%' || $1 || '%' or document::text like '%' || $1 || '%'`,
      values: [clear],
    })
    assert.deepEqual(rows, [])
  }
  const kept = await client.api.database.query<{ received: string }>({ text: 'select received from users' })
  assert.match(kept[0]?.received ?? '', /title/)
  const answer = await client.send('GET', `/Users?filter=${encodeURIComponent(`${urn}:pin pr`)}`)
  assert.equal(answer.body.scimType, 'invalidFilter')
})

test('two organizations with the same URN have each its own attributes and see nothing of the other', async () => {
  await using api = await createTestApi()
  const one = await createScimClient(api, 'generic scim v2.0')
  const other = await createScimClient(api, 'generic scim v2.0')
  const none = await createScimClient(api, 'generic scim v2.0')
  await defineExtension(api, one.organizationId, { attributes: [{ name: 'badge' }] })
  await defineExtension(api, other.organizationId, { attributes: [{ name: 'badge', type: 'integer' }, { name: 'x' }] })
  const values = { badge: '7', x: 'y' }
  assert.deepEqual((await createExtendedUser(one, 'ada', values)).body[urn], { badge: '7' })
  assert.deepEqual((await createExtendedUser(other, 'ada', values)).body[urn], { badge: 7, x: 'y' })
  const without = await createExtendedUser(none, 'ada', values)
  assert.equal(without.status, 201)
  assert.deepEqual(without.body.schemas, [core])
  assert.equal((await one.send('GET', `/Schemas/${urn}`)).body.attributes.length, 1)
  assert.equal((await other.send('GET', `/Schemas/${urn}`)).body.attributes.length, 2)
  assert.equal((await none.send('GET', `/Schemas/${urn}`)).status, 404)
  assert.deepEqual(await namesBy(one, `${urn}:badge eq "7"`), ['ada'])
  assert.equal((await one.send('GET', `/Users?filter=${encodeURIComponent(`${urn}:x pr`)}`)).status, 400)
})

test('a group has its extensions too', async () => {
  await using client = await startScim('generic scim v2.0')
  const groupUrn = 'urn:acme:hr:2.0:Group'
  const { status } = await defineExtension(client.api, client.organizationId, {
    urn: groupUrn,
    resource_type: 'Group',
    attributes: [{ name: 'owner' }, { name: 'code', mutability: 'immutable' }, { name: 'tags', multiValued: true }],
  })
  assert.equal(status, 201)
  const body = { schemas: [coreGroup, groupUrn], displayName: 'Staff', [groupUrn]: { owner: 'ada', code: '1' } }
  const { id } = (await client.send('POST', '/Groups', { body })).body
  const patch = await client.send('PATCH', `/Groups/${id}`, {
    body: { schemas: [patchOp], Operations: [{ op: 'add', path: `${groupUrn}:tags`, value: ['x'] }] },
  })
  assert.ok(patch.status === 200 || patch.status === 204)
  const put = await client.send('PUT', `/Groups/${id}`, {
    body: { schemas: [coreGroup], displayName: 'Staff', [groupUrn]: { owner: 'bob' } },
  })
  assert.deepEqual(put.body[groupUrn], { owner: 'bob', code: '1' })
  assert.deepEqual(put.body.schemas, [coreGroup, groupUrn])
  const found = await client.send('GET', `/Groups?filter=${encodeURIComponent(`${groupUrn}:owner eq "BOB"`)}`)
  assert.equal(found.body.totalResults, 1)
  assert.equal((await client.send('GET', `/Schemas/${groupUrn}`)).status, 200)
})
