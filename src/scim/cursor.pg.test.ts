import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ScimClient, startScim } from '../testing/scim-client.ts'
import { searchUrn } from './operations/search.ts'

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'

async function startFilled(count: number) {
  const client = await startScim('generic scim v2.0')
  for (let index = 0; index < count; index += 1) {
    const body = { schemas: [userUrn], userName: `user-${index}`, title: index % 2 === 0 ? 'Even' : undefined }
    await client.send('POST', '/Users', { body })
  }
  return client
}

type Page = { readonly names: string[]; readonly itemsPerPage: number; readonly totalResults: number | undefined }

/** Reads all pages of a query by their cursors. */
async function walk(client: ScimClient, path: string): Promise<Page[]> {
  const pages: Page[] = []
  let cursor = ''
  for (;;) {
    const { status, body } = await client.send('GET', `${path}&cursor=${cursor}`)
    assert.equal(status, 200, JSON.stringify(body))
    // biome-ignore lint/suspicious/noExplicitAny: whatever the answer has
    const names = body.Resources.map((one: any) => one.userName ?? one.displayName)
    pages.push({ names, itemsPerPage: body.itemsPerPage, totalResults: body.totalResults })
    assert.equal(body.startIndex, undefined)
    if (body.nextCursor === undefined) return pages
    assert.match(body.nextCursor, /^[\w.~-]+$/, 'unreserved characters of URLs only')
    cursor = body.nextCursor
  }
}

test('a list is walked by cursors, and the last page has none (RFC 9865)', async () => {
  await using client = await startFilled(5)
  const pages = await walk(client, '/Users?count=2')
  assert.deepEqual(
    pages.map(({ names }) => names),
    [['user-0', 'user-1'], ['user-2', 'user-3'], ['user-4']],
  )
  assert.deepEqual(
    pages.map(({ itemsPerPage, totalResults }) => [itemsPerPage, totalResults]),
    [
      [2, 5],
      [2, 5],
      [1, 5],
    ],
  )
  assert.deepEqual((await walk(client, '/Users?count=5')).length, 1)
})

test('a walk goes on where it was when users before it are deleted', async () => {
  await using client = await startFilled(4)
  const first = (await client.send('GET', '/Users?cursor&count=2')).body
  for (const { id } of first.Resources) await client.send('DELETE', `/Users/${id}`)
  const second = (await client.send('GET', `/Users?cursor=${first.nextCursor}&count=2`)).body
  assert.deepEqual(
    second.Resources.map(({ userName }: { userName: string }) => userName),
    ['user-2', 'user-3'],
  )
})

test('cursors work with filters, with sorting, in a search by POST and at the root', async () => {
  await using client = await startFilled(5)
  const names = async (path: string) => (await walk(client, path)).flatMap((page) => page.names)
  assert.deepEqual(await names('/Users?count=2&filter=title+eq+%22even%22'), ['user-0', 'user-2', 'user-4'])
  const sorted = ['user-4', 'user-3', 'user-2', 'user-1', 'user-0']
  assert.deepEqual(await names('/Users?count=2&sortBy=userName&sortOrder=descending'), sorted)
  await client.send('POST', '/Groups', { body: { schemas: [groupUrn], displayName: 'Team' } })
  assert.deepEqual(await names('/?count=2'), ['user-0', 'user-1', 'user-2', 'user-3', 'user-4', 'Team'])
  assert.deepEqual(await names('/?count=5'), ['user-0', 'user-1', 'user-2', 'user-3', 'user-4', 'Team'])
  const body = { schemas: [searchUrn], cursor: '', count: 3 }
  assert.match((await client.send('POST', '/Users/.search', { body })).body.nextCursor, /./)
})

test('a cursor of another query or of nobody is refused, and so is a count that cannot be', async () => {
  await using client = await startFilled(2)
  const { nextCursor } = (await client.send('GET', '/Users?cursor&count=1')).body
  for (const [query, scimType] of [
    [`cursor=${nextCursor}&filter=userName+pr`, 'invalidCursor'],
    [`cursor=${nextCursor}&sortBy=title`, 'invalidCursor'],
    ['cursor=nonsense', 'invalidCursor'],
    [`cursor=${Buffer.from('[1,2,3]').toString('base64url')}`, 'invalidCursor'],
    ['cursor&startIndex=1', 'invalidCursor'],
    ['cursor&count=0', 'invalidCount'],
    ['cursor&count=1001', 'invalidCount'],
  ]) {
    const { status, body } = await client.send('GET', `/Users?${query}`)
    assert.deepEqual([status, body.scimType], [400, scimType], query)
  }
  assert.equal((await client.send('GET', `/Groups?cursor=${nextCursor}&count=1`)).body.scimType, 'invalidCursor')
})

test('the configuration says that both kinds of paging are there, and index paging is the default', async () => {
  await using client = await startFilled(0)
  assert.deepEqual((await client.send('GET', '/ServiceProviderConfig')).body.pagination, {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: 100,
    maxPageSize: 1_000,
  })
})
