import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { request } from 'node:http'
import { test } from 'node:test'
import { type JWTPayload, SignJWT } from 'jose'
import { z } from 'zod'
import { type OktaSandbox, startOktaSandbox } from './start-okta-sandbox.ts'

const noon = new Date('2026-03-02T12:00:00.500Z')
const profile = (login: string) => ({ login, email: login, firstName: 'Ada', lastName: 'Lind' })

async function startOrg(clock = { now: () => noon }): Promise<OktaSandbox> {
  const people = ['ada', 'ben', 'cleo'].map((name) => ({ id: `00u${name}`, profile: profile(`${name}@example.com`) }))
  const groups = [{ id: '00gsales', name: 'Sales', members: ['00uada'] }]
  return await startOktaSandbox({ company: { people, groups }, clock })
}

const Records = z.array(
  z.object({
    id: z.string().nullish(),
    eventType: z.string().nullish(),
    target: z.array(z.object({ id: z.string() })).nullish(),
  }),
)
const Refusal = z.object({ errorCode: z.string().optional(), error: z.string().optional() })
const Token = z.object({ access_token: z.string(), scope: z.string() })

async function get(org: OktaSandbox, path: string) {
  const headers = { authorization: `SSWS ${org.credentials.apiToken}` }
  const response = await fetch(`${org.url}/api/v1${path}`, { headers })
  const body = await response.json()
  const records = Records.safeParse(body).data ?? []
  const { errorCode } = Refusal.safeParse(body).data ?? {}
  return { status: response.status, headers: response.headers, errorCode, records, ids: records.map(({ id }) => id) }
}

const filter = (text: string) => `filter=${encodeURIComponent(text)}`

test('the plain list hides who is deactivated, and any filter shows them', async () => {
  await using org = await startOrg()
  org.org.setStatus('00uben', 'DEPROVISIONED')
  assert.deepEqual((await get(org, '/users')).ids, ['00uada', '00ucleo'])
  const all = await get(org, `/users?${filter('lastUpdated gt "2026-01-01T00:00:00.000Z"')}`)
  assert.deepEqual(all.ids, ['00uada', '00uben', '00ucleo'])
  assert.deepEqual((await get(org, `/users?${filter('status eq "DEPROVISIONED"')}`)).ids, ['00uben'])
})

test('filters take and, or and parentheses, and refuse what Okta refuses', async () => {
  await using org = await startOrg()
  const either = '(profile.login eq "ada@example.com" or id eq "00ucleo") and status eq "ACTIVE"'
  assert.deepEqual((await get(org, `/users?${filter(either)}`)).ids, ['00uada', '00ucleo'])
  for (const wrong of ['profile.title eq "x"', 'profile.login sw "a"', 'status eq', 'status eq "A" "B"']) {
    const { status, errorCode } = await get(org, `/users?${filter(wrong)}`)
    assert.deepEqual([status, errorCode], [400, 'E0000031'], wrong)
  }
})

test('links come as headers of their own, with what was asked for and a cursor', async () => {
  await using org = await startOrg()
  const headers = { authorization: `SSWS ${org.credentials.apiToken}` }
  const links = await new Promise<string[]>((resolve) => {
    request(`${org.url}/api/v1/users?limit=2`, { headers }, (response) => {
      response.resume()
      resolve(response.rawHeaders.filter((_, index, all) => all[index - 1] === 'link'))
    }).end()
  })
  assert.equal(links.length, 2)
  const [, next = ''] = /^<(.+)>; rel="next"$/.exec(links[1] ?? '') ?? []
  assert.deepEqual((await get(org, next.replace(`${org.url}/api/v1`, ''))).ids, ['00ucleo'])
})

