import type { Queryable } from './database.ts'
import type { Piece, Removed } from './directory-deletion.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** Removes how a directory is connected, with its files: no run of it begins any more. */
export async function removeConnection(on: Queryable, { organizationId, directoryId }: Scope): Promise<void> {
  await on.query({
    text: `with connection as (delete from connections where organization_id = $1 and directory_id = $2),
      files as (delete from source_files where organization_id = $1 and directory_id = $2 returning id)
      delete from source_file_pieces where organization_id = $1 and file_id in (select id from files)`,
    values: [organizationId, directoryId],
  })
}

/** Removes runs of a directory, some at a time, with what they have seen. Whoever works at one notices with its next page. */
export async function removeSyncRuns(on: Queryable, scope: Scope, piece: Piece<string[]>): Promise<Removed<string[]>> {
  const removed = await removeRows(on, scope, { table: 'sync_runs', keys: ['id'], piece })
  await on.query({
    text: `delete from sync_run_sightings s where organization_id = $1 and run_id > $2 and run_id <= $3
      and not exists (select from sync_runs r where r.organization_id = $1 and r.id = s.run_id)`,
    values: [scope.organizationId, piece.after[0], removed.last?.[0] ?? ''],
  })
  return removed
}

/** The other tables of what is known of a directory's source, with the columns of each by which its rows are gone through. */
export const syncTables = [
  { table: 'source_records', keys: ['kind', 'source_id'] },
  { table: 'source_references', keys: ['kind', 'object_id', 'name'] },
  { table: 'staged_removals', keys: ['id'] },
  { table: 'sync_problems', keys: ['id'] },
  { table: 'scope_members', keys: ['run_id', 'source_id'] },
] as const
type SyncTable = (typeof syncTables)[number] | { readonly table: 'sync_runs'; readonly keys: readonly ['id'] }

/** Removes rows of a directory, some at a time: along an index, so that what was removed just now is not passed again. */
export async function removeRows(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  { table, keys, piece }: SyncTable & { readonly piece: Piece<string[]> },
): Promise<Removed<string[]>> {
  const columns = keys.join(', ')
  const after = keys.map((_, index) => `$${index + 4}`).join(', ')
  const isSame = keys.map((key) => `t.${key} = piece.${key}`).join(' and ')
  const backwards = keys.map((key) => `${key} desc`).join(', ')
  const [row] = await on.query<{ count: number; last: string[] | null }>({
    text: `with piece as materialized (
        select ${columns} from ${table}
        where organization_id = $1 and directory_id = $2 and (${columns}) > (${after}) order by ${columns} limit $3
      ), gone as (
        delete from ${table} t using piece where t.organization_id = $1 and t.directory_id = $2 and ${isSame}
      )
      select count(*) as count, (select array[${columns}] from piece order by ${backwards} limit 1) as last from piece`,
    values: [organizationId, directoryId, piece.limit, ...keys.map((_, index) => piece.after[index] ?? '')],
  })
  return row ?? { count: 0, last: null }
}
