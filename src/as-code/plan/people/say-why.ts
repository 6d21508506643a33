import type { PersonValues } from '../../../expressions/person-rule.ts'
import type { MembershipReason } from '../../../model/person.ts'

/** What a rule reads of people, and which of it is not for everybody who sees a plan. */
export type RuleReads = { readonly names: readonly string[]; readonly sensitive: ReadonlySet<string> }

/** Why somebody is, or would be, in an object, in words: `title "Team Lead"` for a rule that reads the title. */
export function sayWhyIn(reasons: readonly MembershipReason[], values: PersonValues, reads: RuleReads): string {
  return reasons.map((reason) => sayReason(reason, values, reads)).join('; ')
}

function sayReason(reason: MembershipReason, values: PersonValues, reads: RuleReads): string {
  switch (reason.by) {
    case 'rule':
      return `the rule holds${sayValues(values, reads)}`
    case 'file':
      return `named as ${reason.ref}${until(reason.until)}`
    case 'hand':
      return `added by hand${until(reason.until)}`
    case 'lead':
      return 'leads it'
    case 'role':
      return `has the role ${reason.role}`
    case 'below':
      return `is in ${reason.id}, below it`
  }
}

function until(day: string | undefined): string {
  return day === undefined ? '' : ` until ${day}`
}

/** Why somebody would be in an object no more. */
export function sayWhyOut(values: PersonValues, reads: RuleReads, { hasRule }: { readonly hasRule: boolean }): string {
  return hasRule ? `the rule does not hold${sayValues(values, reads)}` : 'named no more'
}

const longest = 60

/** The values that a rule reads, for people. Ids of managers say nothing to them, and a plan goes to pull requests. */
function sayValues(values: PersonValues, { names, sensitive }: RuleReads): string {
  const isManager = (name: string) => name === 'managers' || name === 'manager'
  const texts = names
    .filter((name) => !isManager(name))
    .slice(0, 4)
    .map((name) => `${name} ${sensitive.has(name) ? '(sensitive)' : sayValue(values[name])}`)
  if (names.some(isManager)) texts.push('whom they report to')
  return texts.length === 0 ? '' : `: ${texts.join(', ')}`
}

function sayValue(value: PersonValues[string]): string {
  const text = value === undefined || value === null ? 'missing' : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
