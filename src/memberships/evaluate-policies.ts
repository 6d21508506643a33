import { Undecided } from '../expressions/outcome.ts'
import type { PersonRule } from '../expressions/person-rule.ts'
import type { CompiledOverlay, CompiledPolicy } from './compiled-overlay.ts'
import { type EvaluatedState, type Evaluation, evaluateAll } from './evaluate-state.ts'
import { personLists } from './person-lists.ts'

/** What access policies say of somebody: ids of policies. */
export type EvaluatedPolicies = {
  /** Access that the person has without a request. */
  readonly gets: readonly string[]
  /** Access that the person may ask for: eligible, not had already, and in conflict with nothing that is. */
  readonly mayRequest: readonly string[]
  /** Policies whose rules cannot be decided, with what is missing for it. */
  readonly unknown: ReadonlyMap<string, string>
  /** Pairs of policies that exclude one another, and both give access to this person. */
  readonly conflicts: readonly (readonly [string, string])[]
}

/** Evaluates access policies for somebody, whose memberships may be known already. */
export function evaluatePolicies(
  compiled: CompiledOverlay,
  evaluation: Evaluation,
  known: EvaluatedState = evaluateAll(compiled, evaluation),
): EvaluatedPolicies {
  const lists = personLists(compiled, evaluation.person, known.state)
  lists.setOrg(known.orgs[0] ?? null)
  const unknown = new Map<string, string>()
  const holds = (id: string, rule: CompiledPolicy['eligible']) => {
    const outcome = outcomeOf(rule, (one) => one.evaluate(lists.values, evaluation.now).outcome)
    if (typeof outcome === 'string') unknown.set(id, outcome)
    return outcome === true
  }
  const gets = compiled.policies.flatMap(({ id, assigned }) => (holds(id, assigned) ? id : []))
  const excluded = excludedBy(compiled.policies, gets)
  const mayRequest = compiled.policies.flatMap(({ id, eligible }) =>
    holds(id, eligible) && !gets.includes(id) && !excluded.has(id) ? id : [],
  )
  const conflicts = gets.flatMap((id) =>
    (excluded.get(id) ?? []).filter((other) => id < other).map((other) => [id, other] as const),
  )
  return { gets, mayRequest, unknown, conflicts }
}

/** True or false, or what is missing for a decision. */
function outcomeOf(rule: CompiledPolicy['eligible'], evaluate: (rule: PersonRule) => unknown): boolean | string {
  if (rule === null || typeof rule === 'string') return rule ?? false
  const outcome = evaluate(rule)
  return outcome instanceof Undecided ? outcome.text : outcome === true
}

/** The policies that nobody may have beside these, each with those that exclude it. Either of two may name the other. */
function excludedBy(policies: readonly CompiledPolicy[], gets: readonly string[]): Map<string, string[]> {
  const excluded = new Map<string, string[]>()
  const exclude = (id: string, by: string) => {
    if (gets.includes(by) && !excluded.get(id)?.includes(by)) excluded.set(id, [...(excluded.get(id) ?? []), by])
  }
  for (const { id, conflicts } of policies) {
    for (const other of conflicts) {
      exclude(id, other)
      exclude(other, id)
    }
  }
  return excluded
}
