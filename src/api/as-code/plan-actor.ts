import type { Caller } from '../../model/api-key.ts'
import type { PlanActor, PlanDecision } from '../../model/overlay/plan-record.ts'
import type { Queryable } from '../../store/database.ts'
import { findMember } from '../../store/members.ts'

/** Who asks, as plans name people. */
export function planActor({ type, id, name }: Caller): PlanActor {
  return { type, id, name }
}

/** By which role and address somebody may approve. The key of the configuration is an owner's; other keys have neither. */
export async function approverOf(on: Queryable, caller: Caller): Promise<Pick<PlanDecision, 'role' | 'email'>> {
  if (caller.type === 'api_key') return { role: caller.id === null ? 'owner' : null, email: null }
  const member = caller.type === 'member' && caller.id !== null ? await findMember(on, caller.id) : null
  return { role: member?.role ?? null, email: member?.email ?? null }
}
