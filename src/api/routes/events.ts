import { z } from 'zod'
import { type FeedQuery, readFeed } from '../../events/read-feed.ts'
import { type EventType, eventTypes, type FeedEvent } from '../../model/event.ts'
import { toEventObject } from '../../model/event-object.ts'
import { type Listed, type ListPage, toListed } from '../../store/list-page.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { ObjectId, Time } from '../validation.ts'

/** A parameter that lists types of events. */
export const EventTypes = z.enum(eventTypes, `must be types of events: ${eventTypes.join(', ')}`).array()

const EventsQuery = z.object({
  ...listQuery,
  // Unlike in other lists: who goes on from a cursor wants what came after it.
  order: listQuery.order
    .unwrap()
    .default('asc')
    .describe('As in other lists, but by default `asc`: what came first is first.'),
  events: EventTypes.optional().describe('A list: only these [types](events.md).'),
  organization_id: ObjectId.optional().describe('Only those of this organization.'),
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
  lists: ['events'],
  async handle({ query, caller }, { database }) {
    const organizationId = organizationOfList(caller, query.organization_id)
    if (organizationId === undefined) return toListObject(emptyListed, query, toEventObject)
    const page = toListPage(query)
    const { events, continueFrom } = await readFeed(database, toFeedQuery(query, page, organizationId))
    const listed = toListed(events, page, (event) => event)
    return toListObject(withContinuation(listed, page, continueFrom), query, toEventObject)
  },
})

/** The routes of the event feed. */
export const eventRoutes = [listAll]

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
    types: query.events?.length ? distinct(query.events) : null,
    after: order === 'asc' ? after : before,
    before: order === 'asc' ? before : after,
    rangeStart: query.range_start ? new Date(query.range_start) : null,
    rangeEnd: query.range_end ? new Date(query.range_end) : null,
    limit: limit + 1,
    order: isDescending ? 'desc' : 'asc',
  }
}

function distinct(types: readonly EventType[]): readonly EventType[] {
  return [...new Set(types)]
}
