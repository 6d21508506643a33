import type { Comparison, FilterAttribute } from '../model/filter.ts'
import { caseKey } from '../model/user.ts'
import type { Operand } from './filter-scope.ts'
import type { SqlParameters } from './sql-parameters.ts'

const signs = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const

/** SQL that is true where `operand` compares with the comparison's value as asked, and never for an absent value. */
export function compareSql(operand: Operand, comparison: Comparison, parameters: SqlParameters): string {
  const { operator, value, attribute } = comparison
  if (operator === 'ne' || value === null)
    throw new TypeError(`The comparison ${operator} ${value} has no operand in SQL`)
  if (typeof value === 'boolean') return compareBoolean(operand, value, parameters)
  if (typeof value === 'number') return compareNumber(operand, comparison, parameters)
  if (attribute.type === 'dateTime' && operator in signs) return compareTime(operand, comparison, parameters)
  const key = textKey(operand, attribute)
  const whole = attribute.prefix === undefined ? key : `(${parameters.add(attribute.prefix)}::text || ${key})`
  return compareText(whole, comparison, parameters)
}

/** SQL that is true where `operand` has a value: null, an empty text, array or object is none (RFC 7644 section 3.4.2.2). */
export function presentSql(operand: Operand): string {
  if (operand.as === 'jsonb') return `${operand.sql} not in ('null', '""', '[]', '{}')`
  if (operand.as === 'text') return `${operand.sql} <> ''`
  return `${operand.sql} is not null`
}

/**
 * The text of `operand` as it is compared and sorted: as it is, or folded as `caseKey` folds. ICU's lower() knows the
 * letters whose small form depends on their place or has another length, as JavaScript does; libc's does not.
 */
export function textKey(operand: Operand, attribute: Pick<FilterAttribute, 'caseExact'>): string {
  if (attribute.caseExact) return `${text(operand)} collate "C"`
  if (operand.as === 'text' && operand.folded) return operand.folded
  return `lower(normalize(${text(operand)}, NFC) collate "und-x-icu") collate "C"`
}

/**
 * The point in time of `operand`, to the millisecond, as JavaScript reads it: null for a text that is not a date-time of
 * RFC 7643 section 2.3.5, never an error.
 */
export function timeOf(operand: Operand): string {
  if (operand.as === 'time') return operand.sql
  const stored = text(operand)
  const tail = `regexp_replace(substr(${stored}, 11), '([.]\\d{3})\\d+', '\\1')`
  // The day is added as hours, so that a 31st of February is a time too, as it is for JavaScript, and not an error.
  return `case when ${stored} ~ '${dateTimePattern}' then (substr(${stored}, 1, 7) || '-01' || ${tail})::timestamptz
    + (substr(${stored}, 9, 2)::int - 1) * interval '24 hours' end`
}

const dateTimePattern =
  '^(?!0000)\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$'

function text(operand: Operand): string {
  if (operand.as === 'jsonb') return `(${operand.sql} #>> '{}')`
  if (operand.as === 'time') return `to_char(${operand.sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  return `(${operand.sql})`
}

function compareText(key: string, { operator, value, attribute }: Comparison, parameters: SqlParameters): string {
  const wanted = attribute.caseExact ? String(value) : caseKey(String(value))
  const parameter = `${parameters.add(wanted)}::text`
  if (operator === 'co') return `strpos(${key}, ${parameter}) > 0`
  if (operator === 'sw') return `starts_with(${key}, ${parameter})`
  if (operator === 'ew') return `right(${key}, length(${parameter})) = ${parameter}`
  return `${key} ${sign(operator)} ${parameter}`
}

function compareBoolean(operand: Operand, value: boolean, parameters: SqlParameters): string {
  return operand.as === 'jsonb' ? `${operand.sql} = ${parameters.add(String(value))}::jsonb` : 'false'
}

function compareNumber(operand: Operand, { operator, value }: Comparison, parameters: SqlParameters): string {
  if (operand.as !== 'jsonb') return 'false'
  return `(jsonb_typeof(${operand.sql}) = 'number' and ${operand.sql} ${sign(operator)} ${parameters.add(String(value))}::jsonb)`
}

function compareTime(operand: Operand, { operator, value }: Comparison, parameters: SqlParameters): string {
  const time = new Date(String(value)).toISOString()
  return `${timeOf(operand)} ${sign(operator)} ${parameters.add(time)}::timestamptz`
}

function sign(operator: Comparison['operator']): string {
  const found = signs[operator as keyof typeof signs]
  if (!found) throw new TypeError(`The operator ${operator} has no sign`)
  return found
}

/**
 * Whether anything stored could be equal to a value: PostgreSQL can store neither text with U+0000 or half a surrogate
 * pair, nor an infinite number.
 */
export function isStorable(value: string | number | boolean): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'boolean' || (value.isWellFormed() && !value.includes('\u0000'))
}
