import { z } from 'zod'
import type { ApiObject } from './api-client.ts'
import type { ImportSource, SourceDirectory, SourceGroup } from './import-source.ts'
import type { VendorApi } from './vendor-api.ts'

const AnyObject = z.looseObject({ id: z.string() })
const Page = z.object({ data: AnyObject.array(), list_metadata: z.object({ after: z.string().nullish() }) })
const Directory = z.looseObject({
  id: z.string(),
  organization_id: z.string(),
  name: z.string(),
  type: z.string(),
  state: z.string(),
  external_key: z.string().nullish(),
  created_at: z.string().nullish(),
})

type Options = {
  /** Only these organizations; all where it is empty. */
  readonly organizations: readonly string[]
  /** Bearer tokens of directories by id: WorkOS shows them once, in its dashboard, and not in its API. */
  readonly tokens: Readonly<Record<string, string>>
}

/** WorkOS, read by its API (API reference: Organizations, Directory Sync). */
export function workosSource(api: VendorApi, { organizations, tokens }: Options): ImportSource {
  return {
    async *organizations() {
      if (organizations.length === 0) {
        for await (const body of list(api, '/organizations', {})) yield { key: body.id, body }
      }
      for (const id of organizations) {
        const body = await api.get(`/organizations/${encodeURIComponent(id)}`, {}, AnyObject)
        yield { key: body.id, body }
      }
    },
    async *directories() {
      const scopes = organizations.length > 0 ? organizations.map((id) => ({ organization_id: id })) : [{}]
      for (const scope of scopes) {
        for await (const directory of list(api, '/directories', scope)) {
          const parsed = Directory.parse(directory)
          // One that is being deleted there is not wanted here.
          if (parsed.state !== 'deleting') yield toDirectory(api, parsed, tokens)
        }
      }
    },
  }
}

function toDirectory(
  api: VendorApi,
  directory: z.output<typeof Directory>,
  tokens: Options['tokens'],
): SourceDirectory {
  const { id, name, type, external_key, created_at } = directory
  return {
    ...{ id, name, type, organizationKey: directory.organization_id, isPaused: false },
    body: { id, name, type, external_key, created_at, bearer_token: tokens[id] },
    users: () => list(api, '/directory_users', { directory: id }),
    groups: () => groupsOf(api, id),
  }
}

async function* groupsOf(api: VendorApi, directory: string): AsyncIterable<SourceGroup> {
  for await (const body of list(api, '/directory_groups', { directory })) {
    const memberIds: string[] = []
    for await (const member of list(api, '/directory_users', { group: body.id })) memberIds.push(member.id)
    yield { body, memberIds }
  }
}

/** Every object of a list, page after page, oldest first, so that nobody is missed who comes meanwhile. */
async function* list(
  api: VendorApi,
  path: string,
  query: Readonly<Record<string, string>>,
): AsyncIterable<ApiObject & { readonly id: string }> {
  let after: string | null = null
  do {
    const page: z.output<typeof Page> = await api.get(
      path,
      { ...query, limit: 100, order: 'asc', ...(after === null ? {} : { after }) },
      Page,
    )
    yield* page.data
    after = page.list_metadata.after ?? null
  } while (after !== null)
}
