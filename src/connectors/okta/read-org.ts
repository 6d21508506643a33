import type { PageOf } from '../http/vendor-http.ts'
import { SourceError } from '../source-error.ts'
import { nextLink } from './next-link.ts'
import type { OktaApi } from './okta-api.ts'
import { OktaGroup, OktaGroups, OktaMembers, OktaUser, OktaUsers } from './records.ts'

/** What of an org is read: behind which link, or with which filter from the start. */
export type Wanted = { readonly page: string | null; readonly filter?: string | undefined }

const pageSize = 200
const membersPageSize = 1000

/**
 * Everybody, also who is `DEPROVISIONED`: the list without a filter hides them, so that who was deactivated would look like who was
 * deleted. `filter` and not `search`, because `search` reads an index that lags behind.
 */
export const everybody = 'lastUpdated gt "1970-01-01T00:00:00.000Z"'

/** Lists users, 200 at a time. */
export function userPages(
  api: OktaApi,
  wanted: Wanted,
  signal: AbortSignal,
): AsyncGenerator<PageOf<readonly OktaUser[]>, void> {
  return api.list({ ...firstOf('/api/v1/users', wanted), schema: OktaUsers, signal })
}

/** Whether the credential sees anybody. To an app without an administrator role for users Okta answers with nobody, not with a refusal. */
export async function seesUsers(api: OktaApi, signal: AbortSignal): Promise<boolean> {
  const query = { limit: 1, filter: everybody }
  const { body } = await api.http.send({ path: '/api/v1/users', query, schema: OktaUsers, signal })
  return body !== null && body.length > 0
}

/** Lists groups, 200 at a time. */
export function groupPages(
  api: OktaApi,
  wanted: Wanted,
  signal: AbortSignal,
): AsyncGenerator<PageOf<readonly OktaGroup[]>, void> {
  return api.list({ ...firstOf('/api/v1/groups', wanted), schema: OktaGroups, signal })
}

function firstOf(
  path: string,
  { page, filter }: Wanted,
): { path: string; query: Record<string, string | number | undefined> } {
  return page === null ? { path, query: { limit: pageSize, filter } } : { path: page, query: {} }
}

/** Some members of a group, and the link of those that follow. */
export type MembersPart = { readonly ids: readonly string[]; readonly next: string | null }

/** Reads a group's first members, or those behind a link; null for a group that has been deleted meanwhile. */
export async function readMembers(
  api: OktaApi,
  { groupId, part }: { readonly groupId: string; readonly part: string | null },
  signal: AbortSignal,
): Promise<MembersPart | null> {
  const path = `/api/v1/groups/${encodeURIComponent(groupId)}/users`
  const first = part === null ? { path, query: { limit: membersPageSize } } : { path: part }
  const answer = await api.http.send({ ...first, schema: OktaMembers, accept: [404], signal })
  if (answer.body !== null) return { ids: answer.body.map(({ id }) => id), next: nextLink(answer) }
  if ((await readGroup(api, groupId, signal)) === null) return null
  // To take a group that is there for an empty one would remove everybody from it.
  const text = `Okta shows the group ${groupId} and says that its members are not found. Give the credential the role "Read-only Administrator", or one that covers this group.`
  throw new SourceError('permission_missing', text)
}

/** A user by id; null for one who is not there any more. */
export async function readUser(api: OktaApi, id: string, signal: AbortSignal): Promise<OktaUser | null> {
  const path = `/api/v1/users/${encodeURIComponent(id)}`
  return (await api.http.send({ path, schema: OktaUser, accept: [404], signal })).body
}

/** A group by id; null for one that is not there any more. */
export async function readGroup(api: OktaApi, id: string, signal: AbortSignal): Promise<OktaGroup | null> {
  const path = `/api/v1/groups/${encodeURIComponent(id)}`
  return (await api.http.send({ path, schema: OktaGroup, accept: [404], signal })).body
}
