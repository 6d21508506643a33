import { toDirectoryEventObject } from '../../model/directory-object.ts'
import type { SyncRunState } from '../../model/sync-run.ts'
import { toSyncRunObject } from '../../model/sync-run-object.ts'
import { dropCursor, noteFailure, setNextRun, setQuarantine } from '../../store/connection-schedule.ts'
import { quarantineState } from '../../store/directory-quarantine.ts'
import { deleteSightings } from '../../store/sweep.ts'
import { releaseRun } from '../../store/sync-run-leases.ts'
import { endRun } from '../../store/sync-runs.ts'
import { createConnectionSealer } from '../connection-secrets.ts'
import { takeBackRemovals } from '../removals/take-back-removals.ts'
import { probeAt } from '../schedule/probe-ladder.ts'
import { type ClaimedWork, heldRun } from './claimed-work.ts'
import { type Ending, inEnding, planNext, type RunEvent } from './end-run.ts'
import type { FailureVerdict } from './judge-failure.ts'
import { sealPosition } from './position.ts'
import type { RunProgress } from './run-progress.ts'

/** Does with a run what was decided when it met an error. */
export async function breakOffRun(work: ClaimedWork, progress: RunProgress, verdict: FailureVerdict): Promise<void> {
  switch (verdict.kind) {
    case 'lost':
      return
    case 'release':
      return releaseRun(work.options.database, heldRun(work.claimed))
    case 'pause':
      return pauseRun(work, progress, verdict)
    case 'start_over':
      return startOver(work, progress, verdict)
    case 'fail':
      return failRun(work, progress, verdict)
  }
}

/** Pauses a run at its page: until a time, or, without one, until a person resumes it. */
export async function pauseRun(
  work: ClaimedWork,
  { counts, position }: RunProgress,
  why: { readonly code: string; readonly text: string; readonly resumeAt: Date } | null,
): Promise<void> {
  const { database, platform, secretKey } = work.options
  const at = platform.clock.now()
  const paused = why && { ...position, pauses: position.pauses + 1, pausedSince: position.pausedSince ?? at }
  await endRun(database, heldRun(work.claimed), {
    state: 'paused',
    counts,
    sealedPosition: sealPosition(createConnectionSealer(secretKey), paused ?? position),
    resumeAt: why?.resumeAt ?? null,
    errorCode: why?.code ?? null,
    errorText: why?.text ?? null,
    at,
  })
}

/** Ends a run that a person cancelled. */
export async function cancelRun(work: ClaimedWork, progress: RunProgress): Promise<void> {
  await inEnding(work, async (ending) => {
    await breakOff(work, ending, { progress, state: 'cancelled', code: null, text: null })
    await planNext(work, ending, ending.state.failures)
    return []
  })
}

type Told = { readonly code: string; readonly text: string }

async function startOver(work: ClaimedWork, progress: RunProgress, { code, text }: Told): Promise<void> {
  await inEnding(work, async (ending) => {
    await breakOff(work, ending, { progress, state: 'cancelled', code, text })
    await dropCursor(ending.on, work.claimed.run)
    await setNextRun(ending.on, work.claimed.run, { at: ending.now, kind: 'full', trigger: 'recovery' })
    return []
  })
}

async function failRun(
  work: ClaimedWork,
  progress: RunProgress,
  verdict: Told & { readonly isQuarantined: boolean },
): Promise<void> {
  const { code, text, isQuarantined } = verdict
  work.options.platform.log.warn({ run: work.claimed.run.id, code }, `A sync run failed: ${text}`)
  await inEnding(work, async (ending) => {
    const run = await breakOff(work, ending, { progress, state: 'failed', code, text })
    const failed: RunEvent = { type: 'muster.sync_run.failed', objectId: run.id, data: toSyncRunObject(run) }
    await noteFailure(ending.on, run)
    const quarantined = isQuarantined ? await quarantine(work, ending, verdict) : null
    if (!quarantined) await planNext(work, ending, ending.state.failures + 1)
    return quarantined ? [failed, quarantined] : [failed]
  })
}

/** Puts the directory into quarantine, and plans its first probe. Null for one that is not in use: a person has paused it meanwhile. */
async function quarantine({ claimed }: ClaimedWork, ending: Ending, { code, text }: Told): Promise<RunEvent | null> {
  const { on, now, directory } = ending
  const { run } = claimed
  const state = await quarantineState(on, run, now)
  if (state === null) return null
  await setQuarantine(on, run, { at: now, code, text })
  const at = probeAt(ending.state.failures + 1, { now, since: now })
  await setNextRun(on, run, { at, kind: null, trigger: null })
  const data = {
    ...toDirectoryEventObject({ ...directory, state, updatedAt: now }),
    error_code: code,
    error_text: text,
  }
  return { type: 'muster.directory.quarantined', objectId: directory.id, data }
}

type Broken = {
  readonly progress: RunProgress
  readonly state: SyncRunState
  readonly code: string | null
  readonly text: string | null
}

/** A run that ends early removes nobody any more. */
async function breakOff({ claimed }: ClaimedWork, { on, now }: Ending, { progress, state, code, text }: Broken) {
  const held = heldRun(claimed)
  const { counts } = progress
  const ended = { sealedPosition: null, resumeAt: null, errorCode: code, errorText: text, at: now }
  const run = await endRun(on, held, { state, counts, ...ended })
  await takeBackRemovals(on, run)
  await deleteSightings(on, held)
  return run
}
