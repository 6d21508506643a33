import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { toScimRequestObject, toWholeScimRequestObject } from '../../model/scim-request-object.ts'
import { findScimRequest, listScimRequests, type ScimRequestFilter } from '../../store/read-scim-requests.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, ObjectId, Time, text } from '../validation.ts'

const statusWords = 'must be a status like 409 or a class of them like 4xx'

const RequestsQuery = z.object({
  ...listQuery,
  status: z
    .string()
    .regex(/^[1-5](xx|\d\d)$/, statusWords)
    .optional()
    .describe('Only this status (`409`) or class (`4xx`).'),
  errors_only: z
    .enum(['true', 'false'], 'must be true or false')
    .optional()
    .describe('`true`: only those that were refused or failed, with a status of 400 or more.'),
  method: text(20).toUpperCase().optional().describe('Only this method, such as `PATCH`.'),
  tolerance: text(100).optional().describe('Only those that needed this tolerance, by its [name](scim.md).'),
  since: Time.optional().describe('Only those received from this time on, in ISO 8601.'),
  until: Time.optional().describe('Only those received before this time, in ISO 8601.'),
})
type RequestsQuery = z.output<typeof RequestsQuery>

const listOfDirectory = defineRoute({
  method: 'GET',
  path: '/directories/:id/scim_requests',
  permission: 'scim_requests:read',
  summary:
    'Lists the SCIM requests that a directory got, the last first. A page may have fewer than its limit, or none, and a cursor all the same: then there is more to search.',
  answer: 'list of scim_request',
  params: IdParams,
  query: RequestsQuery,
  async handle({ params, query, caller }, context) {
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    await context.scimRequests.flush()
    const filter = { organizationId, directoryId, ...toConditions(query) }
    return toListObject(await listScimRequests(context.database, filter, toListPage(query)), query, toScimRequestObject)
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/directories/:id/scim_requests/:request_id',
  permission: 'scim_requests:read',
  summary: 'Gives one SCIM request with its bodies, without passwords.',
  answer: 'scim_request, with `request_body`, `response_body` and `truncated`',
  params: IdParams.extend({ request_id: ObjectId.describe('The id of the request in the list.') }),
  async handle({ params, caller }, context) {
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    await context.scimRequests.flush()
    const request = await findScimRequest(context.database, { organizationId, directoryId }, params.request_id)
    if (!request) throw new AppError('not_found', { what: 'SCIM request', id: params.request_id })
    return toWholeScimRequestObject(request)
  },
})

/** The routes of the request log. */
export const scimRequestRoutes = [listOfDirectory, getOne]

function toConditions(query: RequestsQuery): Omit<ScimRequestFilter, 'organizationId' | 'directoryId'> {
  return {
    status: query.status === undefined ? null : toStatuses(query.status),
    errorsOnly: query.errors_only === 'true',
    method: query.method ?? null,
    tolerance: query.tolerance ?? null,
    since: query.since ? new Date(query.since) : null,
    until: query.until ? new Date(query.until) : null,
  }
}

function toStatuses(status: string): { from: number; to: number } {
  return { from: Number(status.replace('xx', '00')), to: Number(status.replace('xx', '99')) }
}
