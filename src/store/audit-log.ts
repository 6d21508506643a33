import { encodeTime } from 'ulid'
import type { AuditAction, AuditActor, AuditEntry, AuditSource } from '../model/audit-entry.ts'
import type { JsonObject } from '../model/json.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

/** A row of `audit_log` as `auditColumns` reads it. */
export type AuditRow = {
  readonly id: string
  readonly organization_id: string | null
  readonly action: AuditAction
  readonly actor_type: AuditActor['type']
  readonly actor_id: string | null
  readonly actor_name: string
  readonly source: AuditSource
  readonly target_type: string
  readonly target_id: string | null
  readonly before: JsonObject | null
  readonly after: JsonObject | null
  readonly remote_address: string | null
  readonly user_agent: string | null
  readonly request_id: string | null
  readonly occurred_at: Date
}

/** The columns of `audit_log`. */
export const auditColumns = `id, organization_id, action, actor_type, actor_id, actor_name, source, target_type, target_id, before,
  after, remote_address, user_agent, request_id, occurred_at`

/** Which entries are read; null opens a condition. `rangeStart` is included, `rangeEnd` is not. */
export type AuditFilter = {
  readonly organizationId: string | null
  readonly actor: string | null
  readonly target: string | null
  readonly action: string | null
  readonly rangeStart: Date | null
  readonly rangeEnd: Date | null
}

/** Writes an entry; nothing else ever changes the log but retention. */
export async function insertAuditEntry(transaction: Queryable, entry: AuditEntry): Promise<void> {
  const { id, organizationId, action, actor, source, target, before, after } = entry
  await transaction.query({
    name: 'insert-audit-entry',
    text: `insert into audit_log (${auditColumns})
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    values: [
      ...[id, organizationId, action, actor.type, actor.id, actor.name, source, target.type, target.id],
      ...[before && JSON.stringify(before), after && JSON.stringify(after)],
      ...[entry.remoteAddress, entry.userAgent, entry.requestId, entry.occurredAt],
    ],
  })
}

/** A page of the log. */
export async function listAuditEntries(
  on: Queryable,
  filter: AuditFilter,
  page: ListPage,
): Promise<Listed<AuditEntry>> {
  const parameters = sqlParameters([])
  const equal = (column: string, value: string | null) =>
    value === null ? [] : [`${column} = ${parameters.add(value)}`]
  const { rangeStart, rangeEnd } = filter
  const paged = pageSql(idKey('id', parameters), page)
  const conditions = [
    ...equal('organization_id', filter.organizationId),
    ...equal('actor_id', filter.actor),
    ...equal('target_id', filter.target),
    ...equal('action', filter.action),
    ...(rangeStart ? [`id >= ${parameters.add(auditIdAt(rangeStart))}`] : []),
    ...(rangeEnd ? [`id < ${parameters.add(auditIdAt(rangeEnd))}`] : []),
    ...paged.conditions,
  ]
  const rows = await on.query<AuditRow>({
    text: `select ${auditColumns} from audit_log where ${['true', ...conditions].join(' and ')} ${paged.end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toAuditEntry)
}

/** One entry; null when there is none with this id, or, unless `organizationId` is null, none of that organization. */
export async function findAuditEntry(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<AuditEntry | null> {
  const rows = await on.query<AuditRow>({
    text: `select ${auditColumns} from audit_log where id = $1 and ($2::text is null or organization_id = $2)`,
    values: [id, organizationId],
  })
  return rows[0] ? toAuditEntry(rows[0]) : null
}

const rowsAtOnce = 10_000

/** Removes the entries from before `before`, some at a time: that is retention. Any number of nodes may do it at once. */
export async function removeOldAuditEntries(on: Queryable, before: Date): Promise<void> {
  for (;;) {
    const removed = await on.query({
      text: `with old as materialized (
          select id from audit_log where id < $1 order by id limit $2 for update skip locked)
        delete from audit_log using old where audit_log.id = old.id returning 1`,
      values: [auditIdAt(before), rowsAtOnce],
    })
    if (removed.length < rowsAtOnce) return
  }
}

/** The id below which are those of every entry from before `time`, and above which are all others. */
function auditIdAt(time: Date): string {
  return `audit_entry_${encodeTime(Math.max(time.getTime(), 0), 10)}`
}

/** Makes an entry of its row. */
export function toAuditEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    organizationId: row.organization_id,
    action: row.action,
    actor: { type: row.actor_type, id: row.actor_id, name: row.actor_name },
    source: row.source,
    target: { type: row.target_type, id: row.target_id },
    before: row.before,
    after: row.after,
    remoteAddress: row.remote_address,
    userAgent: row.user_agent,
    requestId: row.request_id,
    occurredAt: row.occurred_at,
  }
}
