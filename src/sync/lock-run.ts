import { AppError } from '../errors.ts'
import type { SyncRun } from '../model/sync-run.ts'
import type { ConnectionState } from '../store/connection-row.ts'
import { findConnectionState } from '../store/connections.ts'
import { lockStream, readDirectoryHead, type StreamHead } from '../store/directory-head.ts'
import { findSyncRun } from '../store/sync-runs.ts'
import type { RunRef, SyncChange } from './sync.ts'

/** A run that nobody else changes until the transaction ends, with its connection and the end of its directory's stream. */
export type LockedRun = { readonly run: SyncRun; readonly state: ConnectionState; readonly head: StreamHead }

/**
 * Locks a run for what a person does with it. The directory's stream comes first, then the run, then the connection: pages that are
 * being committed take them in this order, and the end of a run holds the first before it takes the others.
 *
 * @throws AppError `not_found`, `directory_not_found` also for one that is being deleted.
 */
export async function lockRun({ transaction }: Pick<SyncChange, 'transaction'>, ref: RunRef): Promise<LockedRun> {
  const scope = { organizationId: ref.organizationId }
  const found = await findSyncRun(transaction, scope, { id: ref.runId })
  if (!found) throw new AppError('not_found', { what: 'sync run', id: ref.runId })
  const { organizationId, directoryId } = found
  const head = await lockStream(transaction, organizationId, directoryId)
  const directory = await readDirectoryHead(transaction, organizationId, directoryId)
  const run = await findSyncRun(transaction, scope, { id: ref.runId, lock: true })
  const state = await findConnectionState(transaction, found, { lock: true })
  // Nothing may follow `dsync.deleted` in a stream.
  if (!head || !directory || !state || directory.directory.state === 'deleting') {
    throw new AppError('directory_not_found', { id: directoryId })
  }
  if (!run) throw new AppError('not_found', { what: 'sync run', id: ref.runId })
  return { run, state, head }
}

/** The error of what cannot be done with a run where it is. */
export function notPossible({ id, state }: Pick<SyncRun, 'id'> & { readonly state: string }, action: string): AppError {
  return new AppError('sync_run_not_possible', { id, state, action })
}
