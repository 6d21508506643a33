import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AuditEntry } from '../../model/audit-entry.ts'
import { toAuditEntryObject } from '../../model/audit-entry-object.ts'
import { type AuditFilter, listAuditEntries } from '../../store/audit-log.ts'
import type { Queryable } from '../../store/database.ts'
import type { Listed, ListPage } from '../../store/list-page.ts'
import type { ApiContext } from '../api-context.ts'
import { callerOf } from '../doors/caller-of.ts'
import { readQuery } from '../read-query.ts'
import type { RouteDescription } from '../route.ts'
import { auditFilters, toAuditFilter } from '../routes/audit-log.ts'
import { csvHeading, toCsvLine } from './audit-csv.ts'

const ExportQuery = z.object({
  ...auditFilters,
  format: z
    .enum(['jsonl', 'csv'], 'must be jsonl or csv')
    .default('jsonl')
    .describe('`jsonl`: a JSON object per line; `csv`: a table with a heading. Default: `jsonl`.'),
})

/** The export as documents describe it. */
export const auditExportRoute: RouteDescription = {
  method: 'GET',
  path: '/audit_log/export',
  permission: 'audit_log:read',
  summary: 'Gives all entries of the audit log, the first first, as a stream.',
  answer: 'stream of audit_entry',
  query: ExportQuery,
}

type Format = { readonly contentType: string; readonly heading: string; line(entry: AuditEntry): string }

const formats: Readonly<Record<'jsonl' | 'csv', Format>> = {
  jsonl: {
    contentType: 'application/x-ndjson',
    heading: '',
    line: (entry) => `${JSON.stringify(toAuditEntryObject(entry))}\n`,
  },
  csv: { contentType: 'text/csv; charset=utf-8', heading: csvHeading, line: toCsvLine },
}

const entriesAtOnce = 500

/** Adds `GET /audit_log/export`, in a scope that authorizes. */
export function addAuditExport(app: FastifyInstance, { database }: ApiContext): void {
  app.get(auditExportRoute.path, {
    config: { permission: auditExportRoute.permission },
    async handler(request, reply) {
      const caller = callerOf(request)
      const asked = readQuery(ExportQuery, request.query, [])
      const format = formats[asked.format]
      reply.type(format.contentType)
      const lines = linesOf(database, toAuditFilter(asked, caller), format)
      // The first page before the answer begins: a query that fails is an error, not half an export.
      const { value: first } = await lines.next()
      return reply.send(Readable.from(after(first ?? '', lines), { objectMode: false }))
    },
  })
}

/** A page is read when the one before it has gone out: what is in memory does not grow with the log. */
async function* linesOf(on: Queryable, filter: AuditFilter | null, format: Format): AsyncGenerator<string, undefined> {
  let heading = format.heading
  let cursor: string | null = null
  do {
    const page: ListPage = { limit: entriesAtOnce, order: 'asc', after: cursor, before: null }
    const listed: Listed<AuditEntry> | null = filter ? await listAuditEntries(on, filter, page) : null
    yield heading + (listed?.records.map(format.line).join('') ?? '')
    heading = ''
    cursor = listed?.after ?? null
  } while (cursor !== null)
}

async function* after(first: string, rest: AsyncGenerator<string, undefined>): AsyncGenerator<string> {
  yield first
  yield* rest
}
