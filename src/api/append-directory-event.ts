import type { NewEvent } from '../events/append-events.ts'
import type { Directory } from '../model/directory.ts'
import { appendToLocked, type DirectoryChange, lockDirectory, refuseDeleting } from './lock-directory.ts'

/**
 * Appends one event to a directory's stream, in the transaction that makes it true. Holds the stream's lock from then on.
 * Refused for a directory that is being deleted: nothing may follow `dsync.deleted` in its stream.
 */
export async function appendDirectoryEvent(
  change: DirectoryChange,
  ref: Pick<Directory, 'organizationId' | 'id'>,
  event: Pick<NewEvent, 'type' | 'objectId' | 'data'>,
): Promise<void> {
  const locked = await lockDirectory(change, ref)
  refuseDeleting(locked.directory)
  await appendToLocked(change, locked, event)
}
