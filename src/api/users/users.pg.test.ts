import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UserContent } from '../../model/user.ts'
import { createTestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { commands } from '../../testing/directories.ts'
import { creationOfGroup, creationOfUser } from '../../testing/directory-content.ts'

type Api = Awaited<ReturnType<typeof createTestApi>>

async function setUp() {
  const api = await createTestApi()
  const acme = await createTestDirectory(api, 'Acme')
  const other = await createTestDirectory(api, 'Other')
  const { submit } = api.context
  const { user: ada } = await submit(acme.scope, creationOfUser('ada@acme.test'))
  const { user: bo } = await submit(acme.scope, creationOfUser('bo@acme.test'))
  await submit(other.scope, creationOfUser('ada@other.test'))
  return { api, acme, other, submit, ada, bo, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() }
}

const named = (name: string) => (stored: UserContent) => ({ ...stored, attributes: { ...stored.attributes, name } })

async function boundKey(api: Api, organization_id: string): Promise<string> {
  return (await api.call('POST', '/api_keys', { body: { name: 'bound', organization_id } })).body.value
}

test('a search is over what the key opens, and says how many it finds', async () => {
  await using world = await setUp()
  const { api, acme, other } = world
  const emails = async (query: string, key?: string) =>
    (await api.call('GET', `/directory_users?${query}`, key ? { key } : {})).body.data.map(
      ({ email }: { email: string }) => email,
    )
  assert.deepEqual((await emails('search=ada')).sort(), ['ada@acme.test', 'ada@other.test'])
  const key = await boundKey(api, acme.organizationId)
  assert.deepEqual(await emails('search=ada', key), ['ada@acme.test'])
  assert.deepEqual(await emails(`search=ada&organization_id=${other.organizationId}`, key), [])
  assert.deepEqual(await emails(`sort=name&directory=${other.id}`, key), [])
  const count = await api.call('GET', '/directory_users/count?search=ada', { key })
  assert.deepEqual(count.body, { object: 'search_count', count: 1, is_exact: true })
})

test('pages of a search go on from cursors of its own, and ids are none of them', async () => {
  await using world = await setUp()
  const first = await world.api.call('GET', '/directory_users?sort=name&limit=2')
  const next = await world.api.call('GET', `/directory_users?sort=name&limit=2&after=${first.body.list_metadata.after}`)
  assert.deepEqual([first.body.data.length, next.body.data.length, next.body.list_metadata.after], [2, 1, null])
  assert.equal((await world.api.call('GET', `/directory_users?sort=name&after=${world.ada.id}`)).status, 422)
  const list = `/directory_users?directory=${world.acme.id}&after=${first.body.list_metadata.after}x%20`
  assert.equal((await world.api.call('GET', list)).status, 422)
})

test('who reports to a person is found, whatever the source calls the manager', async () => {
  await using world = await setUp()
  const { api, acme, submit, ada, bo } = world
  const reportsTo = (manager_id: string) => (stored: UserContent) => ({
    ...stored,
    attributes: { ...stored.attributes, custom_attributes: { manager_id } },
  })
  for (const name of [ada.id, 'ADA@acme.test', 'ext-ada@acme.test', 'nobody']) {
    await submit(acme.scope, commands.updateUser(bo.id, reportsTo(name)))
    const { body } = await api.call('GET', `/directory_users/count?manager=${ada.id}`)
    assert.equal(body.count, name === 'nobody' ? 0 : 1, name)
  }
})

test('the export is CSV of all that are found, and no cell is a formula', async () => {
  await using world = await setUp()
  const { api, acme, submit, bo } = world
  await submit(acme.scope, commands.updateUser(bo.id, named('=HYPERLINK("evil")')))
  const key = await boundKey(api, acme.organizationId)
  const headers = { authorization: `Bearer ${key}` }
  const answer = await api.app.inject({ url: '/directory_users/export', headers })
  const lines = answer.body.trimEnd().split('\r\n')
  assert.match(String(answer.headers['content-type']), /^text\/csv/)
  assert.equal(lines.length, 3)
  assert.match(lines[2] ?? '', /,"'=HYPERLINK\(""evil""\)",/)
})

test('a timeline tells what happened to a person, to the last page, also after the deletion', async () => {
  await using world = await setUp()
  const { api, acme, submit, ada, bo } = world
  const { group } = await submit(acme.scope, creationOfGroup('Sales', [ada.id]))
  await submit(acme.scope, commands.updateUser(ada.id, named('Ada Lovelace')))
  await submit(acme.scope, commands.changeMembers(group.id, { op: 'remove', ids: [ada.id] }))
  const url = `/scim/v2/${acme.id}/Users/${ada.id}`
  const headers = { authorization: `Bearer ${acme.token}` }
  await api.app.inject({ method: 'PATCH', url, headers, payload: { nonsense: true } })
  await api.app.inject({ method: 'DELETE', url, headers })
  const seen: { kind: string; event: { type: string; changes: object[] } | null }[] = []
  let after = ''
  do {
    const { body } = await api.call('GET', `/directory_users/${ada.id}/timeline?limit=2${after}`)
    seen.push(...body.data)
    after = body.list_metadata.after ? `&after=${body.list_metadata.after}` : ''
  } while (after)
  const kinds = seen.map(({ kind, event }) => event?.type ?? kind)
  assert.deepEqual(
    kinds.filter((kind) => kind !== 'request'),
    [
      'dsync.user.deleted',
      'dsync.group.user_removed',
      'dsync.user.updated',
      'dsync.group.user_added',
      'dsync.user.created',
    ],
  )
  assert.equal(kinds.filter((kind) => kind === 'request').length, 2)
  const update = seen.find(({ event }) => event?.type === 'dsync.user.updated')
  assert.deepEqual(update?.event?.changes, [{ attribute: 'name', before: 'ada Testwell', after: 'Ada Lovelace' }])
  const events = await api.call('GET', `/directory_users/${bo.id}/timeline?kinds=event`)
  assert.deepEqual(
    events.body.data.map(({ text }: { text: string }) => text),
    ['bo Testwell was added (Engineering)'],
  )
  const ofGroup = await api.call('GET', `/directory_groups/${group.id}/timeline?kinds=event`)
  assert.equal(ofGroup.body.data.length, 3)
})

test('a timeline of another organization is not found', async () => {
  await using world = await setUp()
  const key = await boundKey(world.api, world.other.organizationId)
  for (const part of ['timeline', 'as_of?time=2026-01-01T00:00:00Z', 'attributes', 'groups']) {
    const answer = await world.api.call('GET', `/directory_users/${world.ada.id}/${part}`, { key })
    assert.equal(answer.status, 404, part)
  }
})

test('a person as of a time is as events had made it, and nobody before it was made', async () => {
  await using world = await setUp()
  const { api, acme, submit, ada } = world
  const later = () => new Promise((resolve) => setTimeout(resolve, 5))
  const start = new Date(Date.now() - 3_600_000)
  const { group } = await submit(acme.scope, creationOfGroup('Sales', [ada.id]))
  await later()
  const before = new Date()
  await later()
  await submit(acme.scope, commands.updateUser(ada.id, named('Ada Lovelace')))
  await submit(acme.scope, commands.changeMembers(group.id, { op: 'remove', ids: [ada.id] }))
  const at = async (time: Date) =>
    (await api.call('GET', `/directory_users/${ada.id}/as_of?time=${time.toISOString()}`)).body
  const then = await at(before)
  assert.deepEqual([then.user.name, then.groups, then.unknown], ['ada Testwell', [{ id: group.id, name: 'Sales' }], []])
  const now = await at(new Date())
  assert.deepEqual([now.user.name, now.groups], ['Ada Lovelace', []])
  assert.deepEqual([(await at(start)).existed, (await at(start)).user], [false, null])
  await submit(acme.scope, commands.deleteUser(ada.id))
  const deleted = await at(before)
  assert.deepEqual([deleted.user.name, deleted.unknown], ['ada Testwell', ['groups_of_deleted']])
  assert.deepEqual(deleted.groups, [{ id: group.id, name: 'Sales' }])
})

test('a person as of a time was in groups that were deleted since, and not in those that were gone before', async () => {
  await using world = await setUp()
  const { api, acme, submit, ada } = world
  const later = () => new Promise((resolve) => setTimeout(resolve, 5))
  const { group: gone } = await submit(acme.scope, creationOfGroup('Gone', [ada.id]))
  const { group: left } = await submit(acme.scope, creationOfGroup('Left', [ada.id]))
  const { group: sales } = await submit(acme.scope, creationOfGroup('Sales', [ada.id]))
  await submit(acme.scope, commands.deleteGroup(gone.id))
  await submit(acme.scope, commands.changeMembers(left.id, { op: 'remove', ids: [ada.id] }))
  await later()
  const before = new Date()
  await later()
  await submit(acme.scope, commands.deleteGroup(sales.id))
  await submit(acme.scope, commands.deleteGroup(left.id))
  const at = async (time: Date) =>
    (await api.call('GET', `/directory_users/${ada.id}/as_of?time=${time.toISOString()}`)).body
  assert.deepEqual((await at(before)).groups, [{ id: sales.id, name: 'Sales' }])
  assert.deepEqual((await at(new Date())).groups, [])
})

test('a timeline tells a caller nothing of requests and runs who may not read those', async () => {
  await using world = await setUp()
  const { api, acme, ada } = world
  const url = `/scim/v2/${acme.id}/Users/${ada.id}`
  const headers = { authorization: `Bearer ${acme.token}` }
  await api.app.inject({ method: 'PATCH', url, headers, payload: { nonsense: true } })
  const body = { name: 'few', permissions: ['directory_users:read'] }
  const { value: key } = (await api.call('POST', '/api_keys', { body })).body
  const kindsFor = async (query: string, options = {}) =>
    (await api.call('GET', `/directory_users/${ada.id}/timeline${query}`, options)).body.data.map(
      ({ kind }: { kind: string }) => kind,
    )
  assert.deepEqual(await kindsFor(''), ['request', 'event'])
  assert.deepEqual(await kindsFor('', { key }), ['event'])
  assert.deepEqual(await kindsFor('?kinds=request', { key }), [])
})

test('cursors that no list has given are refused, whatever they hold', async () => {
  await using world = await setUp()
  const { api, acme } = world
  const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const lists = [
    ['sort=created_at', ['', 'x y', '\0']],
    [`sort=created_at&directory=${acme.id}`, ['', 'abc', '1e9', '99999999999999999999', world.ada.id]],
    ['sort=updated_at&search=ada', ['', 'abc', '1', '2026-13-45T00:00:00.000000Z']],
    ['sort=name', ['\0']],
  ] as const
  for (const [query, keys] of lists) {
    for (const key of keys) {
      for (const kind of ['users', 'groups']) {
        const answer = await api.call('GET', `/directory_${kind}?${query}&after=${cursor(key, world.ada.id)}`)
        assert.equal(answer.status, 422, `${kind} ${query} ${key}`)
      }
    }
  }
  assert.equal((await api.call('GET', `/directory_users?sort=name&before=${cursor('a', 'a\0b')}`)).status, 422)
})

test('a text of signs alone has no words: everybody is listed, and as many are counted', async () => {
  await using world = await setUp()
  for (const text of ['@', ',', '%23 ;']) {
    const { body } = await world.api.call('GET', `/directory_users/count?search=${text}`)
    assert.deepEqual(body, { object: 'search_count', count: 3, is_exact: true })
    const groups = await world.api.call('GET', `/directory_groups/count?search=${text}`)
    assert.deepEqual(groups.body, { object: 'search_count', count: 0, is_exact: true })
    assert.equal((await world.api.call('GET', `/directory_users?search=${text}`)).body.data.length, 3)
    assert.deepEqual((await world.api.call('GET', `/search?q=${text}`)).body.data, [])
  }
})

test('every attribute says where it comes from', async () => {
  await using world = await setUp()
  const { acme, api } = world
  const payload = { userName: 'zoe@acme.test', title: 'Engineer', name: { givenName: 'Zoë' } }
  const headers = { authorization: `Bearer ${acme.token}`, 'content-type': 'application/scim+json' }
  const made = await api.app.inject({ method: 'POST', url: `/scim/v2/${acme.id}/Users`, headers, payload })
  const { body } = await api.call('GET', `/directory_users/${made.json().id}/attributes`)
  const rows = body.attributes.map(({ name, value, from }: Record<string, string>) => [name, value, from])
  assert.ok(
    rows.some(([name, value, from]: string[]) => name === 'job_title' && value === 'Engineer' && from === 'title'),
  )
  assert.ok(
    rows.some(([name, value, from]: string[]) => name === 'first_name' && value === 'Zoë' && from === 'name.givenName'),
  )
})

test('how somebody got into a group is told from both ends', async () => {
  await using world = await setUp()
  const { api, acme, submit, ada, bo } = world
  const { group: inner } = await submit(acme.scope, creationOfGroup('Inner', [ada.id]))
  const { group: middle } = await submit(acme.scope, creationOfGroup('Middle', [inner.id]))
  const { group: outer } = await submit(acme.scope, creationOfGroup('Outer', [middle.id, bo.id, 'nobody_yet']))
  const groups = await api.call('GET', `/directory_users/${ada.id}/groups?how=all`)
  const told = groups.body.data.map(({ name, how, path }: { name: string; how: string; path: { name: string }[] }) => [
    name,
    how,
    path.map((one) => one.name).join(),
  ])
  assert.deepEqual(told, [
    ['Inner', 'direct', ''],
    ['Middle', 'nested', 'Inner'],
    ['Outer', 'nested', 'Inner,Middle'],
  ])
  const members = async (query: string) =>
    (await api.call('GET', `/directory_groups/${outer.id}/members?${query}`)).body.data.map(
      ({ name, type, how, path }: { name: string; type: string; how: string; path: { name: string }[] }) =>
        `${name} ${type} ${how} ${path.map((one) => one.name).join()}`.trim(),
    )
  assert.deepEqual((await members('how=direct')).sort(), [
    'Middle group direct',
    'bo Testwell user direct',
    'null pending pending',
  ])
  assert.deepEqual((await members('how=all')).sort(), [
    'ada Testwell user nested Middle,Inner',
    'bo Testwell user direct',
  ])
  assert.deepEqual(await members('how=all&search=ada'), ['ada Testwell user nested Middle,Inner'])
  assert.deepEqual(await members('search=ada'), [])
  assert.deepEqual(await members('type=pending'), ['null pending pending'])
  const above = await api.call('GET', `/directory_groups/${inner.id}/groups?how=all`)
  assert.deepEqual(
    above.body.data.map(({ name }: { name: string }) => name),
    ['Middle', 'Outer'],
  )
  const within = await api.call('GET', `/directory_groups/${outer.id}/groups?side=within&how=all`)
  assert.deepEqual(
    within.body.data.map(({ name }: { name: string }) => name),
    ['Middle', 'Inner'],
  )
})
