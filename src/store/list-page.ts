import type { SqlParameters } from './sql-parameters.ts'

/** Which page of a list is wanted: the objects after (or before) the one with this id, in the list's own order. */
export type ListPage = {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after: string | null
  readonly before: string | null
}

/** One page of a list. `before` and `after` are the ids to go on from, or null at that end of the list. */
export type Listed<T> = {
  readonly records: readonly T[]
  readonly before: string | null
  readonly after: string | null
}

/** The column that a list is ordered by, and the SQL for a cursor's place in it, above or below which the page lies. */
export type ListKey = {
  readonly column: string
  place(cursor: string, side: 'above' | 'below'): string
  /** What comes after `order by`, where `column` is a row of several. */
  order?(direction: 'asc' | 'desc'): string
}

/** A list ordered by id. Ids begin with their time, so this is the order of creation, and a cursor outlives its object. */
export function idKey(column: string, parameters: SqlParameters): ListKey {
  return { column, place: (cursor) => parameters.add(cursor) }
}

/** The conditions and the end of the query that read one page and one row more, which tells whether there is more. */
export function pageSql(
  key: ListKey,
  page: ListPage,
): { readonly conditions: readonly string[]; readonly end: string } {
  const conditions: string[] = []
  if (page.after !== null) conditions.push(bound(key, page.after, page.order === 'asc' ? 'above' : 'below'))
  if (page.before !== null) conditions.push(bound(key, page.before, page.order === 'asc' ? 'below' : 'above'))
  const direction = isBackward(page) ? opposite(page.order) : page.order
  const order = key.order?.(direction) ?? `${key.column} ${direction}`
  return { conditions, end: `order by ${order} limit ${page.limit + 1}` }
}

/** Makes a page of the rows that a query with `pageSql` gave. */
export function toListed<Row, T extends { readonly id: string }>(
  rows: readonly Row[],
  page: ListPage,
  toRecord: (row: Row) => T,
): Listed<T> {
  const hasMore = rows.length > page.limit
  const records = rows.slice(0, page.limit).map(toRecord)
  const backward = isBackward(page)
  if (backward) records.reverse()
  const hasBefore = backward ? hasMore : page.after !== null
  const hasAfter = backward || hasMore
  return {
    records,
    before: hasBefore ? (records[0]?.id ?? null) : null,
    after: hasAfter ? (records.at(-1)?.id ?? null) : null,
  }
}

function bound(key: ListKey, cursor: string, side: 'above' | 'below'): string {
  return `${key.column} ${side === 'above' ? '>' : '<'} ${key.place(cursor, side)}`
}

/** With `before` alone the page is the last one before the cursor, so it is read from there backwards. */
export function isBackward(page: ListPage): boolean {
  return page.before !== null && page.after === null
}

/** Whether the rows of a page are read from the highest key on. */
export function isDescending(page: ListPage): boolean {
  return (page.order === 'desc') !== isBackward(page)
}

function opposite(order: 'asc' | 'desc'): 'asc' | 'desc' {
  return order === 'asc' ? 'desc' : 'asc'
}
