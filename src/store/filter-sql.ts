import type { Comparison, ElementMatch, Filter, FilterAttribute } from '../model/filter.ts'
import { caseKey } from '../model/user.ts'
import { compareSql, isStorable, presentSql } from './filter-compare.ts'
import { type Elements, type FilterTable, type Operand, type Scope, tableScope } from './filter-scope.ts'
import type { SqlParameters } from './sql-parameters.ts'

/**
 * Turns a filter into a condition over `users u` or `groups g`. Every value becomes a parameter. An unknown (null)
 * condition means no match, as in a WHERE clause.
 */
export function filterSql(filter: Filter, table: FilterTable, parameters: SqlParameters): string {
  return conditionSql(filter, tableScope(table, parameters), parameters)
}

function conditionSql(filter: Filter, scope: Scope, parameters: SqlParameters): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return join(filter.filters, filter.kind, (each) => conditionSql(each, scope, parameters))
    case 'not':
      return `(${conditionSql(filter.filter, scope, parameters)}) is not true`
    case 'compare':
      return comparisonSql(filter, scope, parameters)
    case 'present':
      return valueSql(filter.attribute, scope, presentSql)
    case 'element':
      return elementSql(filter, scope, parameters)
  }
}

function join(filters: readonly Filter[], word: 'and' | 'or', toSql: (filter: Filter) => string): string {
  if (filters.length === 0) return word === 'and' ? 'true' : 'false'
  return `(${filters.map(toSql).join(` ${word} `)})`
}

function comparisonSql(filter: Comparison, scope: Scope, parameters: SqlParameters): string {
  const { attribute, operator, value } = filter
  if (value === null) return nullSql(filter, scope)
  if (!isStorable(value)) return operator === 'ne' ? 'true' : 'false'
  if (operator === 'ne') return `(${comparisonSql({ ...filter, operator: 'eq' }, scope, parameters)}) is not true`
  const found = valueSql(attribute, scope, (operand) => compareSql(operand, filter, parameters))
  return isEmailAddress(filter, scope) ? `(${emailKeySql(filter, parameters)} and ${found})` : found
}

function nullSql({ attribute, operator }: Comparison, scope: Scope): string {
  const present = valueSql(attribute, scope, presentSql)
  if (operator === 'eq') return `(${present}) is not true`
  return operator === 'ne' ? present : 'false'
}

/** Asks `toSql` of the attribute's value or, where a multi-valued attribute is on the way, of any of its elements. */
function valueSql(attribute: FilterAttribute, scope: Scope, toSql: (operand: Operand) => string): string {
  const { path, multiValuedAt } = attribute
  if (multiValuedAt < 0) return toSql(scope.value(path))
  const elements = scope.elements(path.slice(0, multiValuedAt + 1))
  return existsSql(elements, toSql(elements.scope.value(path.slice(multiValuedAt + 1))))
}

function elementSql(filter: ElementMatch, scope: Scope, parameters: SqlParameters): string {
  const { path, multiValuedAt } = filter.attribute
  if (multiValuedAt < 0) return singleElementSql(filter, scope, parameters)
  const elements = scope.elements(path.slice(0, multiValuedAt + 1))
  const found = existsSql(elements, conditionSql(filter.filter, elements.scope, parameters))
  const address = path.join('.') === 'emails' && scope.table === 'users' ? demandedValue(filter.filter) : null
  return address ? `(${emailKeySql(address, parameters)} and ${found})` : found
}

// Where there is no such value, nothing in the brackets is true: not even `name[not (givenName pr)]`.
function singleElementSql({ filter, attribute }: ElementMatch, scope: Scope, parameters: SqlParameters): string {
  const whole = scope.value(attribute.path)
  const condition = conditionSql(within(filter, attribute.path), scope, parameters)
  return whole.as === 'jsonb' ? `(jsonb_typeof(${whole.sql}) = 'object' and ${condition})` : condition
}

function existsSql({ from, where }: Elements, condition: string): string {
  return `exists (select from ${from} where ${where} and ${condition})`
}

/** The filter of a single complex attribute, `name[givenName eq "x"]`, with paths from the outside. */
function within(filter: Filter, path: readonly string[]): Filter {
  if (filter.kind === 'and' || filter.kind === 'or')
    return { ...filter, filters: filter.filters.map((each) => within(each, path)) }
  if (filter.kind === 'not') return { ...filter, filter: within(filter.filter, path) }
  const { attribute } = filter
  const multiValuedAt = attribute.multiValuedAt < 0 ? -1 : attribute.multiValuedAt + path.length
  return { ...filter, attribute: { ...attribute, path: [...path, ...attribute.path], multiValuedAt } }
}

// The document decides; the index on email_keys only finds the few users whose document is worth a look. PostgreSQL takes
// them for a two-hundredth of all users, and would rather read a whole directory; so they are found first, by themselves.
function emailKeySql({ value }: Comparison, parameters: SqlParameters): string {
  const key = `array[${parameters.add(caseKey(String(value)))}::text]`
  return `u.id = any(array(select id from users where email_keys @> ${key}))`
}

function isEmailAddress({ attribute, operator, value }: Comparison, scope: Scope): boolean {
  const isEquality = operator === 'eq' && typeof value === 'string'
  return scope.table === 'users' && isEquality && attribute.path.join('.') === 'emails.value'
}

/** The `value eq "…"` without which the filter of an element cannot be true, if there is one. */
function demandedValue(filter: Filter): Comparison | null {
  if (filter.kind === 'and') return filter.filters.map(demandedValue).find((found) => found !== null) ?? null
  const isValue = filter.kind === 'compare' && filter.operator === 'eq' && filter.attribute.path.join('.') === 'value'
  return isValue && typeof filter.value === 'string' ? filter : null
}
