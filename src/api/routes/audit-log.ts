import { z } from 'zod'
import type { Caller } from '../../model/api-key.ts'
import { toAuditEntryObject } from '../../model/audit-entry-object.ts'
import { type AuditFilter, listAuditEntries } from '../../store/audit-log.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { ObjectId, Time, text } from '../validation.ts'

/** Which entries a list or an export has. */
export const auditFilters = {
  actor: ObjectId.optional().describe('Only what this API key or portal link did, by its id.'),
  target: ObjectId.optional().describe('Only what was done to the object with this id.'),
  action: text(100).optional().describe('Only this [action](audit-log.md#actions), such as `directory.updated`.'),
  organization_id: ObjectId.optional().describe('Only what was done to objects of this organization.'),
  range_start: Time.optional().describe('Only from this time on, in ISO 8601.'),
  range_end: Time.optional().describe('Only before this time, in ISO 8601.'),
}

type AuditQuery = z.output<z.ZodObject<typeof auditFilters>>

/** What a query asks for, of what the caller's key opens; null when that is nothing. */
export function toAuditFilter(query: AuditQuery, caller: Caller): AuditFilter | null {
  const organizationId = organizationOfList(caller, query.organization_id)
  if (organizationId === undefined) return null
  return {
    organizationId,
    actor: query.actor ?? null,
    target: query.target ?? null,
    action: query.action ?? null,
    rangeStart: query.range_start ? new Date(query.range_start) : null,
    rangeEnd: query.range_end ? new Date(query.range_end) : null,
  }
}

const listAll = defineRoute({
  method: 'GET',
  path: '/audit_log',
  permission: 'audit_log:read',
  summary: 'Lists who changed what through the API, the last first.',
  answer: 'list of audit_entry',
  query: z.object({ ...listQuery, ...auditFilters }),
  async handle({ query, caller }, { database }) {
    const filter = toAuditFilter(query, caller)
    if (!filter) return toListObject(emptyListed, query, toAuditEntryObject)
    return toListObject(await listAuditEntries(database, filter, toListPage(query)), query, toAuditEntryObject)
  },
})

/** The routes of the audit log, but for the export, which is a stream. */
export const auditLogRoutes = [listAll]
