import type { SyncCounts, SyncPhase, SyncRun, SyncRunKind, SyncRunState, SyncRunTrigger } from '../model/sync-run.ts'

/** A row of `sync_runs` as `syncRunColumns` reads it. */
export type SyncRunRow = {
  readonly id: string
  readonly organization_id: string
  readonly directory_id: string
  readonly kind: SyncRunKind
  readonly trigger: SyncRunTrigger
  readonly state: SyncRunState
  readonly phase: SyncPhase
  readonly counts: Partial<SyncCounts>
  readonly expected: number | null
  readonly pages: number
  readonly pauses: number
  readonly waited_ms: number
  readonly requested: 'pause' | 'cancel' | null
  readonly resume_at: Date | null
  readonly error_code: string | null
  readonly error_text: string | null
  readonly created_at: Date
  readonly started_at: Date | null
  readonly finished_at: Date | null
  readonly updated_at: Date
}

/** The columns of the table `sync_runs r` that make a run. */
export const syncRunColumns = `r.id, r.organization_id, r.directory_id, r.kind, r.trigger, r.state, r.phase, r.counts,
  r.expected, r.pages, r.pauses, r.waited_ms, r.requested, r.resume_at, r.error_code, r.error_text, r.created_at, r.started_at, r.finished_at, r.updated_at`

/** What a run begins with. */
export const noCounts: SyncCounts = {
  seen: 0,
  unchanged: 0,
  usersCreated: 0,
  usersUpdated: 0,
  usersRemoved: 0,
  groupsCreated: 0,
  groupsUpdated: 0,
  groupsRemoved: 0,
  membershipsAdded: 0,
  membershipsRemoved: 0,
  outOfScope: 0,
  refused: 0,
  held: 0,
}

/** Makes a run of its row. */
export function toSyncRun(row: SyncRunRow): SyncRun {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    kind: row.kind,
    trigger: row.trigger,
    state: row.state,
    phase: row.phase,
    counts: { ...noCounts, ...row.counts },
    expected: row.expected,
    pages: row.pages,
    pauses: row.pauses,
    waitedMs: row.waited_ms,
    requested: row.requested,
    resumeAt: row.resume_at,
    errorCode: row.error_code,
    errorText: row.error_text,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    updatedAt: row.updated_at,
  }
}
