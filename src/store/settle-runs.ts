import type { Queryable } from './database.ts'
import { type SyncRunRow, syncRunColumns, toSyncRun } from './sync-run-row.ts'

type Ref = { readonly organizationId: string; readonly directoryId: string }

/**
 * Ends the runs of a directory that waited for a decision on removals which the source has taken back by now, and says which. What is
 * held of the others is counted anew.
 */
export async function settleWaitingRuns(on: Queryable, { organizationId, directoryId }: Ref, at: Date) {
  const rows = await on.query<SyncRunRow>({
    text: `with waiting as materialized (
        select r.id, (select count(*) from staged_removals s where s.organization_id = $1 and s.run_id = r.id
            and s.state = 'held') as held,
          exists (select from staged_removals s where s.organization_id = $1 and s.run_id = r.id
            and s.state = 'approved') as is_approved
        from sync_runs r where r.organization_id = $1 and r.directory_id = $2 and r.state = 'waiting'
      )
      update sync_runs r set counts = jsonb_set(r.counts, '{held}', to_jsonb(w.held)), updated_at = $3,
        state = case when w.held = 0 and not w.is_approved then 'completed' else r.state end,
        phase = case when w.held = 0 and not w.is_approved then 'done' else r.phase end,
        finished_at = case when w.held = 0 and not w.is_approved then $3::timestamptz end,
        error_code = case when w.held = 0 then null else r.error_code end,
        error_text = case when w.held = 0 then null else r.error_text end
      from waiting w where r.organization_id = $1 and r.id = w.id
        and ((r.counts ->> 'held')::bigint is distinct from w.held or w.held = 0 and not w.is_approved)
      returning ${syncRunColumns}`,
    values: [organizationId, directoryId, at],
  })
  return rows.map(toSyncRun).filter(({ state }) => state === 'completed')
}

/** Queues the oldest run of a directory of which removals were approved and that could not go on until now. */
export async function queueApprovedRun(on: Queryable, { organizationId, directoryId }: Ref, at: Date): Promise<void> {
  await on.query({
    text: `with next as materialized (
        select r.id from sync_runs r where r.organization_id = $1 and r.directory_id = $2 and r.state = 'waiting'
          and not exists (select from sync_runs o where o.organization_id = $1 and o.directory_id = $2
            and o.state in ('queued', 'running', 'paused'))
          and exists (select from staged_removals s where s.organization_id = $1 and s.run_id = r.id
            and s.state = 'approved')
        order by r.id limit 1
      )
      update sync_runs r set state = 'queued', phase = 'removals', updated_at = $3
      from next where r.organization_id = $1 and r.id = next.id`,
    values: [organizationId, directoryId, at],
  })
}

/** Forgets runs of a directory that ended before a time, with their removals that are done. */
export async function deleteOldRuns(on: Queryable, { organizationId, directoryId }: Ref, before: Date): Promise<void> {
  await on.query({
    text: `with old as (
        delete from sync_runs where organization_id = $1 and directory_id = $2 and finished_at < $3 returning id
      )
      delete from staged_removals s using old
      where s.organization_id = $1 and s.run_id = old.id and s.state in ('applied', 'withdrawn')`,
    values: [organizationId, directoryId, before],
  })
}
