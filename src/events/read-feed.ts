import { AppError } from '../errors.ts'
import type { EventType, FeedEvent } from '../model/event.ts'
import type { Queryable } from '../store/database.ts'
import { readFeedBounds } from '../store/feed.ts'
import { findEventPosition, selectFeedEvents, timeOfEventId } from '../store/read-events.ts'

/** Which events a reader wants. `after` and `before` are event ids and exclusive; the range is by time, its end exclusive. */
export type FeedQuery = {
  readonly organizationId: string | null
  readonly directoryId?: string | null
  readonly objectId?: string | null
  readonly types?: readonly EventType[] | null
  readonly after?: string | null
  readonly before?: string | null
  readonly rangeStart?: Date | null
  readonly rangeEnd?: Date | null
  readonly limit: number
  readonly order: 'asc' | 'desc'
}

/**
 * Reads a page of the feed: all events of all streams in one order in which nothing ever appears late.
 *
 * @throws AppError `cursor_expired` when `after` or `before` names an event that retention has removed, so that nobody
 *   skips events unknowingly; `invalid_request` when it names none.
 */
export async function readFeed(on: Queryable, query: FeedQuery): Promise<{ readonly events: readonly FeedEvent[] }> {
  const [after, before] = await Promise.all([cursor(on, query, query.after), cursor(on, query, query.before)])
  const events = await selectFeedEvents(on, {
    organizationId: query.organizationId,
    streamId: query.directoryId,
    objectId: query.objectId,
    types: query.types,
    after,
    before,
    occurredFrom: query.rangeStart,
    occurredTo: query.rangeEnd,
    limit: query.limit,
    order: query.order,
  })
  return { events }
}

async function cursor(on: Queryable, query: FeedQuery, id: string | null | undefined): Promise<number | null> {
  if (!id) return null
  const at = timeOfEventId(id)
  if (!at)
    throw new AppError('invalid_request', {
      detail: `"${id}" is not an event id. Give the id of the last event that you have read.`,
    })
  const position = await findEventPosition(on, id, query.organizationId)
  if (position !== null) return position
  const { oldestPosition } = await readFeedBounds(on)
  const selection = { after: oldestPosition - 1, limit: 1, order: 'asc' as const, organizationId: query.organizationId }
  const [oldest] = await selectFeedEvents(on, selection)
  if (oldestPosition > 1 && (!oldest || at < oldest.occurredAt)) {
    throw new AppError('cursor_expired', { oldest: oldestPosition, oldestEvent: oldest?.id ?? 'the beginning' })
  }
  throw new AppError('invalid_request', {
    detail: `There is no event "${id}". Give the id of an event that was read from this feed.`,
  })
}
