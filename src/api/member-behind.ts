import type { Caller } from '../model/api-key.ts'
import { findMemberOfApiKey } from '../store/api-keys.ts'
import type { Queryable } from '../store/database.ts'

/**
 * The member behind a request: themselves, or who made the key that sends it. Null where nobody is known: the key of the
 * configuration and keys that were made with it, portal links, and whoever tries the demo.
 */
export async function memberBehind(on: Queryable, { type, id }: Caller): Promise<string | null> {
  if (id === null || type === 'portal_link') return null
  return type === 'member' ? id : findMemberOfApiKey(on, id)
}
