import { decodeTime } from 'ulid'
import type { Database } from '../../store/database.ts'
import type { Listed, ListPage } from '../../store/list-page.ts'
import {
  readEventsAbout,
  readProblemsAbout,
  readRemovalsAbout,
  readRequestsAbout,
  type TimelineEntry,
  type TimelineKind,
  type TimelineObject,
  type TimelinePart,
  ulidOf,
} from '../../store/object-timeline.ts'
import { RequestInvalid } from '../validation.ts'

const readers = {
  event: readEventsAbout,
  request: readRequestsAbout,
  removal: readRemovalsAbout,
  problem: readProblemsAbout,
} as const satisfies Record<TimelineKind, unknown>

/** What happened, and to which of the objects that a timeline is of. */
export type PlacedEntry = TimelineEntry & { readonly of: TimelineObject }

/** Whose timeline is read, and which kinds of entries of each. */
export type TimelineAsked = { readonly object: TimelineObject; readonly kinds: readonly TimelineKind[] }

/**
 * A page of what happened to a user or group, or to the several that are one person: events, requests, removals and problems in one
 * line of time. All their ids hold a ULID, by which they are in order; of each kind as much is read as the page could need.
 */
export async function readTimeline(
  database: Database,
  asked: readonly TimelineAsked[],
  page: ListPage,
): Promise<Listed<PlacedEntry>> {
  const isBack = page.before !== null && page.after === null
  const isUp = (page.order === 'asc') !== isBack
  const from = toPlace(isBack ? page.before : page.after)
  const part: TimelinePart = { limit: page.limit + 1, side: isUp ? 'above' : 'below', from }
  const read = await Promise.all(
    asked.flatMap(({ object, kinds }) =>
      kinds.map(async (kind) => {
        const entries = await readers[kind](database, object, part)
        return entries.map((entry): PlacedEntry => ({ ...entry, of: object }))
      }),
    ),
  )
  const sign = isUp ? 1 : -1
  const merged = read.flat().sort((one, other) => sign * compare(ulidOf(one.id), ulidOf(other.id)))
  const shown = merged.slice(0, page.limit)
  const hasMore = merged.length > page.limit
  if (isBack) shown.reverse()
  return {
    records: shown,
    before: (isBack ? hasMore : page.after !== null) ? (shown[0]?.id ?? null) : null,
    after: isBack || hasMore ? (shown.at(-1)?.id ?? null) : null,
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function toPlace(cursor: string | null): TimelinePart['from'] {
  if (cursor === null) return null
  const ulid = ulidOf(cursor)
  if (/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(ulid)) return { ulid, at: new Date(decodeTime(ulid)) }
  throw new RequestInvalid([{ code: 'invalid', field: 'after', message: 'after and before must be ids of this list' }])
}
