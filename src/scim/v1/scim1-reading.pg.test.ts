import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createScimClient } from '../../testing/scim-client.ts'
import { addUser, babs, core, enterprise, get, list } from '../../testing/scim1.ts'

const generic = 'generic scim v1.1'

let api: TestApi
before(async () => {
  api = await createTestApi()
})
after(() => api[Symbol.asyncDispose]())

test('V-01 a user of 1.1 is created and answered with the URNs and the manager of 1.1', async () => {
  const client = await createScimClient(api, generic)
  const { status, headers, body } = await client.send('POST', '/Users', { body: babs })
  assert.equal(status, 201)
  const { id, meta, active, ...rest } = body
  assert.deepEqual(rest, babs)
  assert.equal(active, true)
  assert.deepEqual(Object.keys(meta).sort(), ['created', 'lastModified', 'location', 'version'])
  assert.equal(meta.location, `http://muster.test/scim/v1/${client.directoryId}/Users/${id}`)
  assert.deepEqual([headers.location, headers.etag], [meta.location, meta.version])
  assert.deepEqual(await get(client, `/Users/${id}`), body)
})

test('V-01 a body without schemas is a resource of the core', async () => {
  const client = await createScimClient(api, generic)
  const { schemas: _, [enterprise]: __, ...user } = babs
  const { body } = await client.send('POST', '/Users', { body: user })
  assert.deepEqual(body.schemas, [core])
})

test('V-02 the configuration is in the plural and in the form of 1.1, and needs no token', async () => {
  const client = await createScimClient(api, generic)
  const { status, body } = await client.send('GET', '/ServiceProviderConfigs', { headers: { authorization: null } })
  assert.equal(status, 200)
  assert.deepEqual(body.schemas, [core])
  for (const name of ['patch', 'bulk', 'filter', 'sort', 'etag']) assert.equal(body[name].supported, true, name)
  assert.deepEqual([body.changePassword, body.xmlDataFormat], [{ supported: false }, { supported: false }])
  const [scheme] = body.authenticationSchemes
  assert.deepEqual([scheme.type, scheme.specUrl], ['oauthbearertoken', 'https://www.rfc-editor.org/rfc/rfc6750'])
  assert.equal((await client.send('GET', '/ServiceProviderConfig')).status, 404)
})

test('V-02 the schemas are those of 1.1, each by its endpoint', async () => {
  const client = await createScimClient(api, generic)
  const { totalResults, schemas, Resources } = await get(client, '/Schemas')
  assert.deepEqual([totalResults, schemas], [2, [core]])
  assert.deepEqual(await get(client, '/Schemas/Users'), Resources[0])
  assert.deepEqual(await get(client, `/Schemas/${core}:Group`), Resources[1])
  const attributes = new Map<string, Record<string, unknown>>(
    Resources[0].attributes.map((one: { name: string }) => [one.name, one]),
  )
  assert.deepEqual(
    { ...attributes.get('userName'), description: null },
    {
      name: 'userName',
      type: 'string',
      description: null,
      readOnly: false,
      required: true,
      caseExact: false,
      multiValued: false,
      schema: core,
    },
  )
  assert.equal(attributes.get('addresses')?.multiValuedAttributeChildName, 'address')
  assert.equal(attributes.get('department')?.schema, enterprise)
  const parts = attributes.get('manager')?.subAttributes as { name: string }[]
  assert.deepEqual(
    parts.map(({ name }) => name),
    ['managerId', '$ref', 'displayName'],
  )
  assert.equal((await client.send('GET', '/Schemas/Devices')).status, 404)
})

test('V-02 there is no search by POST, no /Me and no /ResourceTypes', async () => {
  const client = await createScimClient(api, generic)
  assert.equal((await client.send('POST', '/.search', { body: {} })).status, 404)
  assert.equal((await client.send('POST', '/Users/.search', { body: {} })).status, 405)
  assert.equal((await client.send('GET', '/Me')).status, 404)
  assert.equal((await client.send('GET', '/ResourceTypes')).status, 404)
})

