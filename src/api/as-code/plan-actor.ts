import type { Caller } from '../../model/api-key.ts'
import type { PlanActor, PlanDecision } from '../../model/overlay/plan-record.ts'
import type { Queryable } from '../../store/database.ts'
import { findMember } from '../../store/members.ts'
import { memberBehind } from '../member-behind.ts'

/** Who asks, as plans name people. */
export function planActor({ type, id, name }: Caller): PlanActor {
  return { type, id, name }
}

/** Who makes a plan or decides on it, with the member behind a key: nobody is two. */
export async function planParty(on: Queryable, caller: Caller): Promise<PlanActor> {
  return { ...planActor(caller), member_id: await memberBehind(on, caller) }
}

/** By which role and address somebody may approve: a member has both, a key has neither. */
export async function approverOf(on: Queryable, caller: Caller): Promise<Pick<PlanDecision, 'role' | 'email'>> {
  const member = caller.type === 'member' && caller.id !== null ? await findMember(on, caller.id) : null
  return { role: member?.role ?? null, email: member?.email ?? null }
}
