import type { Comparison, Filter, FilterAttribute } from '../../model/filter.ts'
import { scimErrors } from '../errors.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'
import type { Token } from './filter-tokens.ts'

export type Operator = Comparison['operator']

type Compared = Pick<Comparison, 'attribute' | 'operator'>

const operators: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])
const textTypes: ReadonlySet<string> = new Set(['string', 'reference'])
const orderedTypes: ReadonlySet<string> = new Set(['string', 'reference', 'dateTime', 'integer', 'decimal'])
// 'ada' in single quotes and {} are mistakes, not words: as words they would be found nowhere, and nobody would know why.
const otherQuote = /^['`{]/
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i

/** Reads an operator, in any case. */
export function parseOperator(token: Token): Operator {
  const operator = token.text.toLowerCase()
  if (token.kind === 'word' && isOperator(operator)) return operator
  throw scimErrors.invalidFilter(
    `The filter is not valid at character ${token.at + 1}: "${shorten(token.text)}" is not one of pr, eq, ne, co, sw, ew, gt, ge, lt, le.`,
  )
}

/**
 * A comparison whose value has the attribute's type. Ordering booleans and binaries is refused (RFC 7644 section
 * 3.4.2.2); a comparison with null asks whether there is a value, because null and absent are the same (RFC 7643
 * section 2.5).
 */
export function comparison({ attribute, operator }: Compared, token: Token, context: ReadingContext): Filter {
  if (token.kind === 'word' && token.text.toLowerCase() === 'null') return nullComparison(attribute, operator, token)
  refuseOperator(attribute, operator, token)
  return { kind: 'compare', attribute, operator, value: valueFor(attribute, token, context) }
}

function isOperator(text: string): text is Operator {
  return operators.has(text)
}

function nullComparison(attribute: FilterAttribute, operator: Operator, token: Token): Filter {
  const present: Filter = { kind: 'present', attribute }
  if (operator === 'ne') return present
  if (operator === 'eq') return { kind: 'not', filter: present }
  throw scimErrors.invalidFilter(
    `The filter is not valid at character ${token.at + 1}: null goes with eq and ne alone.`,
  )
}

function refuseOperator({ path, type }: FilterAttribute, operator: Operator, token: Token): void {
  if (type === 'complex') {
    throw scimErrors.invalidFilter(
      `"${path.join('.')}" is complex: name one of its sub-attributes in the filter, or use pr.`,
    )
  }
  const isEquality = operator === 'eq' || operator === 'ne'
  const isText = operator === 'co' || operator === 'sw' || operator === 'ew'
  if (isEquality || (isText ? textTypes : orderedTypes).has(type)) return
  throw scimErrors.invalidFilter(
    `The filter is not valid before character ${token.at + 1}: ${operator} does not go with "${path.join('.')}", which is of type ${type}.`,
  )
}

function valueFor(attribute: FilterAttribute, token: Token, context: ReadingContext): string | number | boolean {
  const value = typedValue(attribute.type, token, context)
  if (value !== undefined) return value
  throw scimErrors.invalidFilter(
    `The filter is not valid at character ${token.at + 1}: "${attribute.path.join('.')}" is of type ${attribute.type} and cannot be compared with ${token.kind === 'string' ? 'the text ' : ''}"${shorten(token.text)}".`,
  )
}

function typedValue(type: string, token: Token, context: ReadingContext): string | number | boolean | undefined {
  if (type === 'boolean') return booleanValue(token, context)
  if (type === 'integer' || type === 'decimal') return numberValue(token, context)
  if (type === 'dateTime' && Number.isNaN(Date.parse(token.text))) return undefined
  if (token.kind === 'string') return token.text
  const isWord = !otherQuote.test(token.text)
  return isWord && tolerates(context, 'unquoted_filter_value') ? token.text : undefined
}

function booleanValue(token: Token, context: ReadingContext): boolean | undefined {
  const text = token.text.toLowerCase()
  if (text !== 'true' && text !== 'false') return undefined
  if (token.kind === 'string' && !tolerates(context, 'quoted_boolean_in_filter')) return undefined
  return text === 'true'
}

function numberValue(token: Token, context: ReadingContext): number | undefined {
  if (!jsonNumber.test(token.text)) return undefined
  if (token.kind === 'string' && !tolerates(context, 'string_numbers')) return undefined
  return Number(token.text)
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
