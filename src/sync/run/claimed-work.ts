import type { ClaimedRun } from '../../store/sync-run-leases.ts'
import type { HeldRun } from '../../store/sync-runs.ts'
import type { SyncOptions, SyncPace } from '../sync.ts'

/** A run that this process works at, and what it works with. */
export type ClaimedWork = {
  readonly options: SyncOptions & { readonly pace: SyncPace }
  readonly claimed: ClaimedRun
}

/** How the run is named by whoever has its lease. */
export function heldRun({ run, fence }: ClaimedRun): HeldRun {
  return { organizationId: run.organizationId, runId: run.id, fence }
}
