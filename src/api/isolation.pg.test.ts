import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../testing/api-app.ts'
import { createRouteWorld, type RouteWorld, requestsTo } from '../testing/route-requests.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'

/** The requests that point a route at the victim; where it takes two ids, also with one of each organization. */
function attacksOn(route: Route, victim: RouteWorld, attacker: RouteWorld) {
  // Where the second is a name that its maker chooses, the attacker has one of its own.
  if (route.path.split(':').length <= 2 || route.path.endsWith('/:name')) return requestsTo(route, victim)
  const { organization = '', directory = '', pulled_directory = '', webhook_endpoint = '' } = attacker
  const own = { organization, directory, pulled_directory, webhook_endpoint }
  return [...requestsTo(route, victim), ...requestsTo(route, { ...victim, ...own })]
}

/** Keys that are bound to an organization cannot make organizations, nor import, nor change what holds for the server. */
function isForUnbound({ method, path }: Route): boolean {
  if (/^\/(members|sign_in_links|settings)(\/|$)/.test(path)) return true
  return method === 'POST' && (path === '/organizations' || path.startsWith('/imports/'))
}

test("with another organization's key every route finds nothing of an organization, by whatever id", async () => {
  await using api = await createTestApi()
  const victim = await createRouteWorld(api, 'victim')
  const attacker = await createRouteWorld(api, 'attacker')
  const { body } = await api.call('POST', '/api_keys', {
    body: { name: 'all', organization_id: attacker.organization },
  })
  const { name: _, kind: __, ...ids } = victim

  for (const route of routes) {
    for (const { url, ...options } of attacksOn(route, victim, attacker)) {
      const answer = await api.call(route.method, url, { ...options, key: body.value })
      const text = JSON.stringify(answer.body)
      const seen = Object.values(ids).filter(
        (id) => text.includes(id) && !url.includes(id) && !JSON.stringify(options).includes(id),
      )
      assert.deepEqual(seen, [], `${route.method} ${url} shows ids of another organization: ${text}`)
      const isOwnList =
        answer.status === 200 && ['list', 'overview', 'settings', 'audit_log_choices'].includes(answer.body.object)
      const isRefused = answer.status === 404 || (answer.status === 403 && isForUnbound(route))
      const isCountOfNothing = answer.body?.object === 'search_count' && answer.body.count === 0
      assert.ok(isOwnList || isCountOfNothing || isRefused, `${route.method} ${url} answered ${answer.status}: ${text}`)
    }
  }
  assert.equal((await api.call('GET', `/directories/${victim.directory}/tokens`)).body.data.length, 1)
  assert.equal((await api.call('GET', '/directories')).body.data.length, 4)
})

test('an event of another organization is no cursor for a key that does not open it', async () => {
  await using api = await createTestApi()
  await createRouteWorld(api, 'victim')
  const attacker = await createRouteWorld(api, 'attacker')
  const { body } = await api.call('POST', '/api_keys', {
    body: { name: 'all', organization_id: attacker.organization },
  })
  const all = await api.call('GET', '/events?limit=1')
  const answer = await api.call('GET', `/events?after=${all.body.data[0].id}`, { key: body.value })
  assert.equal(answer.status, 400)
})
