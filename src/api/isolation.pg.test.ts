import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { creationOfGroup, creationOfUser } from '../testing/directory-content.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'

type Victim = Readonly<Record<string, string>>

async function populate(api: TestApi): Promise<Victim> {
  const { id: directory, organizationId, token, scope } = await createTestDirectory(api, 'Victim')
  const { user } = await api.context.submit(scope, creationOfUser('victim@victim.test'))
  const { group } = await api.context.submit(scope, creationOfGroup('Victims', [user.id]))
  const { tokenId } = await api.context.directoryTokens.authenticate(directory, token)
  const body = { name: 'victim', organization_id: organizationId }
  const { body: key } = await api.call('POST', '/api_keys', { body })
  const { body: extension } = await api.call('POST', `/organizations/${organizationId}/schema_extensions`, {
    body: { urn: 'urn:victim:User', name: 'Victims', resource_type: 'User', attributes: [{ name: 'badge' }] },
  })
  await api.app.inject({ url: `/scim/v2/${directory}/Users`, headers: { authorization: `Bearer ${token}` } })
  const { body: requests } = await api.call('GET', `/directories/${directory}/scim_requests`)
  await api.feed()
  return {
    request: requests.data[0].id,
    extension: extension.id,
    organization: organizationId,
    directory,
    token: tokenId,
    user: user.id,
    group: group.id,
    key: key.id,
  }
}

/** Which of the victim's ids stands for `:id` of a path, by the path's first part. */
const idOf: Readonly<Record<string, string>> = {
  organizations: 'organization',
  directories: 'directory',
  directory_users: 'user',
  directory_groups: 'group',
  api_keys: 'key',
}

/** Which queries point a list at what is the victim's. */
const queriesOf: Readonly<Record<string, readonly string[]>> = {
  '/organizations': ['', 'search=Victim'],
  '/directories': ['', 'search=Victim', 'organization_id=:organization'],
  '/directory_users': ['directory=:directory', 'group=:group', 'directory=:directory&email=victim@victim.test'],
  '/directory_groups': ['directory=:directory', 'user=:user'],
  '/events': ['', 'organization_id=:organization'],
  '/api_keys': ['', 'organization_id=:organization'],
}

/** Bodies that would make something at the victim's. */
const bodiesOf: Readonly<Record<string, object>> = {
  '/organizations': { name: 'more' },
  '/directories': { organization_id: ':organization', name: 'Mine', type: 'okta scim v2.0' },
  '/directories/:id': { name: 'Mine' },
  '/directories/:id/tokens': {},
  '/directory_users/:id/restore': {},
  '/organizations/:id/schema_extensions': {
    urn: 'urn:mine:User',
    name: 'Mine',
    resource_type: 'User',
    attributes: [{ name: 'badge' }],
  },
  '/organizations/:id/schema_extensions/:extension_id': { name: 'Mine', attributes: [{ name: 'badge' }] },
  '/api_keys': { name: 'mine', organization_id: ':organization' },
}

function fill(text: string, victim: Victim): string {
  return text.replace(/:(\w+)/g, (whole, name: string) => victim[name] ?? whole)
}

function attempts(route: Route, victim: Victim): { url: string; body?: object }[] {
  const [, first = ''] = route.path.split('/')
  const path = fill(
    route.path
      .replace(':id', `:${idOf[first]}`)
      .replace(':token_id', ':token')
      .replace(':extension_id', ':extension')
      .replace(':request_id', ':request'),
    victim,
  )
  if (route.method !== 'POST' && route.method !== 'PUT') {
    const queries = route.path.includes(':') || route.method === 'DELETE' ? [''] : queriesOf[route.path]
    assert.ok(queries, `${route.path} is a list that this test does not know; add its queries`)
    return queries.map((query) => ({ url: `${path}${query && `?${fill(query, victim)}`}` }))
  }
  const body = bodiesOf[route.path]
  assert.ok(body, `${route.path} is a route that this test does not know; add its body`)
  return [{ url: path, body: JSON.parse(fill(JSON.stringify(body), victim)) }]
}

test("with another organization's key every route finds nothing of an organization, by whatever id", async () => {
  await using api = await createTestApi()
  const victim = await populate(api)
  const attacker = await createTestDirectory(api, 'Attacker')
  await api.feed()
  const { body } = await api.call('POST', '/api_keys', {
    body: { name: 'all', organization_id: attacker.organizationId },
  })

  for (const route of routes) {
    for (const { url, ...options } of attempts(route, victim)) {
      const answer = await api.call(route.method, url, { ...options, key: body.value })
      const text = JSON.stringify(answer.body)
      const seen = Object.values(victim).filter(
        (id) => text.includes(id) && !url.includes(id) && !JSON.stringify(options).includes(id),
      )
      assert.deepEqual(seen, [], `${route.method} ${url} shows ids of another organization: ${text}`)
      const isOwnList = answer.status === 200 && answer.body.object === 'list'
      const isRefused = answer.status === 404 || (answer.status === 403 && route.path === '/organizations')
      assert.ok(isOwnList || isRefused, `${route.method} ${url} answered ${answer.status}: ${text}`)
    }
  }
  assert.equal((await api.call('GET', `/directories/${victim.directory}/tokens`)).body.data.length, 1)
  assert.equal((await api.call('GET', '/directories')).body.data.length, 2)
})

test('an event of another organization is no cursor for a key that does not open it', async () => {
  await using api = await createTestApi()
  await populate(api)
  const attacker = await createTestDirectory(api, 'Attacker')
  await api.feed()
  const { body } = await api.call('POST', '/api_keys', {
    body: { name: 'all', organization_id: attacker.organizationId },
  })
  const all = await api.call('GET', '/events?limit=1')
  const answer = await api.call('GET', `/events?after=${all.body.data[0].id}`, { key: body.value })
  assert.equal(answer.status, 400)
})