test('V-03 JSON is asked for and answered, also by the suffix of the path', async () => {
  const client = await createScimClient(api, generic)
  const headers = { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' }
  const made = await client.send('POST', '/Users.json', { body: babs, headers })
  assert.deepEqual([made.status, made.headers['content-type']], [201, 'application/json'])
  assert.equal((await get(client, `/Users/${made.body.id}.json`)).id, made.body.id)
  assert.equal((await get(client, '/Users.json?count=1')).totalResults, 1)
  assert.equal((await client.send('DELETE', `/Users/${made.body.id}.json`)).status, 200)
  for (const path of ['/ServiceProviderConfigs.json', '/Schemas.json', '/Schemas/Users.json', '/Groups.json']) {
    assert.equal((await client.send('GET', path)).status, 200, path)
  }
})

test('V-03 XML is neither read nor written', async () => {
  const client = await createScimClient(api, generic)
  for (const type of ['application/xml', 'text/xml; charset=utf-8']) {
    const sent = await client.send('POST', '/Users', { body: '<User/>', headers: { 'content-type': type } })
    assert.deepEqual([sent.status, sent.body.Errors[0].code], [415, '415'])
    assert.equal((await client.send('GET', '/Users', { headers: { accept: type } })).status, 406)
  }
  for (const path of ['/Users.xml', '/Users/1.xml?attributes=id', '/Schemas/Users.xml']) {
    assert.equal((await client.send('GET', path)).status, 406, path)
  }
  for (const accept of ['application/xml;q=0.9, application/json', '*/*', 'application/scim+json']) {
    assert.equal((await client.send('GET', '/Users', { headers: { accept } })).status, 200, accept)
  }
})

test('V-04 a list has the URN of the core and the counters of 1.1', async () => {
  const client = await createScimClient(api, generic)
  const { id } = await addUser(client)
  await addUser(client, { userName: 'second' })
  const { Resources, ...counters } = await get(client, '/Users?startIndex=1&count=1')
  assert.deepEqual(counters, { schemas: [core], totalResults: 2, itemsPerPage: 1, startIndex: 1 })
  assert.deepEqual([Resources[0].id, Resources[0].schemas], [id, [core, enterprise]])
  assert.deepEqual((await get(client, list('/Users', 'userName eq "nobody"'))).Resources, [])
})

test('V-05 filters find by names and operators in any case, and by the values of multi-valued attributes', async () => {
  const client = await createScimClient(api, generic)
  await addUser(client)
  await addUser(client, { userName: 'john', emails: [], [enterprise]: { department: 'Sales' } })
  const found = async (filter: string) => {
    const { Resources } = await get(client, list('/Users', filter))
    return Resources.map(({ userName }: { userName: string }) => userName)
  }
  assert.deepEqual(await found('userName Eq "JOHN"'), ['john'])
  assert.deepEqual(await found('USERNAME EQ "john" and (title pr or name.familyName SW "jen")'), ['john'])
  assert.deepEqual(await found('emails co "example.com"'), ['bjensen@example.com'])
  assert.deepEqual(await found('emails eq "BJENSEN@example.com"'), ['bjensen@example.com'])
  assert.deepEqual(await found(`${enterprise}:department eq "sales"`), ['john'])
  assert.deepEqual(await found(`${enterprise}:manager.managerId eq "26118915"`), ['bjensen@example.com'])
  assert.deepEqual(await found('meta.lastModified gt "2011-05-13T04:42:34Z" and userName lt "c"'), [
    'bjensen@example.com',
  ])
})

test('V-05 what 1.1 has not in filters is refused with a text that says so', async () => {
  const client = await createScimClient(api, generic)
  for (const filter of ['userName ne "a"', 'userName ew "a"', 'not (title pr)', 'emails[type eq "work"]']) {
    const { status, body } = await client.send('GET', list('/Users', filter))
    assert.equal(status, 400)
    assert.match(body.Errors[0].description, /SCIM 1\.1 does not have .* It has eq, co, sw, pr/)
  }
  const { status, body } = await client.send('GET', list('/Users', 'userName is "a"'))
  assert.deepEqual([status, /"is"/.test(body.Errors[0].description)], [400, true])
})

test('V-06 `attributes` chooses what comes back beside the least, and `excludedAttributes` is not of 1.1', async () => {
  const client = await createScimClient(api, generic)
  const { id } = await addUser(client)
  const chosen = await get(client, `/Users/${id}?attributes=${core}:userName,${enterprise}:manager.managerId`)
  assert.deepEqual(Object.keys(chosen).sort(), ['id', 'meta', 'schemas', enterprise, 'userName'].sort())
  assert.deepEqual(chosen[enterprise], { manager: { managerId: '26118915' } })
  const { Resources } = await get(client, '/Users?attributes=userName&sortBy=userName&sortOrder=descending')
  assert.deepEqual(Object.keys(Resources[0]).sort(), ['id', 'meta', 'schemas', 'userName'])
  assert.equal((await get(client, `/Users/${id}?excludedAttributes=userName`)).userName, babs.userName)
})

test('V-09 errors have the form of 1.1', async () => {
  const client = await createScimClient(api, generic)
  await addUser(client)
  const answers = [
    [404, await client.send('GET', '/Users/2819')],
    [409, await client.send('POST', '/Users', { body: babs })],
    [400, await client.send('POST', '/Users', { body: '{' })],
    [401, await client.send('GET', '/Users', { headers: { authorization: 'Bearer wrong' } })],
    [404, await client.send('GET', '/Nothing')],
    [400, await client.send('GET', '/Users/%zz')],
    [405, await client.send('PUT', '/Users', { body: {} })],
  ] as const
  for (const [status, answer] of answers) {
    const { Errors, detail } = answer.body
    assert.deepEqual([answer.status, answer.headers['content-type']], [status, 'application/json'])
    assert.deepEqual(Errors, [{ description: detail, code: String(status) }])
    assert.ok(detail.length > 10)
  }
  assert.equal(answers[0][1].body.detail, 'User "2819" not found.')
  assert.match(answers[4][1].body.detail, /scim\/v1/)
})
