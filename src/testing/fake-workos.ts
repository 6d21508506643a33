import type { JsonObject } from '../model/json.ts'
import { type FakeAnswer, type FakeVendor, startFakeVendor, type Trouble } from './fake-vendor.ts'

type Named = JsonObject & { readonly id: string }

/** What a fake WorkOS has. Members are user ids by group id. */
export type WorkosContent = {
  readonly organizations: readonly Named[]
  readonly directories: readonly (Named & { readonly organization_id: string })[]
  readonly users: readonly (Named & { readonly directory_id: string })[]
  readonly groups: readonly (Named & { readonly directory_id: string })[]
  readonly members: Readonly<Record<string, readonly string[]>>
}

/** The key that a fake WorkOS knows. */
export const workosKey = 'sk_workos_of_the_tests'

/**
 * A server that answers as WorkOS's API description says ("List Organizations", "Get an Organization", "List Directories",
 * "List Directory Users", "List Directory Groups"): cursors, `order`, `list_metadata`. Its pages have at most `pageSize`.
 */
export function startFakeWorkos(
  content: WorkosContent,
  { pageSize = 100, trouble }: { readonly pageSize?: number; readonly trouble?: Trouble } = {},
): Promise<FakeVendor> {
  return startFakeVendor({
    authorization: `Bearer ${workosKey}`,
    trouble,
    answer(url) {
      const [, path = '', id] = url.pathname.split('/')
      if (id !== undefined) return one(path === 'organizations' ? content.organizations : [], id)
      const list = listOf(content, path, url.searchParams)
      return list && page(list, url.searchParams, pageSize)
    },
  })
}

function listOf(content: WorkosContent, path: string, query: URLSearchParams): readonly Named[] | null {
  const { organizations, directories, users, groups, members } = content
  const [organization, directory, group] = ['organization_id', 'directory', 'group'].map((name) => query.get(name))
  if (path === 'organizations') return organizations
  if (path === 'directories')
    return directories.filter((one) => organization === null || one.organization_id === organization)
  if (path === 'directory_groups') return groups.filter((one) => one.directory_id === directory)
  if (path !== 'directory_users') return null
  if (group) return users.filter((one) => members[group]?.includes(one.id))
  return users.filter((one) => one.directory_id === directory)
}

function one(list: readonly Named[], id: string): FakeAnswer | null {
  const found = list.find((object) => object.id === id)
  return found ? { body: found } : null
}

function page(list: readonly Named[], query: URLSearchParams, pageSize: number): FakeAnswer {
  const limit = Math.min(Number(query.get('limit') ?? 10), pageSize)
  const sorted = list.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (query.get('order') !== 'asc') sorted.reverse()
  const after = query.get('after')
  const start = after === null ? 0 : sorted.findIndex(({ id }) => id === after) + 1
  const data = sorted.slice(start, start + limit)
  const last = start + limit < sorted.length ? (data.at(-1)?.id ?? null) : null
  return { body: { object: 'list', data, list_metadata: { before: null, after: last } } }
}
