import type { CursorPage, IndexPage, PageAfter, PageOf } from '../../directory/reader.ts'
import { type Cursor, type CursorQuery, readCursor, writeCursor } from '../cursor.ts'
import type { JsonText } from '../json-text.ts'
import type { ListQuery } from '../list-query.ts'
import type { ScimAnswer } from '../operation.ts'
import { listResponseText } from '../reply.ts'

/** One of the lists that a query is about: how its pages are read, and its part of the query. */
export type List = {
  readonly name: Cursor['list']
  readonly query: ListQuery
  readonly byIndex: (page: IndexPage) => Promise<PageOf<JsonText>>
  readonly after: (page: CursorPage) => Promise<PageAfter<JsonText>>
}

/** A page with its records as the answer has them, written out. */
export function written<T, P extends { readonly records: readonly T[] }>(page: P, write: (record: T) => JsonText) {
  return { ...page, records: page.records.map(write) }
}

/** At least one list; a query at the root is about several, one behind the other. */
export type Lists = readonly [List, ...List[]]

/** Answers a list request with a page by index (RFC 7644 section 3.4.2.4) or by cursor (RFC 9865). */
export async function answerLists(lists: Lists, sent: CursorQuery): Promise<ScimAnswer> {
  const { cursor, startIndex } = lists[0].query
  if (cursor !== null) return { status: 200, body: listResponseText(await readByCursor(lists, cursor, sent)) }
  return { status: 200, body: listResponseText({ ...(await readByIndex(lists)), startIndex }) }
}

async function readByIndex(lists: Lists) {
  const resources: JsonText[] = []
  let total = 0
  for (const { query, byIndex } of lists) {
    const startIndex = Math.max(1, query.startIndex - total)
    const page = await byIndex({ ...query, startIndex, count: query.count - resources.length })
    total += page.total
    resources.push(...page.records)
  }
  return { resources, total }
}

async function readByCursor(lists: Lists, text: string, sent: CursorQuery) {
  const cursor = readCursor(text, sent, lists[0].name)
  const rest = lists.slice(
    Math.max(
      0,
      lists.findIndex(({ name }) => name === cursor.list),
    ),
  )
  const resources: JsonText[] = []
  let total: number | null = 0
  let next: Cursor | null = null
  for (const [index, { name, query, after }] of rest.entries()) {
    const count = query.count - resources.length
    if (count === 0) return { resources, total: null, nextCursor: writeCursor({ list: name, after: null }, sent) }
    const page: PageAfter<JsonText> = await after({ ...query, after: index === 0 ? cursor.after : null, count })
    resources.push(...page.records)
    total = total === null || page.total === null ? null : total + page.total
    next = page.next && { list: name, after: page.next }
    if (next) break
  }
  const known = rest.length === lists.length && lists.length === 1 ? total : null
  return next ? { resources, total: known, nextCursor: writeCursor(next, sent) } : { resources, total: known }
}
