import type { AuditEntry } from '../../model/audit-entry.ts'
import { type CsvCell, toCsvCells } from '../csv-line.ts'

const columns: readonly (readonly [name: string, of: (entry: AuditEntry) => CsvCell])[] = [
  ['id', (entry) => entry.id],
  ['occurred_at', (entry) => entry.occurredAt.toISOString()],
  ['action', (entry) => entry.action],
  ['organization_id', (entry) => entry.organizationId],
  ['actor_type', ({ actor }) => actor.type],
  ['actor_id', ({ actor }) => actor.id],
  ['actor_name', ({ actor }) => actor.name],
  ['source', (entry) => entry.source],
  ['target_type', ({ target }) => target.type],
  ['target_id', ({ target }) => target.id],
  ['location', (entry) => entry.remoteAddress],
  ['user_agent', (entry) => entry.userAgent],
  ['request_id', (entry) => entry.requestId],
  ['before', ({ before }) => before && JSON.stringify(before)],
  ['after', ({ after }) => after && JSON.stringify(after)],
]

/** The first line of the audit log as CSV. */
export const csvHeading = toCsvCells(columns.map(([name]) => name))

/** An entry of the audit log as a line of CSV (RFC 4180). */
export function toCsvLine(entry: AuditEntry): string {
  return toCsvCells(columns.map(([, of]) => of(entry)))
}
