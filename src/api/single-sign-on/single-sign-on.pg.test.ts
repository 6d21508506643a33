import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { OidcConfig } from '../../platform/oidc-config.ts'
import { findMember } from '../../store/members.ts'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { type OpenIdProvider, startOpenIdProvider } from '../../testing/openid-provider.ts'
import { makeMember, openTestBrowser, type TestBrowser } from '../../testing/signed-in.ts'
import { untilWaiting } from '../../testing/until-waiting.ts'
import { createApp } from '../app.ts'
import { createOidcClient } from './oidc-client.ts'
import { parseDocument } from './provider-document.ts'

const callback = '/dashboard/sign-in/oidc/callback'
const ada = { sub: 'ada-at-the-idp', email: 'ada@muster.example', email_verified: true, name: 'Ada Lovelace' }

type World = AsyncDisposable & {
  readonly api: TestApi
  readonly idp: OpenIdProvider
  browser(): TestBrowser
  /** The address with which the provider sends a browser back, after everything that it asks. */
  wayBack(browser: TestBrowser, to?: string): Promise<string>
  /** Signs in by the provider and gives where the browser ends, and its session; what went wrong is in the address. */
  signIn(): Promise<{ readonly browser: TestBrowser; readonly end: string }>
}

async function aWorld(given: Partial<OidcConfig> = {}, { allowPrivateNetworks = true } = {}): Promise<World> {
  await using made = new AsyncDisposableStack()
  const api = made.use(await createTestApi())
  const idp = made.use(await startOpenIdProvider(`http://muster.test${callback}`, given))
  const { clock } = api.context.platform
  const client = createOidcClient({ config: idp.config, clock, allowPrivateNetworks })
  made.defer(client.close)
  const app = createApp({ ...api.context, oidc: client })
  made.defer(() => app.close())
  const open = made.move()
  const browser = () => openTestBrowser(app)
  const wayBack = async (of: TestBrowser, to = '/people') => {
    const start = await of.send('GET', `/dashboard/sign-in/oidc?to=${encodeURIComponent(to)}`)
    assert.equal(start.status, 303)
    return followProvider(String(start.headers.location))
  }
  return {
    api,
    idp,
    browser,
    wayBack,
    async signIn() {
      const one = browser()
      const { headers } = await one.send('GET', pathOf(await wayBack(one)))
      return { browser: one, end: String(headers.location).replace('http://muster.test', '') }
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

const pathOf = (address: string) => address.replace('http://muster.test', '')

/** Follows the provider's redirects as a browser does, with its cookies, until it sends back to Muster. */
async function followProvider(address: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = new URL(address)
  for (let step = 0; step < 10; step += 1) {
    if (next.hostname === 'muster.test') return next.href
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (!location) return next.href
    next = new URL(location, next)
  }
  return assert.fail('the provider goes round')
}

test('whoever was invited signs in by the provider, and goes on to the screen that was asked for', async () => {
  await using world = await aWorld()
  const { member } = await makeMember(world.api.context, {
    role: 'admin',
    state: 'invited',
    email: 'ADA@muster.example',
  })
  world.idp.person = ada
  const options = await world.browser().send('GET', '/dashboard/api/session/options')
  assert.deepEqual(options.body.single_sign_on, { name: 'Test IdP' })
  const { browser, end } = await world.signIn()
  assert.equal(end, '/dashboard/people')
  const { body } = await browser.send('GET', '/dashboard/api/me')
  assert.deepEqual([body.name, body.role, body.method], [member.name, 'admin', 'oidc'])
  const { body: members } = await world.api.call('GET', '/members')
  assert.deepEqual([members.data[0].state, members.data[0].uses_single_sign_on], ['active', true])
})

test('from then on the subject counts, whatever becomes of the address', async () => {
  await using world = await aWorld()
  await makeMember(world.api.context, { role: 'admin', email: ada.email })
  world.idp.person = ada
  assert.equal((await world.signIn()).end, '/dashboard/people')
  world.idp.person = { sub: ada.sub, email: 'lovelace@elsewhere.example', email_verified: false }
  assert.equal((await world.signIn()).end, '/dashboard/people')
  world.idp.person = { ...ada, sub: 'a new holder of the address' }
  assert.equal((await world.signIn()).end, '/dashboard/sign-in?error=identity_changed')
})

test('nobody gets in who was not invited, has no verified address, or was deactivated', async () => {
  await using world = await aWorld()
  world.idp.person = ada
  assert.equal((await world.signIn()).end, '/dashboard/sign-in?error=not_invited')
  await makeMember(world.api.context, { role: 'owner', email: ada.email })
  for (const [claims, error] of [
    [{ ...ada, email_verified: false }, 'email_unverified'],
    [{ sub: ada.sub, email: ada.email }, 'email_unverified'],
    [{ sub: ada.sub }, 'email_missing'],
  ] as const) {
    world.idp.person = claims
    assert.equal((await world.signIn()).end, `/dashboard/sign-in?error=${error}`)
  }
  await makeMember(world.api.context, { role: 'admin', state: 'deactivated', email: 'gone@muster.example' })
  world.idp.person = { ...ada, sub: 'gone', email: 'gone@muster.example' }
  const { browser, end } = await world.signIn()
  assert.equal(end, '/dashboard/sign-in?error=deactivated')
  assert.equal((await browser.send('GET', '/dashboard/api/me')).status, 401)
})

test('an answer counts only in the browser that asked for it, once, and in time', async () => {
  await using world = await aWorld()
  await makeMember(world.api.context, { role: 'admin', email: ada.email })
  world.idp.person = ada
  const browser = world.browser()
  const back = await world.wayBack(browser)
  const end = async (of: TestBrowser, path: string, headers = {}) =>
    String((await of.send('GET', path, { headers })).headers.location).replace('http://muster.test', '')

  assert.equal(await end(world.browser(), pathOf(back)), '/dashboard/sign-in?error=sign_in_expired', 'another browser')
  const wrongState = pathOf(back).replace(/state=[^&]+/, 'state=another')
  const cookie = browser.cookie()
  assert.equal(await end(world.browser(), wrongState, { cookie }), '/dashboard/sign-in?error=sign_in_expired')
  assert.equal(
    await end(world.browser(), pathOf(back).replace(/iss=[^&]+/, 'iss=https://evil.example'), { cookie }),
    '/dashboard/sign-in?error=answer_invalid',
  )
  assert.equal(await end(browser, pathOf(back)), '/dashboard/people')
  assert.equal(await end(browser, pathOf(back)), '/dashboard/sign-in?error=sign_in_expired', 'the cookie is gone')
  assert.equal(
    await end(world.browser(), pathOf(back), { cookie }),
    '/dashboard/sign-in?error=provider_refused',
    'a code that was redeemed is worth nothing',
  )
})

test('an id_token with another nonce, audience, issuer or signer opens nothing', async () => {
  await using world = await aWorld()
  await makeMember(world.api.context, { role: 'admin', email: ada.email })
  world.idp.person = ada
  const stranger = await generateKeyPair('ES256')
  const forge = (change: (claims: Record<string, unknown>) => Record<string, unknown>) => {
    world.idp.tamper = async (path, body) => {
      if (path !== '/token' || typeof body.id_token !== 'string') return body
      const [, payload = ''] = body.id_token.split('.')
      const claims = change(JSON.parse(Buffer.from(payload, 'base64url').toString()))
      const signed = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'server' })
      return { ...body, id_token: await signed.sign(stranger.privateKey) }
    }
  }
  forge((claims) => claims)
  assert.equal((await world.signIn()).end, '/dashboard/sign-in?error=answer_invalid', 'signed by somebody else')

  // The stranger's key as the provider's: now only the claims are wrong.
  const key = { ...(await exportJWK(stranger.publicKey)), kid: 'server', alg: 'ES256', use: 'sig' }
  for (const [what, change] of Object.entries({
    nothing: {},
    nonce: { nonce: 'another' },
    audience: { aud: 'another client' },
    'audience of several': { aud: ['muster', 'another'], azp: 'another' },
    issuer: { iss: 'https://evil.example' },
    time: { exp: 1_000_000 },
  })) {
    await using other = await aWorld()
    await makeMember(other.api.context, { role: 'admin', email: ada.email })
    other.idp.person = ada
    other.idp.tamper = async (path, body) => {
      if (path.startsWith('/jwks')) return { keys: [key] }
      if (path !== '/token' || typeof body.id_token !== 'string') return body
      const [, payload = ''] = body.id_token.split('.')
      const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...change }
      const signed = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'server' })
      return { ...body, id_token: await signed.sign(stranger.privateKey) }
    }
    const expected = what === 'nothing' ? '/dashboard/people' : '/dashboard/sign-in?error=answer_invalid'
    assert.equal((await other.signIn()).end, expected, what)
  }
})

