import type { JsonObject } from '../model/json.ts'
import { type FakeAnswer, type FakeVendor, startFakeVendor, type Trouble } from './fake-vendor.ts'

type Named = JsonObject & { readonly id: string }
type Owned = { readonly directoryId: string; readonly object: Named }

/** What a fake Polis has. Members are user ids by group id. */
export type PolisContent = {
  readonly directories: readonly (Named & { readonly tenant: string; readonly product: string })[]
  readonly users: readonly Owned[]
  readonly groups: readonly Owned[]
  readonly members: Readonly<Record<string, readonly string[]>>
}

/** The key that a fake Polis knows. */
export const polisKey = 'polis_key_of_the_tests'

/**
 * A server that answers as `/api/v1/dsync` of Polis does: lists as `{ data }`, paged by `pageOffset` and `pageLimit`, of which
 * its database gives at most `pageSize`; all directories of a tenant at once; errors as `{ error: { message } }`.
 */
export function startFakePolis(
  content: PolisContent,
  { pageSize = 50, trouble }: { readonly pageSize?: number; readonly trouble?: Trouble } = {},
): Promise<FakeVendor> {
  return startFakeVendor({
    authorization: `Api-Key ${polisKey}`,
    trouble,
    answer: (url) => answerTo(content, url, pageSize),
  })
}

function answerTo(content: PolisContent, { pathname, searchParams: query }: URL, pageSize: number): FakeAnswer | null {
  const [tenant, product, directoryId] = ['tenant', 'product', 'directoryId'].map((name) => query.get(name))
  const ofProduct = content.directories.filter((directory) => directory.product === product)
  if (pathname === '/api/v1/dsync/product') return page(ofProduct, query, pageSize)
  const ofTenant = ofProduct.filter((directory) => directory.tenant === tenant)
  if (pathname === '/api/v1/dsync') return { body: { data: ofTenant } }
  if (!ofTenant.some(({ id }) => id === directoryId)) {
    return { status: 404, body: { error: { message: 'Directory not found.' } } }
  }
  const owned = (list: readonly Owned[]) => list.flatMap((one) => (one.directoryId === directoryId ? [one.object] : []))
  if (pathname === '/api/v1/dsync/users') return page(owned(content.users), query, pageSize)
  if (pathname === '/api/v1/dsync/groups') return page(owned(content.groups), query, pageSize)
  const [, groupId] = /^\/api\/v1\/dsync\/groups\/([\w-]+)\/members$/.exec(pathname) ?? []
  const members = (groupId !== undefined && content.members[groupId]) || []
  return page(
    members.map((id) => ({ user_id: id })),
    query,
    pageSize,
  )
}

function page(list: readonly JsonObject[], query: URLSearchParams, pageSize: number): FakeAnswer {
  const offset = Number(query.get('pageOffset') ?? 0)
  const limit = Math.min(Number(query.get('pageLimit') ?? pageSize), pageSize)
  return { body: { data: list.slice(offset, offset + limit) } }
}
