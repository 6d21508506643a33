import { z } from 'zod'
import type { JsonObject } from '../../model/json.ts'
import { readCursor, type SearchPage, type SearchPlace, type SearchSort, toCursor } from '../../store/search-page.ts'
import { listQuery } from '../list-query.ts'
import { ObjectId, RequestInvalid, Time, text } from '../validation.ts'

const Cursor = z.string().regex(/^[\w-]{1,4000}$/, 'must be a cursor that a list gave')

/** The parameters of a list that can be searched, beside those of every list. */
export const searchQuery = {
  order: listQuery.order
    .unwrap()
    .optional()
    .describe('As in other lists. Default: `desc`, and `asc` where `sort` is `name`.'),
  after: Cursor.optional().describe('The cursor after which the page begins, in the order of the list.'),
  before: Cursor.optional().describe('The cursor before which the page ends, in the order of the list.'),
  organization_id: ObjectId.optional().describe('Only those of this organization.'),
  search: text(200)
    .optional()
    .describe(
      'Words in any order, each the beginning of a word of a name, a login, an address or an id; in any case, without accents.',
    ),
  sort: z
    .enum(['name', 'created_at', 'updated_at'], 'must be name, created_at or updated_at')
    .optional()
    .describe(
      'In which order. `updated_at` is the order of the last changes that the event log still has. Default: `created_at`.',
    ),
}

type SearchQuery = {
  readonly limit: number
  readonly order?: 'asc' | 'desc' | 'normal' | undefined
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly sort?: SearchSort | undefined
  /** Within one directory, the order of creation is another than over all. */
  readonly directory?: string | undefined
}

/** The page of a search that a query asks for; refuses cursors that are none of a search. */
export function toSearchPage(query: SearchQuery, defaultSort: SearchSort = 'created_at'): SearchPage {
  const { limit, sort = defaultSort, order = sort === 'name' ? 'asc' : 'desc' } = query
  const isKey = keysOf(sort, query.directory !== undefined)
  const [after, before] = [placeOf('after', query.after, isKey), placeOf('before', query.before, isKey)]
  if (order === 'normal') return { limit, sort, order: 'desc', after: before, before: after }
  return { limit, sort, order, after, before }
}

/** What of the query an ordinary list takes: its cursors are ids, and the last are first. */
export function plainCursors({ order = 'desc', after, before }: SearchQuery) {
  for (const [field, cursor] of Object.entries({ after, before })) {
    if (cursor === undefined || ObjectId.safeParse(cursor).success) continue
    throw new RequestInvalid([{ code: 'invalid', field, message: `${field} must be the id of an object` }])
  }
  return { order, after, before }
}

/** A page of a search in the shape of every list. */
export function toSearchList(
  { before, after }: { readonly before: SearchPlace | null; readonly after: SearchPlace | null },
  { order }: SearchQuery,
  data: JsonObject[],
): JsonObject {
  const [first, last] = [toCursor(before), toCursor(after)]
  return {
    object: 'list',
    data,
    list_metadata: order === 'normal' ? { before: last, after: first } : { before: first, after: last },
  }
}

/** What the keys of a list's cursors look like: others would be no values of the column that it is sorted by. */
function keysOf(sort: SearchSort, isInDirectory: boolean): (key: string) => boolean {
  if (sort === 'name') return () => true
  if (sort === 'updated_at') return (key) => /^event_[\w-]+$/.test(key) || Time.safeParse(key).success
  return (key) => (isInDirectory ? /^\d{1,18}$/.test(key) : ObjectId.safeParse(key).success)
}

function placeOf(
  field: 'after' | 'before',
  cursor: string | undefined,
  isKey: (key: string) => boolean,
): SearchPlace | null {
  if (cursor === undefined) return null
  const place = readCursor(cursor)
  if (place && isKey(place.key) && ObjectId.safeParse(place.id).success) return place
  throw new RequestInvalid([{ code: 'invalid', field, message: `${field} must be a cursor that this list gave` }])
}