test('what the userinfo endpoint says of somebody else is not believed', async () => {
  await using world = await aWorld()
  await makeMember(world.api.context, { role: 'owner', email: 'owner@muster.example' })
  world.idp.person = { sub: 'eve' }
  world.idp.tamper = (path, body) =>
    path === '/me' ? { sub: 'owner', email: 'owner@muster.example', email_verified: true } : body
  assert.equal((await world.signIn()).end, '/dashboard/sign-in?error=answer_invalid')
})

test('an address is verified only by who says that it is this one', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const key = { ...(await exportJWK(publicKey)), kid: 'server', alg: 'ES256', use: 'sig' }
  await using world = await aWorld({ roleClaim: 'groups', roles: new Map([['staff', 'support']]) })
  await makeMember(world.api.context, { role: 'owner', email: 'owner@muster.example' })
  world.idp.person = { sub: 'eve', email: 'eve@evil.example', email_verified: true, groups: ['staff'] }
  world.idp.tamper = async (path, body) => {
    if (path.startsWith('/jwks')) return { keys: [key] }
    if (path !== '/token' || typeof body.id_token !== 'string') return body
    const [, payload = ''] = body.id_token.split('.')
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), email: 'owner@muster.example' }
    const signed = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'server' })
    return { ...body, id_token: await signed.sign(privateKey) }
  }
  assert.equal((await world.signIn()).end, '/dashboard/sign-in?error=email_unverified')
})

