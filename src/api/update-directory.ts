import { AppError } from '../errors.ts'
import type { Deprovisioning, Directory } from '../model/directory.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { updateDirectory as storeDirectory } from '../store/directories.ts'
import { lockStream, readDirectoryHead } from '../store/directory-head.ts'

/** What may be changed of a directory; what is left out stays. */
export type DirectoryUpdate = { readonly name?: string; readonly deprovisioning?: Partial<Deprovisioning> }

/**
 * Changes a directory's name or policy. It holds the lock under which the directory is written, so that every write
 * before it followed the old policy and every one after it follows the new one; who is there already follows soon after
 * (src/directory/deprovisioning.ts).
 */
export async function updateDirectory(
  { database, platform }: { readonly database: Database; readonly platform: Platform },
  { organizationId, id }: Pick<Directory, 'organizationId' | 'id'>,
  wanted: DirectoryUpdate,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const [, head] = await Promise.all([
      lockStream(transaction, organizationId, id),
      readDirectoryHead(transaction, organizationId, id),
    ])
    if (!head) throw new AppError('not_found', { what: 'directory', id })
    const { directory: before } = head
    const deprovisioning = { ...before.deprovisioning, ...wanted.deprovisioning }
    const directory = { ...before, name: wanted.name ?? before.name, deprovisioning, updatedAt: platform.clock.now() }
    const isOutOfLine = (deprovisioning.policy === 'keep') !== (before.deprovisioning.policy === 'keep')
    await storeDirectory(transaction, directory, isOutOfLine)
  })
}
