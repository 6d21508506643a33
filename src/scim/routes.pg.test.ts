import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createScimClient, type ScimAnswer, type ScimClient, startScim } from '../testing/scim-client.ts'

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'

function createUser(client: ScimClient, userName: string, more: object = {}): Promise<ScimAnswer> {
  return client.send('POST', '/Users', { body: { schemas: [userUrn], userName, ...more } })
}

function createGroup(client: ScimClient, displayName: string, members: readonly string[] = []): Promise<ScimAnswer> {
  const body = { schemas: [groupUrn], displayName, members: members.map((value) => ({ value })) }
  return client.send('POST', '/Groups', { body })
}

function patch(client: ScimClient, path: string, ...Operations: object[]): Promise<ScimAnswer> {
  return client.send('PATCH', path, {
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations },
  })
}

test('any JSON media type is taken, a strange one and none too', async () => {
  await using client = await startScim('generic scim v2.0')
  const types = [
    'application/json',
    'application/scim+json; charset=utf-8',
    'text/plain',
    'nonsense',
    'application/x-www-form-urlencoded',
    '',
    null,
  ]
  for (const [index, type] of types.entries()) {
    const body = { schemas: [userUrn], userName: `user${index}` }
    const { status } = await client.send('POST', '/Users', { body, headers: { 'content-type': type } })
    assert.equal(status, 201, `${type}`)
  }
})

test('a body may begin with a byte order mark', async () => {
  await using client = await startScim('generic scim v2.0')
  const { status } = await client.send('POST', '/Users', { body: `\ufeff{"schemas":["${userUrn}"],"userName":"bom"}` })
  assert.equal(status, 201)
})

test('Location and ETag are those of the resource', async () => {
  await using client = await startScim('generic scim v2.0')
  const { body, headers } = await createUser(client, 'ada')
  assert.equal(headers.location, body.meta.location)
  assert.equal(headers.location, `http://muster.test/scim/v2/${client.directoryId}/Users/${body.id}`)
  assert.equal(headers.etag, body.meta.version)
  const read = await client.send('GET', `/Users/${body.id}`)
  assert.equal(read.headers.etag, read.body.meta.version)
})

test('If-Match lets a change through only at the version it names', async () => {
  await using client = await startScim('generic scim v2.0')
  const { body } = await createUser(client, 'ada')
  const path = `/Users/${body.id}`
  const put = (title: string, tag: string) =>
    client.send('PUT', path, { body: { schemas: [userUrn], userName: 'ada', title }, headers: { 'if-match': tag } })

  assert.equal((await put('First', 'W/"1"')).headers.etag, 'W/"2"')
  for (const tag of ['W/"1"', '"nonsense"']) {
    const refused = await put('Second', tag)
    assert.deepEqual([refused.status, refused.body.status], [412, '412'])
  }
  assert.equal((await client.send('DELETE', path, { headers: { 'if-match': 'W/"1"' } })).status, 412)
  assert.equal((await put('Third', '"1", W/"2"')).status, 200)
  assert.equal((await put('Fourth', '*')).body.title, 'Fourth')
})

test('If-None-Match saves the body of a resource that has not changed', async () => {
  await using client = await startScim('generic scim v2.0')
  const user = (await createUser(client, 'ada')).body
  const group = (await createGroup(client, 'Engineers')).body
  for (const path of [`/Users/${user.id}`, `/Groups/${group.id}`]) {
    const same = await client.send('GET', path, { headers: { 'if-none-match': 'W/"7", W/"1"' } })
    assert.deepEqual([same.status, same.body, same.headers.etag], [304, null, 'W/"1"'])
    assert.equal((await client.send('GET', path, { headers: { 'if-none-match': 'W/"2"' } })).status, 200)
  }
})

test('a change that changes nothing keeps the version and lastModified', async () => {
  await using client = await startScim('generic scim v2.0')
  const { body } = await createUser(client, 'ada', { title: 'Lead' })
  const again = await patch(client, `/Users/${body.id}`, { op: 'replace', path: 'title', value: 'Lead' })
  assert.deepEqual(again.body.meta, body.meta)
})

test('a slash, a question mark or an ampersand at the end changes nothing', async () => {
  await using client = await startScim('generic scim v2.0')
  const { body } = await createUser(client, 'ada')
  for (const path of ['/Users/', '/Users?', '/Users?filter=userName+eq+%22ada%22&', '/Users/?aadOptscim062020']) {
    const { status, body: list } = await client.send('GET', path)
    assert.deepEqual([status, list.totalResults], [200, 1], path)
  }
  assert.equal((await client.send('GET', `/Users/${body.id}/?`)).body.id, body.id)
  assert.equal(
    (await patch(client, `/Users/${body.id}?aadOptscim062020`, { op: 'add', path: 'title', value: 'x' })).status,
    200,
  )
})

