import { createHash } from 'node:crypto'
import { ListPlace } from '../model/list-place.ts'
import { scimErrors } from './errors.ts'

/** Where the next page of a query goes on: in which of its lists, and after which place (null: at its beginning). */
export type Cursor = { readonly list: 'users' | 'groups'; readonly after: ListPlace | null }

/** The parameters of a query that must be the same on every page. */
export type CursorQuery = Readonly<Record<string, unknown>>

const lists = { u: 'users', g: 'groups' } as const

/**
 * A cursor of RFC 9865 as its client sees it: URL-safe and opaque. It holds a place and a fingerprint of the query, nothing
 * that opens anything, so it needs no secret and never expires.
 */
export function writeCursor({ list, after }: Cursor, query: CursorQuery): string {
  const place = after === null ? [] : [after.position, after.sortKey]
  return Buffer.from(JSON.stringify([fingerprint(query), list[0], ...place])).toString('base64url')
}

/**
 * Reads a cursor that this query was answered with; an empty one is the beginning.
 *
 * @throws ScimError `invalidCursor` for anything else.
 */
export function readCursor(text: string, query: CursorQuery, first: Cursor['list']): Cursor {
  if (text === '') return { list: first, after: null }
  const [print, list, position, sortKey] = decoded(text)
  if (print !== fingerprint(query)) {
    throw scimErrors.invalidCursor(
      'The cursor is not of this query. Keep all parameters but the cursor the same on every page.',
    )
  }
  const place = position === undefined ? null : ListPlace.safeParse({ position, sortKey })
  if (!(list === 'u' || list === 'g') || place?.error) throw unreadable()
  return { list: lists[list], after: place?.data ?? null }
}

function decoded(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    throw unreadable()
  }
}

function unreadable() {
  return scimErrors.invalidCursor('The cursor is not one of this server. Begin again with an empty one: "?cursor".')
}

function fingerprint({ path, filter, sortBy, sortOrder }: CursorQuery): string {
  const text = JSON.stringify([path, filter ?? '', sortBy ?? '', sortOrder ?? ''])
  return createHash('sha256').update(text).digest('base64url').slice(0, 12)
}
