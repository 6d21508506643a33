import type { Directory } from '../model/directory.ts'
import { toDirectoryEventObject } from '../model/directory-object.ts'
import { closeDirectory } from '../store/directory-deletion.ts'
import { storeDirectoryState } from '../store/directory-head.ts'
import { appendToLocked, type DirectoryChange, lockDirectory } from './lock-directory.ts'
import type { ChangedDirectory } from './pause-directory.ts'

/**
 * Deletes a directory: from now on it takes no write, none of its tokens opens it, and nobody finds its users and groups.
 * `dsync.deleted` is the only event of it, with the state before (WorkOS, events reference). What it holds is removed in
 * the background (src/directory/deletion.ts). Nothing happens when it is being deleted already.
 */
export async function deleteDirectory(
  change: DirectoryChange,
  ref: Pick<Directory, 'organizationId' | 'id'>,
): Promise<ChangedDirectory> {
  const locked = await lockDirectory(change, ref)
  const { directory: before } = locked
  if (before.state === 'deleting') return { before, after: before }
  const now = change.platform.clock.now()
  const totals = { activeUsers: 0, inactiveUsers: 0, groups: 0 }
  const after = { ...before, state: 'deleting', updatedAt: now, totals } as const
  await Promise.all([
    storeDirectoryState(change.transaction, after),
    closeDirectory(change.transaction, { organizationId: ref.organizationId, directoryId: ref.id }, now),
    appendToLocked(change, locked, {
      type: 'dsync.deleted',
      objectId: before.id,
      data: toDirectoryEventObject(before),
    }),
  ])
  return { before, after }
}
