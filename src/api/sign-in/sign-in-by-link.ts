import { AppError } from '../../errors.ts'
import type { Member } from '../../model/member.ts'
import type { Platform } from '../../platform/platform.ts'
import { hashSecret } from '../../platform/secrets.ts'
import type { Queryable } from '../../store/database.ts'
import { findMember, insertMember, lockFirstOwner, lockMemberByEmail } from '../../store/members.ts'
import { findUsableSignInLink, useSignInLink } from '../../store/sign-in-links.ts'
import type { SignIn } from './begin-session.ts'

/** Who the first owner is: asked for with the link that makes one. */
export type OwnerDetails = { readonly name: string; readonly email: string }

/**
 * Signs in whoever has a sign-in link, once. Throws `sign_in_link_invalid` for a link that opens nothing (any more), and
 * `owner_details_required` for one that makes the first owner, who must say who that is; the link can then be used again.
 */
export function signInByLink(platform: Platform, token: string, details: OwnerDetails | null): SignIn {
  const admit = async (transaction: Queryable) => {
    const now = platform.clock.now()
    const link = await findUsableSignInLink(transaction, hashSecret(token), now)
    if (!link) throw new AppError('sign_in_link_invalid')
    const member =
      link.memberId === null
        ? await firstOwner(transaction, platform, details)
        : await findMember(transaction, link.memberId, { lock: true })
    if (!member || member.state === 'deactivated') throw new AppError('sign_in_link_invalid')
    // It may have been used, or have ended with its member, while the member was waited for.
    if (!(await useSignInLink(transaction, link.id, now))) throw new AppError('sign_in_link_invalid')
    return { member }
  }
  return { method: 'sign_in_link', admit }
}

/** Makes the first owner, or one of somebody who was invited. Of two links that are opened at once one makes nobody. */
async function firstOwner(
  transaction: Queryable,
  platform: Platform,
  details: OwnerDetails | null,
): Promise<Member | null> {
  if (await lockFirstOwner(transaction)) return null
  if (!details) throw new AppError('owner_details_required')
  const now = platform.clock.now()
  const known = await lockMemberByEmail(transaction, details.email)
  if (known) return { ...known, name: details.name, role: 'owner', state: 'active', updatedAt: now }
  const member: Member = {
    ...details,
    id: platform.newId('member', now),
    role: 'owner',
    state: 'active',
    oidc: null,
    createdAt: now,
    updatedAt: now,
    lastSignInAt: null,
  }
  await insertMember(transaction, member)
  return member
}
