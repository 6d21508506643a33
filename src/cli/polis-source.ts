import { z } from 'zod'
import type { ApiObject } from './api-client.ts'
import type { ImportSource, SourceDirectory, SourceGroup, SourceOrganization } from './import-source.ts'
import type { VendorApi } from './vendor-api.ts'

const Directory = z.looseObject({
  id: z.string(),
  name: z.string(),
  tenant: z.string(),
  type: z.string(),
  deactivated: z.boolean().nullish(),
  scim: z.looseObject({ secret: z.string().nullish() }).nullish(),
})
type Directory = z.output<typeof Directory>

const User = z.looseObject({
  id: z.string(),
  email: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  active: z.boolean().nullish(),
  raw: z.looseObject({}).nullish(),
})
const Group = z.looseObject({ id: z.string(), name: z.string(), raw: z.looseObject({}).nullish() })
const Member = z.looseObject({ user_id: z.string() })

/** Polis's names of providers. What is not here does not push SCIM. */
const types: Readonly<Record<string, string>> = {
  'azure-scim-v2': 'azure scim v2.0',
  'onelogin-scim-v2': 'onelogin scim v2.0',
  'okta-scim-v2': 'okta scim v2.0',
  'jumpcloud-scim-v2': 'jump cloud scim v2.0',
  'generic-scim-v2': 'generic scim v2.0',
}

// The largest page that Polis gives.
const pageLimit = 50

type Options = {
  readonly product: string
  /** Only these tenants; all of the product where it is empty. */
  readonly tenants: readonly string[]
}

type Query = Readonly<Record<string, string>>

/**
 * Ory Polis, before BoxyHQ SAML Jackson, read by its API (`/api/v1/dsync`). It has no organizations: each tenant becomes one,
 * with the tenant as its `external_id`.
 */
export function polisSource(api: VendorApi, options: Options): ImportSource {
  return {
    async *organizations(): AsyncIterable<SourceOrganization> {
      const known = new Set<string>()
      for await (const { tenant } of directoriesOf(api, options)) {
        if (known.has(tenant)) continue
        known.add(tenant)
        yield { key: tenant, body: { name: tenant, external_id: tenant } }
      }
    },
    async *directories(): AsyncIterable<SourceDirectory> {
      for await (const directory of directoriesOf(api, options)) yield toDirectory(api, directory, options)
    },
  }
}

async function* directoriesOf(api: VendorApi, { product, tenants }: Options): AsyncIterable<Directory> {
  if (tenants.length === 0) yield* pages(api, { path: '/api/v1/dsync/product', query: { product }, item: Directory })
  for (const tenant of tenants) {
    const { data } = await api.get('/api/v1/dsync', { tenant, product }, z.object({ data: Directory.array() }))
    yield* data
  }
}

function toDirectory(api: VendorApi, directory: Directory, { product }: Options): SourceDirectory {
  const { id, name, tenant } = directory
  const type = types[directory.type] ?? directory.type
  const query = { tenant, product, directoryId: id }
  return {
    ...{ id, name, type, organizationKey: tenant, isPaused: directory.deactivated === true },
    body: { id, name, type, bearer_token: directory.scim?.secret || undefined },
    users: () => usersOf(api, query),
    groups: () => groupsOf(api, query),
  }
}

async function* usersOf(api: VendorApi, query: Query): AsyncIterable<ApiObject> {
  for await (const user of pages(api, { path: '/api/v1/dsync/users', query, item: User })) {
    const { id, email, first_name, last_name, raw } = user
    const state = user.active === false ? 'inactive' : 'active'
    yield { id, email, first_name, last_name, state, raw_attributes: raw }
  }
}

async function* groupsOf(api: VendorApi, query: Query): AsyncIterable<SourceGroup> {
  for await (const { id, name, raw } of pages(api, { path: '/api/v1/dsync/groups', query, item: Group })) {
    const path = `/api/v1/dsync/groups/${encodeURIComponent(id)}/members`
    const memberIds: string[] = []
    for await (const { user_id } of pages(api, { path, query, item: Member })) memberIds.push(user_id)
    yield { body: { id, name, raw_attributes: raw }, memberIds }
  }
}

type Pages<S> = { readonly path: string; readonly query: Query; readonly item: S }

/**
 * Every item of a list. Polis pages by offset; a page may be shorter than asked for, so only an empty one is the end. Where its
 * database pages by token (DynamoDB, for one), the answer has that token.
 */
async function* pages<S extends z.ZodType>(
  api: VendorApi,
  { path, query, item }: Pages<S>,
): AsyncIterable<z.output<S>> {
  const Page = z.object({ data: item.array().nullish(), pageToken: z.string().nullish() })
  let offset = 0
  let token: string | null = null
  let first = ''
  for (;;) {
    const place = { pageOffset: offset, pageLimit, ...(token === null ? {} : { pageToken: token }) }
    const page: z.output<typeof Page> = await api.get(path, { ...query, ...place }, Page)
    const data = page.data ?? []
    // A version that does not page this list gives the same again.
    if (JSON.stringify(data[0]) === first) return
    first = JSON.stringify(data[0]) ?? ''
    yield* data
    offset += data.length
    const next = page.pageToken || null
    if (data.length === 0 || (token !== null && next === null)) return
    token = next
  }
}
