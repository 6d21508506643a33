import type { DeliveryAttempt } from '../model/destination.ts'
import { columnRows, type RowColumn } from './column-rows.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

const columns: readonly RowColumn<DeliveryAttempt>[] = [
  { name: 'organization_id', type: 'text', of: (attempt) => attempt.organizationId },
  { name: 'destination_id', type: 'text', of: (attempt) => attempt.destinationId },
  { name: 'id', type: 'text', of: (attempt) => attempt.id },
  { name: 'stream_id', type: 'text', of: (attempt) => attempt.streamId },
  { name: 'first_seq', type: 'bigint', of: (attempt) => String(attempt.firstSeq) },
  { name: 'last_seq', type: 'bigint', of: (attempt) => String(attempt.lastSeq) },
  { name: 'event_id', type: 'text', of: (attempt) => attempt.eventId },
  { name: 'attempt', type: 'integer', of: (attempt) => String(attempt.attempt) },
  { name: 'sent_at', type: 'timestamptz', of: (attempt) => attempt.sentAt.toISOString() },
  { name: 'duration_ms', type: 'real', of: (attempt) => attempt.durationMs.toFixed(3) },
  { name: 'is_delivered', type: 'boolean', of: (attempt) => String(attempt.isDelivered) },
  { name: 'status', type: 'smallint', of: ({ status }) => (status === null ? null : String(status)) },
  { name: 'error', type: 'text', of: ({ error }) => withoutNul(error) },
  {
    name: 'response_headers',
    type: 'jsonb',
    of: ({ responseHeaders: headers }) => (headers === null ? null : JSON.stringify(headers)),
  },
  { name: 'response_body', type: 'text', of: ({ responseBody }) => withoutNul(responseBody) },
]

const rows = columnRows(columns)

/**
 * Inserts attempts, once: they come again when nobody heard of the commit. Their days must be there (src/store/delivery-days.ts).
 */
export async function insertAttempts(on: Queryable, attempts: readonly DeliveryAttempt[]): Promise<void> {
  const { form, source, parameters } = rows.of(attempts)
  await on.query({
    name: `insert-delivery-attempts-${form}`,
    text: `insert into delivery_attempts (${rows.names}) select ${rows.values} from ${source} on conflict do nothing`,
    values: parameters,
  })
}

/** Which attempts are listed: of one destination, and, unless null, of one organization, one event or failed ones alone. */
export type AttemptFilter = {
  readonly destinationId: string
  readonly organizationId: string | null
  readonly eventId: string | null
  readonly failedOnly: boolean
}

type Row = {
  readonly organization_id: string
  readonly destination_id: string
  readonly id: string
  readonly stream_id: string
  readonly first_seq: number
  readonly last_seq: number
  readonly event_id: string
  readonly attempt: number
  readonly sent_at: Date
  readonly duration_ms: number
  readonly is_delivered: boolean
  readonly status: number | null
  readonly error: string | null
  readonly response_headers: Record<string, string> | null
  readonly response_body: string | null
}

/** A page of a destination's attempts, in the order in which they ended. */
export async function listAttempts(
  on: Queryable,
  filter: AttemptFilter,
  page: ListPage,
): Promise<Listed<DeliveryAttempt>> {
  const { destinationId, organizationId, eventId, failedOnly } = filter
  const parameters = sqlParameters([destinationId])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const where = [
    'destination_id = $1',
    ...(organizationId === null ? [] : [`organization_id = ${parameters.add(organizationId)}`]),
    ...(eventId === null ? [] : [`event_id = ${parameters.add(eventId)}`]),
    ...(failedOnly ? ['not is_delivered'] : []),
    ...conditions,
  ]
  const found = await on.query<Row>({
    text: `select ${rows.names} from delivery_attempts where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(found, page, toAttempt)
}

/** One attempt of a destination; null when it has none with this id (any more). */
export async function findAttempt(on: Queryable, destinationId: string, id: string): Promise<DeliveryAttempt | null> {
  const found = await on.query<Row>({
    text: `select ${rows.names} from delivery_attempts where destination_id = $1 and id = $2`,
    values: [destinationId, id],
  })
  return found[0] ? toAttempt(found[0]) : null
}

function toAttempt(row: Row): DeliveryAttempt {
  return {
    organizationId: row.organization_id,
    destinationId: row.destination_id,
    id: row.id,
    streamId: row.stream_id,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    eventId: row.event_id,
    attempt: row.attempt,
    sentAt: row.sent_at,
    durationMs: row.duration_ms,
    isDelivered: row.is_delivered,
    status: row.status,
    error: row.error,
    responseHeaders: row.response_headers,
    responseBody: row.response_body,
  }
}

/** PostgreSQL keeps no NUL in a text, and what a receiver answers may have one. */
function withoutNul(text: string | null): string | null {
  return text === null || !text.includes('\0') ? text : text.replaceAll('\0', '')
}
