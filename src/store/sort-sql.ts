import type { FilterAttribute, Sort } from '../model/filter.ts'
import { textKey, timeOf } from './filter-compare.ts'
import { type FilterTable, type Operand, type Scope, tableScope } from './filter-scope.ts'
import type { SqlParameters } from './sql-parameters.ts'

/**
 * The ORDER BY of a list of `users u` or `groups g`. Records without a value come last ascending and first descending; a
 * multi-valued attribute counts by its primary element, else its first (RFC 7644 section 3.4.2.3). Equals stay in the
 * order of creation, so that pages never overlap.
 */
export function orderSql(sort: Sort | null, table: FilterTable, parameters: SqlParameters): string {
  const position = table === 'users' ? 'u.position' : 'g.position'
  if (!sort) return position
  const key = sortKey(sort.attribute, tableScope(table, parameters))
  const order = sort.order === 'descending' ? 'desc nulls first' : 'asc nulls last'
  return `${key} ${order}, ${position}`
}

function sortKey(attribute: FilterAttribute, scope: Scope): string {
  const { path, multiValuedAt } = attribute
  if (multiValuedAt < 0) return keyOf(scope.value(path), attribute)
  const elements = scope.elements(path.slice(0, multiValuedAt + 1))
  const key = keyOf(elements.scope.value(path.slice(multiValuedAt + 1)), attribute)
  const primary = elements.scope.value(['primary'])
  const primaryFirst = primary.as === 'jsonb' ? `(${primary.sql} = 'true') is true desc, ` : ''
  return `(select ${key} from ${elements.from} where ${elements.where} order by ${primaryFirst}${elements.order} limit 1)`
}

function keyOf(operand: Operand, attribute: FilterAttribute): string {
  if (attribute.type === 'dateTime') return timeOf(operand)
  if (operand.as !== 'jsonb') return operand.as === 'text' ? textKey(operand, attribute) : operand.sql
  if (attribute.type === 'boolean' || attribute.type === 'integer' || attribute.type === 'decimal') return operand.sql
  return textKey(operand, attribute)
}
