import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { creationOfGroup, creationOfUser, testCause } from '../testing/directory-content.ts'

type Page = { readonly ids: readonly string[]; readonly before: string | null; readonly after: string | null }

async function readPage(api: TestApi, url: string): Promise<Page> {
  const { status, body } = await api.call('GET', url)
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.object, 'list')
  return { ids: body.data.map((object: { id: string }) => object.id), ...body.list_metadata }
}

async function readAll(api: TestApi, url: string): Promise<string[]> {
  const ids: string[] = []
  let after: string | null = null
  do {
    const page = await readPage(api, `${url}${after ? `&after=${after}` : ''}`)
    ids.push(...page.ids)
    after = page.after
  } while (after !== null)
  return ids
}

test('a list is read to its end, newest first, each object once', async () => {
  await using api = await createTestApi()
  const made: string[] = []
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    made.push((await api.call('POST', '/organizations', { body: { name } })).body.id)

  assert.deepEqual(await readAll(api, '/organizations?limit=2'), made.toReversed())
  assert.deepEqual(await readAll(api, '/organizations?limit=2&order=asc'), made)
  assert.deepEqual(
    await readAll(api, '/organizations?limit=5'),
    made.toReversed(),
    'a page that is exactly full is the last',
  )
})

test('a page says how to go on to either side, and says null at the ends', async () => {
  await using api = await createTestApi()
  const made: string[] = []
  for (const name of ['a', 'b', 'c', 'd'])
    made.push((await api.call('POST', '/organizations', { body: { name } })).body.id)
  const [a, b, c, d] = made

  const first = await readPage(api, '/organizations?limit=2&order=asc')
  assert.deepEqual(first, { ids: [a, b], before: null, after: b })
  const second = await readPage(api, `/organizations?limit=2&order=asc&after=${b}`)
  assert.deepEqual(second, { ids: [c, d], before: c, after: null })
  const back = await readPage(api, `/organizations?limit=1&order=asc&before=${c}`)
  assert.deepEqual(back, { ids: [b], before: b, after: b }, 'the page before is the nearest one')
  const begin = await readPage(api, `/organizations?limit=5&order=asc&before=${c}`)
  assert.deepEqual(begin, { ids: [a, b], before: null, after: b })
})

test('the order "normal" is newest first, with before for older and after for newer', async () => {
  await using api = await createTestApi()
  const made: string[] = []
  for (const name of ['a', 'b', 'c', 'd'])
    made.push((await api.call('POST', '/organizations', { body: { name } })).body.id)
  const [a, b, c, d] = made

  assert.deepEqual(await readPage(api, '/organizations?limit=2&order=normal'), { ids: [d, c], before: c, after: null })
  const older = await readPage(api, `/organizations?limit=2&order=normal&before=${c}`)
  assert.deepEqual(older, { ids: [b, a], before: null, after: b })
  const newer = await readPage(api, `/organizations?limit=1&order=normal&after=${b}`)
  assert.deepEqual(newer, { ids: [c], before: c, after: c })
})

test('whoever pages through users misses nobody when the user at the cursor is deleted meanwhile', async () => {
  await using api = await createTestApi()
  const { scope, id } = await createTestDirectory(api)
  const ids: string[] = []
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    ids.push((await api.context.submit(scope, creationOfUser(`${name}@acme.test`))).user.id)
  }
  const [a, b, c, d, e] = ids
  await api.context.submit(scope, { type: 'delete_user', id: String(c), cause: testCause, received: null })

  for (const gone of [c]) {
    const ascending = await readPage(api, `/directory_users?directory=${id}&order=asc&after=${gone}`)
    assert.deepEqual(ascending.ids, [d, e])
    const descending = await readPage(api, `/directory_users?directory=${id}&order=desc&after=${gone}`)
    assert.deepEqual(descending.ids, [b, a])
  }
  await api.context.submit(scope, { type: 'delete_user', id: String(a), cause: testCause, received: null })
  assert.deepEqual((await readPage(api, `/directory_users?directory=${id}&order=asc&after=${a}`)).ids, [b, d, e])
  assert.deepEqual((await readPage(api, `/directory_users?directory=${id}&order=desc&after=${a}`)).ids, [])
})

test('users of a group and groups of a user are paged like other lists', async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  const users: string[] = []
  for (const name of ['a', 'b', 'c'])
    users.push((await api.context.submit(scope, creationOfUser(`${name}@acme.test`))).user.id)
  const groups: string[] = []
  for (const name of ['x', 'y', 'z'])
    groups.push((await api.context.submit(scope, creationOfGroup(name, users))).group.id)

  assert.deepEqual(await readAll(api, `/directory_users?group=${groups[0]}&limit=2&order=asc`), users)
  assert.deepEqual(await readAll(api, `/directory_groups?user=${users[1]}&limit=1&order=desc`), groups.toReversed())
})

test('the feed is read forward from a cursor unless another order is asked for', async () => {
  await using api = await createTestApi()
  const { id } = await createTestDirectory(api)
  for (let count = 0; count < 4; count += 1) await api.call('POST', `/directories/${id}/tokens`, { body: {} })
  await api.feed()
  const all = await readAll(api, '/events?limit=2')
  assert.equal(all.length, 5)
  const [e1, e2, e3, e4, e5] = all

  assert.deepEqual(await readPage(api, `/events?after=${e3}`), { ids: [e4, e5], before: e4, after: null })
  assert.deepEqual(await readPage(api, `/events?order=desc&limit=2`), { ids: [e5, e4], before: null, after: e4 })
  assert.deepEqual((await readPage(api, `/events?order=desc&limit=2&after=${e4}`)).ids, [e3, e2])
  assert.deepEqual(await readPage(api, `/events?order=asc&limit=1&before=${e3}`), { ids: [e2], before: e2, after: e2 })
  assert.deepEqual((await readPage(api, `/events?order=normal&limit=2&before=${e3}`)).ids, [e2, e1])
  assert.deepEqual((await readPage(api, `/events?order=normal&limit=1&after=${e3}`)).ids, [e4])
})
