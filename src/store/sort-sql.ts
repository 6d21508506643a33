import type { FilterAttribute, Sort } from '../model/filter.ts'
import type { ListPlace } from '../model/list-place.ts'
import { textKey, timeOf } from './filter-compare.ts'
import { type FilterTable, type Operand, type Scope, tableScope } from './filter-scope.ts'
import type { SqlParameters } from './sql-parameters.ts'

/**
 * The ORDER BY of a list of `users u` or `groups g`. Records without a value come last ascending and first descending; a
 * multi-valued attribute counts by its primary element, else its first (RFC 7644 section 3.4.2.3). Equals stay in the
 * order of creation, so that pages never overlap.
 */
export function orderSql(sort: Sort | null, table: FilterTable, parameters: SqlParameters): string {
  const position = positionOf(table)
  if (!sort) return position
  return `${sortKey(sort.attribute, tableScope(table, parameters), keyOf)} ${direction(sort)}, ${position}`
}

/** The order of a sorted list read by cursor: its key, as a cursor can hold it, and the condition of being behind a place. */
export type KeysetOrder = { readonly key: string; readonly order: string; after(place: ListPlace): string }

/**
 * A sorted list as pages by cursor read it: after a key and a position, not after a number of records, so that nobody is
 * missed or repeated when others are created or deleted meanwhile. The order is that of `orderSql`, except that long
 * texts that begin alike stay in the order of creation.
 */
export function keysetOrder(sort: Sort, table: FilterTable, parameters: SqlParameters): KeysetOrder {
  const key = sortKey(sort.attribute, tableScope(table, parameters), cursorKeyOf)
  const position = positionOf(table)
  return {
    key: `(${key})::text`,
    order: `${key} ${direction(sort)}, ${position}`,
    after({ position: last, sortKey: lastKey }) {
      const isBehind = `${position} > ${parameters.add(last)}`
      if (lastKey === null) {
        const isAmongAbsent = `${key} is null and ${isBehind}`
        return sort.order === 'ascending' ? isAmongAbsent : `(${isAmongAbsent} or ${key} is not null)`
      }
      const place = placeKey(lastKey, sort.attribute, parameters)
      const isAfter = `${key} ${sort.order === 'ascending' ? '>' : '<'} ${place} or (${key} = ${place} and ${isBehind})`
      return sort.order === 'ascending' ? `(${isAfter} or ${key} is null)` : `(${isAfter})`
    },
  }
}

function positionOf(table: FilterTable): string {
  return table === 'users' ? 'u.position' : 'g.position'
}

function direction({ order }: Sort): string {
  return order === 'descending' ? 'desc nulls first' : 'asc nulls last'
}

type ToKey = (operand: Operand, attribute: FilterAttribute) => string

function sortKey(attribute: FilterAttribute, scope: Scope, toKey: ToKey): string {
  const { path, multiValuedAt } = attribute
  if (multiValuedAt < 0) return toKey(scope.value(path), attribute)
  const elements = scope.elements(path.slice(0, multiValuedAt + 1))
  const key = toKey(elements.scope.value(path.slice(multiValuedAt + 1)), attribute)
  const primary = elements.scope.value(['primary'])
  const primaryFirst = primary.as === 'jsonb' ? `(${primary.sql} = 'true') is true desc, ` : ''
  return `(select ${key} from ${elements.from} where ${elements.where} order by ${primaryFirst}${elements.order} limit 1)`
}

function keyOf(operand: Operand, attribute: FilterAttribute): string {
  if (attribute.type === 'dateTime') return timeOf(operand)
  if (operand.as !== 'jsonb') return operand.as === 'text' ? textKey(operand, attribute) : operand.sql
  if (attribute.type === 'boolean' || isNumber(attribute)) return operand.sql
  return textKey(operand, attribute)
}

// Long enough for the keys of all practical lists, and short enough for a cursor in a URL.
const longestKey = 200

function cursorKeyOf(operand: Operand, attribute: FilterAttribute): string {
  if (attribute.type === 'dateTime')
    return `to_char(${timeOf(operand)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') collate "C"`
  if (isNumber(attribute)) return numberKey(operand)
  if (attribute.type === 'boolean')
    return `${operand.as === 'jsonb' ? `(${operand.sql} #>> '{}')` : `(${operand.sql})::text`} collate "C"`
  return `left(${textKey(operand, attribute)}, ${longestKey}) collate "C"`
}

function numberKey(operand: Operand): string {
  if (operand.as !== 'jsonb') return 'null::numeric'
  return `case when jsonb_typeof(${operand.sql}) = 'number' then (${operand.sql} #>> '{}')::numeric end`
}

// A number that is none, which nobody was given, finds nothing; it is no error of the database.
function placeKey(key: string, attribute: FilterAttribute, parameters: SqlParameters): string {
  const parameter = `${parameters.add(key)}::text`
  if (!isNumber(attribute)) return parameter
  return `(case when ${parameter} ~ '^-?\\d+(\\.\\d+)?$' then ${parameter}::numeric end)`
}

function isNumber({ type }: FilterAttribute): boolean {
  return type === 'integer' || type === 'decimal'
}
