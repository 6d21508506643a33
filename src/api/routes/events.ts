import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { type FeedQuery, readFeed } from '../../events/read-feed.ts'
import type { FeedEvent } from '../../model/event.ts'
import { toLogEntry } from '../../model/event-log-entry.ts'
import { toEventObject } from '../../model/event-object.ts'
import type { JsonObject } from '../../model/json.ts'
import { type Listed, type ListPage, toListed } from '../../store/list-page.ts'
import { findEvent, type PlacedEvent } from '../../store/read-events.ts'
import { eventFilterLists, eventFilters, typesOf, wantsEntries } from '../events/event-filters.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, Time } from '../validation.ts'

const EventsQuery = z.object({
  ...listQuery,
  // Unlike in other lists: who goes on from a cursor wants what came after it.
  order: listQuery.order
    .unwrap()
    .default('asc')
    .describe('As in other lists, but by default `asc`: what came first is first.'),
  ...eventFilters,
  range_start: Time.optional().describe(
    'Only from this time on, in ISO 8601. Together with `after`, what is later counts.',
  ),
  range_end: Time.optional().describe('Only before this time, in ISO 8601.'),
})
type EventsQuery = z.output<typeof EventsQuery>

const listAll = defineRoute({
  method: 'GET',
  path: '/events',
  permission: 'events:read',
  summary: 'Reads the event feed: every event once, in an order in which nothing appears late.',
  answer: 'list of event',
  query: EventsQuery,
  lists: eventFilterLists,
  async handle({ query, caller }, { database }) {
    const organizationId = organizationOfList(caller, query.organization_id)
    const toObject = wantsEntries(query) ? toEntryObject : toEventObject
    if (organizationId === undefined) return toListObject(emptyListed, query, toObject)
    const page = toListPage(query)
    const { events, continueFrom } = await readFeed(database, toFeedQuery(query, page, organizationId))
    const listed = toListed(events, page, (event) => event)
    return toListObject(withContinuation(listed, page, continueFrom), query, toObject)
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/events/:id',
  permission: 'events:read',
  summary: 'Gives one event, with its entry in the log: its place, what caused it, and a sentence.',
  answer: 'event',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const event = await findEvent(database, params.id, caller.organizationId)
    if (!event) throw new AppError('not_found', { what: 'event', id: params.id })
    return toEntryObject(event)
  },
})

/** The routes of the event feed. */
export const eventRoutes = [listAll, getOne]

function toEntryObject(event: PlacedEvent): JsonObject {
  return { ...toEventObject(event), log_entry: toLogEntry(event) }
}

/**
 * A page that is not full because the reader looked at so many events only, perhaps without finding any, says where to
 * go on from all the same: "more" is what the cursor means, not "more on this page".
 */
function withContinuation(listed: Listed<FeedEvent>, page: ListPage, from: string | null): Listed<FeedEvent> {
  if (from === null) return listed
  return page.before !== null && page.after === null ? { ...listed, before: from } : { ...listed, after: from }
}

/**
 * Lists say `after` and `before` in their own order, the feed in that of the log. One event more is asked for, which
 * tells whether there is more; with `before` alone the page is the last one before it, read backwards.
 */
function toFeedQuery(query: EventsQuery, page: ListPage, organizationId: string | null): FeedQuery {
  const { limit, order, after, before } = page
  const isBackward = before !== null && after === null
  const isDescending = (order === 'desc') !== isBackward
  return {
    organizationId,
    streamId: query.directory_id ?? null,
    objectId: query.object_id ?? null,
    types: typesOf(query),
    after: order === 'asc' ? after : before,
    before: order === 'asc' ? before : after,
    rangeStart: query.range_start ? new Date(query.range_start) : null,
    rangeEnd: query.range_end ? new Date(query.range_end) : null,
    limit: limit + 1,
    order: isDescending ? 'desc' : 'asc',
  }
}
