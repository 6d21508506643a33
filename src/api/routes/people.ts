import { z } from 'zod'
import { countPersons, findPersons } from '../../store/people/find-persons.ts'
import { everyPerson } from '../../store/people/person-conditions.ts'
import { listQuery } from '../list-query.ts'
import { openPerson } from '../people/open-person.ts'
import { personFilters, readPersonFilter } from '../people/person-query.ts'
import { showPersons } from '../people/shown-person.ts'
import { defineRoute } from '../route.ts'
import { searchQuery, toSearchList, toSearchPage } from '../search/search-query.ts'
import { IdParams } from '../validation.ts'

const answer = 'list of person, with `manager` and `directory_ids`'

const pageQuery = {
  limit: listQuery.limit,
  order: searchQuery.order,
  after: searchQuery.after,
  before: searchQuery.before,
  sort: z
    .enum(['name', 'created_at'], 'must be name or created_at')
    .default('name')
    .describe('In which order. Default: `name`.'),
}

const listAll = defineRoute({
  method: 'GET',
  path: '/people',
  permission: 'people:read',
  summary:
    'Lists or searches the people of an organization. A page of a search may have fewer than its limit, or none, and a cursor all the same: then there is more to search.',
  answer,
  query: z.object({ ...pageQuery, ...personFilters }),
  lists: ['statuses'],
  async handle({ query, caller }, { database }) {
    const filter = readPersonFilter(query, caller)
    if (!filter) return toSearchList({ before: null, after: null }, query, [])
    const found = await findPersons(database, filter, toSearchPage({ ...query, directory: undefined }))
    return toSearchList(found, query, await showPersons(database, caller, found.records))
  },
})

const countAll = defineRoute({
  method: 'GET',
  path: '/people/count',
  permission: 'people:read',
  summary: 'Says how many people a list has, exactly or at least, without counting them all.',
  answer: 'search_count',
  query: z.object(personFilters),
  lists: ['statuses'],
  async handle({ query, caller }, { database }) {
    const filter = readPersonFilter(query, caller)
    const { count, isExact } = filter ? await countPersons(database, filter) : { count: 0, isExact: true }
    return { object: 'search_count', count, is_exact: isExact }
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/people/:id',
  permission: 'people:read',
  summary: 'Gives one person with the manager and the directories that the person is a user of.',
  answer: 'person, with `manager` and `directory_ids`',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const [shown] = await showPersons(database, caller, [await openPerson(database, caller, params.id)])
    return shown ?? null
  },
})

const reports = defineRoute({
  method: 'GET',
  path: '/people/:id/reports',
  permission: 'people:read',
  summary: 'Lists the people who report to a person, by name.',
  answer,
  params: IdParams,
  query: z.object(pageQuery),
  async handle({ params, query, caller }, { database }) {
    const { organizationId, id } = await openPerson(database, caller, params.id)
    const filter = { ...everyPerson(organizationId), managerId: id }
    const found = await findPersons(database, filter, toSearchPage(query))
    return toSearchList(found, query, await showPersons(database, caller, found.records))
  },
})

/** The routes of people. */
export const peopleRoutes = [listAll, countAll, getOne, reports]
