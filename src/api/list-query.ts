import { z } from 'zod'
import type { JsonObject } from '../model/json.ts'
import type { Listed, ListPage } from '../store/list-page.ts'
import { ObjectId, wholeNumber } from './validation.ts'

/** The query parameters of every list (WorkOS API reference, "Pagination"). */
export const listQuery = {
  limit: wholeNumber(1, 100).default(10).describe('How many objects a page has at most, 1 to 100. Default: 10.'),
  order: z
    .enum(['asc', 'desc', 'normal'])
    .default('desc')
    .describe(
      '`asc`, `desc` or `normal`, which is `desc` with `before` for older and `after` for newer. Default: `desc`.',
    ),
  after: ObjectId.optional().describe('The id after which the page begins, in the order of the list.'),
  before: ObjectId.optional().describe('The id before which the page ends, in the order of the list.'),
}

type ListQuery = z.output<z.ZodObject<typeof listQuery>>

/** The page that a query asks for. `normal` is the descending order with `before` for older and `after` for newer. */
export function toListPage(query: ListQuery): ListPage {
  const { limit, after = null, before = null } = query
  if (query.order === 'normal') return { limit, order: 'desc', after: before, before: after }
  return { limit, order: query.order, after, before }
}

/** A list in WorkOS's shape. */
export function toListObject<T>(listed: Listed<T>, query: ListQuery, toObject: (record: T) => JsonObject): JsonObject {
  const { before, after } = listed
  return {
    object: 'list',
    data: listed.records.map(toObject),
    list_metadata: query.order === 'normal' ? { before: after, after: before } : { before, after },
  }
}

/** A list with nothing in it. */
export const emptyListed: Listed<never> = { records: [], before: null, after: null }
