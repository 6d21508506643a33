import type { PersonValues } from '../../../expressions/person-rule.ts'
import type { MembershipReason } from '../../../model/person.ts'

/** Why somebody is, or would be, in an object, in words: `title "Team Lead"` for a rule that reads the title. */
export function sayWhyIn(reasons: readonly MembershipReason[], values: PersonValues, reads: readonly string[]): string {
  return reasons.map((reason) => sayReason(reason, values, reads)).join('; ')
}

function sayReason(reason: MembershipReason, values: PersonValues, reads: readonly string[]): string {
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
export function sayWhyOut(
  values: PersonValues,
  reads: readonly string[],
  { hasRule }: { readonly hasRule: boolean },
): string {
  return hasRule ? `the rule does not hold${sayValues(values, reads)}` : 'named no more'
}

const longest = 60

/** The values that a rule reads, for people. Ids of managers and the like say nothing to them. */
function sayValues(values: PersonValues, reads: readonly string[]): string {
  const shown = reads.filter((name) => name !== 'managers' && name !== 'manager').slice(0, 4)
  const texts = shown.map((name) => {
    const value = values[name]
    const text = value === undefined || value === null ? 'missing' : JSON.stringify(value)
    return `${name} ${text.length > longest ? `${text.slice(0, longest)}…` : text}`
  })
  return texts.length === 0 ? '' : `: ${texts.join(', ')}`
}
