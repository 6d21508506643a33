import type { Database } from '../../store/database.ts'
import { hasActiveOwner } from '../../store/members.ts'
import type { ApiContext } from '../api-context.ts'
import { newSignInLink } from './new-sign-in-link.ts'

type FirstLinkParts = Pick<ApiContext, 'platform' | 'publicUrl'> & { readonly database: Database }

/** A link by which somebody becomes the first owner; null where some owner can sign in. */
export async function firstSignInLink({ database, ...parts }: FirstLinkParts): Promise<string | null> {
  if (await hasActiveOwner(database)) return null
  const { url } = await database.transaction((transaction) => newSignInLink(transaction, parts, null))
  return url
}
