import { AppError } from '../../errors.ts'
import type { SyncRun, SyncRunKind } from '../../model/sync-run.ts'
import { findOpenRun } from '../../store/sync-runs.ts'
import { requestRun } from '../../sync/request-run.ts'
import type { DirectoryRef, SyncChange, SyncGround } from '../../sync/sync.ts'

/**
 * Asks for a run of a directory at once. One that is on its way and does what is asked for is taken for it; null where the
 * directory is in quarantine, and its source is looked at first. Throws `sync_run_open` for a paused one, or one of another kind.
 */
export async function askForRun(
  change: SyncChange & Pick<SyncGround, 'connectors'>,
  ref: DirectoryRef,
  kind: SyncRunKind,
): Promise<SyncRun | null> {
  try {
    const wanted = kind === 'full' ? kind : null
    return await requestRun(change, ref, { kind: wanted, trigger: 'manual' })
  } catch (error) {
    const open = await openRunInstead(change, ref, error)
    if (open && open.state !== 'paused' && (open.kind === 'full' || kind === 'incremental')) return open
    throw error
  }
}

async function openRunInstead({ transaction }: SyncChange, ref: DirectoryRef, error: unknown): Promise<SyncRun | null> {
  const isOpen = error instanceof AppError && error.code === 'sync_run_open'
  return isOpen ? findOpenRun(transaction, ref) : null
}