test('whoever is invited while they sign in for the first time is that member', async () => {
  await using world = await aWorld({ allowedDomains: ['muster.example'] })
  const { database } = world.api
  world.idp.person = ada
  const browser = world.browser()
  const address = pathOf(await world.wayBack(browser))
  const answer = await database.transaction(async (transaction) => {
    await makeMember({ ...world.api.context, database: transaction }, { role: 'admin', email: ada.email })
    const answering = browser.send('GET', address)
    await untilWaiting(database, 1)
    return { answering }
  })
  const { headers } = await answer.answering
  assert.equal(headers.location, 'http://muster.test/dashboard/people')
  assert.equal((await browser.send('GET', '/dashboard/api/me')).body.role, 'admin')
})

test('an owner whom the provider demotes does not stop another change of owners, which goes first', async () => {
  await using world = await aWorld({ roleClaim: 'groups', roles: new Map([['staff', 'support']]) })
  const { database } = world.api
  const { member: first } = await makeMember(world.api.context, { role: 'owner' })
  const { member: second } = await makeMember(world.api.context, { role: 'owner', email: ada.email })
  world.idp.person = { ...ada, groups: 'staff' }
  const browser = world.browser()
  const address = pathOf(await world.wayBack(browser))
  const { answering } = await database.transaction(async (transaction) => {
    await findMember(transaction, first.id, { lock: true })
    const begun = browser.send('GET', address)
    await untilWaiting(database, 1)
    await findMember(transaction, second.id, { lock: true })
    return { answering: begun }
  })
  assert.equal((await answering).headers.location, 'http://muster.test/dashboard/people')
  assert.equal((await browser.send('GET', '/dashboard/api/me')).body.role, 'support')
})

test('a provider that is down, or not what it says, or cancels, is told of in words', async () => {
  await using world = await aWorld()
  const start = async () => {
    const { headers } = await world.browser().send('GET', '/dashboard/sign-in/oidc')
    return String(headers.location)
  }
  world.idp.tamper = (path, body) =>
    path.startsWith('/.well-known') ? { ...body, issuer: 'https://evil.example' } : body
  assert.equal(await start(), 'http://muster.test/dashboard/sign-in?error=provider_unavailable')
  world.idp.tamper = null
  world.idp.person = null
  assert.equal((await world.signIn()).end, '/dashboard/sign-in?error=cancelled')

  const gone = await aWorld()
  await gone.idp[Symbol.asyncDispose]()
  const { headers } = await gone.browser().send('GET', '/dashboard/sign-in/oidc')
  assert.equal(headers.location, 'http://muster.test/dashboard/sign-in?error=provider_unavailable')
  await gone.api[Symbol.asyncDispose]()
})

