import { AppError } from '../errors.ts'
import type { Connection } from '../model/connection.ts'
import type { SyncRun, SyncRunKind, SyncRunTrigger } from '../model/sync-run.ts'
import { setNextRun } from '../store/connection-schedule.ts'
import { findConnectionState } from '../store/connections.ts'
import { findDirectory } from '../store/directories.ts'
import { notifySync } from '../store/notifications.ts'
import { findOpenRun, findSyncRun } from '../store/sync-runs.ts'
import { beginRun } from './schedule/begin-due-runs.ts'
import type { DirectoryRef, SyncChange, SyncGround } from './sync.ts'

/** What is asked for: the kind as the schedule says it, if not given. */
export type RunRequest = { readonly kind: SyncRunKind | null; readonly trigger: SyncRunTrigger }

/**
 * Asks for a run of a directory at once, in the caller's transaction. Null for a quarantined directory: its source is probed at
 * once, and a full run follows when it can be read.
 *
 * @throws AppError `connection_not_set_up` where its settings are still to be given, `sync_run_open` where one is on its way, `directory_inactive` for a paused directory, `directory_not_found`.
 */
export async function requestRun(
  { transaction, platform, cause, connectors }: SyncChange & Pick<SyncGround, 'connectors'>,
  ref: DirectoryRef,
  { kind, trigger }: RunRequest,
): Promise<SyncRun | null> {
  const state = await findConnectionState(transaction, ref, { lock: true })
  const directory = await findDirectory(transaction, ref.directoryId, ref.organizationId)
  const id = ref.directoryId
  if (!state || !directory || directory.state === 'deleting') throw new AppError('directory_not_found', { id })
  if (directory.state === 'inactive') throw new AppError('directory_inactive', { id, state: directory.state })
  if (directory.state === 'quarantined') {
    await setNextRun(transaction, ref, { at: platform.clock.now(), kind: null, trigger: null })
    await notifySync(transaction)
    return null
  }
  if (isUnset(connectors, state.connection)) throw new AppError('connection_not_set_up', { id })
  const open = await findOpenRun(transaction, ref)
  if (open) throw new AppError('sync_run_open', { id: open.id, state: open.state })
  const asked = { ...state, nextRunKind: kind ?? state.nextRunKind, nextRunTrigger: trigger }
  const runId = await beginRun(transaction, { platform, connectors }, { state: asked, cause })
  await notifySync(transaction)
  return runId === null ? null : findSyncRun(transaction, ref, { id: runId })
}

/** Whether nobody has said yet how the source is reached. */
function isUnset(
  connectors: SyncGround['connectors'],
  { type, settings, sealedSecrets }: Pick<Connection, 'type' | 'settings' | 'sealedSecrets'>,
): boolean {
  if (sealedSecrets !== null || Object.keys(settings).length > 0) return false
  const connector = connectors.find((one) => one.type === type)
  return connector !== undefined && !connector.settings.safeParse({}).success
}
