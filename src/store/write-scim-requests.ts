import type { StoredScimRequest } from '../model/scim-request.ts'
import { columnRows, type RowColumn } from './column-rows.ts'
import type { Queryable } from './database.ts'

const columns: readonly RowColumn<StoredScimRequest>[] = [
  { name: 'organization_id', type: 'text', of: (request) => request.organizationId },
  { name: 'directory_id', type: 'text', of: (request) => request.directoryId },
  { name: 'id', type: 'text', of: (request) => request.id },
  { name: 'request_id', type: 'text', of: (request) => request.requestId },
  { name: 'token_id', type: 'text', of: (request) => request.tokenId },
  { name: 'received_at', type: 'timestamptz', of: (request) => request.at.toISOString() },
  { name: 'method', type: 'text', of: (request) => request.method },
  { name: 'path', type: 'text', of: (request) => request.path },
  { name: 'status', type: 'smallint', of: (request) => String(request.status) },
  { name: 'duration_ms', type: 'real', of: (request) => String(request.durationMs) },
  { name: 'dialect', type: 'text', of: (request) => request.dialect },
  { name: 'tolerances', type: 'text[]', of: ({ tolerances }) => (tolerances.length > 0 ? `{${tolerances}}` : null) },
  { name: 'resource_id', type: 'text', of: (request) => request.resourceId },
  { name: 'user_agent', type: 'text', of: (request) => request.userAgent },
  { name: 'remote_address', type: 'text', of: (request) => request.remoteAddress },
  { name: 'request_body', type: 'text', of: ({ requestBody: body }) => (body === null ? null : JSON.stringify(body)) },
  { name: 'response_body', type: 'text', of: (request) => request.responseBody },
  { name: 'is_cut', type: 'boolean', of: (request) => String(request.isCut) },
  { name: 'dropped_before', type: 'integer', of: (request) => String(request.droppedBefore) },
]

const rows = columnRows(columns)

/** Inserts records of requests. */
export async function insertScimRequests(on: Queryable, requests: readonly StoredScimRequest[]): Promise<void> {
  const { form, source, parameters } = rows.of(requests)
  await on.query({
    name: `insert-scim-requests-${form}`,
    text: `insert into scim_requests (${rows.names}) select ${rows.values} from ${source}`,
    values: parameters,
  })
}
