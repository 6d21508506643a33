import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createScimClient, startScim } from '../../testing/scim-client.ts'
import { addGroup, addUser, babs, core, enterprise, get, memberIds, patch } from '../../testing/scim1.ts'

const generic = 'generic scim v1.1'

let api: TestApi
before(async () => {
  api = await createTestApi()
})
after(() => api[Symbol.asyncDispose]())

test('V-20 Okta deactivates a user with a body that repeats the id', async () => {
  const client = await createScimClient(api, 'okta scim v1.1')
  const { id } = await addUser(client, { locale: 'en_US', password: '1mz050nq', groups: [] })
  const { status, body } = await patch(client, `/Users/${id}`, { id, active: false })
  assert.deepEqual([status, body.active, body.locale], [200, false, 'en_US'])
  const other = await patch(client, `/Users/${id}`, { id: '48e0', active: true })
  assert.deepEqual([other.status, (await get(client, `/Users/${id}`)).active], [400, false])
})

test('V-21 Okta renames a group with every change of its members, and the members stay', async () => {
  const client = await createScimClient(api, 'okta scim v1.1')
  const user = await addUser(client)
  const { id } = await addGroup(client, { displayName: 'Test SCIMv1' })
  const member = { value: user.id, display: 'test.user@okta.local' }
  await patch(client, `/Groups/${id}`, { members: [member] })
  const renamed = await patch(client, `/Groups/${id}`, { id, displayName: 'Test SCIMv11' })
  assert.ok([200, 204].includes(renamed.status))
  assert.deepEqual(await memberIds(client, `/Groups/${id}`), [user.id])
  await patch(client, `/Groups/${id}`, { members: [{ ...member, operation: 'delete' }] })
  const { displayName, members } = await get(client, `/Groups/${id}`)
  assert.deepEqual([displayName, members], ['Test SCIMv11', undefined])
})

test('V-22 Okta creates a group with a description of its own, which is taken and dropped', async () => {
  const client = await createScimClient(api, 'okta scim v1.1')
  const custom = 'urn:okta:custom:group:1.0'
  const description = { description: 'All Users West of the Rockies' }
  const group = await addGroup(client, { schemas: [core, custom], [custom]: description })
  assert.deepEqual([group.displayName, group[custom], group.schemas], ['Tour', undefined, [core]])
})

test('V-23 a POST to a discovery endpoint is answered 405, and errors have a detail', async () => {
  const client = await createScimClient(api, 'okta scim v1.1')
  for (const path of ['/ServiceProviderConfigs', '/Schemas', '/Schemas/Users', '/ResourceTypes']) {
    const { status, headers, body } = await client.send('POST', path, { body: {} })
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD'], path)
    assert.ok(body.detail)
  }
})

test('V-24 the template of OneLogin has an object as its emails, texts as booleans and URNs of no version', async () => {
  const client = await createScimClient(api, generic)
  const { body } = await client.send('POST', '/Users', {
    body: {
      schemas: ['urn:scim:schemas:core:2.0', 'urn:scim:schemas:extension:enterprise:2.0'],
      id: null,
      userName: 'onelogin',
      active: 'true',
      name: { givenName: 'One', familyName: 'Login', formatted: 'One Login', unknown: 'x' },
      emails: { value: 'one@login.com', type: 'work', primary: true },
      'urn:scim:schemas:extension:enterprise:2.0': { manager: { managerId: '7', displayName: 'M' } },
    },
  })
  assert.deepEqual([body.active, body.schemas], [true, [core, enterprise]])
  assert.deepEqual(body.emails, [{ value: 'one@login.com', type: 'work', primary: true }])
  assert.deepEqual(body[enterprise].manager, { managerId: '7', displayName: 'M' })
})

test('the URL alone decides the version: both serve every directory, and see the same people', async () => {
  const client = await createScimClient(api, generic)
  const { id } = await addUser(client)
  const authorization = `Bearer ${client.token}`
  const scim2 = (method: 'GET' | 'PATCH', path: string, payload?: object) =>
    client.api.app.inject({
      method,
      url: `/scim/v2/${client.directoryId}${path}`,
      headers: { authorization },
      ...(payload && { payload }),
    })
  const { schemas, meta } = (await scim2('GET', `/Users/${id}`)).json()
  assert.deepEqual([schemas[0], meta.resourceType], ['urn:ietf:params:scim:schemas:core:2.0:User', 'User'])
  assert.match(meta.location, /\/scim\/v2\//)
  assert.equal((await scim2('PATCH', `/Users/${id}`, { title: 'Guide' })).statusCode, 400)
  const patchOp = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'title', value: 'Guide' }],
  }
  assert.equal((await client.send('PATCH', `/Users/${id}`, { body: patchOp })).body.title, 'Guide')
})

test('what comes by 1.1 is in the API and in the events as what comes by 2.0', async () => {
  const shown = []
  for (const [type, urn] of [
    [generic, core],
    ['generic scim v2.0', 'urn:ietf:params:scim:schemas:core:2.0:User'],
  ] as const) {
    await using client = await startScim(type)
    const { schemas: _, [enterprise]: __, ...user } = babs
    const { id } = (await client.send('POST', '/Users', { body: { schemas: [urn], ...user } })).body
    const body = { schemas: [urn], ...user, active: false }
    await client.send('PUT', `/Users/${id}`, { body })
    await client.api.feed()
    const { data } = (await client.api.call('GET', `/directory_users?directory=${client.directoryId}`)).body
    const events = (await client.api.call('GET', '/events?events=dsync.user.created,dsync.user.updated')).body.data
    shown.push({
      user: { ...data[0], ...unlike, raw_attributes: null },
      events: events.map(({ event, data: of }: { event: string; data: object }) => ({
        event,
        ...of,
        ...unlike,
        raw_attributes: null,
      })),
    })
  }
  assert.deepEqual(shown[0], shown[1])
  assert.equal(shown[0]?.user.state, 'inactive')
})

const unlike = { id: null, idp_id: null, directory_id: null, organization_id: null, created_at: null, updated_at: null }

test('a directory is told the URL of its version, and what was received is shown as it was sent', async () => {
  const client = await createScimClient(api, generic)
  const directory = (await client.api.call('GET', `/directories/${client.directoryId}`)).body
  assert.equal(directory.endpoint, `http://muster.test/scim/v1/${client.directoryId}`)
  const { id } = await addUser(client, { password: 'secret' })
  const body = { schemas: [core], meta: { attributes: ['externalId'] }, title: 'Guide' }
  await client.send('PATCH', `/Users/${id}`, { body })
  const [row] = await client.api.database.query<{ body: unknown }>({
    text: `select received::jsonb->'body' as body from users where id = $1`,
    values: [id],
  })
  assert.deepEqual(row?.body, body)
})
