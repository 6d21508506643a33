import type { Json } from '../model/json.ts'
import type { StoredScimRequest } from '../model/scim-request.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { requestDays } from './request-days.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

/** Which requests are listed; null opens a condition. `since` is included, `until` is not. */
export type ScimRequestFilter = {
  readonly organizationId: string
  readonly directoryId: string
  readonly status: { readonly from: number; readonly to: number } | null
  readonly errorsOnly: boolean
  readonly method: string | null
  readonly tolerance: string | null
  readonly since: Date | null
  readonly until: Date | null
}

/** A row of `scim_requests` as `scimRequestColumns` reads it, with the body of the request. */
export type ScimRequestRow = {
  readonly organization_id: string
  readonly directory_id: string
  readonly id: string
  readonly request_id: string
  readonly token_id: string | null
  readonly received_at: Date
  readonly method: string
  readonly path: string
  readonly status: number
  readonly duration_ms: number
  readonly dialect: string | null
  readonly tolerances: string[] | null
  readonly resource_id: string | null
  readonly user_agent: string | null
  readonly remote_address: string | null
  readonly request_body: string | null
  readonly response_body: string | null
  readonly is_cut: boolean
  readonly dropped_before: number
}

/** The columns of `scim_requests`, but the body of the request. */
export const scimRequestColumns = `organization_id, directory_id, id, request_id, token_id, received_at, method, path, status, duration_ms,
  dialect, tolerances, resource_id, user_agent, remote_address, response_body, is_cut, dropped_before`

// What one page may cost when little matches.
const walkedRequests = 10_000

// From a request's beginning to the writing of its record: requests last a minute at most, and records wait for seconds.
const longestDelay = 5 * 60 * 1000

/**
 * A page of a directory's requests in the order in which they were answered; without the bodies of requests. When so many
 * were looked at that the page ends before it is full, it says where to go on all the same.
 */
export async function listScimRequests(
  on: Queryable,
  filter: ScimRequestFilter,
  page: ListPage,
): Promise<Listed<StoredScimRequest>> {
  const parameters = sqlParameters()
  const { walk, direction } = walkSql(filter, page, parameters)
  const matching = conditionsSql(filter, parameters)
  const rows = await on.query<ScimRequestRow>({
    text: `select ${scimRequestColumns}, null as request_body from (select * ${walk} limit ${walkedRequests}) walked
      ${matching} order by id ${direction} limit ${page.limit + 1}`,
    values: parameters.values,
  })
  const listed = toListed(rows, page, toRequest)
  if (matching === '' || rows.length > page.limit) return listed
  const from = await findWalkEnd(on, filter, page)
  if (from === null) return listed
  return page.before !== null && page.after === null ? { ...listed, before: from } : { ...listed, after: from }
}

/** One request, whole. Null when the directory has none with this id (any more). */
export async function findScimRequest(
  on: Queryable,
  { organizationId, directoryId }: Pick<ScimRequestFilter, 'organizationId' | 'directoryId'>,
  id: string,
): Promise<StoredScimRequest | null> {
  const rows = await on.query<ScimRequestRow>({
    text: `select ${scimRequestColumns}, request_body from scim_requests where organization_id = $1 and directory_id = $2 and id = $3`,
    values: [organizationId, directoryId, id],
  })
  return rows[0] ? toRequest(rows[0]) : null
}

/** The last request that the walk looks at, when there are more behind it. */
async function findWalkEnd(on: Queryable, filter: ScimRequestFilter, page: ListPage): Promise<string | null> {
  const parameters = sqlParameters()
  const { walk } = walkSql(filter, page, parameters)
  const rows = await on.query<{ id: string }>({
    text: `select id ${walk} limit 1 offset ${walkedRequests - 1}`,
    values: parameters.values,
  })
  return rows[0]?.id ?? null
}

/** What an index can do: the directory, the cursors, the time of the writing, and errors, which have an index of their own. */
function walkSql(filter: ScimRequestFilter, page: ListPage, parameters: SqlParameters) {
  const { organizationId, directoryId, since, until } = filter
  const areErrors = filter.errorsOnly || (filter.status !== null && filter.status.from >= 400)
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const where = [
    `organization_id = ${parameters.add(organizationId)}`,
    `directory_id = ${parameters.add(directoryId)}`,
    ...conditions,
    ...(areErrors ? ['status >= 400'] : []),
    ...(since ? [`id >= ${parameters.add(requestDays.idAt(since))}`] : []),
    ...(until ? [`id < ${parameters.add(requestDays.idAt(new Date(until.getTime() + longestDelay)))}`] : []),
  ]
  const direction = end.includes(' desc ') ? 'desc' : 'asc'
  return { walk: `from scim_requests where ${where.join(' and ')} order by id ${direction}`, direction }
}

function conditionsSql(filter: ScimRequestFilter, parameters: SqlParameters): string {
  const { status, method, tolerance, since, until } = filter
  const conditions = [
    ...(status ? [`status between ${parameters.add(status.from)} and ${parameters.add(status.to)}`] : []),
    ...(method ? [`method = ${parameters.add(method)}`] : []),
    ...(tolerance ? [`${parameters.add(tolerance)} = any(tolerances)`] : []),
    ...(since ? [`received_at >= ${parameters.add(since)}`] : []),
    ...(until ? [`received_at < ${parameters.add(until)}`] : []),
  ]
  return conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
}

/** Makes a request of its row. */
export function toRequest(row: ScimRequestRow): StoredScimRequest {
  return {
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    id: row.id,
    requestId: row.request_id,
    tokenId: row.token_id,
    at: row.received_at,
    method: row.method,
    path: row.path,
    status: row.status,
    durationMs: row.duration_ms,
    dialect: row.dialect,
    tolerances: row.tolerances ?? [],
    resourceId: row.resource_id,
    userAgent: row.user_agent,
    remoteAddress: row.remote_address,
    requestBody: row.request_body === null ? null : (JSON.parse(row.request_body) as Json),
    responseBody: row.response_body,
    isCut: row.is_cut,
    droppedBefore: row.dropped_before,
  }
}
