import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ScimClient, startScim } from '../testing/scim-client.ts'

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

// PostgreSQL has no null character, and so the server refuses it.
const text = fc.string({ unit: 'grapheme', minLength: 1 }).map((drawn) => `x${drawn.replaceAll('\0', '')}`)
const words = fc.oneof(text, fc.constantFrom('"', '\\"}', '\u2028', '😀', 'Łucja', 'ﬁ\u0301'))
const user = fc.record(
  {
    displayName: words,
    name: fc.record({ givenName: words, familyName: words }, { requiredKeys: [] }),
    emails: fc.array(fc.record({ value: words, type: fc.constantFrom('work', 'home') }), { maxLength: 3 }),
    active: fc.boolean(),
    [enterprise]: fc.record({ department: words, manager: fc.record({ value: words }) }, { requiredKeys: [] }),
  },
  { requiredKeys: [], noNullPrototype: true },
)

async function makeUsers(client: ScimClient): Promise<string[]> {
  const drawn = fc.sample(user, { numRuns: 25, seed: 11 })
  const answers = await Promise.all(
    drawn.map((body, index) =>
      client.send('POST', '/Users', { body: { schemas: [core, enterprise], userName: `user-${index}`, ...body } }),
    ),
  )
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
  for (const { body } of answers) assert.deepEqual((await client.send('GET', `/Users/${body.id}`)).body, body)
  return answers.map(({ body }) => body.id)
}

/** Group n has every user whose index is a multiple of n + 1, so that the first user is in all and some are in one. */
async function makeGroups(client: ScimClient, users: readonly string[]): Promise<void> {
  const names = fc.sample(words, { numRuns: 12, seed: 5 })
  for (const [n, name] of names.entries()) {
    const members = users.slice(0, -1).flatMap((value, index) => (index % (n + 1) === 0 ? [{ value }] : []))
    const displayName = `${n} ${name}`
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName, members }
    assert.equal((await client.send('POST', '/Groups', { body })).status, 201)
  }
}

/** The users as the answers to writes have them, which are made of objects: a PATCH that changes nothing. */
async function usersOfWrites(client: ScimClient, ids: readonly string[]) {
  const body = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'remove', path: 'nickName' }],
  }
  const answers = await Promise.all(ids.map((id) => client.send('PATCH', `/Users/${id}`, { body })))
  return answers.map((answer) => answer.body)
}

test('a user is the same in every answer, of reads and of writes, alone and in lists', async () => {
  await using client = await startScim('generic scim v2.0')
  const ids = await makeUsers(client)
  await makeGroups(client, ids)
  const expected = await usersOfWrites(client, ids)
  assert.deepEqual([expected[0].groups.length, expected.at(-1).groups], [12, undefined])
  assert.ok(expected.every(({ nickName }) => nickName === undefined))

  for (const whole of expected) assert.deepEqual((await client.send('GET', `/Users/${whole.id}`)).body, whole)
  const lists = ['/Users?count=100', '/Users?cursor=&count=100', '/Users?filter=userName+co+%22user%22', '/?count=25']
  for (const path of lists) assert.deepEqual((await client.send('GET', path)).body.Resources, expected, path)
  for (const [index, { userName }] of expected.entries()) {
    const path = `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`
    assert.deepEqual((await client.send('GET', path)).body.Resources, [expected[index]])
  }
  const parts = (await client.send('GET', '/Users?attributes=emails,groups')).body.Resources
  assert.deepEqual(
    parts.map(({ emails, groups }: { emails: unknown; groups: unknown }) => [emails, groups]),
    expected.map(({ emails, groups }) => [emails, groups]),
  )
})

test('the answer to HEAD has the length and the version of the answer to GET, which counts bytes', async () => {
  await using client = await startScim('generic scim v2.0')
  const body = { schemas: [core], userName: 'Łucja 😀', displayName: 'ü' }
  const { id } = (await client.send('POST', '/Users', { body })).body
  for (const path of [`/Users/${id}`, '/Users']) {
    const got = await client.api.app.inject({ method: 'GET', url: urlOf(client, path), headers: headersOf(client) })
    const head = await client.api.app.inject({ method: 'HEAD', url: urlOf(client, path), headers: headersOf(client) })
    assert.equal(got.headers['content-length'], String(got.rawPayload.length))
    assert.equal(got.headers['content-type'], 'application/scim+json')
    assert.equal(head.headers['content-length'], got.headers['content-length'])
    assert.equal(head.headers.etag, got.headers.etag)
    assert.ok(got.rawPayload.includes(Buffer.from('Łucja 😀')))
  }
  const known = await client.send('GET', `/Users/${id}`, { headers: { 'if-none-match': 'W/"1"' } })
  assert.deepEqual([known.status, known.body, known.headers.etag], [304, null, 'W/"1"'])
})

function urlOf({ directoryId }: ScimClient, path: string): string {
  return `/scim/v2/${directoryId}${path}`
}

function headersOf({ token }: ScimClient): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}
