import type { SyncCounts, SyncPhase } from '../../model/sync-run.ts'
import type { Queryable } from '../../store/database.ts'
import { commitProgress } from '../../store/sync-runs.ts'
import { type Position, sealPosition } from './position.ts'
import type { RunContext } from './run-context.ts'

/** How far a run is. */
export type RunProgress = {
  readonly phase: SyncPhase
  readonly pages: number
  readonly counts: SyncCounts
  readonly expected: number | null
  readonly position: Position
}

/** Writes how far a run is, in the given transaction or by itself. Throws `sync_run_lost`. */
export async function writeProgress(
  { database, platform, sealer, run, fence, waits }: RunContext,
  { position, ...progress }: RunProgress,
  on: Queryable = database,
): Promise<void> {
  await commitProgress(on, {
    ...progress,
    organizationId: run.organizationId,
    runId: run.id,
    fence,
    sealedPosition: sealPosition(sealer, position),
    waitedMs: waits.take(),
    at: platform.clock.now(),
  })
}
