import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Permission } from '../../model/api-key.ts'
import { Role, scopesOfRole } from '../../model/role.ts'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { makeLink, makeMember, openTestBrowser, signInAt, type TestBrowser } from '../../testing/signed-in.ts'

const base = '/dashboard/api'

async function signedIn(api: TestApi, role: Role): Promise<{ browser: TestBrowser; id: string }> {
  const { member, linkToken } = await makeMember(api.context, { role })
  return { browser: await signInAt(api.app, { link_token: linkToken }), id: member.id }
}

async function newKey(api: TestApi, permissions: readonly string[]): Promise<string> {
  const { body } = await api.call('POST', '/api_keys', { body: { name: 'of the test', permissions } })
  return body.value
}

test('roles may do what the documentation says, and no role but the owner decides who is in the team', () => {
  const may = (role: Role) => Permission.options.filter((each) => scopesOfRole(role).includes(each))
  assert.deepEqual(scopesOfRole('owner'), ['*'])
  assert.deepEqual(
    Permission.options.filter((each) => !may('admin').includes(each)),
    ['members:write'],
  )
  const reading = Permission.options.filter((each) => each.endsWith(':read'))
  assert.deepEqual(may('auditor'), reading)
  assert.deepEqual(
    may('support').filter((each) => !reading.includes(each)),
    ['sync_runs:write', 'portal:write'],
  )
})

test('an owner invites somebody by a link that is shown once and signs them in once', async () => {
  await using api = await createTestApi()
  const { browser } = await signedIn(api, 'owner')
  const invited = await browser.send('POST', `${base}/members`, {
    body: { email: 'Grace@muster.example', name: 'Grace Hopper', role: 'support' },
  })
  assert.deepEqual([invited.status, invited.body.state], [201, 'invited'])
  const [, token = ''] = /\/dashboard\/sign-in\/(signin_\w+)$/.exec(invited.body.sign_in_url) ?? []
  const { body: list } = await browser.send('GET', `${base}/members?state=invited`)
  assert.deepEqual(
    list.data.map(({ email }: { email: string }) => email),
    ['Grace@muster.example'],
  )
  assert.doesNotMatch(JSON.stringify(list), /signin_/)
  const grace = await signInAt(api.app, { link_token: token })
  assert.equal((await grace.send('GET', `${base}/me`)).body.role, 'support')
  const again = await browser.send('POST', `${base}/members`, {
    body: { email: 'grace@MUSTER.example', name: 'Another', role: 'owner' },
  })
  assert.deepEqual([again.status, again.body.code], [409, 'member_already_exists'])
  const audit = await api.call('GET', '/audit_log')
  assert.doesNotMatch(JSON.stringify(audit.body), /signin_/, 'the log of changes opens nothing')
})

test('only owners change the team; the others read it', async () => {
  await using api = await createTestApi()
  const owner = await signedIn(api, 'owner')
  for (const role of ['admin', 'support', 'auditor'] as const) {
    const { browser, id } = await signedIn(api, role)
    assert.equal((await browser.send('GET', `${base}/members`)).status, 200, role)
    for (const [method, path, body] of [
      ['POST', '/members', { email: `new-${role}@muster.example`, name: 'New', role: 'auditor' }],
      ['PATCH', `/members/${id}`, { role: 'owner' }],
      ['POST', `/members/${owner.id}/deactivate`, {}],
      ['POST', '/sign_in_links', { member_id: owner.id }],
    ] as const) {
      const { status, body: answer } = await browser.send(method, base + path, { body })
      assert.deepEqual([status, answer.code], [403, 'role_forbidden'], `${role} ${method} ${path}`)
    }
  }
})

test('who manages the team by a key gives no role, and no way into one, that may do more than the key', async () => {
  await using api = await createTestApi()
  const owner = await makeMember(api.context, { role: 'owner' })
  const key = await newKey(api, ['members:write', 'members:read'])
  const as = (email: string, role: Role) => ({ key, body: { email, name: 'New', role } })
  for (const role of Role.options) {
    const { status, body } = await api.call('POST', '/members', as(`${role}@new.example`, role))
    assert.deepEqual([status, body.code], [403, 'scope_exceeded'], role)
  }
  const reading = await newKey(api, ['members:write', ...scopesOfRole('auditor')])
  const made = await api.call('POST', '/members', { ...as('a@new.example', 'auditor'), key: reading })
  assert.equal(made.status, 201)
  const up = await api.call('PATCH', `/members/${made.body.id}`, { key: reading, body: { role: 'admin' } })
  assert.equal(up.body.code, 'scope_exceeded')
  for (const body of [{ member_id: owner.member.id }, { email: owner.member.email }]) {
    const link = await api.call('POST', '/sign_in_links', { key: reading, body })
    assert.equal(link.body.code, 'scope_exceeded')
  }
  assert.equal((await api.call('POST', `/members/${owner.member.id}/deactivate`, { key: reading })).status, 403)
})

