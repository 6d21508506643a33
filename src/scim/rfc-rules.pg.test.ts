import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { createScimClient, type ScimClient } from '../testing/scim-client.ts'

// What RFC 7643 and 7644 want of every server, whatever its clients bend. Each rule is tried in the strict dialect and in
// the tolerant one for clients that are not known.

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error'

// biome-ignore lint/suspicious/noExplicitAny: answers of any shape are what is checked
type Body = any

const user = (userName: string, more: object = {}) => ({ schemas: [userUrn], userName, ...more })
const group = (displayName: string, more: object = {}) => ({ schemas: [groupUrn], displayName, ...more })

async function createUser(client: ScimClient, userName: string, more: object = {}): Promise<Body> {
  const { status, body } = await client.send('POST', '/Users', { body: user(userName, more) })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

async function createGroup(client: ScimClient, displayName: string, more: object = {}): Promise<Body> {
  const { status, body } = await client.send('POST', '/Groups', { body: group(displayName, more) })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

const patch = (client: ScimClient, path: string, ...Operations: object[]) =>
  client.send('PATCH', path, { body: { schemas: [patchUrn], Operations } })

type Rule = (client: ScimClient) => Promise<void>

const rules: Record<string, Rule> = {
  'R-01 an error has its schema, its status as a text, a detail, and for 400 and 409 a scimType': async (client) => {
    await createUser(client, 'ada')
    const answers = [
      await client.send('POST', '/Users', { body: user('ada') }),
      await client.send('GET', '/Users?filter=userName+zz+1'),
      await client.send('GET', '/Users/nobody'),
    ]
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.status, body.schemas, body.scimType]),
      [
        [409, '409', [errorUrn], 'uniqueness'],
        [400, '400', [errorUrn], 'invalidFilter'],
        [404, '404', [errorUrn], undefined],
      ],
    )
    for (const { body } of answers) assert.ok(body.detail.length > 10)
  },

  'R-02 a refused token is answered with the way to authenticate': async (client) => {
    for (const authorization of [null, 'Bearer wrong', 'Basic YTpi']) {
      const { status, headers } = await client.send('GET', '/Users', { headers: { authorization } })
      assert.deepEqual([status, headers['www-authenticate']], [401, 'Bearer realm="SCIM"'])
    }
  },

  'the token is taken as a bearer token, alone, and as the password of HTTP Basic': async (client) => {
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
    const good = [`Bearer ${client.token}`, client.token, basic(`muster:${client.token}`), basic(`:${client.token}`)]
    for (const authorization of good) {
      assert.equal((await client.send('GET', '/Users', { headers: { authorization } })).status, 200)
    }
    for (const authorization of [basic(client.token.slice(1)), basic(`${client.token}:`), 'Basic', 'Basic ====']) {
      assert.equal((await client.send('GET', '/Users', { headers: { authorization } })).status, 401, authorization)
    }
  },

  'R-03 what was made is found at Location, which is meta.location': async (client) => {
    for (const [path, body] of [
      ['/Users', user('ada')],
      ['/Groups', group('Team')],
    ] as const) {
      const made = await client.send('POST', path, { body })
      assert.deepEqual([made.status, made.headers.location], [201, made.body.meta.location])
      assert.equal(made.body.meta.location, `http://muster.test/scim/v2/${client.directoryId}${path}/${made.body.id}`)
      assert.deepEqual((await client.send('GET', `${path}/${made.body.id}`)).body, made.body)
    }
  },

  'R-04 a userName that is taken, in any case, is a conflict in POST, PUT and PATCH, and free when its user is deleted':
    async (client) => {
      const ada = await createUser(client, 'ada')
      const bert = await createUser(client, 'bert')
      const path = `/Users/${bert.id}`
      for (const answer of [
        await client.send('POST', '/Users', { body: user('ADA') }),
        await client.send('PUT', path, { body: user('Ada') }),
        await patch(client, path, { op: 'replace', path: 'userName', value: 'ada' }),
      ]) {
        assert.deepEqual([answer.status, answer.body.scimType], [409, 'uniqueness'])
      }
      await client.send('DELETE', `/Users/${ada.id}`)
      assert.equal((await client.send('PUT', path, { body: user('ada') })).status, 200)
    },

  'R-06 unknown parameters of the URL are passed over': async (client) => {
    const ada = await createUser(client, 'ada')
    assert.equal((await client.send('GET', `/Users/${ada.id}?x=1&aadOptscim062020`)).status, 200)
    assert.equal((await client.send('GET', '/Users?nothing=at+all')).body.totalResults, 1)
  },

  'R-07 every answer is application/scim+json, whatever was accepted': async (client) => {
    for (const accept of ['application/scim+json', 'application/json', '*/*']) {
      for (const path of ['/Users', '/Users/nobody', '/Schemas', '/ServiceProviderConfig']) {
        const { headers } = await client.send('GET', path, { headers: { accept } })
        assert.equal(headers['content-type'], 'application/scim+json', path)
      }
    }
  },

  'R-08 a PUT makes nothing and passes over what is read-only': async (client) => {
    assert.equal((await client.send('PUT', '/Users/nobody', { body: user('nobody') })).status, 404)
    const ada = await createUser(client, 'ada')
    const body = user('ada', { id: 'other', meta: { created: '2001-01-01T00:00:00Z' }, groups: [{ value: 'g' }] })
    const replaced = await client.send('PUT', `/Users/${ada.id}`, { body })
    assert.deepEqual([replaced.body.id, replaced.body.meta.created], [ada.id, ada.meta.created])
    assert.equal(replaced.body.groups, undefined)
  },

  'R-10 a list without a match is an empty list': async (client) => {
    const { status, body } = await client.send('GET', '/Users?filter=userName+eq+%22nobody%22')
    assert.deepEqual([status, body.totalResults, body.itemsPerPage, body.Resources], [200, 0, 0, []])
  },

  'R-19 attributes and excludedAttributes choose what comes back, of every method': async (client) => {
    const shown = 'attributes=userName,name.givenName'
    const more = { name: { givenName: 'Ada', familyName: 'L' }, title: 'Lead' }
    const made = await client.send('POST', `/Users?${shown}`, { body: user('ada', more) })
    const path = `/Users/${made.body.id}`
    const expected = { schemas: [userUrn], id: made.body.id, userName: 'ada', name: { givenName: 'Ada' } }
    assert.deepEqual(made.body, expected)
    const answers = [
      await client.send('GET', `${path}?${shown}`),
      await client.send('PUT', `${path}?${shown}`, { body: user('ada', more) }),
      await patch(client, `${path}?${shown}`, { op: 'add', path: 'nickName', value: 'A' }),
    ]
    for (const { body } of answers) assert.deepEqual(body, expected)
    const without = (await client.send('GET', `${path}?excludedAttributes=id,name,schemas,userName`)).body
    assert.deepEqual(
      [without.id, without.schemas, without.name, without.title],
      [made.body.id, [userUrn], undefined, 'Lead'],
    )
  },

  'R-19 what is never returned is not returned when it is asked for': async (client) => {
    const { id } = await createUser(client, 'ada', { password: 's3cret' })
    assert.deepEqual((await client.send('GET', `/Users/${id}?attributes=password`)).body, { schemas: [userUrn], id })
    assert.equal((await client.send('GET', '/Users?filter=password+eq+%22s3cret%22')).body.scimType, 'invalidFilter')
  },

  'R-20 the parts of discovery are there alone too; they refuse a filter, and know no other method than GET': async (
    client,
  ) => {
    for (const list of ['/Schemas', '/ResourceTypes']) {
      const { body } = await client.send('GET', `${list}?count=1&startIndex=2&sortBy=id&attributes=id`)
      assert.equal(body.totalResults, body.Resources.length)
      for (const one of body.Resources) {
        assert.deepEqual((await client.send('GET', `${list}/${one.id}`)).body, one)
        assert.equal(one.meta.location, `http://muster.test/scim/v2/${client.directoryId}${list}/${one.id}`)
      }
      assert.equal((await client.send('GET', `${list}/nothing`)).status, 404)
    }
    for (const path of ['/Schemas', '/ResourceTypes', '/ServiceProviderConfig']) {
      assert.equal((await client.send('GET', `${path}?filter=id+pr`)).status, 403)
      assert.equal((await client.send('POST', path, { body: {} })).status, 405)
    }
  },

  'R-30 a PATCH has known operations, and a remove says what to remove': async (client) => {
    const { id } = await createUser(client, 'ada')
    for (const [operation, scimType] of [
      [{ op: 'move', path: 'title', value: 'x' }, 'invalidSyntax'],
      [{ op: 'remove' }, 'noTarget'],
      [{ op: 'replace', path: 'emails[', value: 'x' }, 'invalidPath'],
      [{ op: 'replace', path: 'active', value: 'perhaps' }, 'invalidValue'],
    ] as const) {
      const { status, body } = await patch(client, `/Users/${id}`, operation)
      assert.deepEqual([status, body.scimType], [400, scimType], JSON.stringify(operation))
    }
  },

  'R-31 a PATCH that fails anywhere changes nothing': async (client) => {
    const made = await createUser(client, 'ada')
    const good = { op: 'replace', path: 'title', value: 'Lead' }
    assert.equal((await patch(client, `/Users/${made.id}`, good, { op: 'remove' })).status, 400)
    assert.deepEqual((await client.send('GET', `/Users/${made.id}`)).body, made)
  },

  'R-34 a replace of a value that no filter finds has no target': async (client) => {
    const { id } = await createUser(client, 'ada')
    const operation = { op: 'replace', path: 'emails[value eq "a@x.org"].display', value: 'A' }
    const { status, body } = await patch(client, `/Users/${id}`, operation)
    assert.deepEqual([status, body.scimType], [400, 'noTarget'])
  },

  'R-36 what is required or read-only cannot be removed': async (client) => {
    const { id } = await createUser(client, 'ada')
    for (const path of ['userName', 'id', 'meta', 'groups']) {
      const { status, body } = await patch(client, `/Users/${id}`, { op: 'remove', path })
      assert.deepEqual([status, body.scimType], [400, 'mutability'], path)
    }
  },

  'R-33 a PATCH that brings what is there changes neither version nor lastModified': async (client) => {
    const made = await createUser(client, 'ada', { emails: [{ value: 'a@x.org', type: 'work' }] })
    const value = [{ value: 'a@x.org', type: 'work' }]
    const { status, body } = await patch(client, `/Users/${made.id}`, { op: 'add', path: 'emails', value })
    assert.deepEqual([status, body.meta, body.emails], [200, made.meta, value])
  },

  'R-39 a PATCH is answered with the whole resource, and with what it asks for': async (client) => {
    const { id } = await createUser(client, 'ada')
    const whole = await patch(client, `/Users/${id}`, { op: 'add', path: 'title', value: 'Lead' })
    assert.deepEqual([whole.status, whole.body.title, whole.headers.etag], [200, 'Lead', whole.body.meta.version])
    const team = await createGroup(client, 'Team')
    const path = `/Groups/${team.id}`
    const answer = await patch(client, path, { op: 'add', path: 'members', value: [{ value: id }] })
    assert.deepEqual([answer.status, answer.body.displayName, answer.body.members[0].value], [200, 'Team', id])
    const part = await patch(client, `${path}?attributes=displayName`, {
      op: 'replace',
      path: 'displayName',
      value: 'T',
    })
    assert.deepEqual([part.status, part.body], [200, { schemas: [groupUrn], id: team.id, displayName: 'T' }])
  },

  'R-50 ETag is meta.version; a stale If-Match is refused, a known If-None-Match saves the body': async (client) => {
    const made = await client.send('POST', '/Users', { body: user('ada') })
    const path = `/Users/${made.body.id}`
    assert.equal(made.headers.etag, made.body.meta.version)
    const stale = { headers: { 'if-match': 'W/"99"' } }
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', user('eva')],
      ['PATCH', { schemas: [patchUrn], Operations: [{ op: 'add', path: 'title', value: 'x' }] }],
      ['DELETE', undefined],
    ] as const) {
      const request = body ? { ...stale, body } : stale
      assert.equal((await client.send(method, path, request)).status, 412, method)
    }
    const known = { 'if-none-match': String(made.headers.etag) }
    const unchanged = await client.send('GET', path, { headers: known })
    assert.deepEqual([unchanged.status, unchanged.body], [304, null])
    assert.equal((await client.send('PUT', path, { headers: known, body: user('eva') })).status, 412)
    assert.equal((await client.send('DELETE', path, { headers: known })).status, 412)
    assert.equal((await client.send('DELETE', path, { headers: { 'if-match': '*' } })).status, 204)
  },

  'R-70 schemas lists an extension only when it has values, and an empty one is left out': async (client) => {
    const body = { schemas: [userUrn, enterpriseUrn], userName: 'ada', [enterpriseUrn]: { department: null } }
    const made = (await client.send('POST', '/Users', { body })).body
    assert.deepEqual([made.schemas, enterpriseUrn in made], [[userUrn], false])
    const path = `${enterpriseUrn}:department`
    const added = (await patch(client, `/Users/${made.id}`, { op: 'add', path, value: 'R&D' })).body
    assert.deepEqual([added.schemas, added[enterpriseUrn]], [[userUrn, enterpriseUrn], { department: 'R&D' }])
    const removed = (await patch(client, `/Users/${made.id}`, { op: 'remove', path })).body
    assert.deepEqual([removed.schemas, enterpriseUrn in removed], [[userUrn], false])
  },

  'R-71 the id is made by the server, never the word bulkId, and another one for everybody': async (client) => {
    const ids = [await createUser(client, 'ada', { id: 'mine' }), await createUser(client, 'bert')].map(({ id }) => id)
    assert.equal(new Set([...ids, 'mine', 'bulkId']).size, 4)
  },

  'R-72 meta says what it is, when it was made and changed, where it is and at which version': async (client) => {
    for (const [resourceType, { meta }] of [
      ['User', await createUser(client, 'ada')],
      ['Group', await createGroup(client, 'Team')],
    ] as const) {
      assert.deepEqual(Object.keys(meta).sort(), ['created', 'lastModified', 'location', 'resourceType', 'version'])
      assert.equal(meta.resourceType, resourceType)
      for (const time of [meta.created, meta.lastModified]) assert.match(time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    }
  },

  'R-73 the attributes of an extension are under its URN, in any case when they come': async (client) => {
    const extension = { Department: 'R&D', manager: { value: '26118915' } }
    const body = { schemas: [userUrn, enterpriseUrn], userName: 'ada', [enterpriseUrn.toUpperCase()]: extension }
    const made = (await client.send('POST', '/Users', { body })).body
    assert.deepEqual(made[enterpriseUrn], { department: 'R&D', manager: { value: '26118915' } })
  },

  'R-74 the groups of a user are read-only and in step with the members': async (client) => {
    const ada = await createUser(client, 'ada')
    const team = await createGroup(client, 'Team', { members: [{ value: ada.id }] })
    const $ref = `http://muster.test/scim/v2/${client.directoryId}/Groups/${team.id}`
    const shown = (await client.send('GET', `/Users/${ada.id}`)).body.groups
    assert.deepEqual(shown, [{ value: team.id, $ref, display: 'Team', type: 'direct' }])
    await patch(client, `/Groups/${team.id}`, { op: 'remove', path: `members[value eq "${ada.id}"]` })
    assert.equal((await client.send('GET', `/Users/${ada.id}`)).body.groups, undefined)
  },

  'R-75 a group needs a displayName': async (client) => {
    const { status, body } = await client.send('POST', '/Groups', { body: { schemas: [groupUrn] } })
    assert.deepEqual([status, body.scimType], [400, 'invalidValue'])
  },

  "R-75a a deleted user leaves every group, and a member's display follows a rename": async (client) => {
    const ada = await createUser(client, 'ada', { displayName: 'Ada' })
    const bert = await createUser(client, 'bert')
    const { id } = await createGroup(client, 'Team', { members: [{ value: ada.id }, { value: bert.id }] })
    await client.send('DELETE', `/Users/${bert.id}`)
    await patch(client, `/Users/${ada.id}`, { op: 'replace', path: 'displayName', value: 'Ada Lovelace' })
    const { members } = (await client.send('GET', `/Groups/${id}`)).body
    assert.deepEqual(
      members.map(({ value, display }: Body) => [value, display]),
      [[ada.id, 'Ada Lovelace']],
    )
  },

  'R-76 groups may be members, and what a member is cannot be changed': async (client) => {
    const inner = await createGroup(client, 'Inner')
    const { id } = await createGroup(client, 'Outer', { members: [{ value: inner.id, type: 'Group' }] })
    const [member] = (await client.send('GET', `/Groups/${id}`)).body.members
    assert.deepEqual([member.value, member.type, member.display], [inner.id, 'Group', 'Inner'])
    const operation = { op: 'replace', path: `members[value eq "${inner.id}"].value`, value: 'x' }
    const { status, body } = await patch(client, `/Groups/${id}`, operation)
    assert.deepEqual([status, body.scimType], [400, 'mutability'])
  },
}

async function tryRule(api: TestApi, type: string, rule: Rule): Promise<void> {
  await rule(await createScimClient(api, type))
}

for (const type of ['strict scim v2.0', 'generic scim v2.0']) {
  test(`the rules of the RFCs hold in a directory of the type ${type}`, async (t: TestContext) => {
    await using api = await createTestApi()
    for (const [name, rule] of Object.entries(rules)) await t.test(name, () => tryRule(api, type, rule))
  })
}
