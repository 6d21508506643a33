import type { StoredScimRequest } from '../model/scim-request.ts'
import type { Queryable } from './database.ts'
import { textArray } from './text-array.ts'

type Column = { readonly name: string; readonly type: string; of(request: StoredScimRequest): string | null }

const columns: readonly Column[] = [
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

const names = columns.map(({ name }) => name).join(', ')
const values = columns.map(({ name, type }) => (type === 'text' ? name : `${name}::${type}`)).join(', ')
const parameters = columns.map((_, index) => `$${index + 1}::text[]`).join(', ')

/** Inserts records of requests, column by column: half the work of one JSON parameter, most of which is reading it. */
export async function insertScimRequests(on: Queryable, requests: readonly StoredScimRequest[]): Promise<void> {
  await on.query({
    name: 'insert-scim-requests',
    text: `insert into scim_requests (${names}) select ${values} from unnest(${parameters}) as row (${names})`,
    values: columns.map((column) => textArray(requests.map(column.of))),
  })
}