test('no address of a provider that is reached by https may be a plain one', () => {
  const issuer = 'https://login.example'
  const names = ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint']
  const document = Object.fromEntries([['issuer', issuer], ...names.map((name) => [name, `${issuer}/${name}`])])
  assert.equal(parseDocument(document, issuer).issuer, issuer)
  for (const name of names) {
    const plain = { ...document, [name]: 'http://login.example/x' }
    assert.throws(() => parseDocument(plain, issuer), { code: 'provider_unavailable' }, name)
  }
})

test('a provider in a private network is not called unless that is allowed', async () => {
  await using world = await aWorld({}, { allowPrivateNetworks: false })
  const { headers } = await world.browser().send('GET', '/dashboard/sign-in/oidc')
  assert.equal(headers.location, 'http://muster.test/dashboard/sign-in?error=provider_unavailable')
})

test('whoever has a verified address of an allowed domain gets in, and may look', async () => {
  await using world = await aWorld({ allowedDomains: ['muster.example'] })
  world.idp.person = ada
  const { browser } = await world.signIn()
  const { body } = await browser.send('GET', '/dashboard/api/me')
  assert.deepEqual([body.role, body.name], ['auditor', 'Ada Lovelace'])
  for (const email of ['eve@evil.example', 'eve@muster.example.evil.example', 'eve@sub.muster.example']) {
    world.idp.person = { ...ada, sub: email, email }
    assert.equal((await world.signIn()).end, '/dashboard/sign-in?error=not_invited', email)
  }
})

test('with a role claim the provider decides, at every sign-in; but the last owner stays one', async () => {
  const roles = new Map([
    ['muster-owners', 'owner'],
    ['muster-staff', 'support'],
  ] as const)
  await using world = await aWorld({ roleClaim: 'groups', roles })
  const roleAfter = async (person: typeof ada, groups: unknown) => {
    world.idp.person = { ...person, groups }
    const { browser, end } = await world.signIn()
    if (end !== '/dashboard/people') return end
    return (await browser.send('GET', '/dashboard/api/me')).body.role
  }
  const grace = { ...ada, sub: 'grace', email: 'grace@muster.example' }
  assert.equal(await roleAfter(ada, ['muster-staff', 'muster-owners']), 'owner', 'the highest of several')
  assert.equal(await roleAfter(ada, 'muster-staff'), 'owner', 'nobody else could make owners')
  assert.equal(await roleAfter(grace, ['muster-owners']), 'owner')
  assert.equal(await roleAfter(ada, 'muster-staff'), 'support')
  assert.equal(await roleAfter(ada, ['others']), '/dashboard/sign-in?error=no_role')
})

test('the way back leads to screens of the dashboard only', async () => {
  await using world = await aWorld()
  await makeMember(world.api.context, { role: 'admin', email: ada.email })
  world.idp.person = ada
  const elsewhere = ['//evil.example', 'https://evil.example', '/\\evil.example', '@evil.example', '.evil.example']
  const wayTo = async (to: string) => {
    const browser = world.browser()
    return (await browser.send('GET', pathOf(await world.wayBack(browser, to)))).headers.location
  }
  for (const to of [...elsewhere, '/../setup/portal_x', '/people/%2e%2e/%2E%2e/setup', '/sign-in/oidc']) {
    assert.equal(await wayTo(to), 'http://muster.test/dashboard', to)
  }
  assert.equal(await wayTo('/people?q=Žižek#ž'), 'http://muster.test/dashboard/people?q=%C5%BDi%C5%BEek#%C5%BE')
})

test('after ten refusals from one address the next is told to wait', async () => {
  await using world = await aWorld()
  const end = async () => String((await world.browser().send('GET', `${callback}?state=x&code=y`)).headers.location)
  for (let count = 0; count < 10; count += 1) assert.match(await end(), /error=sign_in_expired$/)
  assert.match(await end(), /error=too_many_attempts$/)
})
