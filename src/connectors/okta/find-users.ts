import type { SourceUser } from '../../model/source-record.ts'
import type { OktaApi } from './okta-api.ts'
import { everybody } from './read-org.ts'
import { OktaUsers, toSourceUsers } from './records.ts'

const searched = ['firstName', 'lastName', 'displayName', 'login', 'email']

/** Finds a few users by the beginning of a name, login or address; by `search`, which may not know of the last seconds. */
export async function findUsers(
  api: OktaApi,
  { text, limit }: { readonly text: string; readonly limit: number },
  signal: AbortSignal,
): Promise<readonly SourceUser[]> {
  const wanted = text.trim()
  const beginning = JSON.stringify(wanted)
  const search = searched.map((name) => `profile.${name} sw ${beginning}`).join(' or ')
  const most = Math.min(limit, 200)
  const query = wanted === '' ? { limit: most, filter: everybody } : { limit: most, search }
  const pages = api.list({ path: '/api/v1/users', query, schema: OktaUsers, signal })
  for await (const { body } of pages) if (body.length > 0) return toSourceUsers(body).users.slice(0, limit)
  return []
}
