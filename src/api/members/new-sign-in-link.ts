import type { Member } from '../../model/member.ts'
import { hashSecret, newSecret } from '../../platform/secrets.ts'
import type { Queryable } from '../../store/database.ts'
import { insertSignInLink } from '../../store/sign-in-links.ts'
import type { ApiContext } from '../api-context.ts'

type LinkParts = Pick<ApiContext, 'platform' | 'publicUrl'>

/** A link that was just made. Its address is shown this once. */
export type NewSignInLink = { readonly id: string; readonly url: string; readonly expiresAt: Date }

const hourMs = 60 * 60 * 1000
const inviteMs = 7 * 24 * hourMs

/**
 * Makes a link that signs a member in once; `member` null: whoever opens it becomes the first owner. It can be opened for an
 * hour, that of somebody who was invited for seven days.
 */
export async function newSignInLink(
  transaction: Queryable,
  { platform, publicUrl }: LinkParts,
  member: Pick<Member, 'id' | 'state'> | null,
): Promise<NewSignInLink> {
  const now = platform.clock.now()
  const token = newSecret('signin')
  const lastsMs = member?.state === 'invited' ? inviteMs : hourMs
  const link = {
    id: platform.newId('sign_in_link', now),
    memberId: member?.id ?? null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lastsMs),
  }
  await insertSignInLink(transaction, link, hashSecret(token))
  return { id: link.id, url: `${publicUrl()}/dashboard/sign-in/${token}`, expiresAt: link.expiresAt }
}
