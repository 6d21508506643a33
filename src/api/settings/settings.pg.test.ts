import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoExternalId } from '../../model/demo-organization.ts'
import { createTestApi } from '../../testing/api-app.ts'
import { memorySettings } from '../../testing/pulled-directory.ts'
import { openTestBrowser } from '../../testing/signed-in.ts'
import { createApp } from '../app.ts'

const png = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a0000', 'hex').toString('base64')}`

test('settings say what holds for the server, where that is set, and how the server is; no secret', async () => {
  await using api = await createTestApi()
  const { status, body } = await api.call('GET', '/settings')
  assert.equal(status, 200)
  assert.equal(body.retention.event_days, 90)
  assert.equal(body.single_sign_on, null)
  assert.equal(body.single_sign_on_redirect_uri, 'http://muster.test/dashboard/sign-in/oidc/callback')
  assert.equal(body.health.checks.database, 'ok')
})

test('branding is kept as it was set, and read by the portal', async () => {
  await using api = await createTestApi()
  const branding = { name: 'Harrowmere', logo: png, colour: '#1D4ED8', contact: 'help@harrowmere.example' }
  const { status, body } = await api.call('PUT', '/settings/branding', { body: branding })
  assert.equal(status, 200)
  assert.deepEqual(body.branding, { ...branding, colour: '#1d4ed8' })
  const portal = await api.app.inject('/setup/api/branding')
  assert.equal(portal.json().branding.name, 'Harrowmere')
  const audit = await api.call('GET', '/audit_log?action=settings.branding_updated')
  assert.equal(audit.body.data[0].after.has_logo, true)
  const none = await api.call('PUT', '/settings/branding', { body: {} })
  assert.deepEqual(none.body.branding, { name: null, logo: null, colour: null, contact: null })
})

test('a colour on which white text cannot be read is refused with the nearest that can', async () => {
  await using api = await createTestApi()
  const put = (colour: string) => api.call('PUT', '/settings/branding', { body: { colour } })
  const refused = await put('#ffcc00')
  assert.deepEqual([refused.status, refused.body.code], [422, 'colour_unreadable'])
  const [, nearest = ''] = /nearest shade that has it is (#[\da-f]{6})/.exec(refused.body.message) ?? []
  assert.equal((await put(nearest)).status, 200)
  for (const colour of ['red', '#fff', 'url(x)', '#1d4ed8;']) assert.equal((await put(colour)).status, 422, colour)
})

test('a logo is a picture without scripts, by its own bytes, and not large', async () => {
  await using api = await createTestApi()
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')
  const large = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(110_000)]).toString('base64')
  for (const logo of [
    `data:image/svg+xml;base64,${svg}`,
    `data:image/png;base64,${svg}`,
    `data:image/png;base64,${large}`,
    'https://elsewhere.example/logo.png',
    'data:image/png;base64,',
  ]) {
    const { status, body } = await api.call('PUT', '/settings/branding', { body: { logo } })
    assert.deepEqual([status, body.errors?.[0]?.field], [422, 'logo'], logo.slice(0, 40))
  }
})

test('new connections begin with the deletion guards that were set; those that there are keep theirs', async () => {
  await using api = await createTestApi()
  const { body: organization } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const directory = async (name: string, connection?: object) => {
    const body = { organization_id: organization.id, name, type: 'okta', ...(connection && { connection }) }
    const made = await api.call('POST', '/directories', { body })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const read = await api.call('GET', `/directories/${made.body.id}/connection`)
    return { id: made.body.id, guards: read.body.guards, path: `/directories/${made.body.id}/connection` }
  }
  const before = await directory('before', { settings: memorySettings })
  assert.equal(before.guards.users.percent, 10)
  const limit = { percent: 3, at_least: 2 }
  const guards = { users: limit, groups: limit, memberships: limit, blanked: limit }
  assert.deepEqual((await api.call('PUT', '/settings/deletion_guards', { body: guards })).body.deletion_guards, guards)
  assert.deepEqual((await directory('connected', { settings: memorySettings })).guards, guards)
  assert.deepEqual((await directory('prepared')).guards, guards)
  const own = await directory('own', { settings: memorySettings, guards: { users: { percent: 50, at_least: 9 } } })
  assert.deepEqual(own.guards, { ...guards, users: { percent: 50, at_least: 9 } })
  await api.call('PUT', before.path, { body: { schedule: { interval_minutes: 60 } } })
  assert.deepEqual((await api.call('GET', before.path)).body.guards, before.guards)
  assert.equal((await api.call('PUT', '/settings/deletion_guards', { body: { users: limit } })).status, 422)
})

test('whoever is bound to one organization changes nothing that holds for all, nor sees the team', async () => {
  await using api = await createTestApi()
  const app = createApp({ ...api.context, isDemoOpen: true })
  await api.call('POST', '/organizations', { body: { name: 'Demo', external_id: demoExternalId } })
  const browser = openTestBrowser(app)
  const headers = { host: 'localhost' }
  for (const [method, path, body] of [
    ['PUT', '/settings/branding', { name: 'Mine' }],
    ['PUT', '/settings/deletion_guards', undefined],
    ['GET', '/members', undefined],
    ['POST', '/members', { email: 'x@x.example', name: 'X', role: 'owner' }],
    ['POST', '/sign_in_links', {}],
  ] as const) {
    const limit = { percent: 3, at_least: 2 }
    const guards = { users: limit, groups: limit, memberships: limit, blanked: limit }
    const given = method === 'GET' ? {} : { body: body ?? guards }
    const answer = await browser.send(method, `/dashboard/api${path}`, { ...given, headers })
    assert.deepEqual([answer.status, answer.body.code], [403, 'demo_forbidden'], path)
  }
  assert.equal((await browser.send('GET', '/dashboard/api/settings', { headers })).status, 200)
  await app.close()
})
