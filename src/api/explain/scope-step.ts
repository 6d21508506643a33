import { Scope } from '../../model/connection.ts'
import type { JsonObject } from '../../model/json.ts'
import type { SourceUser } from '../../model/source-record.ts'
import { compileScope } from '../../sync/scope/compile-scope.ts'
import type { ScopeDecision } from '../../sync/scope/scope-rule.ts'
import { type Facts, type Pulled, problemsAt, type StepFinding } from './facts.ts'

type Criterion = 'groups' | 'org_units' | 'rule'
type State = StepFinding['state']

/** What one part of a scope says of somebody. */
export type CriterionFinding = { readonly criterion: Criterion; readonly state: State; readonly text: string }

/** Whether the scope has the person, and which part of it decided that. */
export function scopeStep(facts: Facts, criteria: readonly CriterionFinding[]): StepFinding {
  const { pulled } = facts
  if (!pulled) return { name: 'in_scope', state: facts.user ? 'ok' : 'unknown', code: 'source_decides' }
  return { name: 'in_scope', ...(facts.fresh ? decidedNow(facts, criteria) : decidedBefore(facts, pulled, criteria)) }
}

type Finding = Omit<StepFinding, 'name'>

function decidedNow({ fresh }: Facts, criteria: readonly CriterionFinding[]): Finding {
  if (!fresh?.user) return { state: 'unknown', code: 'scope_not_reached' }
  if (criteria.length === 0) return { state: 'ok', code: 'everybody_in_scope' }
  const [undecided, out] = [firstOf(criteria, 'unknown'), firstOf(criteria, 'not_ok')]
  if (out) return { state: 'not_ok', code: 'out_of_scope', facts: reasonOf(out) }
  if (undecided) return { state: 'unknown', code: 'scope_undecided', facts: reasonOf(undecided) }
  return { state: 'ok', code: 'in_scope', facts: { reason: criteria.map(({ text }) => text).join(', ') } }
}

function decidedBefore(facts: Facts, { connection }: Pulled, criteria: readonly CriterionFinding[]): Finding {
  const [undecided] = problemsAt(facts, 'scope')
  if (undecided) {
    return { state: 'unknown', code: 'scope_undecided', facts: { criterion: 'rule', reason: undecided.problem.text } }
  }
  const left = leftBefore(facts, connection.scope, criteria)
  if (left) return left
  const isTaken = facts.user !== null || problemsAt(facts, 'source').length < facts.problems.length
  if (isTaken && (facts.record || facts.problems.length > 0)) return takenBefore(criteria)
  if (!facts.record) return { state: 'unknown', code: 'scope_not_reached' }
  const out = firstOf(criteria, 'not_ok') ?? criteria[0]
  return { state: 'not_ok', code: 'out_of_scope', facts: out ? reasonOf(out) : { criterion: null, reason: '' } }
}

/** Whoever has a user, or a problem that only mapping or directory can have, was let in. */
function takenBefore(criteria: readonly CriterionFinding[]): Finding {
  if (criteria.length === 0) return { state: 'ok', code: 'everybody_in_scope' }
  const known = criteria.filter(({ state }) => state === 'ok').map(({ text }) => text)
  return { state: 'ok', code: 'in_scope', facts: { reason: known.join(', ') } }
}

/** Somebody who was in and is not any more; null for others. */
function leftBefore(facts: Facts, scope: Scope, criteria: readonly CriterionFinding[]): Finding | null {
  const leaving = facts.removals.find(({ kind, reason }) => kind === 'user' && reason === 'left_scope')
  if (!facts.record?.hasLeft && !leaving) return null
  const out = firstOf(criteria, 'not_ok')
  const reason = out ? reasonOf(out) : { criterion: null, reason: '' }
  const told = { ...reason, on_leave: scope.on_leave }
  return { state: 'not_ok', code: 'left_scope', facts: told, at: leaving?.createdAt ?? null }
}

function firstOf(criteria: readonly CriterionFinding[], state: State): CriterionFinding | undefined {
  return criteria.find((one) => one.state === state)
}

function reasonOf({ criterion, text }: CriterionFinding): JsonObject {
  return { criterion, reason: text }
}

/** What each part of the scope says of the person: of the source's answer where it was asked, else of what the last run noted. */
export function scopeCriteria(facts: Facts): CriterionFinding[] {
  const { pulled } = facts
  if (!pulled) return []
  const { scope } = pulled.connection
  const asked: Criterion[] = [
    ...(scope.groups.length > 0 ? (['groups'] as const) : []),
    ...(scope.org_units.length > 0 ? (['org_units'] as const) : []),
    ...(scope.rule?.trim() ? (['rule'] as const) : []),
  ]
  const findings = asked.map((criterion) => judge(facts, scope, criterion))
  const isOut = !facts.fresh && !facts.user && facts.record !== null && facts.problems.length === 0
  // The one part that there is must have been it, also where the record is not kept.
  return findings.map((one) =>
    isOut && findings.length === 1 && one.state === 'unknown'
      ? { ...one, state: 'not_ok', text: outText[one.criterion] }
      : one,
  )
}

const outText: Readonly<Record<Criterion, string>> = {
  groups: 'in no group of the scope',
  org_units: 'in none of the organizational units of the scope',
  rule: 'the rule does not hold, or needs an attribute that is missing',
}

function judge(facts: Facts, scope: Scope, criterion: Criterion): CriterionFinding {
  const alone = Scope.parse({ [criterion]: scope[criterion] })
  const { fresh, record, user } = facts
  if (fresh?.user) return toFinding(criterion, compileScope(alone).decide(fresh.user, fresh.isInScopeGroup))
  if (user && record && !record.hasLeft) return { criterion, state: 'ok', text: inText(alone, criterion) }
  if (criterion === 'groups' && record?.isInScopeGroup !== undefined && record.isInScopeGroup !== null) {
    return toFinding(criterion, compileScope(alone).decide(bareUser, record.isInScopeGroup))
  }
  if (criterion === 'rule' && user) {
    return toFinding(criterion, compileScope(alone).decide({ ...bareUser, attributes: user.user.document }, false))
  }
  return { criterion, state: 'unknown', text: 'not noted by the last run' }
}

const bareUser: SourceUser = { id: '', status: 'active', statusDetail: '', attributes: {} }

function toFinding(criterion: Criterion, { isIn, reason, isUndecided }: ScopeDecision): CriterionFinding {
  return { criterion, state: isUndecided ? 'unknown' : isIn ? 'ok' : 'not_ok', text: reason }
}

function inText({ org_units: units }: Scope, criterion: Criterion): string {
  if (criterion === 'groups') return 'in a group of the scope'
  return criterion === 'rule' ? 'the rule holds' : `in ${units.join(', ')} or below`
}
