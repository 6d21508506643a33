import type { Filter, Sort } from '../model/filter.ts'
import { scimErrors } from './errors.ts'
import { filterAttribute, significantValue } from './filter/filter-attribute.ts'
import { parseFilter } from './filter/parse-filter.ts'
import { type Projection, parseProjection } from './resource/projection.ts'
import { findPath } from './schema/find-path.ts'
import type { ResourceType } from './schema/resource-type.ts'
import type { ReadingContext } from './tolerances.ts'

/** How many resources a page has when the client does not say, and at most. */
export const pageLimits = { default: 100, max: 1_000 } as const

/** A list request (RFC 7644 section 3.4.2), checked. */
export type ListQuery = {
  readonly filter: Filter | null
  readonly sort: Sort | null
  readonly startIndex: number
  readonly count: number
  readonly projection: Projection
}

type Query = Readonly<Record<string, unknown>>

/**
 * Reads the parameters of a list or search request. Unknown parameters are passed over, as RFC 7644 section 3.2 wants.
 * A `count` above the limit is cut to it: the answer says how many it has.
 */
export function parseListQuery(query: Query, resourceType: ResourceType, context: ReadingContext): ListQuery {
  const filter = textIn(query, 'filter')
  return {
    filter: filter ? parseFilter(filter, resourceType, context) : null,
    sort: parseSort(query, resourceType, context),
    startIndex: Math.max(1, integerIn(query, 'startIndex') ?? 1),
    count: Math.min(pageLimits.max, Math.max(0, integerIn(query, 'count') ?? pageLimits.default)),
    projection: parseProjection(query, resourceType),
  }
}

function parseSort(query: Query, resourceType: ResourceType, context: ReadingContext): Sort | null {
  const sortBy = textIn(query, 'sortBy')
  if (!sortBy) return null
  const found = findPath(sortBy, resourceType, context)
  if (!found?.attribute || found.attribute.returned === 'never') {
    throw scimErrors.invalidValue(`"sortBy": no schema has an attribute "${sortBy.slice(0, 200)}" to sort by.`)
  }
  const named = { ...found, attribute: found.attribute }
  const attribute = filterAttribute({ ...named, sub: significantValue(named) ?? found.sub }, context)
  if (attribute.type === 'complex') {
    throw scimErrors.invalidValue(`"sortBy": "${sortBy}" is complex. Name one of its sub-attributes.`)
  }
  return { attribute, order: sortOrder(textIn(query, 'sortOrder')) }
}

function sortOrder(text: string | undefined): Sort['order'] {
  const order = text?.toLowerCase() || 'ascending'
  if (order === 'ascending' || order === 'descending') return order
  throw scimErrors.invalidValue('"sortOrder" must be ascending or descending.')
}

function textIn(query: Query, name: string): string | undefined {
  const value = query[name]
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined
  throw scimErrors.invalidValue(`"${name}" must be a text, given once.`)
}

function integerIn(query: Query, name: string): number | undefined {
  const value = query[name]
  if (value === undefined || value === null || value === '') return undefined
  const number = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number
  throw scimErrors.invalidValue(`"${name}" must be an integer, given once.`)
}