test('methods that a path does not have are answered with those it has', async () => {
  await using client = await startScim('generic scim v2.0')
  for (const [method, path, allow] of [
    ['DELETE', '/Users', 'GET, HEAD, POST'],
    ['POST', '/Users/1', 'GET, HEAD, PUT, PATCH, DELETE'],
    ['POST', '/Schemas', 'GET, HEAD'],
    ['POST', '/ResourceTypes', 'GET, HEAD'],
    ['PUT', '/ServiceProviderConfig', 'GET, HEAD'],
  ] as const) {
    const { status, headers, body } = await client.send(method, path, { body: {} })
    assert.deepEqual([status, headers.allow, body.status], [405, allow, '405'], path)
  }
})

test('a path that is not there is told in SCIM terms, below /scim only', async () => {
  await using client = await startScim('generic scim v2.0')
  for (const path of ['/Nothing', '/Users/1/2']) {
    const { status, body, headers } = await client.send('GET', path)
    assert.deepEqual([status, body.status, headers['content-type']], [404, '404', 'application/scim+json'], path)
  }
  const outside = await client.api.app.inject({ url: '/scimitar' })
  assert.notEqual(outside.headers['content-type'], 'application/scim+json')
})

test('only the configuration is readable without a token', async () => {
  await using client = await startScim('generic scim v2.0')
  const headers = { authorization: null }
  const { status, body } = await client.send('GET', '/ServiceProviderConfig', { headers })
  assert.deepEqual([status, body.patch.supported, body.filter.supported], [200, true, true])
  for (const path of ['/Schemas', '/ResourceTypes', '/Users', '/Groups']) {
    assert.equal((await client.send('GET', path, { headers })).status, 401, path)
  }
})

