import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { followLink, generateLink } from '../../testing/portal-visit.ts'
import { createRouteWorld, type RouteWorld, requestsTo } from '../../testing/route-requests.ts'
import { describedRoutes, routes } from '../routes.ts'
import { portalAllowedRoutes } from './portal-allowed-routes.ts'

async function visitOf(api: TestApi, { organization = '' }: RouteWorld) {
  const { link } = await generateLink(api, organization)
  return followLink(api, link)
}

test('every route that the portal may ask is one of the API', () => {
  const known = new Set(describedRoutes.map(({ method, path }) => `${method} ${path}`))
  assert.deepEqual(
    [...portalAllowedRoutes].filter((route) => !known.has(route)),
    [],
  )
})

test('a route that the portal may not ask does not exist there, whatever it is asked', async () => {
  await using api = await createTestApi()
  const world = await createRouteWorld(api, 'acme')
  const visit = await visitOf(api, world)
  const others = routes.filter(({ method, path }) => !portalAllowedRoutes.has(`${method} ${path}`))
  assert.ok(others.length > 40)
  for (const route of others) {
    for (const { url, ...options } of requestsTo(route, world)) {
      const { status, body } = await visit.call(route.method, url, options)
      assert.ok([404, 405].includes(status), `${route.method} ${url} answered ${status}`)
      assert.ok(
        ['route_not_found', 'method_not_allowed', 'entity_not_found'].includes(body.code),
        `${route.method} ${url}: ${body.code}`,
      )
    }
  }
})

test('of another organization a visitor finds nothing, by whatever route and id', async () => {
  await using api = await createTestApi()
  const victim = await createRouteWorld(api, 'victim')
  const attacker = await createRouteWorld(api, 'attacker')
  const visit = await visitOf(api, attacker)
  const { name: _, ...ids } = victim
  const shown = (text: string, sent: string) =>
    Object.values(ids).filter((id) => text.includes(id) && !sent.includes(id))
  for (const route of routes.filter(({ method, path }) => portalAllowedRoutes.has(`${method} ${path}`))) {
    for (const { url, ...options } of requestsTo(route, victim)) {
      const { status, body } = await visit.call(route.method, url, options)
      const text = JSON.stringify(body)
      assert.deepEqual(shown(text, url + JSON.stringify(options)), [], `${route.method} ${url} shows ${text}`)
      const isOwnList = status === 200 && body.object === 'list'
      assert.ok(isOwnList || status === 404, `${route.method} ${url} answered ${status}: ${text}`)
    }
  }
  assert.equal((await api.call('GET', `/directories/${victim.directory}/tokens`)).body.data.length, 1)
})

test('what a visitor changes is in the audit log under the link, and events say that it came from the portal', async () => {
  await using api = await createTestApi()
  const { body: organization } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const made = await generateLink(api, organization.id, { it_contact_emails: ['it@acme.test'] })
  const visit = await followLink(api, made.link)
  const body = { organization_id: organization.id, name: 'Okta', type: 'okta scim v2.0' }
  assert.equal((await visit.call('POST', '/directories', { body })).status, 201)
  const [entry] = (await api.call('GET', '/audit_log?action=directory.created')).body.data
  assert.deepEqual(entry.actor, { type: 'portal_link', id: made.id, name: 'Set-up link of it@acme.test' })
  assert.equal(entry.source, 'portal')
  await api.feed()
  const { data } = (await api.call('GET', '/events')).body
  assert.ok(data.length > 0)
  for (const event of data) assert.equal(event.context?.actor?.source, 'admin_portal')
})

test('what another site makes a browser send is refused', async () => {
  await using api = await createTestApi()
  const { body: organization } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const { link } = await generateLink(api, organization.id)
  const visit = await followLink(api, link)
  const body = { organization_id: organization.id, name: 'Okta', type: 'okta scim v2.0' }
  const others: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'x-muster-request': '' },
  ]
  for (const headers of others) {
    const answer = await visit.call('POST', '/directories', { body, headers })
    assert.deepEqual([answer.status, answer.body.code], [403, 'cross_site_request'])
  }
  const me = await visit.call('GET', '/me', { headers: { 'sec-fetch-site': 'cross-site' } })
  assert.equal(me.status, 403)
})
