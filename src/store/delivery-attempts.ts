import type { DeliveryAttempt } from '../model/destination.ts'
import type { EventType } from '../model/event.ts'
import { columnRows, type RowColumn } from './column-rows.ts'
import type { Queryable } from './database.ts'
import { deliveryDays } from './delivery-days.ts'
import { countByHour } from './delivery-hours.ts'
import { idKey, isBackward, isDescending, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

const columns: readonly RowColumn<DeliveryAttempt>[] = [
  { name: 'organization_id', type: 'text', of: (attempt) => attempt.organizationId },
  { name: 'destination_id', type: 'text', of: (attempt) => attempt.destinationId },
  { name: 'id', type: 'text', of: (attempt) => attempt.id },
  { name: 'stream_id', type: 'text', of: (attempt) => attempt.streamId },
  { name: 'first_seq', type: 'bigint', of: (attempt) => String(attempt.firstSeq) },
  { name: 'last_seq', type: 'bigint', of: (attempt) => String(attempt.lastSeq) },
  { name: 'event_id', type: 'text', of: (attempt) => attempt.eventId },
  { name: 'event_type', type: 'text', of: (attempt) => attempt.eventType },
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
 * Inserts attempts, once, and counts them by the hour: they come again when nobody heard of the commit. Their days must be
 * there (src/store/delivery-days.ts).
 */
export async function insertAttempts(on: Queryable, attempts: readonly DeliveryAttempt[]): Promise<void> {
  const { form, source, parameters } = rows.of(attempts)
  await on.query({
    name: `insert-delivery-attempts-${form}`,
    text: `with inserted as (
        insert into delivery_attempts (${rows.names}) select ${rows.values} from ${source} on conflict do nothing
        returning destination_id, sent_at, duration_ms, is_delivered
      )
      ${countByHour('inserted')}`,
    values: parameters,
  })
}

/**
 * Which attempts are listed: of one destination, and, unless null, of one organization, directory, event or type, with one
 * outcome, or of a time. `rangeStart` is included, `rangeEnd` is not.
 */
export type AttemptFilter = {
  readonly destinationId: string
  readonly organizationId?: string | null
  readonly streamId?: string | null
  readonly eventId?: string | null
  readonly eventType?: EventType | null
  readonly isDelivered?: boolean | null
  readonly answer?: AnswerClass | null
  readonly rangeStart?: Date | null
  readonly rangeEnd?: Date | null
}

/** What came back: an HTTP status of a class, or nothing. */
export type AnswerClass = '2xx' | '3xx' | '4xx' | '5xx' | 'none'

type Row = {
  readonly organization_id: string
  readonly destination_id: string
  readonly id: string
  readonly stream_id: string
  readonly first_seq: number
  readonly last_seq: number
  readonly event_id: string
  readonly event_type: EventType | null
  readonly attempt: number
  readonly sent_at: Date
  readonly duration_ms: number
  readonly is_delivered: boolean
  readonly status: number | null
  readonly error: string | null
  readonly response_headers: Record<string, string> | null
  readonly response_body: string | null
}

// What one page may look at when little matches.
const walked = 20_000

/**
 * A page of a destination's attempts, in the order in which they ended. One that is not full because so many were looked at
 * says where to go on all the same.
 */
export async function listAttempts(
  on: Queryable,
  filter: AttemptFilter,
  page: ListPage,
): Promise<Listed<DeliveryAttempt>> {
  const end = isRare(filter) ? await findWalkEnd(on, filter, page) : null
  const parameters = sqlParameters()
  const paged = pageSql(idKey('id', parameters), page)
  const bound = end === null ? [] : [`id ${isDescending(page) ? '>=' : '<='} ${parameters.add(end)}`]
  const where = [...walkConditions(filter, parameters), ...rareConditions(filter, parameters), ...bound]
  const found = await on.query<Row>({
    text: `select ${rows.names} from delivery_attempts where ${[...where, ...paged.conditions].join(' and ')} ${paged.end}`,
    values: parameters.values,
  })
  const listed = toListed(found, page, toAttempt)
  if (end === null || found.length > page.limit) return listed
  return isBackward(page) ? { ...listed, before: end } : { ...listed, after: end }
}

/** The last attempt that a page looks at, when there are more. */
async function findWalkEnd(on: Queryable, filter: AttemptFilter, page: ListPage): Promise<string | null> {
  const parameters = sqlParameters()
  const paged = pageSql(idKey('id', parameters), page)
  const where = [...walkConditions(filter, parameters), ...paged.conditions]
  const found = await on.query<{ id: string }>({
    text: `select id from delivery_attempts where ${where.join(' and ')}
      order by id ${isDescending(page) ? 'desc' : 'asc'} offset ${walked} limit 1`,
    values: parameters.values,
  })
  return found[0]?.id ?? null
}

/** True when attempts must be looked at that are then left out. */
function isRare({ organizationId, streamId, eventType, isDelivered, answer, eventId }: AttemptFilter): boolean {
  return !eventId && Boolean(organizationId || streamId || eventType || isDelivered || answer)
}

/** What indexes serve. */
function walkConditions(filter: AttemptFilter, parameters: SqlParameters): string[] {
  const { destinationId, eventId, isDelivered, rangeStart, rangeEnd } = filter
  return [
    `destination_id = ${parameters.add(destinationId)}`,
    ...(eventId ? [`event_id = ${parameters.add(eventId)}`] : []),
    ...(isDelivered === false ? ['not is_delivered'] : []),
    ...(rangeStart ? [`id >= ${parameters.add(deliveryDays.idAt(rangeStart))}`] : []),
    ...(rangeEnd ? [`id < ${parameters.add(deliveryDays.idAt(rangeEnd))}`] : []),
  ]
}

function rareConditions(filter: AttemptFilter, parameters: SqlParameters): string[] {
  const { organizationId, streamId, eventType, isDelivered, answer } = filter
  return [
    ...(organizationId ? [`organization_id = ${parameters.add(organizationId)}`] : []),
    ...(streamId ? [`stream_id = ${parameters.add(streamId)}`] : []),
    ...(eventType ? [`event_type = ${parameters.add(eventType)}`] : []),
    ...(isDelivered ? ['is_delivered'] : []),
    ...(answer ? [answer === 'none' ? 'status is null' : `status / 100 = ${Number(answer[0])}`] : []),
  ]
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
    eventType: row.event_type,
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
