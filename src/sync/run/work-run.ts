import type { ClaimedRun } from '../../store/sync-run-leases.ts'
import { releaseRun } from '../../store/sync-run-leases.ts'
import { createConnectionSealer } from '../connection-secrets.ts'
import { breakOffRun, cancelRun, pauseRun } from './break-off-run.ts'
import { type ClaimedWork, heldRun } from './claimed-work.ts'
import { finishRun } from './finish-run.ts'
import { judgeFailure } from './judge-failure.ts'
import { openRun } from './open-run.ts'
import { openPosition, start } from './position.ts'
import { RunInterrupted, type RunLease } from './run-lease.ts'
import { runPhases } from './run-phases.ts'
import type { RunProgress } from './run-progress.ts'

/** Works at a run until it ends, is paused, or has to be left to another process. Never rejects. */
export async function workRun(work: ClaimedWork, lease: RunLease): Promise<void> {
  const { options, claimed } = work
  const { log, clock } = options.platform
  const at = { progress: progressOf(work) }
  try {
    const done = await carryOut(work, lease, at)
    await finishRun(work, done)
  } catch (error) {
    await giveUp(work, lease, { error, progress: at.progress, now: clock.now() }).catch((second: unknown) =>
      log.warn({ err: second, run: claimed.run.id }, 'A sync run could not be ended; another process takes it up'),
    )
  }
}

async function carryOut(work: ClaimedWork, { signal }: RunLease, at: { progress: RunProgress }): Promise<RunProgress> {
  const { context, state } = await openRun(work, signal)
  try {
    return await runPhases(context, at.progress, {
      pace: work.options.pace,
      sealedCursor: state.sealedCursor,
      generation: work.claimed.generation,
      onProgress: (progress) => {
        at.progress = progress
      },
    })
  } finally {
    await context.source
      .close()
      .catch((error: unknown) => work.options.platform.log.warn({ err: error }, 'A source could not be closed'))
  }
}

type Trouble = { readonly error: unknown; readonly progress: RunProgress; readonly now: Date }

async function giveUp(work: ClaimedWork, { signal }: RunLease, { error, progress, now }: Trouble): Promise<void> {
  const { options, claimed } = work
  const reason: unknown = signal.aborted ? signal.reason : null
  if (reason instanceof RunInterrupted) {
    // Whatever error the work ended with came of the interruption.
    if (reason.how === 'pause') return pauseRun(work, progress, null)
    if (reason.how === 'cancel') return cancelRun(work, progress)
    return reason.how === 'released' ? releaseRun(options.database, heldRun(claimed)) : undefined
  }
  const verdict = judgeFailure(error, claimed.run, { now, position: progress.position })
  const log = { run: claimed.run.id, err: error }
  if (verdict.kind === 'fail' && verdict.code === 'internal_error') options.platform.log.error(log, 'A sync run failed')
  return breakOffRun(work, progress, verdict)
}

/** Where the run is: where the process before left it, or at its start when that cannot be read. */
function progressOf({ options, claimed }: ClaimedWork): RunProgress {
  const { run, sealedPosition, pages }: ClaimedRun = claimed
  const sealer = createConnectionSealer(options.secretKey)
  const { counts, expected } = run
  const position = sealedPosition === null ? start : openPosition(sealer, sealedPosition)
  if (position === null) return { phase: 'listing', pages: 0, counts, expected, position: start }
  return { phase: run.phase, pages, counts, expected, position }
}
