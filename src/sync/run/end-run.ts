import { AppError } from '../../errors.ts'
import { appendEvents, type NewEvent, type OpenStream } from '../../events/append-events.ts'
import type { Directory } from '../../model/directory.ts'
import type { Cause } from '../../model/event.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import { toSyncRunObject } from '../../model/sync-run-object.ts'
import type { ConnectionState } from '../../store/connection-row.ts'
import { setNextRun } from '../../store/connection-schedule.ts'
import { findConnectionState } from '../../store/connections.ts'
import type { Queryable } from '../../store/database.ts'
import { lockStream, readDirectoryHead } from '../../store/directory-head.ts'
import { queueApprovedRun, settleWaitingRuns } from '../../store/settle-runs.ts'
import { nextRunAt } from '../schedule/next-run.ts'
import type { ClaimedWork } from './claimed-work.ts'

/** An event of a directory's stream that a run appends at its end. */
export type RunEvent = Pick<NewEvent, 'type' | 'objectId' | 'data'>

/** The transaction that ends a run: the directory and its connection are locked in it. */
export type Ending = {
  readonly on: Queryable
  readonly directory: Directory
  readonly state: ConnectionState
  readonly now: Date
  readonly cause: Cause
}

/**
 * Ends a run in one transaction: what `work` writes, the events that it gives, and what follows for other runs of the directory.
 * The directory's lock comes first, then that of the connection, as everywhere.
 */
export async function inEnding(
  { options, claimed }: ClaimedWork,
  work: (ending: Ending) => Promise<readonly RunEvent[]>,
): Promise<void> {
  const { database, platform, eventLog } = options
  const { organizationId, directoryId, id } = claimed.run
  const ref = { organizationId, directoryId }
  const cause: Cause = { source: 'sync', actorId: id, requestId: null }
  const told = await database.transaction(async (on) => {
    const [head, directory] = await Promise.all([
      lockStream(on, organizationId, directoryId),
      readDirectoryHead(on, organizationId, directoryId),
    ])
    const state = await findConnectionState(on, ref, { lock: true })
    // Nothing may follow `dsync.deleted` in a stream.
    if (!head || !directory || !state || directory.directory.state === 'deleting') {
      throw new AppError('sync_run_lost', { id })
    }
    const now = platform.clock.now()
    const events = await work({ on, directory: directory.directory, state, now, cause })
    const stream = { organizationId, streamId: directoryId, head, newId: platform.newId, now }
    return settleOthers(on, stream, { events, cause })
  })
  if (told > 0) eventLog.wrote({ organizationId, streamId: directoryId })
}

/**
 * Does what follows for other runs when one of a directory has ended, and appends the events of both: those that wait for nothing any
 * more are completed, and one that was approved meanwhile goes on. Says how many events that were.
 */
export async function settleOthers(
  on: Queryable,
  stream: OpenStream,
  { events, cause }: { readonly events: readonly RunEvent[]; readonly cause: Cause },
): Promise<number> {
  const { organizationId, streamId: directoryId, now } = stream
  const settled = await settleWaitingRuns(on, { organizationId, directoryId }, now)
  await queueApprovedRun(on, { organizationId, directoryId }, now)
  const all = [...events, ...settled.map(completedEvent)].map((event) => ({ ...event, previous: null, cause }))
  await appendEvents(on, stream, all)
  return all.length
}

/** The event of a run that did all that it had to do. */
export function completedEvent(run: SyncRun): RunEvent {
  return { type: 'muster.sync_run.completed', objectId: run.id, data: toSyncRunObject(run) }
}

/**
 * Says when a directory is read next, now that a run of it ends: what was asked for meanwhile comes first, and at once where the
 * connection was changed since the run began.
 */
export async function planNext(
  { claimed: { run, generation } }: ClaimedWork,
  { on, state, now }: Ending,
  failures: number,
): Promise<void> {
  const { connection, nextRunKind, nextRunTrigger } = state
  if (connection.generation !== generation) return setNextRun(on, run, { at: now, kind: null, trigger: 'changed' })
  const planned = nextRunAt({ directoryId: run.directoryId, schedule: connection.schedule, failures }, now)
  const asked = connection.nextRunAt
  if (asked && (planned === null || asked <= planned)) {
    return setNextRun(on, run, { at: asked, kind: nextRunKind, trigger: nextRunTrigger })
  }
  return setNextRun(on, run, { at: planned, kind: null, trigger: null })
}
