import type { SyncCounts } from '../../model/sync-run.ts'
import { toSyncRunObject } from '../../model/sync-run-object.ts'
import { noteSuccess } from '../../store/connection-schedule.ts'
import { countInState } from '../../store/removal-states.ts'
import { deleteOldRuns } from '../../store/settle-runs.ts'
import { deleteSightings } from '../../store/sweep.ts'
import { endRun } from '../../store/sync-runs.ts'
import { createConnectionSealer } from '../connection-secrets.ts'
import { type ClaimedWork, heldRun } from './claimed-work.ts'
import { completedEvent, type Ending, inEnding, planNext } from './end-run.ts'
import { sealPosition, start } from './position.ts'
import { isTold } from './run-phases.ts'
import type { RunProgress } from './run-progress.ts'

const keepRunsFor = 30 * 24 * 60 * 60 * 1000

/** Ends a run that has done everything: it is completed, or waits for a decision on what is held. */
export async function finishRun(work: ClaimedWork, progress: RunProgress): Promise<void> {
  const { claimed } = work
  const ref = heldRun(claimed)
  await inEnding(work, async (ending) => {
    const held = await countInState(ending.on, ref, ['held'])
    const counts = { ...progress.counts, held }
    const run = await endRun(ending.on, ref, {
      state: held > 0 ? 'waiting' : 'completed',
      counts,
      sealedPosition: null,
      resumeAt: null,
      errorCode: held > 0 ? 'removals_held' : null,
      errorText: held > 0 ? progress.position.held.join(' ') : null,
      at: ending.now,
    })
    await deleteSightings(ending.on, ref)
    // A run that carries out what was decided has listed nothing: the source's part was done when it began to wait.
    if (progress.position.isBegun) await noteListed(work, ending, progress)
    if (held > 0) return [{ type: 'muster.sync_run.waiting', objectId: run.id, data: toSyncRunObject(run) }]
    return isWorthTelling(work, ending, counts) ? [completedEvent(run)] : []
  })
}

async function noteListed(work: ClaimedWork, ending: Ending, { position }: RunProgress): Promise<void> {
  const { options, claimed } = work
  const { run, generation } = claimed
  const { on, now } = ending
  const sealer = createConnectionSealer(options.secretKey)
  const { cursor } = position
  const sealedCursor = cursor === null ? null : sealPosition(sealer, { ...start, cursor })
  const isFull = run.kind === 'full'
  const connector = options.connectors.find(({ type }) => type === ending.state.connection.type)
  const subscribes = isFull && options.publicUrl !== null && connector?.wakeUps != null
  await noteSuccess(on, run, { at: now, isFull, sealedCursor, generation, subscribes })
  await planNext(work, ending, 0)
  if (isFull) await deleteOldRuns(on, run, new Date(now.getTime() - keepRunsFor))
}

/** A run that nobody asked for and that changed nothing is no event: most of them are. One that ends a trouble is. */
function isWorthTelling({ claimed: { run } }: ClaimedWork, { state }: Ending, counts: SyncCounts): boolean {
  const { seen: _, unchanged: __, outOfScope: ___, refused: ____, held: _____, ...changes } = counts
  return isTold(run) || state.failures > 0 || Object.values(changes).some((count) => count > 0)
}
