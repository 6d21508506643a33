import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createTestApi } from '../testing/api-app.ts'
import { createScimClient, type ScimClient, startScim } from '../testing/scim-client.ts'

// Smaller rules of RFC 7643 and 7644 that suites of conformance try, beside those in rfc-rules.pg.test.ts.

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const patchBody = (...Operations: object[]) => ({ schemas: [patchUrn], Operations })

type Rule = (client: ScimClient) => Promise<void>

const rules: Record<string, Rule> = {
  'every answer that shows one resource says where it is (RFC 7644 sections 3.4.1 and 3.5.1)': async (client) => {
    for (const [endpoint, body] of [
      ['/Users', { schemas: [userUrn], userName: 'ada' }],
      ['/Groups', { schemas: [groupUrn], displayName: 'Team' }],
    ] as const) {
      const { meta, id } = (await client.send('POST', endpoint, { body })).body
      const path = `${endpoint}/${id}`
      const patch = patchBody({ op: 'add', path: 'externalId', value: 'x' })
      for (const answer of [
        await client.send('GET', path),
        await client.send('GET', `${path}?attributes=id`),
        await client.send('PUT', path, { body }),
        await client.send('PATCH', path, { body: patch }),
      ]) {
        assert.deepEqual([answer.status, answer.headers.location], [200, meta.location])
      }
    }
  },

  'R-36 "schemas" is required and cannot be removed; it follows from the values': async (client) => {
    const { id, schemas } = (await client.send('POST', '/Users', { body: { schemas: [userUrn], userName: 'ada' } }))
      .body
    const removal = await client.send('PATCH', `/Users/${id}`, { body: patchBody({ op: 'remove', path: 'schemas' }) })
    assert.deepEqual([removal.status, removal.body.scimType], [400, 'mutability'])
    const addition = patchBody({ op: 'add', path: 'schemas', value: ['urn:nobody:knows'] })
    assert.deepEqual((await client.send('PATCH', `/Users/${id}`, { body: addition })).body.schemas, schemas)
  },

  'R-60 a refused operation of a Bulk request has a location, unless it is a POST (RFC 7644 section 3.7.3)': async (
    client,
  ) => {
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest']
    const Operations = [
      { method: 'PATCH', path: '/Users/nobody' },
      { method: 'PUT', path: '/Groups/nobody' },
      { method: 'POST', path: '/Users', bulkId: 'a' },
    ]
    const { body } = await client.send('POST', '/Bulk', { body: { schemas, Operations } })
    const found = body.Operations.map(({ status, location }: { status: string; location?: string }) => [
      status,
      location?.split('/').slice(-2).join('/'),
    ])
    assert.deepEqual(found, [
      ['400', 'Users/nobody'],
      ['400', 'Groups/nobody'],
      ['400', undefined],
    ])
  },

  'R-12 a text in a filter stands in double quotes': async (client) => {
    await client.send('POST', '/Users', { body: { schemas: [userUrn], userName: 'ada' } })
    for (const filter of ["userName eq 'ada'", 'userName eq {}', 'userName eq `ada`']) {
      const { status, body } = await client.send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      assert.deepEqual([status, body.scimType], [400, 'invalidFilter'], filter)
    }
  },
}

for (const type of ['strict scim v2.0', 'generic scim v2.0']) {
  test(`details of the RFCs hold in a directory of the type ${type}`, async (t: TestContext) => {
    await using api = await createTestApi()
    for (const [name, rule] of Object.entries(rules)) {
      await t.test(name, async () => rule(await createScimClient(api, type)))
    }
  })
}

test('in the strict dialect "schemas" is an array of texts (RFC 7643 section 3)', async () => {
  await using client = await startScim('strict scim v2.0')
  const { id } = (await client.send('POST', '/Users', { body: { schemas: [userUrn], userName: 'ada' } })).body
  const Operations = [{ op: 'add', path: 'title', value: 'Lead' }]
  for (const [method, path, body] of [
    ['POST', '/Users', { schemas: userUrn, userName: 'eva' }],
    ['POST', '/Users', { schemas: [userUrn, 5], userName: 'eva' }],
    ['PUT', `/Users/${id}`, { schemas: userUrn, userName: 'eva' }],
    ['PATCH', `/Users/${id}`, { schemas: patchUrn, Operations }],
  ] as const) {
    const answer = await client.send(method, path, { body })
    assert.deepEqual([answer.status, answer.body.scimType], [400, 'invalidSyntax'], `${method} ${JSON.stringify(body)}`)
  }
})

test('in the strict dialect a PUT clears what it does not name, members too (RFC 7644 section 3.5.1)', async () => {
  await using client = await startScim('strict scim v2.0')
  const user = (await client.send('POST', '/Users', { body: { schemas: [userUrn], userName: 'ada' } })).body
  const body = { schemas: [groupUrn], displayName: 'Team' }
  const members = [{ value: user.id }]
  const group = (await client.send('POST', '/Groups', { body: { ...body, externalId: 'x', members } })).body
  assert.equal(group.members.length, 1)
  const replaced = (await client.send('PUT', `/Groups/${group.id}`, { body })).body
  assert.deepEqual([replaced.externalId, replaced.members], [undefined, undefined])
})
