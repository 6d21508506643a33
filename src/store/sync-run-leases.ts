import { AppError } from '../errors.ts'
import type { DirectoryState } from '../model/directory.ts'
import type { Cause } from '../model/event.ts'
import type { SyncRun } from '../model/sync-run.ts'
import type { Queryable } from './database.ts'
import { type SyncRunRow, syncRunColumns, toSyncRun } from './sync-run-row.ts'

/** How long a process has a run for itself after its last sign of life. */
export const leaseSeconds = 15

/** A run that this process works at from now on, and what only that needs. */
export type ClaimedRun = {
  readonly run: SyncRun
  readonly fence: number
  /** The connection's generation when the run began. */
  readonly generation: number
  readonly sealedPosition: string | null
  readonly pages: number
  readonly cause: Cause
}

type ClaimedRow = SyncRunRow & {
  readonly fence: number
  readonly generation: number
  readonly sealed_position: string | null
  readonly cause: Cause
}

// Times of leases are the database's, because the clocks of nodes differ; times of plans are the platform's.
const isClaimable = `(r.state in ('queued', 'running') and (r.lease_until is null or r.lease_until <= now())
  or r.state = 'paused' and r.resume_at <= $2)`

/**
 * Takes up to `limit` runs that wait or whose process died, of directories that are in use. Organizations take turns: one with a
 * thousand directories does not keep the others waiting.
 */
export async function claimRuns(
  on: Queryable,
  { nodeId, limit, at }: { readonly nodeId: string; readonly limit: number; readonly at: Date },
): Promise<ClaimedRun[]> {
  const rows = await on.query<ClaimedRow>({
    name: 'claim-sync-runs',
    text: `with busy as (
        select organization_id, count(*) as runs from sync_runs
        where state in ('queued', 'running', 'paused') and state = 'running' and lease_until > now() group by 1
      ), ranked as materialized (
        select r.organization_id, r.id,
          coalesce(b.runs, 0) + row_number() over (partition by r.organization_id order by r.id) as turn
        from sync_runs r
        join directories d on d.organization_id = r.organization_id and d.id = r.directory_id
        left join busy b on b.organization_id = r.organization_id
        where r.state in ('queued', 'running', 'paused') and ${isClaimable} and d.state in ('setup', 'active')
      ), free as materialized (
        select r.organization_id, r.id from sync_runs r
        join ranked k on k.organization_id = r.organization_id and k.id = r.id
        where ${isClaimable} order by k.turn, r.id limit $3 for update of r skip locked
      )
      update sync_runs r set state = 'running', node_id = $1, lease_until = now() + interval '${leaseSeconds} seconds',
        fence = fence + 1, started_at = coalesce(started_at, $2), updated_at = $2, resume_at = null,
        error_code = null, error_text = null
      from free where r.organization_id = free.organization_id and r.id = free.id
      returning ${syncRunColumns}, r.fence, r.generation, r.sealed_position, r.cause`,
    values: [nodeId, at, limit],
  })
  return rows.map(({ fence, generation, sealed_position, cause, ...row }) => ({
    ...{ run: toSyncRun(row), fence, generation, sealedPosition: sealed_position, pages: row.pages, cause },
  }))
}

/** What the lease of a run learns when it is renewed. */
export type LeaseNews = { readonly requested: SyncRun['requested']; readonly directoryState: DirectoryState | null }

type Held = { readonly organizationId: string; readonly runId: string; readonly fence: number }

/** Renews a lease. Null when somebody else has the run, or nobody any more. */
export async function renewLease(on: Queryable, { organizationId, runId, fence }: Held): Promise<LeaseNews | null> {
  const [row] = await on.query<{ requested: SyncRun['requested']; state: DirectoryState | null }>({
    name: 'renew-sync-lease',
    text: `update sync_runs r set lease_until = now() + interval '${leaseSeconds} seconds'
      where organization_id = $1 and id = $2 and fence = $3 and state = 'running'
      returning requested, (select d.state from directories d
        where d.organization_id = r.organization_id and d.id = r.directory_id) as state`,
    values: [organizationId, runId, fence],
  })
  return row ? { requested: row.requested, directoryState: row.state } : null
}

/** Makes sure that whoever has a lease still has it, until the transaction ends. Throws `sync_run_lost`. */
export async function requireRun(on: Queryable, { organizationId, runId, fence }: Held): Promise<void> {
  const rows = await on.query({
    text: `select from sync_runs where organization_id = $1 and id = $2 and fence = $3 and state = 'running'
      for no key update`,
    values: [organizationId, runId, fence],
  })
  if (rows.length === 0) throw new AppError('sync_run_lost', { id: runId })
}

/** Lets go of a run at the page where it is, so that another process takes it at once. */
export async function releaseRun(on: Queryable, { organizationId, runId, fence }: Held): Promise<void> {
  await on.query({
    text: `update sync_runs set state = 'queued', node_id = null, lease_until = null, fence = fence + 1
      where organization_id = $1 and id = $2 and fence = $3 and state = 'running'`,
    values: [organizationId, runId, fence],
  })
}
