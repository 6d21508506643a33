import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import { toAuditEntryObject } from '../../model/audit-entry-object.ts'
import { readAuditChoices } from '../../store/audit-choices.ts'
import { type AuditFilter, findAuditEntry, listAuditEntries } from '../../store/audit-log.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, ObjectId, Time, text } from '../validation.ts'

/** Which entries a list or an export has. */
export const auditFilters = {
  actor: ObjectId.optional().describe('Only what this API key, member or portal link did, by its id.'),
  target: z
    .string()
    .regex(/^[\w/-]{1,128}$/, 'must be the id of an object')
    .optional()
    .describe('Only what was done to the object with this id; `Team/platform` of the overlay.'),
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

const getChoices = defineRoute({
  method: 'GET',
  path: '/audit_log/choices',
  permission: 'audit_log:read',
  summary: 'Gives the actions and actors that the latest 10,000 entries have, to choose from.',
  answer: 'audit_log_choices',
  query: z.object({ organization_id: ObjectId.optional().describe('Only those of this organization.') }),
  async handle({ query, caller }, { database }) {
    const organizationId = organizationOfList(caller, query.organization_id)
    const isOpen = organizationId !== undefined
    const { actions, actors } = isOpen ? await readAuditChoices(database, organizationId) : { actions: [], actors: [] }
    return { object: 'audit_log_choices', actions: [...actions], actors: [...actors] }
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/audit_log/:id',
  permission: 'audit_log:read',
  summary: 'Gives one entry of the audit log.',
  answer: 'audit_entry',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const entry = await findAuditEntry(database, params.id, caller.organizationId)
    if (!entry) throw new AppError('not_found', { what: 'audit entry', id: params.id })
    return toAuditEntryObject(entry)
  },
})

/** The routes of the audit log, but for the export, which is a stream. */
export const auditLogRoutes = [listAll, getChoices, getOne]
