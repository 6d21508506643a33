/** By what a list of people or groups is sorted. `updated_at`: by the last change that the event log has. */
export type SearchSort = 'name' | 'created_at' | 'updated_at'

/** A place in a sorted list: the key of a record and its id, which decides between equal keys. */
export type SearchPlace = { readonly key: string; readonly id: string }

/** Which page of a sorted list is wanted. */
export type SearchPage = {
  readonly limit: number
  readonly sort: SearchSort
  readonly order: 'asc' | 'desc'
  readonly after: SearchPlace | null
  readonly before: SearchPlace | null
}

/** What is searched: an organization (null: all), and perhaps one directory. */
export type SearchScope = { readonly organizationId: string | null; readonly directoryId: string | null }

/** Places of records, a row more than the page has, and how far was looked where that was not to the end. */
export type Found = { readonly places: readonly SearchPlace[]; readonly stop: SearchPlace | null }

/** One page: where its records are, and where to go on on either side (null at the end). */
export type FoundPage = {
  readonly places: readonly SearchPlace[]
  readonly before: SearchPlace | null
  readonly after: SearchPlace | null
}

/** With `before` alone the page is the last one before that place, so it is read from there backwards. */
export function isBackward({ before, after }: Pick<SearchPage, 'before' | 'after'>): boolean {
  return before !== null && after === null
}

/** The direction in which the page is read. */
export function readDirection(page: SearchPage): 'asc' | 'desc' {
  if (!isBackward(page)) return page.order
  return page.order === 'asc' ? 'desc' : 'asc'
}

/** Makes a page of what was found in the direction of reading. Where the search was broken off it goes on from there. */
export function toFoundPage({ places, stop }: Found, page: SearchPage): FoundPage {
  const shown = places.slice(0, page.limit)
  const end = places.length > page.limit ? (shown.at(-1) ?? null) : stop
  if (isBackward(page)) return { places: shown.toReversed(), before: end, after: shown[0] ?? page.before }
  return { places: shown, before: page.after && (shown[0] ?? page.after), after: end }
}

/** A place as a cursor: one word that means nothing to others. */
export function toCursor(place: SearchPlace | null): string | null {
  return place && Buffer.from(JSON.stringify([place.key, place.id])).toString('base64url')
}

/** The place that a cursor means, or undefined where it is none of ours. */
export function readCursor(cursor: string): SearchPlace | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (!Array.isArray(parts) || parts.length !== 2) return undefined
    const [key, id] = parts
    return typeof key === 'string' && typeof id === 'string' && !key.includes('\0') ? { key, id } : undefined
  } catch {
    return undefined
  }
}
