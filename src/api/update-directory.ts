import type { Deprovisioning, Directory } from '../model/directory.ts'
import { requestPeopleRebuild } from '../people/rebuild-people.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queryable } from '../store/database.ts'
import { type DirectoryWithTotals, updateDirectory as storeDirectory } from '../store/directories.ts'
import { readOverlayObjects } from '../store/overlay/read-objects.ts'
import { lockDirectory, refuseDeleting } from './lock-directory.ts'

/** What may be changed of a directory; what is left out stays. */
export type DirectoryUpdate = { readonly name?: string; readonly deprovisioning?: Partial<Deprovisioning> }

/**
 * Changes a directory's name or policy, and gives it as it was and as it is. It holds the lock under which the directory
 * is written, so that every write before it followed the old policy and every one after it follows the new one; who is
 * there already follows soon after (src/directory/deprovisioning.ts).
 */
export async function updateDirectory(
  { transaction, platform }: { readonly transaction: Queryable; readonly platform: Platform },
  ref: Pick<Directory, 'organizationId' | 'id'>,
  wanted: DirectoryUpdate,
): Promise<{ readonly before: DirectoryWithTotals; readonly after: DirectoryWithTotals }> {
  const { directory: before } = await lockDirectory({ transaction }, ref)
  refuseDeleting(before)
  const deprovisioning = { ...before.deprovisioning, ...wanted.deprovisioning }
  const after = { ...before, name: wanted.name ?? before.name, deprovisioning, updatedAt: platform.clock.now() }
  const isOutOfLine = (deprovisioning.policy === 'keep') !== (before.deprovisioning.policy === 'keep')
  await storeDirectory(transaction, after, isOutOfLine)
  if (after.name !== before.name) await remakePeople({ transaction, platform }, after)
  return { before, after }
}

/** Documents may call a directory by its name: then others decide about people from now on. */
async function remakePeople(
  { transaction, platform }: { readonly transaction: Queryable; readonly platform: Platform },
  { organizationId }: Pick<Directory, 'organizationId'>,
): Promise<void> {
  const documents = await readOverlayObjects(transaction, organizationId, ['Authority', 'Directory'])
  if (documents.length === 0) return
  await requestPeopleRebuild(transaction, organizationId, { reason: 'directory', now: platform.clock.now() })
}
