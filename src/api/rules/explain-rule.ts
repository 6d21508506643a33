import { type ExplainedMembership, explainMembership } from '../../memberships/explain-membership.ts'
import { personInput } from '../../memberships/person-input.ts'
import type { Caller } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Person } from '../../model/person.ts'
import { readHandOfPeople } from '../../store/overlay/hand.ts'
import { readManagerChains } from '../../store/overlay/members-people.ts'
import type { ApiContext } from '../api-context.ts'
import { hiddenAttributes } from '../people/shown-person.ts'
import { compileTried, readRuleGround, triedAddress } from './rule-ground.ts'

type Asked = { readonly caller: Caller; readonly person: Person; readonly text: string }

/** What a rule gives for somebody, part by part. Throws `invalid_expression` for what is no rule. */
export async function explainRule(
  { database, platform }: ApiContext,
  { caller, person, text }: Asked,
): Promise<JsonObject> {
  const { organizationId } = person
  const ground = await readRuleGround(database, organizationId)
  const { rule, overlay, warnings } = await compileTried(database, organizationId, { text, ground })
  const [rows, chains, hidden] = await Promise.all([
    readHandOfPeople(database, organizationId, [person.id]),
    readManagerChains(database, organizationId, [person.id]),
    hiddenAttributes(database, caller, organizationId),
  ])
  const hand = new Map(
    rows.map(({ kind, objectId, action, until, actor }) => [`${kind}/${objectId}`, { action, until, actor }] as const),
  )
  const input = personInput(person, chains.get(person.id) ?? [])
  const explained = explainMembership(overlay, { person: input, hand, now: platform.clock.now() }, triedAddress)
  const masked = rule.reads.filter((name) => hidden.has(name))
  const told = masked.length > 0 ? untold(masked) : toldOf(explained)
  return {
    ...{ object: 'rule_explanation', organization_id: organizationId, person_id: person.id, rule: text },
    display_name: person.displayName,
    ...told,
    warnings: [...warnings],
    masked_attributes: masked,
  }
}

function toldOf(explained: ExplainedMembership | null): JsonObject {
  const unknown = explained?.unknown ?? null
  return {
    outcome: explained?.isMember ? 'in' : unknown === null ? 'out' : 'unknown',
    missing: unknown,
    explained: toTree(explained?.rule?.explained ?? null),
    flips_at: explained?.flipsAt?.toISOString() ?? null,
  }
}

/** Whoever may write any rule would learn a value from what rules give, one question after another. */
function untold(masked: readonly string[]): JsonObject {
  return { outcome: 'unknown', missing: notShown(masked), explained: null, flips_at: null }
}

/** Why a rule over sensitive attributes is not tried for somebody. */
export function notShown(masked: readonly string[]): string {
  return `The rule reads ${masked.join(' and ')}, of which only who may write people (\`people:write\`) is told anything.`
}

type Tree = { readonly text: string; readonly outcome: string; readonly value: string; readonly parts: readonly Tree[] }

/** The evaluated tree as the API shows it. */
export function toTree(explained: Tree | null): JsonObject | null {
  return explained && toPart(explained)
}

function toPart({ text, outcome, value, parts }: Tree): JsonObject {
  return { text, outcome, value, parts: parts.map(toPart) }
}
