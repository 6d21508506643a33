import type { Filter, Sort } from '../model/filter.ts'
import { scimErrors } from './errors.ts'
import { filterAttribute, significantValue } from './filter/filter-attribute.ts'
import { parseFilter, parseFilterAcrossTypes } from './filter/parse-filter.ts'
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
  /** The cursor as it was sent (RFC 9865), empty for the first page; null: the page is asked for by its index. */
  readonly cursor: string | null
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
    ...parsePage(query),
    projection: parseProjection(query, resourceType),
  }
}

/** The same for one of the types that a query at the root is about: what the type does not have is no error there. */
export function parseListQueryAcrossTypes(
  query: Query,
  resourceType: ResourceType,
  context: ReadingContext,
): ListQuery {
  const filter = textIn(query, 'filter')
  const sortBy = textIn(query, 'sortBy')
  const isSortable = sortBy !== undefined && findPath(sortBy, resourceType, context) !== null
  return {
    filter: filter ? parseFilterAcrossTypes(filter, resourceType, context) : null,
    sort: isSortable ? parseSort(query, resourceType, context) : null,
    ...parsePage(query),
    projection: parseProjection(query, resourceType),
  }
}

type Page = Pick<ListQuery, 'startIndex' | 'count' | 'cursor'>

function parsePage(query: Query): Page {
  const cursor = textIn(query, 'cursor')
  if (cursor !== undefined) return parseCursorPage(query, cursor)
  return {
    startIndex: Math.max(1, integerIn(query, 'startIndex') ?? 1),
    count: Math.min(pageLimits.max, Math.max(0, integerIn(query, 'count') ?? pageLimits.default)),
    cursor: null,
  }
}

function parseCursorPage(query: Query, cursor: string): Page {
  if (integerIn(query, 'startIndex') !== undefined) {
    throw scimErrors.invalidCursor('"cursor" and "startIndex" exclude one another. Send one of them.')
  }
  const count = integerIn(query, 'count') ?? pageLimits.default
  if (count < 1 || count > pageLimits.max) {
    throw scimErrors.invalidCount(`With a cursor, "count" must be between 1 and ${pageLimits.max}.`)
  }
  return { startIndex: 1, count, cursor }
}

function parseSort(query: Query, resourceType: ResourceType, context: ReadingContext): Sort | null {
  const sortBy = textIn(query, 'sortBy')
  if (!sortBy) return null
  const found = findPath(sortBy, resourceType, context)
  if (!found?.attribute || found.attribute.returned === 'never') {
    throw scimErrors.invalidValue(`"sortBy": no schema has an attribute "${sortBy.slice(0, 200)}" to sort by.`)
  }
  const named = { ...found, attribute: found.attribute }
  const sub = significantValue(named) ?? found.sub
  if (found.attribute.multiValued && sub?.multiValued) {
    throw scimErrors.invalidValue(`"sortBy": "${sortBy}" has many values in each of many. Name another attribute.`)
  }
  const attribute = filterAttribute({ ...named, sub }, context)
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
