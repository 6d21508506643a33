import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import { type Member, toMemberObject } from '../../model/member.ts'
import { scopesOfRole } from '../../model/role.ts'
import type { Queryable } from '../../store/database.ts'
import { findMember, lockActiveOwners, updateMember } from '../../store/members.ts'
import { deleteSessionsOfMember } from '../../store/sessions.ts'
import { deleteSignInLinksOf } from '../../store/sign-in-links.ts'
import type { Changed } from '../change.ts'
import { refuseMoreThan } from '../holds-scopes.ts'

type MemberChange = Pick<Member, 'name' | 'role' | 'state'>

export type ChangeMember = {
  readonly caller: Caller
  readonly id: string
  readonly at: Date
  /** What becomes of the member as it is. */
  of(member: Member): Partial<MemberChange>
}

/**
 * Changes a member. Nobody gives, or takes, a role that may do more than they themselves; and the last owner who can sign in
 * stays one (`last_owner`). Whoever is deactivated is signed out everywhere.
 */
export async function changeMember(transaction: Queryable, { caller, id, at, of }: ChangeMember): Promise<Changed> {
  // All that could be the last owners first, in one order: two changes at once do not wait for one another for ever.
  const owners = await lockActiveOwners(transaction)
  const before = await findMember(transaction, id, { lock: true })
  if (!before) throw new AppError('not_found', { what: 'member', id })
  const after: Member = { ...before, ...of(before), updatedAt: at }
  if (after.role !== before.role) refuseMoreThan(caller, scopesOfRole(after.role))
  refuseMoreThan(caller, scopesOfRole(before.role))
  const staysOwner = after.role === 'owner' && after.state === 'active'
  if (!staysOwner && owners.length === 1 && owners[0] === id) throw new AppError('last_owner')
  await updateMember(transaction, after)
  if (after.state === 'deactivated') {
    await deleteSessionsOfMember(transaction, id)
    await deleteSignInLinksOf(transaction, id)
  }
  const [objectBefore, objectAfter] = [toMemberObject(before), toMemberObject(after)]
  return { answer: objectAfter, target: targetOfMember(id), before: objectBefore, after: objectAfter }
}

/** A member as the target of a change: of no organization. */
export function targetOfMember(id: string): Changed['target'] {
  return { type: 'member', id, organizationId: null }
}
