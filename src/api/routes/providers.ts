import { z } from 'zod'
import { emptyListed, listQuery, toListObject } from '../list-query.ts'
import { listProviders } from '../providers/list-providers.ts'
import { defineRoute } from '../route.ts'

const listAll = defineRoute({
  method: 'GET',
  path: '/providers',
  permission: 'connections:read',
  summary:
    'Lists everything that can be connected, with the steps by which an administrator does it. All are on one page.',
  answer: 'list of provider',
  query: z.object(listQuery),
  handle: async ({ query }, { connectors }) =>
    toListObject({ ...emptyListed, records: listProviders(connectors) }, query, (provider) => provider),
})

/** The routes of providers. */
export const providerRoutes = [listAll]
