import { AppError } from '../errors.ts'
import type { Cause } from '../model/event.ts'
import type { SyncCounts, SyncPhase, SyncRun, SyncRunState } from '../model/sync-run.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'
import { leaseSeconds } from './sync-run-leases.ts'
import { type SyncRunRow, syncRunColumns, toSyncRun } from './sync-run-row.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** A run, for him who has its lease. */
export type HeldRun = { readonly organizationId: string; readonly runId: string; readonly fence: number }

/** How far a run is. `sealedPosition`: where its listing goes on, encrypted; `at`: the time of this. */
export type Progress = HeldRun & {
  readonly phase: SyncPhase
  readonly sealedPosition: string | null
  readonly pages: number
  readonly counts: SyncCounts
  readonly expected: number | null
  /** How long requests have waited for their turn since this was last written, in milliseconds. */
  readonly waitedMs?: number
  readonly at: Date
}

/**
 * Writes how far a run is, in the transaction that does the work, and renews its lease. Touches no indexed column, so that
 * PostgreSQL writes the row only. Says what a person wants of the run. Throws `sync_run_lost` when somebody else has it.
 */
export async function commitProgress(on: Queryable, progress: Progress): Promise<SyncRun['requested']> {
  const { organizationId, runId, fence, phase, sealedPosition, pages, counts, expected, waitedMs = 0, at } = progress
  const [row] = await on.query<{ requested: SyncRun['requested'] }>({
    name: 'commit-sync-progress',
    text: `update sync_runs set phase = $4, sealed_position = $5, pages = $6, counts = $7,
        expected = coalesce($8, expected), updated_at = $9, waited_ms = waited_ms + $10,
        lease_until = now() + interval '${leaseSeconds} seconds'
      where organization_id = $1 and id = $2 and fence = $3 and state = 'running' returning requested`,
    values: [
      ...[organizationId, runId, fence, phase, sealedPosition, pages, JSON.stringify(counts), expected, at],
      Math.round(waitedMs),
    ],
  })
  if (!row) throw new AppError('sync_run_lost', { id: runId })
  return row.requested
}

/** Writes what a run has done so far without moving its position: a page is committed in several parts. As `commitProgress`. */
export async function commitCounts(
  on: Queryable,
  { organizationId, runId, fence }: HeldRun,
  { counts, at }: { readonly counts: SyncCounts; readonly at: Date },
): Promise<void> {
  const rows = await on.query({
    name: 'commit-sync-counts',
    text: `update sync_runs set counts = $4, updated_at = $5, lease_until = now() + interval '${leaseSeconds} seconds'
      where organization_id = $1 and id = $2 and fence = $3 and state = 'running' returning 1 as one`,
    values: [organizationId, runId, fence, JSON.stringify(counts), at],
  })
  if (rows.length === 0) throw new AppError('sync_run_lost', { id: runId })
}

/** A run that is to be made. `cause`: who asked for it. */
export type NewSyncRun = Pick<SyncRun, 'id' | 'organizationId' | 'directoryId' | 'kind' | 'trigger' | 'createdAt'> & {
  readonly generation: number
  readonly cause: Cause
}

/** Makes a run that waits for somebody to work at it. False when the directory has an open one: there is one at a time. */
export async function insertSyncRun(on: Queryable, run: NewSyncRun): Promise<boolean> {
  const { organizationId, id, directoryId, kind, trigger, generation, cause, createdAt } = run
  const rows = await on.query({
    text: `insert into sync_runs (organization_id, id, directory_id, kind, trigger, state, phase, generation, cause,
        created_at, updated_at)
      values ($1, $2, $3, $4, $5, 'queued', 'listing', $6, $7, $8, $8)
      on conflict (organization_id, directory_id) where state in ('queued', 'running', 'paused') do nothing returning id`,
    values: [organizationId, id, directoryId, kind, trigger, generation, JSON.stringify(cause), createdAt],
  })
  return rows.length > 0
}

/** What becomes of a run that is not worked at any more, or not now. */
export type RunEnding = {
  readonly state: SyncRunState
  readonly counts: SyncCounts
  /** Where it goes on; null where it does not. */
  readonly sealedPosition: string | null
  readonly resumeAt: Date | null
  readonly errorCode: string | null
  readonly errorText: string | null
  readonly at: Date
}

