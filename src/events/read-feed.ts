import { AppError } from '../errors.ts'
import type { EventType, FeedEvent } from '../model/event.ts'
import type { Queryable } from '../store/database.ts'
import { readFeedBounds } from '../store/feed.ts'
import { type FeedSelection, findPositionOfTime, findWalkEnd, selectFeedPage } from '../store/feed-page.ts'
import { selectObjectFeedPage } from '../store/object-feed-page.ts'
import { findEventPlace, timeOfEventId } from '../store/read-events.ts'

/** Which events a reader wants. `after` and `before` are event ids and exclusive; the range is by time, its end exclusive. */
export type FeedQuery = {
  readonly organizationId: string | null
  /** Only those of one directory. */
  readonly streamId?: string | null
  /** Only those about one user or group: its own, and those of memberships. */
  readonly objectId?: string | null
  readonly types?: readonly EventType[] | null
  readonly after?: string | null
  readonly before?: string | null
  readonly rangeStart?: Date | null
  readonly rangeEnd?: Date | null
  readonly limit: number
  readonly order: 'asc' | 'desc'
}

type Scope = Pick<FeedQuery, 'organizationId'>

/** A page of the feed. */
export type FeedResult = {
  readonly events: readonly FeedEvent[]
  /**
   * Set when the page is not full although the feed goes on, because one request looks at so many events only: the id
   * of the last one it looked at, to go on from (as `after`, or as `before` in descending order).
   */
  readonly continueFrom: string | null
}

/**
 * Reads a page of the feed: all events of all streams in one order in which nothing ever appears late.
 *
 * @throws AppError `cursor_expired` when `after` or `before` names an event that retention has removed, so that nobody
 *   skips events unknowingly; `invalid_request` when it names none.
 */
export async function readFeed(on: Queryable, query: FeedQuery): Promise<FeedResult> {
  const { organizationId, streamId, objectId, types, limit, order } = query
  const { rangeStart: occurredFrom, rangeEnd: occurredTo } = query
  const [after, before] = await Promise.all([cursor(on, query, query.after), cursor(on, query, query.before)])
  const start = await startOf(on, after, occurredFrom)
  const wanted = { organizationId, streamId, types, occurredFrom, occurredTo, after: start, before, limit, order }
  // What is about one object is found by an index, so there is no walk to bound.
  const walked = objectId ? null : await boundWalk(on, wanted)
  const page = objectId ? selectObjectFeedPage(on, objectId, wanted) : selectFeedPage(on, walked ?? wanted)
  const { events, oldestPosition } = await page
  if ((after !== null && after < oldestPosition - 1) || (before !== null && before < oldestPosition)) {
    throw await expired(on, query, oldestPosition)
  }
  if (!walked || events.length === limit) return { events, continueFrom: null }
  return { events, continueFrom: await lastWalked(on, walked) }
}

/**
 * The position in the feed of an event that was read from it. Throws as `readFeed` does, except that the position may be
 * past the retention: who reads on from there sees that by `oldestPosition`.
 */
export async function positionOfEvent(on: Queryable, id: string, organizationId: string | null): Promise<number> {
  return (await cursor(on, { organizationId }, id)) ?? 0
}

/** The error for a reader who wants to go on from before what retention has left. */
export function cursorExpired(on: Queryable, organizationId: string | null, oldestPosition: number): Promise<AppError> {
  return expired(on, { organizationId }, oldestPosition)
}

/** The position after which to read: that of the cursor, or where the time range begins if that is later. */
async function startOf(on: Queryable, after: number | null, occurredFrom: Date | null | undefined) {
  if (!occurredFrom) return after
  const from = await findPositionOfTime(on, occurredFrom)
  const beginning = from ?? (await readFeedBounds(on)).nextPosition
  return Math.max(after ?? 0, beginning - 1)
}

/** The part of a selection that one request looks at, or null when that is all of it. */
async function boundWalk(on: Queryable, wanted: FeedSelection): Promise<FeedSelection | null> {
  // Without a filter every event is on the page, so the page's limit is that of the walk.
  if (!wanted.types && !wanted.occurredFrom && !wanted.occurredTo) return null
  const end = await findWalkEnd(on, wanted)
  if (!end) return null
  return wanted.order === 'asc' ? { ...wanted, before: end.position + 1 } : { ...wanted, after: end.position - 1 }
}

async function lastWalked(on: Queryable, { organizationId, streamId, after, before, order }: FeedSelection) {
  const backwards = {
    organizationId,
    streamId,
    after,
    before,
    limit: 1,
    order: order === 'asc' ? 'desc' : 'asc',
  } as const
  const { events } = await selectFeedPage(on, backwards)
  return events[0]?.id ?? null
}

async function cursor(on: Queryable, query: Scope, id: string | null | undefined): Promise<number | null> {
  if (!id) return null
  const at = timeOfEventId(id)
  if (!at)
    throw new AppError('invalid_request', {
      detail: `"${id}" is not an event id. Give the id of the last event that you have read.`,
    })
  const place = await findEventPlace(on, id, query.organizationId)
  if (place && place.position !== null) return place.position
  const { oldestPosition } = await readFeedBounds(on)
  if (place?.wasFed || (oldestPosition > 1 && (await isBeforeFeed(on, query, at)))) {
    throw await expired(on, query, oldestPosition)
  }
  throw new AppError('invalid_request', {
    detail: `There is no event "${id}". Give the id of an event that was read from this feed.`,
  })
}

async function isBeforeFeed(on: Queryable, query: Scope, at: Date): Promise<boolean> {
  const oldest = await oldestEvent(on, query)
  return !oldest || at < oldest.occurredAt
}

async function expired(on: Queryable, query: Scope, oldestPosition: number): Promise<AppError> {
  const oldest = await oldestEvent(on, query)
  return new AppError('cursor_expired', { oldest: oldestPosition, oldestEvent: oldest?.id ?? 'the beginning' })
}

async function oldestEvent(on: Queryable, { organizationId }: Scope): Promise<FeedEvent | undefined> {
  const { events } = await selectFeedPage(on, { organizationId, limit: 1, order: 'asc' })
  return events[0]
}
