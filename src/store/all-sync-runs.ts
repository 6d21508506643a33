import type { SyncRun, SyncRunKind, SyncRunState, SyncRunTrigger } from '../model/sync-run.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { inLiveDirectory } from './live-directory.ts'
import { sqlParameters } from './sql-parameters.ts'
import { type SyncRunRow, syncRunColumns, toSyncRun } from './sync-run-row.ts'

/** A run with the names of what it belongs to. */
export type NamedSyncRun = SyncRun & {
  readonly directory: { readonly name: string; readonly type: string }
  readonly organization: { readonly name: string }
}

/** Which runs are listed; null opens a condition. */
export type AllRunsFilter = {
  readonly organizationId: string | null
  readonly directoryId: string | null
  readonly states: readonly SyncRunState[] | null
  readonly kinds: readonly SyncRunKind[] | null
  readonly triggers: readonly SyncRunTrigger[] | null
}

type NamedRow = SyncRunRow & {
  readonly directory_name: string
  readonly directory_type: string
  readonly organization_name: string
}

/** A page of the runs of all directories. */
export async function listAllSyncRuns(
  on: Queryable,
  filter: AllRunsFilter,
  page: ListPage,
): Promise<Listed<NamedSyncRun>> {
  const { organizationId, directoryId, states, kinds, triggers } = filter
  const parameters = sqlParameters()
  const equal = (column: string, value: string | null) =>
    value === null ? [] : [`${column} = ${parameters.add(value)}`]
  const oneOf = (column: string, values: readonly string[] | null) =>
    values === null ? [] : [`${column} = any(${parameters.add(values)})`]
  const paged = pageSql(idKey('r.id', parameters), page)
  const conditions = [
    inLiveDirectory('r'),
    ...equal('r.organization_id', organizationId),
    ...equal('r.directory_id', directoryId),
    ...oneOf('r.state', states),
    // What has ended well is nearly all: said like this, an index without it is used.
    ...(states && !states.includes('completed') ? [`r.state <> 'completed'`] : []),
    ...oneOf('r.kind', kinds),
    ...oneOf('r.trigger', triggers),
    ...paged.conditions,
  ]
  const rows = await on.query<NamedRow>({
    text: `select ${syncRunColumns}, d.name as directory_name, d.type as directory_type, o.name as organization_name
      from (select r.* from sync_runs r where ${conditions.join(' and ')} ${paged.end}) r
      join directories d on d.organization_id = r.organization_id and d.id = r.directory_id
      join organizations o on o.id = r.organization_id ${paged.end}`,
    values: parameters.values,
  })
  return toListed(rows, page, (row) => ({
    ...toSyncRun(row),
    directory: { name: row.directory_name, type: row.directory_type },
    organization: { name: row.organization_name },
  }))
}
