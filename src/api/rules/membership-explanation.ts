import type { ExplainedMembership } from '../../memberships/explain-membership.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Person } from '../../model/person.ts'
import { toTree } from './explain-rule.ts'

type About = {
  readonly person: Person
  readonly kind: string
  readonly objectId: string
  /** Attributes that the caller is not shown: a rule that reads one is not taken apart. */
  readonly hidden: ReadonlySet<string>
}

/** Why somebody is, or is not, in an object, as the API shows it. */
export function toMembershipExplanation(
  explained: ExplainedMembership,
  { person, kind, objectId, hidden }: About,
): JsonObject {
  const { rule, named, hand, keptOut } = explained
  const masked = rule ? rule.reads.filter((name) => hidden.has(name)) : []
  return {
    ...{ object: 'membership_explanation', person_id: person.id, kind, object_id: objectId, name: explained.name },
    is_member: explained.isMember,
    reasons: explained.reasons.map((reason) => ({ ...reason })),
    unknown: explained.unknown,
    kept_out: keptOut && { ...keptOut },
    named: named && { reasons: named.reasons.map((reason) => ({ ...reason })), counts: named.counts },
    hand: hand && { ...hand },
    rule: rule && {
      text: rule.text,
      explained: masked.length > 0 ? null : toTree(rule.explained),
      problem: rule.problem,
    },
    flips_at: explained.flipsAt?.toISOString() ?? null,
    masked_attributes: masked,
  }
}
