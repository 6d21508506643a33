import type { SyncRun } from '../model/sync-run.ts'
import { setNextRun } from '../store/connection-schedule.ts'
import { notifySync } from '../store/notifications.ts'
import { deleteSightings } from '../store/sweep.ts'
import { changeRun } from '../store/sync-runs.ts'
import { type LockedRun, lockRun, notPossible } from './lock-run.ts'
import { takeBackRemovals } from './removals/take-back-removals.ts'
import { settleOthers } from './run/end-run.ts'
import { nextRunAt } from './schedule/next-run.ts'
import type { RunRef, SyncChange } from './sync.ts'

/** Pauses a run until a person resumes it, also one that is paused until a time; one that is worked at stops after its page. */
export async function pauseRun(change: SyncChange, ref: RunRef): Promise<SyncRun> {
  const { run } = await lockRun(change, ref)
  const at = change.platform.clock.now()
  switch (run.state) {
    case 'running':
      return tell(change, await changeRun(change.transaction, run, { requested: 'pause', at }))
    case 'queued':
    case 'paused':
      return changeRun(change.transaction, run, { state: 'paused', at })
    default:
      throw notPossible(run, 'paused')
  }
}

/** Lets a paused run go on at its page. Nothing happens to one that is on its way. */
export async function resumeRun(change: SyncChange, ref: RunRef): Promise<SyncRun> {
  const { run } = await lockRun(change, ref)
  const at = change.platform.clock.now()
  switch (run.state) {
    case 'paused':
      return tell(change, await changeRun(change.transaction, run, { state: 'queued', at }))
    case 'queued':
      return run
    case 'running':
      return tell(change, await changeRun(change.transaction, run, { requested: null, at }))
    default:
      throw notPossible(run, 'resumed')
  }
}

/** Ends a run: what it has done stays, and it removes nobody more. One that is worked at ends after its page. */
export async function cancelRun(change: SyncChange, ref: RunRef): Promise<SyncRun> {
  const locked = await lockRun(change, ref)
  const { run } = locked
  const at = change.platform.clock.now()
  switch (run.state) {
    case 'running':
      return tell(change, await changeRun(change.transaction, run, { requested: 'cancel', at }))
    case 'queued':
    case 'paused':
      return endAtOnce(change, locked, at)
    default:
      throw notPossible(run, 'cancelled')
  }
}

/** Nobody works at the run, so that what an end brings with it is done here. */
async function endAtOnce(change: SyncChange, { run, state, head }: LockedRun, at: Date): Promise<SyncRun> {
  const { transaction, platform, cause } = change
  const { organizationId, id: runId, directoryId } = run
  await takeBackRemovals(transaction, run)
  await deleteSightings(transaction, { organizationId, runId })
  if (state.connection.nextRunAt === null) {
    const { schedule } = state.connection
    const next = nextRunAt({ directoryId, schedule, failures: state.failures }, at)
    await setNextRun(transaction, run, { at: next, kind: state.nextRunKind, trigger: state.nextRunTrigger })
  }
  const ended = await changeRun(transaction, run, { state: 'cancelled', at })
  const stream = { organizationId, streamId: directoryId, head, newId: platform.newId, now: at }
  await settleOthers(transaction, stream, { events: [], cause })
  return tell(change, ended)
}

async function tell({ transaction }: SyncChange, run: SyncRun): Promise<SyncRun> {
  await notifySync(transaction)
  return run
}
