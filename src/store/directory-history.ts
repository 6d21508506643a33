import type { AuditEntry } from '../model/audit-entry.ts'
import { type AuditRow, auditColumns, toAuditEntry } from './audit-log.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

// How many of an organization's entries a page looks through for those of the directory's parts.
const walkedEntries = 5000

// What changed nothing, or what only the set-up's screens keep.
const looks = [
  'connection.checked',
  'connection.previewed',
  'connection.mapping_previewed',
  'connection.scope_previewed',
  'directory_setup.updated',
]

/**
 * A page of what was done to a directory and to its parts: tokens, runs, problems. Those name the directory in what was kept of them; a page
 * looks through 5,000 entries of the organization for them.
 */
export async function listDirectoryHistory(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  page: ListPage,
): Promise<Listed<AuditEntry>> {
  const parameters = sqlParameters([organizationId, directoryId, looks])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const order = end.replace(/ limit \d+$/, '')
  const rows = await on.query<AuditRow>({
    text: `select ${auditColumns} from (select * from audit_log where ${['organization_id = $1', ...conditions].join(' and ')}
        ${order} limit ${walkedEntries}) walked
      where (target_id = $2 or coalesce(after, before)->>'directory_id' = $2) and not action = any($3) ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toAuditEntry)
}
