import { parseOffset, toDay } from '../../dates/day.ts'
import { refuse } from '../../refuse.ts'
import { type Condition, comparison, not, quoted, term } from '../condition.ts'
import type { EntraRule } from './entra-rule.ts'

type Compare = EntraRule & { readonly is: 'compare' }

const signs: Readonly<Record<string, string>> = { eq: '==', ne: '!=', le: '<=', lt: '<', ge: '>=', gt: '>' }

/**
 * What Entra says of a date. One before now is one that has been reached, so that people come in and leave at the very day and
 * nothing is looked up in between.
 */
export function compareDate(path: string, { operator, value, property }: Compare): Condition {
  const sign = signs[operator] ?? refuse(`-${operator} is not for dates such as ${property}. Use -ge or -le.`)
  if (value.is === 'now') return reached(path, operator, value.plus)
  const day = value.is === 'text' || value.is === 'word' ? toDay(value.text) : null
  if (day === null) return refuse(`A date is needed for ${property}, such as 2026-03-01T00:00:00Z.`)
  return comparison(`${path} ${sign} ${quoted(day)}`)
}

function reached(path: string, operator: Compare['operator'], plus: string): Condition {
  const offset = parseOffset(plus)
  if (!offset) return refuse(`"${plus}" is no duration such as P1D.`)
  const isNow = offset.months === 0 && offset.days === 0 && offset.hours === 0
  const opposite = plus.startsWith('-') ? plus.slice(1) : `-${plus}`
  const is = term(isNow ? `${path}.reached()` : `${path}.reached(${quoted(opposite)})`)
  if (operator === 'le' || operator === 'lt') return is
  return operator === 'ge' || operator === 'gt'
    ? not(is)
    : refuse('A date is compared with now by -le, -lt, -ge or -gt.')
}
