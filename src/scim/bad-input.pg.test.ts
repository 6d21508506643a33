import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createScimClient, type ScimAnswer, type ScimClient, startScim } from '../testing/scim-client.ts'

const entra = 'azure scim v2.0'
const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const user = { schemas: [userUrn], userName: 'ada@example.com' }

function nested(depth: number): string {
  return `{"schemas":["${userUrn}"],"userName":"ada","x":${'['.repeat(depth)}${']'.repeat(depth)}}`
}

type Bad = { readonly body: unknown; readonly status: number; readonly scimType?: string; readonly says: RegExp }

const badBodies: Readonly<Record<string, Bad>> = {
  'nothing at all': { body: '', status: 400, scimType: 'invalidSyntax', says: /body/i },
  'malformed JSON': { body: '{"userName": "ada"', status: 400, scimType: 'invalidSyntax', says: /not valid JSON/ },
  'an array': { body: [user], status: 400, scimType: 'invalidSyntax', says: /object/ },
  'a text': { body: '"ada"', status: 400, scimType: 'invalidSyntax', says: /object/ },
  'a userName that is an object': {
    body: { ...user, userName: { a: 1 } },
    status: 400,
    scimType: 'invalidValue',
    says: /userName/,
  },
  'no userName': { body: { schemas: [userUrn] }, status: 400, scimType: 'invalidValue', says: /userName/ },
  'a userName that is too long': {
    body: { ...user, userName: 'x'.repeat(513) },
    status: 400,
    scimType: 'invalidValue',
    says: /512/,
  },
  'active that is no boolean': {
    body: { ...user, active: 'maybe' },
    status: 400,
    scimType: 'invalidValue',
    says: /active/,
  },
  'deep nesting': { body: nested(70), status: 400, scimType: 'invalidSyntax', says: /64 levels/ },
  'very deep nesting': { body: nested(200_000), status: 400, scimType: 'invalidSyntax', says: /64 levels/ },
  'text that is not UTF-8': {
    body: Buffer.from('7b22c328227d', 'hex'),
    status: 400,
    scimType: 'invalidSyntax',
    says: /UTF-8/,
  },
  'a null character': {
    body: '{"userName":"a\\u0000b"}',
    status: 400,
    scimType: 'invalidValue',
    says: /null character/,
  },
  'a null character in a key': {
    body: '{"userName":"ada","a\\u0000b":1}',
    status: 400,
    scimType: 'invalidValue',
    says: /null character/,
  },
  'half a surrogate pair': {
    body: '{"userName":"a\\ud800b"}',
    status: 400,
    scimType: 'invalidValue',
    says: /surrogate/,
  },
  '10 MB': { body: JSON.stringify({ ...user, title: 'x'.repeat(10_000_000) }), status: 413, says: /2097152 bytes/ },
}

test('a body that is no user is refused, and nothing is written', async (t) => {
  await using client = await startScim(entra)
  for (const [what, { body, ...expected }] of Object.entries(badBodies)) {
    await t.test(what, async () => {
      assertRefused(await client.send('POST', '/Users', { body }), expected)
      await assertNothingWritten(client)
    })
  }
  assert.equal((await client.send('POST', '/Users', { body: user })).status, 201)
})

const badQueries: Readonly<Record<string, Bad['says']>> = {
  'filter=userName': /filter/,
  'filter=userName eq': /filter/,
  'filter=userName xx "a"': /xx/,
  'filter=userName eq "a': /quote/,
  'filter=(userName eq "a"': /filter/,
  'filter=nothingLikeIt eq "a"': /nothingLikeIt/,
  'filter=active gt true': /boolean/,
  'filter=password eq "a"': /password/,
  'filter=  ': /blank/,
  'filter="not" (userName pr)': /attribute/,
  'filter=userName eq "\\u0000"': /null character/,
  'filter=emails.value eq "\\ud800"': /surrogate/,
  [`filter=${'('.repeat(2000)}userName pr${')'.repeat(2000)}`]: /brackets/,
}

test('a filter that cannot be read is refused', async (t) => {
  await using client = await startScim(entra)
  for (const [query, says] of Object.entries(badQueries)) {
    await t.test(query.slice(0, 60), async () => {
      const answer = await client.send('GET', `/Users?${encodeURI(query)}`)
      assertRefused(answer, { status: 400, scimType: 'invalidFilter', says })
    })
  }
})