test('the last owner who can sign in cannot be demoted or deactivated, also not by two at once', async () => {
  await using api = await createTestApi()
  const ada = await signedIn(api, 'owner')
  await makeMember(api.context, { role: 'owner', state: 'invited', email: 'invited@muster.example' })
  for (const [method, path, body] of [
    ['PATCH', `/members/${ada.id}`, { role: 'admin' }],
    ['POST', `/members/${ada.id}/deactivate`, {}],
  ] as const) {
    const { body: answer } = await ada.browser.send(method, base + path, { body })
    assert.equal(answer.code, 'last_owner')
  }
  const { member: grace } = await makeMember(api.context, { role: 'owner', email: 'grace@muster.example' })
  const answers = await Promise.all([
    api.call('PATCH', `/members/${grace.id}`, { body: { role: 'auditor' } }),
    api.call('POST', `/members/${ada.id}/deactivate`, { body: {} }),
  ])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
})

test('a change of role holds at once, and whoever is deactivated is signed out and cannot come back', async () => {
  await using api = await createTestApi()
  const owner = await signedIn(api, 'owner')
  const other = await signedIn(api, 'admin')
  const create = () => other.browser.send('POST', `${base}/organizations`, { body: { name: 'Acme' } })
  assert.equal((await create()).status, 201)
  await owner.browser.send('PATCH', `${base}/members/${other.id}`, { body: { role: 'auditor' } })
  assert.equal((await create()).body.code, 'role_forbidden')

  const unused = await makeLink(api.context, other.id)
  await owner.browser.send('POST', `${base}/members/${other.id}/deactivate`, { body: {} })
  assert.equal((await other.browser.send('GET', `${base}/me`)).status, 401)
  const back = await openTestBrowser(api.app).send('POST', `${base}/session`, { body: { link_token: unused } })
  assert.equal(back.body.code, 'sign_in_link_invalid')
  const link = () => api.call('POST', '/sign_in_links', { body: { member_id: other.id } })
  assert.equal((await link()).body.code, 'member_deactivated')

  const again = await owner.browser.send('POST', `${base}/members/${other.id}/reactivate`, { body: {} })
  assert.equal(again.body.state, 'active')
  assert.equal((await link()).status, 201)
})

test('a new link takes the place of the one before; without a member it is for the first owner only', async () => {
  await using api = await createTestApi()
  const first = await api.call('POST', '/sign_in_links', { body: {} })
  assert.equal(first.body.member_id, null)
  const { member, linkToken } = await makeMember(api.context, { role: 'owner' })
  const made = await api.call('POST', '/sign_in_links', { body: { email: member.email.toUpperCase() } })
  assert.equal(made.body.member_id, member.id)
  const old = await openTestBrowser(api.app).send('POST', `${base}/session`, { body: { link_token: linkToken } })
  assert.equal(old.status, 401)
  await signInAt(api.app, { link_token: made.body.url.split('/').at(-1) })
  assert.equal((await api.call('POST', '/sign_in_links', { body: {} })).body.code, 'owner_exists')
  assert.equal((await api.call('POST', '/sign_in_links', { body: { email: 'nobody@x.example' } })).status, 404)
})

test('a support role makes set-up links and starts syncs, and cannot do what it may not', async () => {
  await using api = await createTestApi()
  const { browser } = await signedIn(api, 'support')
  const { body: organization } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const link = await browser.send('POST', `${base}/portal/generate_link`, { body: { organization: organization.id } })
  assert.equal(link.status, 201)
  for (const [method, path, body] of [
    ['POST', '/organizations', { name: 'More' }],
    ['DELETE', `/organizations/${organization.id}`, undefined],
    ['POST', '/directories', { organization_id: organization.id, name: 'Okta', type: 'okta scim v2.0' }],
    ['POST', '/api_keys', { name: 'mine' }],
    ['POST', '/webhook_endpoints', { endpoint_url: 'https://x.example' }],
    ['PUT', '/settings/branding', { name: 'Mine' }],
    ['POST', '/members', { email: 'x@x.example', name: 'X', role: 'auditor' }],
  ] as const) {
    const answer = await browser.send(method, base + path, body ? { body } : {})
    assert.deepEqual([answer.status, answer.body.code], [403, 'role_forbidden'], `${method} ${path}`)
  }
})
