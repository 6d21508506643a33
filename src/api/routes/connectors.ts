import { z } from 'zod'
import { emptyListed, listQuery, toListObject } from '../list-query.ts'
import { defineRoute } from '../route.ts'
import { toConnectorObject } from '../sync/connector-object.ts'

const listAll = defineRoute({
  method: 'GET',
  path: '/connectors',
  permission: 'connections:read',
  summary:
    'Lists the kinds of sources that Muster reads by itself, with the settings that each needs. All are on one page.',
  answer: 'list of connector',
  query: z.object(listQuery),
  handle: async ({ query }, { connectors }) =>
    toListObject({ ...emptyListed, records: connectors }, query, toConnectorObject),
})

/** The routes of connectors. */
export const connectorRoutes = [listAll]
