import { z } from 'zod'
import { countUnplaced, listUnplaced, mostCounted } from '../../store/people/org-chart.ts'
import { namesOfPersons } from '../../store/people/read-person.ts'
import { readCursor, toCursor } from '../../store/search-page.ts'
import { listQuery } from '../list-query.ts'
import { dottedLinesOf } from '../org-chart/dotted-lines.ts'
import { readOrgChart, toCard } from '../org-chart/read-org-chart.ts'
import { openOrganization } from '../organization-scope.ts'
import { openPerson } from '../people/open-person.ts'
import { hiddenAttributes } from '../people/shown-person.ts'
import { defineRoute } from '../route.ts'
import { IdParams, ObjectId, RequestInvalid, text, wholeNumber } from '../validation.ts'

const path = '/organizations/:id/org_chart'

const chart = defineRoute({
  method: 'GET',
  path,
  permission: 'people:read',
  summary:
    'Gives a part of the chart of an organization: around a person, with the managers above, or from its top, with circles of managers. Numbers of reports tell where there is more.',
  answer: 'org_chart',
  params: IdParams,
  query: z.object({
    person: ObjectId.optional().describe('Around this person. Default: from the top.'),
    depth: wholeNumber(1, 5).default(2).describe('How many levels below, 1 to 5. Default: 2.'),
    limit: wholeNumber(1, 500).default(50).describe('How many reports of one manager at most, 1 to 500. Default: 50.'),
  }),
  async handle({ params, query, caller }, { database, platform }) {
    const { id: organizationId } = await openOrganization({ database }, caller, params.id)
    const person = query.person ? await openPerson(database, { ...caller, organizationId }, query.person) : null
    const { depth, limit } = query
    const [part, hidden] = await Promise.all([
      readOrgChart(database, { organizationId, person, depth, limit }),
      hiddenAttributes(database, caller, organizationId),
    ])
    const ids = new Set([...part.cards, ...part.above].map(({ id }) => id))
    const [dottedLines, names] = await Promise.all([
      dottedLinesOf(database, { organizationId, ids, now: platform.clock.now() }),
      namesOfPersons(database, organizationId, part.loops.flat()),
    ])
    return {
      object: 'org_chart',
      organization_id: organizationId,
      person_id: person?.id ?? null,
      roots: [...part.roots],
      above: part.above.map((one) => toCard(one, hidden)),
      cards: part.cards.map((one) => toCard(one, hidden)),
      loops: part.loops.map((loop) => loop.map((id) => ({ id, display_name: names.get(id) ?? id }))),
      dotted_lines: dottedLines,
    }
  },
})

const unplaced = defineRoute({
  method: 'GET',
  path: `${path}/unplaced`,
  permission: 'people:read',
  summary:
    'Lists the people for whom the chart has no place: they have no manager, and nobody reports to them. By name.',
  answer: 'list of org_chart_card',
  params: IdParams,
  query: z.object({
    limit: listQuery.limit,
    after: text(2000).optional().describe('The cursor after which the page begins.'),
  }),
  async handle({ params, query, caller }, { database }) {
    const { id: organizationId } = await openOrganization({ database }, caller, params.id)
    const place = query.after === undefined ? null : readCursor(query.after)
    if (place === undefined) {
      throw new RequestInvalid([
        { code: 'invalid', field: 'after', message: 'after must be a cursor that this list gave' },
      ])
    }
    const after = place && { nameKey: place.key, id: place.id }
    const [people, hidden] = await Promise.all([
      listUnplaced(database, organizationId, { after, limit: query.limit + 1 }),
      hiddenAttributes(database, caller, organizationId),
    ])
    const shown = people.slice(0, query.limit)
    const last = people.length > query.limit ? shown.at(-1) : undefined
    return {
      object: 'list',
      data: shown.map((one) => toCard(one, hidden)),
      list_metadata: { before: null, after: last ? toCursor({ key: last.nameKey, id: last.id }) : null },
    }
  },
})

const unplacedCount = defineRoute({
  method: 'GET',
  path: `${path}/unplaced/count`,
  permission: 'people:read',
  summary: 'Says for how many people the chart has no place, exactly or at least.',
  answer: 'search_count',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const { id: organizationId } = await openOrganization({ database }, caller, params.id)
    const count = await countUnplaced(database, organizationId)
    return { object: 'search_count', count: Math.min(count, mostCounted), is_exact: count <= mostCounted }
  },
})

/** The routes of the chart of an organization. */
export const orgChartRoutes = [chart, unplaced, unplacedCount]