test('each resource type and schema is found by its name', async () => {
  await using client = await startScim('generic scim v2.0')
  for (const [list, names] of [
    ['/ResourceTypes', ['User', 'Group', 'user']],
    [
      '/Schemas',
      [userUrn, groupUrn, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', userUrn.toLowerCase()],
    ],
  ] as const) {
    for (const name of names) {
      const { status, body } = await client.send('GET', `${list}/${name}`)
      assert.deepEqual([status, body.id.toLowerCase()], [200, name.toLowerCase()])
    }
    assert.equal((await client.send('GET', `${list}/Nothing`)).status, 404)
  }
})

test('discovery refuses a filter and passes over paging', async () => {
  await using client = await startScim('generic scim v2.0')
  assert.equal((await client.send('GET', '/Schemas?filter=id+pr')).status, 403)
  assert.equal((await client.send('GET', '/Schemas?startIndex=2&count=1')).body.Resources.length, 3)
})

test('E-42 the schemas have no nulls and their keywords are in camel case', async () => {
  await using client = await startScim('generic scim v2.0')
  const { body } = await client.send('GET', '/Schemas')
  const text = JSON.stringify(body)
  assert.doesNotMatch(text, /:null/)
  assert.match(text, /"mutability":"readWrite"/)
  assert.deepEqual(
    body.Resources.map(({ id }: { id: string }) => id),
    [userUrn, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', groupUrn],
  )
})

test('attributes and excludedAttributes choose what comes back, but never the id and schemas', async () => {
  await using client = await startScim('generic scim v2.0')
  const made = await createUser(client, 'ada', { title: 'Lead', emails: [{ value: 'a@b.example', type: 'work' }] })
  const path = `/Users/${made.body.id}`
  assert.deepEqual(Object.keys((await client.send('GET', `${path}?attributes=userName,emails.value`)).body).sort(), [
    'emails',
    'id',
    'schemas',
    'userName',
  ])
  const without = (await client.send('GET', `${path}?excludedAttributes=title,id`)).body
  assert.deepEqual([without.title, without.id], [undefined, made.body.id])
  assert.deepEqual(Object.keys((await client.send('GET', '/Users?attributes=title')).body.Resources[0]).sort(), [
    'id',
    'schemas',
    'title',
  ])
})

test('count=0 gives the total alone, and negative numbers count as the least', async () => {
  await using client = await startScim('generic scim v2.0')
  await createUser(client, 'ada')
  const { body } = await client.send('GET', '/Users?count=0')
  assert.deepEqual([body.totalResults, body.itemsPerPage, body.Resources], [1, 0, []])
  const least = (await client.send('GET', '/Users?startIndex=-3&count=-1')).body
  assert.deepEqual([least.totalResults, least.startIndex, least.itemsPerPage], [1, 1, 0])
})

test('lists are sorted, with users that lack the attribute last', async () => {
  await using client = await startScim('generic scim v2.0')
  for (const [name, title] of [
    ['cleo', 'b'],
    ['bert', undefined],
    ['ada', 'A'],
  ] as const)
    await createUser(client, name, { title })
  const names = async (query: string) =>
    (await client.send('GET', `/Users?${query}`)).body.Resources.map(({ userName }: { userName: string }) => userName)
  assert.deepEqual(await names('sortBy=title'), ['ada', 'cleo', 'bert'])
  assert.deepEqual(await names('sortBy=title&sortOrder=descending'), ['bert', 'cleo', 'ada'])
  assert.deepEqual(await names('sortBy=userName&startIndex=2&count=1'), ['bert'])
})

test('a rename to a name that is taken is a conflict, in PUT and PATCH', async () => {
  await using client = await startScim('generic scim v2.0')
  await createUser(client, 'ada')
  const { body } = await createUser(client, 'bert')
  const put = await client.send('PUT', `/Users/${body.id}`, { body: { schemas: [userUrn], userName: 'ADA' } })
  const patched = await patch(client, `/Users/${body.id}`, { op: 'replace', path: 'userName', value: 'Ada' })
  for (const { status, body: error } of [put, patched]) assert.deepEqual([status, error.scimType], [409, 'uniqueness'])
})

test('the name of a deleted user is free at once', async () => {
  await using client = await startScim('generic scim v2.0')
  const { body } = await createUser(client, 'ada')
  assert.equal((await client.send('DELETE', `/Users/${body.id}`)).status, 204)
  assert.equal((await client.send('DELETE', `/Users/${body.id}`)).status, 404)
  assert.equal((await createUser(client, 'ada')).status, 201)
})

test('a PUT never creates', async () => {
  await using client = await startScim('generic scim v2.0')
  const { status } = await client.send('PUT', '/Users/directory_user_unknown', {
    body: { schemas: [userUrn], userName: 'ada' },
  })
  assert.equal(status, 404)
})

test('two groups of one name are a conflict, except in the strict dialect', async () => {
  await using client = await startScim('generic scim v2.0')
  await createGroup(client, 'Engineers')
  const refused = await createGroup(client, 'engineers')
  assert.deepEqual([refused.status, refused.body.scimType], [409, 'uniqueness'])

  const strict = await createScimClient(client.api, 'strict scim v2.0')
  await createGroup(strict, 'Engineers')
  assert.equal((await createGroup(strict, 'Engineers')).status, 201)
})

test('a new, replaced or patched group is answered with its members', async () => {
  await using client = await startScim('generic scim v2.0')
  const [ada, bert] = [
    (await createUser(client, 'ada', { displayName: 'Ada L.' })).body.id,
    (await createUser(client, 'bert')).body.id,
  ]
  const made = await createGroup(client, 'Engineers', [ada])
  const $ref = `http://muster.test/scim/v2/${client.directoryId}/Users/${ada}`
  assert.deepEqual(made.body.members, [{ value: ada, $ref, type: 'User', display: 'Ada L.' }])
  const path = `/Groups/${made.body.id}`
  const replaced = await client.send('PUT', path, {
    body: { schemas: [groupUrn], displayName: 'Engineers', members: [{ value: bert }] },
  })
  assert.deepEqual(
    replaced.body.members.map(({ value }: { value: string }) => value),
    [bert],
  )
  const patched = await patch(client, path, { op: 'add', path: 'members', value: [{ value: ada }] })
  assert.deepEqual([patched.status, patched.body.members.length, patched.headers.etag], [200, 2, 'W/"3"'])
  const shown = await patch(client, `${path}?attributes=members`, { op: 'remove', path: `members[value eq "${bert}"]` })
  assert.deepEqual([shown.status, shown.body.members.length, shown.body.displayName], [200, 1, undefined])
})

test('a PATCH of a group with many members is answered without a body, and so is every one of Entra and Okta', async () => {
  for (const [type, size] of [
    ['generic scim v2.0', 101],
    ['azure scim v2.0', 1],
    ['okta scim v2.0', 1],
  ] as const) {
    await using client = await startScim(type)
    const { body: group } = await createGroup(client, 'Engineers')
    const value = Array.from({ length: size }, (_, index) => ({ value: `nobody-${index}` }))
    const { status, body, headers } = await patch(client, `/Groups/${group.id}`, { op: 'add', path: 'members', value })
    assert.deepEqual([status, body, headers.etag], [204, null, 'W/"2"'], type)
  }
})

test('a PUT that does not name members leaves them', async () => {
  await using client = await startScim('generic scim v2.0')
  const { body: user } = await createUser(client, 'ada')
  const { body: group } = await createGroup(client, 'Engineers', [user.id])
  const renamed = await client.send('PUT', `/Groups/${group.id}`, {
    body: { schemas: [groupUrn], displayName: 'Builders' },
  })
  assert.deepEqual([renamed.body.displayName, renamed.body.members.length], ['Builders', 1])
})

test('members are removed by what they are shown as', async () => {
  await using client = await startScim('generic scim v2.0')
  const [ada, bert] = [
    (await createUser(client, 'ada', { displayName: 'Ada' })).body.id,
    (await createUser(client, 'bert', { displayName: 'Bert' })).body.id,
  ]
  const { body: group } = await createGroup(client, 'Engineers', [ada, bert])
  assert.equal(
    (await patch(client, `/Groups/${group.id}`, { op: 'remove', path: 'members[display eq "ADA"]' })).status,
    200,
  )
  const { body } = await client.send('GET', `/Groups/${group.id}`)
  assert.deepEqual(
    body.members.map(({ value }: { value: string }) => value),
    [bert],
  )
})

test('a change of members reads the members neither before nor after', async () => {
  await using client = await startScim('okta scim v2.0')
  const { body: ada } = await createUser(client, 'ada')
  const { body: group } = await createGroup(client, 'Engineers')
  const queries: string[] = []
  const query = client.api.database.query
  client.api.database.query = (asked) => {
    queries.push(asked.text)
    return query(asked)
  }
  try {
    await patch(client, `/Groups/${group.id}`, { op: 'add', path: 'members', value: [{ value: ada.id }] })
  } finally {
    client.api.database.query = query
  }
  assert.deepEqual(
    queries.filter((text) => /memberships/.test(text)),
    [],
  )
})

test('what was received is kept with the record, passwords taken out', async () => {
  await using client = await startScim('generic scim v2.0')
  const { body } = await createUser(client, 'ada', { password: 's3cret-1', x: { Password: 's3cret-2' } })
  const received = async () => {
    const [row] = await client.api.database.query<{ all: string; method: string }>({
      text: `select u::text as all, received::jsonb->>'method' as method from users u where id = $1`,
      values: [body.id],
    })
    return row
  }
  assert.equal((await received())?.method, 'POST')
  assert.doesNotMatch((await received())?.all ?? '', /s3cret/)

  await patch(
    client,
    `/Users/${body.id}`,
    { op: 'replace', path: 'password', value: 's3cret-3' },
    { op: 'replace', path: `${userUrn}:password`, value: 's3cret-4' },
    { op: 'replace', value: { password: 's3cret-5', title: 'Lead' } },
  )
  assert.equal((await received())?.method, 'PATCH')
  assert.doesNotMatch((await received())?.all ?? '', /s3cret/)
  const events = await client.api.database.query<{ all: string }>({
    text: 'select e::text as all from events e where object_id = $1',
    values: [body.id],
  })
  assert.equal(events.length, 2)
  assert.doesNotMatch(JSON.stringify(events), /s3cret/)
})

test('nothing of another directory is seen or changed', async () => {
  await using client = await startScim('generic scim v2.0')
  const { body: user } = await createUser(client, 'ada')
  const { body: group } = await createGroup(client, 'Engineers', [user.id])
  const other = await createScimClient(client.api, 'generic scim v2.0')
  for (const path of [`/Users/${user.id}`, `/Groups/${group.id}`]) {
    const schemas = path.startsWith('/Users') ? [userUrn] : [groupUrn]
    assert.equal((await other.send('GET', path)).status, 404)
    assert.equal((await other.send('DELETE', path)).status, 404)
    assert.equal((await other.send('PUT', path, { body: { schemas, userName: 'x', displayName: 'x' } })).status, 404)
    assert.equal((await patch(other, path, { op: 'replace', path: 'externalId', value: 'x' })).status, 404)
  }
  assert.equal((await other.send('GET', '/Users?filter=id+pr')).body.totalResults, 0)
})
