import type { Explained } from '../../expressions/explain-expression.ts'
import type { CompiledOverlay } from '../../memberships/compiled-overlay.ts'
import type { EvaluatedPolicies } from '../../memberships/evaluate-policies.ts'
import type { Evaluation } from '../../memberships/evaluate-state.ts'
import { explainMembership } from '../../memberships/explain-membership.ts'
import type { Evaluated } from '../../memberships/person-state.ts'
import type { MemberKind } from '../../model/overlay/document.ts'
import type { TestDocument } from '../../model/overlay/test-document.ts'
import type { MembershipReason } from '../../model/person.ts'

type Expectation = TestDocument['cases'][number]['expect']

/** What was expected and did not come true, with the reason in words, and the rule with what each part of it gives. */
export type CaseFailure = { readonly text: string; readonly explained: Explained | null }

/** What follows for the person of a case. */
export type CaseOutcome = {
  readonly compiled: CompiledOverlay
  readonly evaluation: Evaluation
  readonly evaluated: Evaluated
  readonly policies: EvaluatedPolicies
}

/** Holds a case against what follows from the documents. */
export function judgeCase(expect: Expectation, outcome: CaseOutcome): CaseFailure[] {
  return [
    ...memberships(outcome, 'Group', { is: expect.memberOf, isNot: expect.notMemberOf }),
    ...memberships(outcome, 'Team', { is: expect.teams, isNot: expect.notTeams }),
    ...undecided(outcome, expect.unknownIn ?? []),
    ...orgUnit(outcome, expect.org),
    ...policyFailures(outcome, expect),
    ...outcome.policies.conflicts.map(([one, other]) =>
      failure(`gets ${one} and ${other}, which nobody may have together`),
    ),
  ]
}

function failure(text: string, explained: Explained | null = null): CaseFailure {
  return { text, explained }
}

type Wanted = { readonly is?: readonly string[] | undefined; readonly isNot?: readonly string[] | undefined }

function memberships(outcome: CaseOutcome, kind: MemberKind, { is = [], isNot = [] }: Wanted): CaseFailure[] {
  const word = kind.toLowerCase()
  const missing = is.filter((id) => !outcome.evaluated.memberships.has(`${kind}/${id}`))
  const surplus = isNot.filter((id) => outcome.evaluated.memberships.has(`${kind}/${id}`))
  return [
    ...missing.map((id) => explainedFailure(outcome, `${kind}/${id}`, `expected in ${word} ${id}, but is not`)),
    ...surplus.map((id) => explainedFailure(outcome, `${kind}/${id}`, `expected not in ${word} ${id}, but is`)),
  ]
}

function undecided(outcome: CaseOutcome, ids: readonly string[]): CaseFailure[] {
  return ids
    .filter((id) => !outcome.evaluated.unknown.has(`Group/${id}`))
    .map((id) => {
      const isIn = outcome.evaluated.memberships.has(`Group/${id}`)
      const text = `expected to be undecided for group ${id}, but is ${isIn ? 'in it' : 'not in it, for certain'}`
      return explainedFailure(outcome, `Group/${id}`, text)
    })
}

function explainedFailure(
  { compiled, evaluation }: CaseOutcome,
  address: `${MemberKind}/${string}`,
  text: string,
): CaseFailure {
  const explained = explainMembership(compiled, evaluation, address)
  if (!explained) return failure(`${text}: there is no ${address}`)
  const { reasons, unknown, keptOut, named, rule } = explained
  let why = ''
  if (reasons.length > 0) why = reasons.map(reasonText).join(', ')
  else if (keptOut) why = keptOut.by === 'ended' ? 'it has ended' : `kept out by the ${keptOut.by}`
  else if (named && !named.counts) why = 'who has left is in nothing'
  else if (rule?.problem) why = rule.problem
  else if (unknown !== null) why = `its rule cannot be decided: ${unknown}`
  else why = rule ? 'its rule does not hold' : 'it has no rule, and no file names the person'
  return failure(`${text}: ${why}`, rule?.explained ?? null)
}

function reasonText(reason: MembershipReason): string {
  switch (reason.by) {
    case 'rule':
      return 'by its rule'
    case 'file':
      return `the file adds ${reason.ref}`
    case 'hand':
      return 'added by hand'
    case 'lead':
      return 'the lead is a member'
    case 'role':
      return `has the role ${reason.role}`
    case 'below':
      return `is in ${reason.id}, below it`
  }
}

function orgUnit({ evaluated }: CaseOutcome, expected: string | undefined): CaseFailure[] {
  if (expected === undefined || evaluated.org === expected) return []
  return [failure(`expected in org unit ${expected}, but is in ${evaluated.org ?? 'none'}`)]
}

function policyFailures({ policies }: CaseOutcome, expect: Expectation): CaseFailure[] {
  const { gets, mayRequest, unknown } = policies
  const lacking = (ids: readonly string[] = [], has: readonly string[], what: string) =>
    ids
      .filter((id) => !has.includes(id))
      .map((id) => failure(`expected to ${what} ${id}, but does not: ${whyNot(id, { gets, unknown })}`))
  const surplus = (ids: readonly string[] = [], has: readonly string[], what: string) =>
    ids.filter((id) => has.includes(id)).map((id) => failure(`expected not to ${what} ${id}, but does`))
  return [
    ...lacking(expect.gets, gets, 'get'),
    ...surplus(expect.getsNot, gets, 'get'),
    ...lacking(expect.mayRequest, mayRequest, 'be able to request'),
    ...surplus(expect.mayNotRequest, mayRequest, 'be able to request'),
  ]
}

function whyNot(id: string, { gets, unknown }: Pick<EvaluatedPolicies, 'gets' | 'unknown'>): string {
  const missing = unknown.get(id)
  if (missing !== undefined) return `its rule cannot be decided: ${missing}`
  return gets.includes(id) ? 'has it already' : 'its rule does not hold, or what the person has excludes it'
}
