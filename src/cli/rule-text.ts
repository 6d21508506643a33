import type { Explained } from '../expressions/explain-expression.ts'
import { Undecided } from '../expressions/outcome.ts'
import type { PersonDecision, PersonRule } from '../expressions/person-rule.ts'
import type { Json } from '../model/json.ts'
import { oneLine } from '../platform/one-line.ts'

/** What a rule gives for somebody, with every part of it. */
export type RuleDecision = PersonDecision & { readonly explained: Explained }

/** Says of a rule that can be used what it depends on. */
export function ruleText({ reads, groups, teams, orgUnits, people, readsTime }: PersonRule): string {
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['reads', reads],
    ['groups', groups],
    ['teams', teams],
    ['org units', orgUnits],
    ['people', people],
  ]
  const shown = lines
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `  ${what.padEnd(10)}${names.join(', ')}`)
  const time = readsTime ? ['  It also changes by time alone; people come in and leave when their day begins.'] : []
  return ['The rule can be used.', ...shown, ...time].map(oneLine).join('\n')
}

/** The same for a trial on somebody. */
export function ruleDecisionText({ outcome, flipsAt, explained }: RuleDecision): string {
  const head = outcome === true ? 'in' : outcome === false ? 'not in' : `not in: ${wordsOf(outcome)}`
  const again = flipsAt ? [`To be looked at again at ${flipsAt.toISOString()}.`] : []
  return [`This person is ${head}.`, ...treeOf(explained, 1), ...again].map(oneLine).join('\n')
}

/** The same for programs. */
export function ruleDecisionJson({ outcome, flipsAt, explained }: RuleDecision) {
  const isUndecided = outcome instanceof Undecided
  return {
    outcome: isUndecided ? outcome.kind : outcome,
    ...(isUndecided && { reason: outcome.text }),
    flips_at: flipsAt?.toISOString() ?? null,
    explained,
  }
}

function wordsOf(outcome: Undecided | Json): string {
  return outcome instanceof Undecided ? outcome.text : JSON.stringify(outcome)
}

function treeOf({ text, value, parts }: Explained, depth: number): string[] {
  return [`${'  '.repeat(depth)}${text}  →  ${value}`, ...parts.flatMap((part) => treeOf(part, depth + 1))]
}