/** Gives a run up in a state. Throws `sync_run_lost` when somebody else has it. */
export async function endRun(
  on: Queryable,
  { organizationId, runId, fence }: HeldRun,
  { state, counts, sealedPosition, resumeAt, errorCode, errorText, at }: RunEnding,
): Promise<SyncRun> {
  const [row] = await on.query<SyncRunRow>({
    text: `update sync_runs r set state = $4, counts = $5, resume_at = $6, error_code = $7, error_text = $8, updated_at = $9,
        finished_at = case when $4 in ('completed', 'failed', 'cancelled') then $9::timestamptz end,
        phase = case when $4 = 'completed' then 'done' else phase end,
        sealed_position = $10, pauses = pauses + case when $6::timestamptz is null then 0 else 1 end,
        requested = null, node_id = null, lease_until = null, fence = fence + 1
      where organization_id = $1 and id = $2 and fence = $3 and state = 'running' returning ${syncRunColumns}`,
    values: [
      ...[organizationId, runId, fence, state, JSON.stringify(counts)],
      ...[resumeAt, errorCode, errorText, at, sealedPosition],
    ],
  })
  if (!row) throw new AppError('sync_run_lost', { id: runId })
  return toSyncRun(row)
}

/** What a person changes of a run that nobody works at; `requested` is for one that somebody does. */
export type RunDecision = Partial<Pick<SyncRun, 'state' | 'phase' | 'requested' | 'counts'>>

/** Changes a run whose row the transaction has locked. */
export async function changeRun(
  on: Queryable,
  { organizationId, id }: Pick<SyncRun, 'organizationId' | 'id'>,
  decision: RunDecision & { readonly at: Date },
): Promise<SyncRun> {
  const { state = null, phase = null, requested, counts, at } = decision
  const [row] = await on.query<SyncRunRow>({
    text: `update sync_runs r set state = coalesce($3, state), phase = coalesce($4, phase), updated_at = $8,
        requested = case when $5::boolean then $6 else requested end, counts = coalesce($7, counts),
        resume_at = case when $3 is null then resume_at end,
        finished_at = case when $3 in ('completed', 'failed', 'cancelled') then $8::timestamptz
          when $3 is null then finished_at end,
        error_code = case when $3 is null then error_code end, error_text = case when $3 is null then error_text end
      where organization_id = $1 and id = $2 returning ${syncRunColumns}`,
    values: [
      ...[organizationId, id, state, phase, requested !== undefined, requested ?? null],
      ...[counts === undefined ? null : JSON.stringify(counts), at],
    ],
  })
  if (!row) throw new AppError('not_found', { what: 'sync run', id })
  return toSyncRun(row)
}

/** The run with this id, or null; also null when its directory is another one. `lock`: nobody else changes it meanwhile. */
export async function findSyncRun(
  on: Queryable,
  { organizationId, directoryId }: { readonly organizationId: string | null; readonly directoryId?: string },
  { id, lock = false }: { readonly id: string; readonly lock?: boolean },
): Promise<SyncRun | null> {
  const [row] = await on.query<SyncRunRow>({
    text: `select ${syncRunColumns} from sync_runs r
      where r.id = $2 and ($1::text is null or r.organization_id = $1) and ($3::text is null or r.directory_id = $3)
      ${lock ? 'for update' : ''}`,
    values: [organizationId, id, directoryId ?? null],
  })
  return row ? toSyncRun(row) : null
}

/** The run of a directory that is open, if there is one. */
export async function findOpenRun(on: Queryable, { organizationId, directoryId }: Scope): Promise<SyncRun | null> {
  const [row] = await on.query<SyncRunRow>({
    text: `select ${syncRunColumns} from sync_runs r
      where organization_id = $1 and directory_id = $2 and state in ('queued', 'running', 'paused')`,
    values: [organizationId, directoryId],
  })
  return row ? toSyncRun(row) : null
}

/** A page of a directory's runs; `states`: only those. */
export async function listSyncRuns(
  on: Queryable,
  { organizationId, directoryId, states }: Scope & { readonly states: readonly SyncRunState[] | null },
  page: ListPage,
): Promise<Listed<SyncRun>> {
  const parameters = sqlParameters([organizationId, directoryId, states])
  const { conditions, end } = pageSql(idKey('r.id', parameters), page)
  const rows = await on.query<SyncRunRow>({
    text: `select ${syncRunColumns} from sync_runs r where r.organization_id = $1 and r.directory_id = $2
      and ($3::text[] is null or r.state = any($3)) ${conditions.map((condition) => `and ${condition}`).join(' ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toSyncRun)
}
