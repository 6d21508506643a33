import type { StoredScimRequest } from '../model/scim-request.ts'
import type { Queryable } from './database.ts'
import { type ScimRequestRow, scimRequestColumns, toRequest } from './read-scim-requests.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** By what requests about a person are told from others: the user's id, and names that must stand in path or body. */
export type RequestsAbout = {
  readonly userId: string | null
  readonly names: readonly string[]
  readonly limit: number
}

// How many of the last requests are looked through.
const walkedRequests = 5000

/**
 * The last requests of a directory that were about a person, the last first: those that named or made the user, and those in whose path or
 * body a name stands. Looks at the last 5,000 requests only.
 */
export async function listRequestsAbout(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  { userId, names, limit }: RequestsAbout,
): Promise<StoredScimRequest[]> {
  const searched = names.flatMap((name) => {
    const lower = name.toLowerCase()
    return lower === ''
      ? []
      : [`%"${escapeLike(JSON.stringify(lower).slice(1, -1))}"%`, `%${escapeLike(encodeURIComponent(lower))}%`]
  })
  const rows = await on.query<ScimRequestRow>({
    text: `select ${scimRequestColumns}, null as request_body from
        (select * from scim_requests where organization_id = $1 and directory_id = $2
          order by id desc limit ${walkedRequests}) walked
      where resource_id = $3 or lower(path) like any($4) or lower(request_body) like any($4)
      order by id desc limit $5`,
    values: [organizationId, directoryId, userId, searched, limit],
  })
  return rows.map(toRequest)
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
