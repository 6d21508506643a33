import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoExternalId } from '../../model/demo-organization.ts'
import { findMember } from '../../store/members.ts'
import { deleteSignInLinksOf } from '../../store/sign-in-links.ts'
import { bootstrapKey, createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { makeLink, makeMember, openTestBrowser, signInAt } from '../../testing/signed-in.ts'
import { untilWaiting } from '../../testing/until-waiting.ts'
import { createApp } from '../app.ts'

const hour = 3_600_000
const path = '/dashboard/api/session'

async function newKey(api: TestApi, body: object): Promise<{ id: string; value: string }> {
  const answer = await api.call('POST', '/api_keys', { body: { name: 'of the test', ...body } })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

test('without a session the API behind the dashboard opens nothing, and what is not there is not a page', async () => {
  await using api = await createTestApi()
  const browser = openTestBrowser(api.app)
  for (const url of ['me', 'directories', 'events/stream', 'audit_log/export', 'sessions']) {
    const answer = await browser.send('GET', `/dashboard/api/${url}`)
    assert.deepEqual([answer.status, answer.body.code], [401, 'session_required'], url)
  }
  assert.equal((await browser.send('GET', '/dashboard/api/nothing')).body.code, 'route_not_found')
  assert.equal((await browser.send('PATCH', '/dashboard/api/directories')).status, 405)
})

test('an API key opens the dashboard by a cookie that scripts cannot read and other sites cannot send', async () => {
  await using api = await createTestApi()
  const answer = await openTestBrowser(api.app).send('POST', path, { body: { api_key: bootstrapKey } })
  assert.equal(answer.status, 204)
  assert.match(
    String(answer.headers['set-cookie']),
    /^muster_session=session_\w{40}; Path=\/dashboard; Max-Age=604800; HttpOnly; SameSite=Strict$/,
  )
  const browser = await signInAt(api.app, { api_key: bootstrapKey })
  const { body } = await browser.send('GET', '/dashboard/api/me')
  assert.deepEqual([body.role, body.organization_id, body.is_demo], ['api_key', null, false])
  assert.ok(body.permissions.includes('members:write'))
  assert.equal((await browser.send('GET', '/dashboard/api/directories')).status, 200)
})

test('below a path, and where browsers come by https, the cookie says so', async () => {
  await using api = await createTestApi()
  const app = createApp({ ...api.context, publicUrl: () => 'https://acme.test/muster' })
  const answer = await openTestBrowser(app).send('POST', path, { body: { api_key: bootstrapKey } })
  assert.match(String(answer.headers['set-cookie']), /; Path=\/muster\/dashboard; .*; Secure$/)
  const out = await openTestBrowser(app).send('DELETE', path)
  assert.match(String(out.headers['set-cookie']), /^muster_session=; .*Max-Age=0.*; Secure$/)
  await app.close()
})

test('a session of a key may what the key may, sees its organization only, and ends when the key is revoked', async () => {
  await using api = await createTestApi()
  const acme = await createTestDirectory(api, 'Acme')
  const other = await createTestDirectory(api, 'Other')
  const key = await newKey(api, { organization_id: acme.organizationId, permissions: ['directories:read'] })
  const browser = await signInAt(api.app, { api_key: key.value })
  const { body } = await browser.send('GET', '/dashboard/api/directories')
  assert.deepEqual(
    body.data.map(({ id }: { id: string }) => id),
    [acme.id],
  )
  assert.equal((await browser.send('GET', `/dashboard/api/directories/${other.id}`)).status, 404)
  const refused = await browser.send('GET', '/dashboard/api/events')
  assert.deepEqual([refused.status, refused.body.code], [403, 'forbidden'])

  await api.call('DELETE', `/api_keys/${key.id}`)
  assert.equal((await browser.send('GET', '/dashboard/api/directories')).status, 401)
})

test('guessing is stopped after ten wrong keys or links, and a right key passes all the same', async () => {
  const now = new Date()
  await using api = await createTestApi({ clock: { now: () => now } })
  const browser = openTestBrowser(api.app)
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const body = attempt % 2 ? { api_key: 'sk_wrong' } : { link_token: 'signin_wrong' }
    assert.equal((await browser.send('POST', path, { body })).status, 401)
  }
  const stopped = await browser.send('POST', path, { body: { link_token: 'signin_wrong' } })
  assert.equal(stopped.status, 429)
  assert.ok(Number(stopped.headers['retry-after']) > 0)
  await signInAt(api.app, { api_key: bootstrapKey })
})

test('another site can make a browser change nothing, and read nothing', async () => {
  await using api = await createTestApi()
  const browser = await signInAt(api.app, { api_key: bootstrapKey })
  const send = async (method: 'GET' | 'POST', headers: Record<string, string>) => {
    const body = method === 'POST' ? { body: { name: 'Acme' } } : {}
    return (await browser.send(method, '/dashboard/api/organizations', { ...body, headers })).status
  }
  assert.equal(await send('POST', {}), 201)
  assert.equal(await send('POST', { 'x-muster-request': '' }), 403)
  for (const site of ['cross-site', 'same-site', 'none']) {
    assert.equal(await send('POST', { 'sec-fetch-site': site }), 403, site)
  }
  assert.equal(await send('GET', { 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(
    await send('GET', { 'sec-fetch-site': 'none', 'x-muster-request': '' }),
    200,
    'a download that was typed',
  )
  const signIn = { body: { api_key: bootstrapKey }, headers: { 'sec-fetch-site': 'cross-site' } }
  assert.equal((await browser.send('POST', path, signIn)).status, 403, 'nobody is signed in by another site')
  assert.equal(
    (await api.app.inject({ method: 'POST', url: '/organizations', headers: { cookie: browser.cookie() } })).statusCode,
    401,
    "the API's own door takes no cookie",
  )
})

test('the first owner is made by a link that is used once, by whoever says a name and an address', async () => {
  await using api = await createTestApi()
  const options = () => openTestBrowser(api.app).send('GET', `${path}/options`)
  assert.deepEqual((await options()).body, {
    object: 'sign_in_options',
    single_sign_on: null,
    has_owner: false,
    is_demo: false,
  })
  const token = await makeLink(api.context, null)
  const another = await makeLink(api.context, null)
  const browser = openTestBrowser(api.app)
  const asked = await browser.send('POST', path, { body: { link_token: token } })
  assert.deepEqual([asked.status, asked.body.code], [422, 'owner_details_required'])
  const details = { name: 'Ada Lovelace', email: 'Ada@muster.example' }
  assert.equal((await browser.send('POST', path, { body: { link_token: token, ...details } })).status, 204)
  const { body } = await browser.send('GET', '/dashboard/api/me')
  assert.deepEqual([body.name, body.email, body.role], ['Ada Lovelace', 'Ada@muster.example', 'owner'])
  assert.equal((await options()).body.has_owner, true)
  for (const used of [token, another]) {
    const again = await openTestBrowser(api.app).send('POST', path, { body: { link_token: used, ...details } })
    assert.deepEqual([again.status, again.body.code], [401, 'sign_in_link_invalid'])
  }
})

test('of several first links that are opened at once one makes an owner', async () => {
  await using api = await createTestApi()
  const tokens = await Promise.all(Array.from({ length: 4 }, () => makeLink(api.context, null)))
  const answers = await Promise.all(
    tokens.map((link_token, index) =>
      openTestBrowser(api.app).send('POST', path, {
        body: { link_token, name: `Owner ${index}`, email: `owner${index}@muster.example` },
      }),
    ),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 401, 401, 401])
})

test('a link signs its member in once within an hour, and no more than the member may', async () => {
  let now = new Date()
  await using api = await createTestApi({ clock: { now: () => now } })
  const { linkToken } = await makeMember(api.context, { role: 'auditor', state: 'invited' })
  const browser = await signInAt(api.app, { link_token: linkToken })
  const { body } = await browser.send('GET', '/dashboard/api/me')
  assert.deepEqual([body.role, body.email], ['auditor', 'auditor@muster.example'])
  const refused = await browser.send('POST', '/dashboard/api/organizations', { body: { name: 'Acme' } })
  assert.deepEqual([refused.status, refused.body.code], [403, 'role_forbidden'])
  const again = await openTestBrowser(api.app).send('POST', path, { body: { link_token: linkToken } })
  assert.equal(again.status, 401)

  const late = await makeMember(api.context, { role: 'support' })
  now = new Date(now.getTime() + 1.01 * hour)
  const tooLate = await openTestBrowser(api.app).send('POST', path, { body: { link_token: late.linkToken } })
  assert.equal(tooLate.status, 401)
})

test('a session that is not used for twelve hours ends, and any after seven days', async () => {
  let now = new Date()
  await using api = await createTestApi({ clock: { now: () => now } })
  const { linkToken } = await makeMember(api.context, { role: 'owner' })
  const browser = await signInAt(api.app, { link_token: linkToken })
  const later = async (hours: number) => {
    now = new Date(now.getTime() + hours * hour)
    const { status } = await browser.send('GET', '/dashboard/api/me')
    // What was used is noted by the recorder, off the request's way.
    await api.context.sessions.stop()
    return status
  }
  for (let total = 0; total < 165; total += 11) assert.equal(await later(11), 200, `after ${total + 11} hours`)
  assert.equal(await later(4), 401, 'after seven days')

  const other = await signInAt(api.app, { api_key: bootstrapKey })
  now = new Date(now.getTime() + 12.1 * hour)
  assert.equal((await other.send('GET', '/dashboard/api/me')).status, 401)
})

test('one sees where one is signed in, and ends a session elsewhere; others sessions are not there', async () => {
  await using api = await createTestApi()
  const owner = await makeMember(api.context, { role: 'owner' })
  const here = await signInAt(api.app, { link_token: owner.linkToken })
  const elsewhere = await signInAt(api.app, { link_token: await makeLink(api.context, owner.member.id) })
  const other = await signInAt(api.app, { api_key: bootstrapKey })
  const { body } = await here.send('GET', '/dashboard/api/sessions')
  assert.equal(body.data.length, 2)
  const [otherList] = (await other.send('GET', '/dashboard/api/sessions')).body.data
  assert.equal((await here.send('DELETE', `/dashboard/api/sessions/${otherList.id}`)).status, 404)
  const remote = body.data.find((each: { is_current: boolean }) => !each.is_current)
  assert.equal((await here.send('DELETE', `/dashboard/api/sessions/${remote.id}`)).status, 204)
  assert.equal((await elsewhere.send('GET', '/dashboard/api/me')).status, 401)
  assert.equal((await here.send('GET', '/dashboard/api/me')).status, 200)
  assert.equal((await here.send('DELETE', path)).status, 204)
  assert.equal((await here.send('GET', '/dashboard/api/me')).status, 401)
})

test('who signs in and out is in the audit log, and what they do is theirs', async () => {
  await using api = await createTestApi()
  const { member, linkToken } = await makeMember(api.context, { role: 'admin' })
  const browser = await signInAt(api.app, { link_token: linkToken })
  const { body: made } = await browser.send('POST', '/dashboard/api/organizations', { body: { name: 'Acme' } })
  await browser.send('DELETE', path)
  const { body } = await api.call('GET', '/audit_log?order=asc')
  const actor = { type: 'member', id: member.id, name: member.name }
  assert.deepEqual(
    body.data.map((entry: Record<string, unknown>) => [entry.action, entry.actor, entry.source]),
    [
      ['session.created', actor, 'dashboard'],
      ['organization.created', actor, 'dashboard'],
      ['session.ended', actor, 'dashboard'],
    ],
  )
  assert.deepEqual(body.data[0].after, { method: 'sign_in_link', email: member.email, role: 'admin' })
  assert.equal(body.data[1].target.id, made.id)
  assert.doesNotMatch(JSON.stringify(body), /signin_|session_\w{40}/)
})

test('a demo on this machine is open for its own organization alone; to another name in Host it is not', async () => {
  await using api = await createTestApi()
  const app = createApp({ ...api.context, isDemoOpen: true })
  const at = (host: string) => (url: string) =>
    openTestBrowser(app).send('GET', `/dashboard/api${url}`, { headers: { host } })
  const here = at('localhost:4000')
  await createTestDirectory(api, 'Other')
  assert.deepEqual((await here('/directories')).body.data, [], 'nothing before the demo has moved in')
  const { body: demo } = await api.call('POST', '/organizations', {
    body: { name: 'Demo', external_id: demoExternalId },
  })
  await api.call('POST', '/directories', {
    body: { organization_id: demo.id, name: 'Okta', type: 'okta scim v2.0' },
  })
  const { body } = await here('/directories')
  assert.deepEqual(
    body.data.map((each: { organization_id: string }) => each.organization_id),
    [demo.id],
  )
  assert.deepEqual((await at('127.0.0.1:4000')('/me')).body.is_demo, true)
  for (const host of ['evil.example', 'localhost.evil.example', '192.168.1.4:4000', 'localhost@evil.example']) {
    assert.equal((await at(host)('/me')).status, 401, host)
  }
  for (const header of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']) {
    const headers = { host: '127.0.0.1:4000', [header]: 'a proxy by which others come' }
    const { status } = await openTestBrowser(app).send('GET', '/dashboard/api/me', { headers })
    assert.equal(status, 401, header)
  }
  const browser = await signInAt(app, { api_key: bootstrapKey })
  const all = await browser.send('GET', '/dashboard/api/directories', { headers: { host: 'localhost:4000' } })
  assert.equal(all.body.data.length, 2, 'whoever signs in sees what the key opens')
  await app.close()
})

test('a link that is opened while its member is deactivated opens nothing, and stops nobody', async () => {
  await using api = await createTestApi()
  const { database } = api
  const { member, linkToken } = await makeMember(api.context, { role: 'admin' })
  const { answering } = await database.transaction(async (transaction) => {
    await findMember(transaction, member.id, { lock: true })
    const begun = openTestBrowser(api.app).send('POST', '/dashboard/api/session', { body: { link_token: linkToken } })
    await untilWaiting(database, 1)
    await deleteSignInLinksOf(transaction, member.id)
    return { answering: begun }
  })
  assert.equal((await answering).body.code, 'sign_in_link_invalid')
})