test('a membership dates the group and not the user, and deletions are in the log alone', async () => {
  await using org = await startOrg()
  const before = (await get(org, '/users/00uben')).headers.get('etag')
  org.org.addMember('00gsales', '00uben')
  assert.equal((await get(org, '/users/00uben')).headers.get('etag'), before)
  org.org.deleteUser('00uben')
  assert.equal((await get(org, '/users/00uben')).status, 404)
  assert.deepEqual((await get(org, '/groups/00gsales/users')).ids, ['00uada'])
  const { records } = await get(org, `/logs?${filter('eventType eq "user.lifecycle.delete.completed"')}`)
  assert.equal(records[0]?.target?.[0]?.id, '00uben')
})

test('polling the log always gives a next link, and what is behind it comes once', async () => {
  let now = noon
  await using org = await startOrg({ now: () => now })
  const nextOf = (headers: Headers) => /, <([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? ''
  const first = await get(org, '/logs?sortOrder=ASCENDING&since=2026-03-02T12:00:01.000Z')
  assert.deepEqual(first.records, [])
  now = new Date(noon.getTime() + 60_000)
  org.org.updateUser('00uada', { title: 'Director' })
  const second = await get(org, nextOf(first.headers).replace(`${org.url}/api/v1`, ''))
  assert.deepEqual(
    second.records.map(({ eventType }) => eventType),
    ['user.account.update_profile'],
  )
  assert.deepEqual((await get(org, nextOf(second.headers).replace(`${org.url}/api/v1`, ''))).records, [])
})

test('each part of the API has a limit of its own, told in the headers', async () => {
  await using org = await startOrg()
  org.switches.limits = { '/api/v1/users': 1, '/api/v1/groups': 5 }
  assert.equal((await get(org, '/users')).headers.get('x-rate-limit-remaining'), '0')
  const { status, headers, errorCode } = await get(org, '/users')
  assert.deepEqual([status, errorCode], [429, 'E0000047'])
  assert.equal(headers.get('x-rate-limit-reset'), String(Date.parse('2026-03-02T12:01:00Z') / 1000))
  assert.equal((await get(org, '/groups')).headers.get('x-rate-limit-remaining'), '4')
})

type Assertion = {
  readonly audience?: string
  readonly subject?: string
  readonly jti?: string
  readonly expires?: number
}

async function askToken(org: OktaSandbox, { audience, subject, jti, expires = 300 }: Assertion = {}) {
  const { clientId, keyId, privateKey } = org.credentials
  const payload: JWTPayload = { jti: jti ?? crypto.randomUUID(), exp: Math.floor(noon.getTime() / 1000) + expires }
  const assertion = await new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(clientId)
    .setSubject(subject ?? clientId)
    .setAudience(audience ?? `${org.url}/oauth2/v1/token`)
    .sign(createPrivateKey(privateKey))
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'okta.users.read okta.groups.read okta.apps.read',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  const response = await fetch(`${org.url}/oauth2/v1/token`, { method: 'POST', body })
  return { status: response.status, body: await response.json() }
}

test('a token is given for a good assertion, with the scopes that are granted and no word of the others', async () => {
  await using org = await startOrg()
  const { status, body } = await askToken(org)
  assert.equal(status, 200)
  const { scope, access_token } = Token.parse(body)
  assert.equal(scope, 'okta.users.read okta.groups.read')
  const headers = { authorization: `Bearer ${access_token}` }
  assert.equal((await fetch(`${org.url}/api/v1/users`, { headers })).status, 200)
  const refused = await fetch(`${org.url}/api/v1/logs`, { headers })
  assert.deepEqual([refused.status, Refusal.parse(await refused.json()).errorCode], [403, 'E0000006'])
})

test('an assertion for another place, of somebody else, too old or used before is refused', async () => {
  await using org = await startOrg()
  await askToken(org, { jti: 'used' })
  const wrong: readonly Assertion[] = [
    { audience: 'https://other.okta.com/oauth2/v1/token' },
    { subject: 'somebody' },
    { expires: -600 },
    { jti: 'used' },
  ]
  for (const assertion of wrong) {
    const { status, body } = await askToken(org, assertion)
    assert.deepEqual([status, Refusal.parse(body).error], [401, 'invalid_client'], JSON.stringify(assertion))
  }
})