test('a count or sort that cannot be is refused', async () => {
  await using client = await startScim(entra)
  for (const query of ['count=many', 'startIndex=1.5', 'sortBy=nothingLikeIt', 'sortBy=userName&sortOrder=up']) {
    assertRefused(await client.send('GET', `/Users?${query}`), {
      status: 400,
      scimType: 'invalidValue',
      says: /"(count|startIndex|sortBy|sortOrder)"/,
    })
  }
})

test('an id that no resource can have is not found', async () => {
  await using client = await startScim(entra)
  for (const id of ['%00', 'a%20b', "x'%20or%20''='", 'x'.repeat(99), '..%2f..', '%F0%9F%98%80']) {
    for (const [method, request] of [
      ['GET', {}],
      ['DELETE', {}],
      ['PUT', { body: user }],
    ] as const) {
      assertRefused(await client.send(method, `/Users/${id}`, request), { status: 404, says: /not found/ })
    }
    assertRefused(await client.send('GET', `/Groups/${id}`), { status: 404, says: /not found/ })
  }
})

test('an unknown directory is told apart from a wrong token', async () => {
  await using client = await startScim(entra)
  for (const id of ['directory_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'x', 'a%00b']) {
    const answer = await client.api.app.inject({
      url: `/scim/v2/${id}/Users`,
      headers: { authorization: `Bearer ${client.token}` },
    })
    assert.equal(answer.statusCode, 404, id)
    assert.match(answer.json().detail, /no directory/)
  }
  const other = await createScimClient(client.api, 'okta scim v2.0')
  const headers = { authorization: `Bearer ${other.token}` }
  assertRefused(await client.send('GET', '/Users', { headers }), { status: 401, says: /token/ })
})

test('a large body of somebody without a token is not read', async () => {
  await using client = await startScim(entra)
  const answer = await client.send('POST', '/Users', {
    body: 'x'.repeat(10_000_000),
    headers: { authorization: 'Bearer wrong' },
  })
  assertRefused(answer, { status: 401, says: /token/ })
})

test('a PATCH that fails half-way changes nothing', async () => {
  await using client = await startScim(entra)
  const made = await client.send('POST', '/Users', { body: { ...user, userName: 'half@example.com', title: 'Before' } })
  const Operations = [
    { op: 'replace', path: 'title', value: 'After' },
    { op: 'replace', path: 'emails[type eq "nonsense" and value eq "x"].display', value: 'y' },
  ]
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }
  assertRefused(await client.send('PATCH', `/Users/${made.body.id}`, { body }), {
    status: 400,
    scimType: 'noTarget',
    says: /./,
  })
  const { body: after } = await client.send('GET', `/Users/${made.body.id}`)
  assert.deepEqual([after.title, after.meta.version], ['Before', 'W/"1"'])
  await client.send('DELETE', `/Users/${made.body.id}`)
})

test('keys that mean something to JavaScript are harmless', async () => {
  await using client = await startScim(entra)
  const made = await client.send('POST', '/Users', {
    body: `{"schemas":["${userUrn}"],"userName":"proto","__proto__":{"active":false},"constructor":{"prototype":{"polluted":true}},"name":{"__proto__":{"givenName":"x"},"familyName":"y"}}`,
  })
  assert.equal(made.status, 201)
  assert.deepEqual(made.body.name, { familyName: 'y' })
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
  await client.send('DELETE', `/Users/${made.body.id}`)
})

function assertRefused(answer: ScimAnswer, { status, scimType, says }: Omit<Bad, 'body'>): void {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  assert.equal(answer.headers['content-type'], 'application/scim+json')
  assert.deepEqual(answer.body.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error'])
  assert.equal(answer.body.status, String(status))
  if (scimType) assert.equal(answer.body.scimType, scimType)
  assert.match(answer.body.detail, says)
}

async function assertNothingWritten(client: ScimClient): Promise<void> {
  const values = [client.directoryId]
  const counts = await client.api.database.query<{ users: number }>({
    text: 'select (select count(*) from users where directory_id = $1) as users',
    values,
  })
  assert.equal(counts[0]?.users, 0)
}
