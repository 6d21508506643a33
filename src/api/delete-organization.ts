import { AppError } from '../errors.ts'
import { closeOrganization, findOpenDirectories } from '../store/organization-deletion.ts'
import { deleteDirectory } from './delete-directory.ts'
import type { DirectoryChange } from './lock-directory.ts'

/**
 * Deletes an organization: nobody finds it any more, its keys, domains and links to the portal end, and each of its
 * directories is deleted with its `dsync.deleted`. The rest is done in the background (src/directory/deletion.ts): its
 * webhook endpoints end when they were told of it, its row goes last. Throws `not_found`.
 *
 * @returns the ids of the directories that were deleted, whose streams have news.
 */
export async function deleteOrganization(change: DirectoryChange, id: string): Promise<readonly string[]> {
  const isClosed = await closeOrganization(change.transaction, id, change.platform.clock.now())
  if (!isClosed) throw new AppError('not_found', { what: 'organization', id })
  const directories = await findOpenDirectories(change.transaction, id)
  for (const directory of directories) await deleteDirectory(change, { organizationId: id, id: directory })
  return directories
}
