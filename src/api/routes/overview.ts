import { z } from 'zod'
import { readDirectoryFacts } from '../../store/directory-health.ts'
import { readHourlyEvents } from '../../store/read-activity.ts'
import { hoursOfEvents, toDirectoryHealthObject } from '../overview/directory-health-object.ts'
import { readOverviewOf } from '../overview/read-overview.ts'
import { defineRoute } from '../route.ts'
import { searchAll } from '../search/search-all.ts'
import { ObjectId, text, wholeNumber } from '../validation.ts'

const overview = defineRoute({
  method: 'GET',
  path: '/overview',
  permission: 'directories:read',
  summary:
    'Gives what asks for a person first, how much there is, and what happened in the last 30 days: of one organization for a key that is bound to it, else of all.',
  answer: 'overview',
  handle: ({ caller }, context) => readOverviewOf(context, caller),
})

const health = defineRoute({
  method: 'GET',
  path: '/directories/health',
  permission: 'directories:read',
  summary: 'Tells how directories do: what they hold, when they were last synced, what is wrong, and what mends it.',
  answer: 'list of directory_health',
  query: z.object({
    ids: ObjectId.array()
      .min(1, 'must name at least one directory')
      .max(100, 'must be at most 100 ids')
      .describe('A list of ids of directories, at most 100. One that does not exist is left out of the answer.'),
  }),
  lists: ['ids'],
  async handle({ query, caller }, { database, platform }) {
    const now = platform.clock.now()
    const facts = await readDirectoryFacts(database, caller.organizationId, { ids: query.ids, now })
    const streams = facts.map(({ organizationId, id }) => ({ organizationId, streamId: id }))
    const events = await readHourlyEvents(database, streams, { now, hours: hoursOfEvents })
    const asked = new Map(query.ids.map((id, index) => [id, index]))
    const ordered = facts.toSorted((one, other) => (asked.get(one.id) ?? 0) - (asked.get(other.id) ?? 0))
    const data = ordered.map((one) => toDirectoryHealthObject(one, { now, events: events.get(one.id) ?? [] }))
    return { object: 'list', data, list_metadata: { before: null, after: null } }
  },
})

const search = defineRoute({
  method: 'GET',
  path: '/search',
  permission: 'directories:read',
  summary:
    'Finds organizations, directories, people, groups, runs, events, webhook endpoints and sinks: by an id that begins like theirs at once, else by the beginnings of the words of their names. What the caller may not see is not found.',
  answer: 'list of search_result',
  query: z.object({
    q: text(200)
      .trim()
      .min(1, 'must not be empty')
      .describe('An id, a name, an e-mail address, or the beginning of one.'),
    limit: wholeNumber(1, 20).default(5).describe('How many of each kind at most, 1 to 20. Default: 5.'),
  }),
  async handle({ query, caller }, context) {
    const data = await searchAll(context, caller, { text: query.q, limit: query.limit })
    return { object: 'list', data, list_metadata: { before: null, after: null } }
  },
})

/** The routes of the overview, of how directories do, and of the search through everything. */
export const overviewRoutes = [overview, health, search]
