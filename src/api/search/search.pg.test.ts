import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createRouteWorld } from '../../testing/route-requests.ts'

type Result = { readonly kind: string; readonly id: string }

async function find(api: TestApi, text: string, key?: string): Promise<Result[]> {
  const { body, status } = await api.call('GET', `/search?q=${encodeURIComponent(text)}`, key ? { key } : {})
  assert.equal(status, 200, JSON.stringify(body))
  return body.data
}

const kinds = (found: readonly Result[]) => found.map(({ kind }) => kind).toSorted()

test('an id leads straight to its object, whatever it is of', async () => {
  await using api = await createTestApi()
  const world = await createRouteWorld(api, 'acme')
  const { body } = await api.call('GET', '/events?limit=1')
  const ids = {
    organization: world.organization,
    directory: world.directory,
    person: world.person,
    directory_user: world.directory_user,
    directory_group: world.directory_group,
    sync_run: world.run,
    event: body.data[0].id as string,
    webhook_endpoint: world.webhook_endpoint,
    sink: world.sink,
  }
  for (const [kind, id] of Object.entries(ids)) {
    const found = await find(api, id ?? '')
    assert.deepEqual(
      found.map((one) => [one.kind, one.id]),
      [[kind, id]],
    )
  }
  assert.deepEqual(await find(api, 'event_01KA3VA0B6D8F0H2K4N6Q8S0V2'), [])
})

test('words find what has words that begin so: organizations, directories, people, groups', async () => {
  await using api = await createTestApi()
  await createRouteWorld(api, 'acme')
  assert.deepEqual(kinds(await find(api, 'acm')), [
    'directory',
    'directory',
    'directory_group',
    'directory_user',
    'organization',
    'person',
  ])
  assert.deepEqual(kinds(await find(api, 'OKTA of ac')), ['directory'])
  assert.deepEqual(kinds(await find(api, 'acme@acme.test')).includes('directory_user'), true)
  assert.deepEqual(kinds(await find(api, '127.0.0.1')), ['sink', 'webhook_endpoint'])
})

test('names with signs in them are found as they are written, and while they are typed', async () => {
  await using api = await createTestApi()
  const names = [
    'acme.io',
    'AT&T',
    "O'Neil & Sons",
    'foo-bar',
    'a@b.com',
    '1.5 Ltd',
    'über/unter',
    'x_y',
    'Quer <Rot> Co',
  ]
  for (const name of names) {
    await api.call('POST', '/organizations', { body: { name } })
    for (const text of [name, name.toUpperCase(), name.slice(0, -1)]) {
      assert.deepEqual(kinds(await find(api, text)), ['organization'], text)
    }
  }
})

test('signs that mean something to the database are only signs', async () => {
  await using api = await createTestApi()
  await createRouteWorld(api, 'acme')
  for (const text of ["acme' | 'x", 'acme & !x', "'", ':*', '!!', '(', '\\', '%', 'a:b & c']) await find(api, text)
})

test('a key finds what its organization has, and of that what it may read', async () => {
  await using api = await createTestApi()
  const acme = await createRouteWorld(api, 'acme')
  const other = await createRouteWorld(api, 'acmeother')
  const bound = await api.call('POST', '/api_keys', { body: { name: 'bound', organization_id: acme.organization } })
  const own = Object.values(acme)
  for (const { id } of await find(api, 'acme', bound.body.value)) assert.ok(own.includes(id), id)
  assert.deepEqual(await find(api, other.directory ?? '', bound.body.value), [])

  const weak = await api.call('POST', '/api_keys', { body: { name: 'weak', permissions: ['directories:read'] } })
  assert.deepEqual([...new Set(kinds(await find(api, 'acme', weak.body.value)))], ['directory'])
  assert.deepEqual(await find(api, acme.directory_user ?? '', weak.body.value), [])
})
