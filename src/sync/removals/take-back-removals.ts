import type { SyncPhase } from '../../model/sync-run.ts'
import { dropCursor } from '../../store/connection-schedule.ts'
import type { Queryable } from '../../store/database.ts'
import { turnRemovals } from '../../store/removal-states.ts'

type EndingRun = {
  readonly organizationId: string
  readonly directoryId: string
  readonly id: string
  readonly phase: SyncPhase
}

/**
 * Takes back all that a run which ends early has not removed, also what it holds and what was approved: nobody decides about the
 * removals of such a run any more, and what is staged is not staged again. The cursor may be past them by now, so that only a
 * full run finds them anew.
 */
export async function takeBackRemovals(on: Queryable, run: EndingRun): Promise<void> {
  const { organizationId, id: runId, phase } = run
  const from = ['planned', 'held', 'approved'] as const
  const count = await turnRemovals(on, { organizationId, runId }, { from, to: 'withdrawn', decision: null })
  if (count > 0 && (phase === 'guard' || phase === 'removals')) await dropCursor(on, run)
}
