import { compilePattern } from '../../pattern.ts'
import { refuse } from '../../refuse.ts'
import { type Condition, comparison, listed, not, quoted, term } from '../condition.ts'
import type { Conversion } from '../converted-rule.ts'
import type { EntraRule } from './entra-rule.ts'

type Compare = EntraRule & { readonly is: 'compare' }
type Compared = {
  readonly path: string
  readonly name: string
  readonly isDenied: boolean
  readonly isMail?: boolean
}

const negative = new Set(['ne', 'notIn', 'notContains', 'notStartsWith', 'notEndsWith', 'notMatch'])

/** What Entra says of a text, without its case. People without the attribute are in where Entra has them in. */
export function compareText(
  { path, name, isDenied, isMail = false }: Compared,
  rule: Compare,
  conversion: Conversion,
): Condition {
  const admitsMissing = negative.has(rule.operator) !== isDenied && path !== 'each'
  if (admitsMissing) {
    conversion.warn(
      `Entra has people in of whom "${name}" is missing, and so has this rule. To keep them out, add has(${path}) &&.`,
    )
  }
  const value = admitsMissing ? `${path}.orValue("")` : path
  const fold = (text: string) => (conversion.options.exactCase ? text : text.toLowerCase())
  // Addresses are in lower case already; numbers have no case.
  const isAsIs =
    conversion.options.exactCase || isMail || textsOf(rule).every((text) => text.toUpperCase() === text.toLowerCase())
  const written = isAsIs ? value : `${value}.lower()`
  switch (rule.operator) {
    case 'eq':
      return comparison(`${written} == ${quoted(fold(textOf(rule)))}`)
    case 'ne':
      return comparison(`${written} != ${quoted(fold(textOf(rule)))}`)
    case 'in':
      return comparison(`${written} in ${listed(itemsOf(rule).map(fold))}`)
    case 'notIn':
      return not(comparison(`${written} in ${listed(itemsOf(rule).map(fold))}`))
    case 'match':
      return matches(value, rule)
    case 'notMatch':
      return not(matches(value, rule))
    default:
      return partOf(written, rule, fold)
  }
}

const parts: Readonly<Record<string, string>> = {
  contains: 'contains',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  notContains: 'contains',
  notStartsWith: 'startsWith',
  notEndsWith: 'endsWith',
}

function partOf(path: string, rule: Compare, fold: (text: string) => string): Condition {
  const call = parts[rule.operator]
  if (call === undefined) return refuse(`-${rule.operator} compares dates; "${rule.property}" is a text.`)
  const condition = term(`${path}.${call}(${quoted(fold(textOf(rule)))})`)
  return negative.has(rule.operator) ? not(condition) : condition
}

function matches(path: string, rule: Compare): Condition {
  const pattern = `(?i)${textOf(rule)}`
  const compiled = compilePattern(pattern)
  if (typeof compiled === 'string') refuse(`The pattern of ${rule.property} cannot be taken over. ${compiled}`)
  return term(`${path}.re(${quoted(pattern)})`)
}

function textsOf({ value }: Compare): readonly string[] {
  if (value.is === 'list') return value.items
  return value.is === 'now' ? [] : [value.text]
}

function textOf({ value, operator }: Compare): string {
  if (value.is === 'text' || value.is === 'word') return value.text
  return refuse(`-${operator} takes one text, in quotes.`)
}

function itemsOf({ value, operator }: Compare): readonly string[] {
  return value.is === 'list' ? value.items : refuse(`-${operator} takes a list: ["one", "other"].`)
}
