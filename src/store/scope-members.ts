import type { Queryable } from './database.ts'

/** The run in whose beginning the members of the scope's groups were read. */
export type ScopeReading = { readonly organizationId: string; readonly directoryId: string; readonly runId: string }

// The row that says that the members of a run are all there. No record has an empty id.
const completion = ''

/** Notes members of the scope's groups, by their ids at the source; those that are noted already stay. */
export async function addScopeMembers(on: Queryable, reading: ScopeReading, ids: readonly string[]): Promise<void> {
  const { organizationId, directoryId, runId } = reading
  await on.query({
    name: 'add-scope-members',
    text: `insert into scope_members (organization_id, directory_id, run_id, source_id)
      select $1, $2, $3, unnest($4::text[]) on conflict do nothing`,
    values: [organizationId, directoryId, runId, ids],
  })
}

/** Notes that all members are there, and forgets what other runs read, but for the last full run that was carried out. */
export async function completeScopeMembers(transaction: Queryable, reading: ScopeReading): Promise<void> {
  const { organizationId, directoryId, runId } = reading
  await addScopeMembers(transaction, reading, [completion])
  await transaction.query({
    text: `delete from scope_members where organization_id = $1 and directory_id = $2 and run_id <> $3
      and run_id is distinct from (${lastFullRun})`,
    values: [organizationId, directoryId, runId],
  })
}

/** Whether all members were read for a run: it may have been cut off. */
export async function areScopeMembersComplete(on: Queryable, reading: ScopeReading): Promise<boolean> {
  return (await scopeMembersAmong(on, reading, [completion])).size > 0
}

/** Which of some users are members of the scope's groups, by their ids at the source. For a page of users at once. */
export async function scopeMembersAmong(
  on: Queryable,
  { organizationId, directoryId, runId }: ScopeReading,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await on.query<{ source_id: string }>({
    name: 'scope-members-among',
    text: `select source_id from scope_members
      where organization_id = $1 and directory_id = $2 and run_id = $3 and source_id = any($4)`,
    values: [organizationId, directoryId, runId, ids],
  })
  return new Set(rows.map((row) => row.source_id))
}

/** Whether others are members now than when the last full run began that was carried out; true, too, where there was none. */
export async function haveScopeMembersChanged(on: Queryable, reading: ScopeReading): Promise<boolean> {
  const { organizationId, directoryId, runId } = reading
  const members = 'select source_id from scope_members where organization_id = $1 and directory_id = $2 and run_id ='
  const [row] = await on.query<{ has_changed: boolean }>({
    text: `with last as materialized (${lastFullRun})
      select not exists (select from last)
        or exists (${members} $3 except ${members} (select run_id from last))
        or exists (${members} (select run_id from last) except ${members} $3) as has_changed`,
    values: [organizationId, directoryId, runId],
  })
  return row?.has_changed ?? true
}

const lastFullRun = `select m.run_id from scope_members m
  join sync_runs r on r.organization_id = m.organization_id and r.id = m.run_id
  where m.organization_id = $1 and m.directory_id = $2 and m.source_id = '${completion}' and m.run_id <> $3
    and r.kind = 'full' and r.state in ('completed', 'waiting')
  order by m.run_id desc limit 1`
