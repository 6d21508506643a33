import { z } from 'zod'
import { type FeedQuery, readFeed } from '../../events/read-feed.ts'
import { type EventType, eventTypes } from '../../model/event.ts'
import { toEventObject } from '../../model/event-object.ts'
import { type ListPage, toListed } from '../../store/list-page.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { ObjectId } from '../validation.ts'

const Time = z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'must be a time as in ISO 8601')
const EventTypes = z.enum(eventTypes, 'must be types of events, as in the list of docs/reference/events.md').array()

// The SDKs of WorkOS send `events=a,b`, its emulator takes `events[]=a&events[]=b`, others repeat `events=`.
const EventsQuery = z.preprocess(
  gatherTypes,
  z
    .object({
      ...listQuery,
      // Unlike in other lists: who goes on from a cursor wants what came after it.
      order: listQuery.order.unwrap().default('asc'),
      events: EventTypes.optional(),
      organization_id: ObjectId.optional(),
      range_start: Time.optional(),
      range_end: Time.optional(),
    })
    .refine((query) => !(query.range_start && query.after), {
      path: ['range_start'],
      message: 'cannot be combined with after',
    }),
)
type EventsQuery = z.output<typeof EventsQuery>

const listAll = defineRoute({
  method: 'GET',
  path: '/events',
  permission: 'events:read',
  summary: 'Reads the event feed: every event once, in an order in which nothing appears late.',
  query: EventsQuery,
  async handle({ query, caller }, { database }) {
    const organizationId = organizationOfList(caller, query.organization_id)
    if (organizationId === undefined) return toListObject(emptyListed, query, toEventObject)
    const page = toListPage(query)
    const { events } = await readFeed(database, toFeedQuery(query, page, organizationId))
    const listed = toListed(events, page, (event) => event)
    return toListObject(listed, query, toEventObject)
  },
})

/** The routes of the event feed. */
export const eventRoutes = [listAll]

function gatherTypes(value: unknown): unknown {
  const { 'events[]': bracketed, events: plain = bracketed, ...rest } = (value ?? {}) as Record<string, unknown>
  if (plain === undefined) return rest
  const types = [plain].flat().flatMap((text) => String(text).split(','))
  return { ...rest, events: types.filter((type) => type !== '') }
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
