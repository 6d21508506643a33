import { checkExpression, compileExpression, type Expression } from '../../expressions/compile-expression.ts'
import type { Explained } from '../../expressions/explain-expression.ts'
import { Undecided } from '../../expressions/outcome.ts'
import type { Scope } from '../../model/connection.ts'
import type { SourceUser } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'
import { readsOneOf, recordVariables } from '../record-variables.ts'
import type { ScopeDecision, ScopeRule } from './scope-rule.ts'

/** A scope that can also say what each part of its rule gives for a user; null where it has no rule. */
export type CompiledScope = ScopeRule & { explain(user: SourceUser): Explained | null }

const options = { variables: recordVariables, result: 'boolean' } as const

/**
 * Makes a scope ready for every record of a run. Throws `invalid_expression` where the rule cannot be compiled: a run without
 * its rule would see everybody leave.
 */
export function compileScope(scope: Scope): CompiledScope {
  const rule = scope.rule?.trim() ? compileExpression(scope.rule, options) : null
  const checks = [
    ...(scope.groups.length > 0 ? [groupCheck] : []),
    ...(scope.org_units.length > 0 ? [orgUnitCheck(scope.org_units)] : []),
    ...(rule ? [ruleCheck(rule)] : []),
  ]
  return {
    decide: (user, isInGroup) => decide(checks, user, isInGroup),
    explain: (user) => rule?.explain({ user: user.attributes }) ?? null,
  }
}

/** What is wrong with a scope that somebody wants to save: the field, and words for the one who writes it. */
export type ScopeProblem = { readonly field: 'groups' | 'org_units' | 'rule'; readonly text: string }

/** Checks a scope before it is saved, for a source that has organizational units and groups or not. */
export function checkScope(
  scope: Scope,
  source: { readonly orgUnits: boolean; readonly groups: boolean } = { orgUnits: true, groups: true },
): ScopeProblem[] {
  const problems: ScopeProblem[] = []
  if (scope.groups.length > 0 && !source.groups) {
    problems.push({ field: 'groups', text: 'This source has no groups. Use a rule instead.' })
  }
  if (scope.org_units.length > 0 && !source.orgUnits) {
    problems.push({ field: 'org_units', text: 'This source has no organizational units. Use a rule instead.' })
  }
  if (scope.org_units.some((path) => segmentsOf(path).length === 0)) {
    problems.push({
      field: 'org_units',
      text: 'An organizational unit is written as a path, such as /Sales/Europe. Leave the list empty for all.',
    })
  }
  const wrongRule = scope.rule?.trim() ? checkExpression(scope.rule, options) : null
  if (wrongRule !== null) problems.push({ field: 'rule', text: wrongRule })
  return problems
}

type Check = (user: SourceUser, isInGroup: boolean) => ScopeDecision

const everybody: ScopeDecision = { isIn: true, reason: 'the scope has everybody' }

/** Everything that is given has to be satisfied; the first that is not says why. */
function decide(checks: readonly Check[], user: SourceUser, isInGroup: boolean): ScopeDecision {
  let decision = everybody
  for (const check of checks) {
    const next = check(user, isInGroup)
    if (!next.isIn) return next
    decision = decision === everybody ? next : { isIn: true, reason: `${decision.reason}, ${next.reason}` }
  }
  return decision
}

const inGroup: ScopeDecision = { isIn: true, reason: 'in a group of the scope' }
const inNoGroup: ScopeDecision = { isIn: false, reason: 'in no group of the scope' }

const groupCheck: Check = (_, isInGroup) => (isInGroup ? inGroup : inNoGroup)

function orgUnitCheck(paths: readonly string[]): Check {
  const wanted = paths.map(segmentsOf)
  const names = paths.map((path) => `/${path.split('/').filter(Boolean).join('/')}`).join(', ')
  return ({ orgUnit, unknown }) => {
    if (orgUnit === undefined) {
      const decision = { isIn: false, reason: `in no organizational unit, so not in ${names} or below` }
      return unknown?.includes('orgUnit') ? { ...decision, isUndecided: true } : decision
    }
    const segments = segmentsOf(orgUnit)
    const isWithin = wanted.some(
      (unit) => unit.length <= segments.length && unit.every((name, at) => name === segments[at]),
    )
    return isWithin
      ? { isIn: true, reason: `in ${orgUnit}` }
      : { isIn: false, reason: `in ${orgUnit}, not in ${names} or below` }
  }
}

const holds: ScopeDecision = { isIn: true, reason: 'the rule holds' }
const doesNotHold: ScopeDecision = { isIn: false, reason: 'the rule does not hold' }

/** Of whom a rule is unknown is out; where it fails, it does not say. */
function ruleCheck(rule: Expression): Check {
  return ({ attributes, unknown }) => {
    if (unknown !== undefined && unknown.length > 0 && readsOneOf(rule, unknown)) {
      return { isIn: false, reason: 'the rule is unknown: the credential may not see what it needs', isUndecided: true }
    }
    const outcome = rule.evaluate({ user: attributes })
    if (!(outcome instanceof Undecided)) return outcome === true ? holds : doesNotHold
    if (outcome.kind === 'unknown') return { isIn: false, reason: `the rule is unknown: ${outcome.text}` }
    return { isIn: false, reason: `the rule fails: ${outcome.text}`, isUndecided: true }
  }
}

/** The names in a path, folded. A slash within a name has a backslash before it. */
function segmentsOf(path: string): string[] {
  return (path.match(/(?:\\.|[^\\/]|\\$)+/gs) ?? [])
    .map((segment) => caseKey(segment.trim()))
    .filter((segment) => segment !== '')
}
