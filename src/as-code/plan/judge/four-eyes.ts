import type { PlanActor, PlanDecision, PlanRecord } from '../../../model/overlay/plan-record.ts'

/** Who made a plan, and what of. */
export type Planned = Pick<PlanRecord, 'createdBy' | 'origin'>

/** Why a word does not count where an approval is asked for. */
export type Objection = 'own' | 'by_key'

/**
 * What speaks against counting an approval: that it is of whoever made the plan or is named as author of its files, by whatever key,
 * or that it was given by a key, of which nobody knows who holds it. Null for that of another member.
 */
export function objectionTo(
  { actor, email }: Pick<PlanDecision, 'actor' | 'email'>,
  planned: Planned,
): Objection | null {
  if (isSame(actor, planned.createdBy) || isAuthor(email, planned)) return 'own'
  return actor.type === 'member' && actor.id !== null ? null : 'by_key'
}

function isSame(one: PlanActor, other: PlanActor): boolean {
  const member = memberOf(one)
  return (one.type === other.type && one.id === other.id) || (member !== null && member === memberOf(other))
}

/** The member who acts, or whose key does; null where that is not known. */
function memberOf({ type, id, member_id = null }: PlanActor): string | null {
  return type === 'member' ? id : member_id
}

function isAuthor(email: string | null, { origin }: Planned): boolean {
  return email !== null && (origin.author ?? []).some((name) => mailOf(name) === mailOf(email))
}

/** The address that an author is named by, also as git writes it: `Ada <ada@acme.example>`. */
function mailOf(name: string): string {
  const [, mail = name] = /<([^<>]*)>\s*$/.exec(name) ?? []
  return mail.trim().toLowerCase()
}
