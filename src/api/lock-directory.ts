import { AppError } from '../errors.ts'
import { appendEvents, type NewEvent } from '../events/append-events.ts'
import type { Directory } from '../model/directory.ts'
import type { Cause } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queryable } from '../store/database.ts'
import { type DirectoryWithTotals, findDirectory } from '../store/directories.ts'
import { lockStream, type StreamHead } from '../store/directory-head.ts'

/** A change of a directory itself: the transaction that it is part of, and who asked for it. */
export type DirectoryChange = { readonly transaction: Queryable; readonly platform: Platform; readonly cause: Cause }

/** A directory that nobody else changes or writes until the transaction ends, and where its stream stands. */
export type LockedDirectory = { readonly directory: DirectoryWithTotals; readonly head: StreamHead }

/** Takes the lock under which a directory is written and reads what it is then. Throws `not_found`. */
export async function lockDirectory(
  { transaction }: Pick<DirectoryChange, 'transaction'>,
  { organizationId, id }: Pick<Directory, 'organizationId' | 'id'>,
): Promise<LockedDirectory> {
  // The second query begins when the first one has the lock.
  const [head, directory] = await Promise.all([
    lockStream(transaction, organizationId, id),
    findDirectory(transaction, id, organizationId),
  ])
  if (!head || !directory) throw new AppError('not_found', { what: 'directory', id })
  return { directory, head }
}

/** Refuses what cannot be done with a directory that is being deleted: nothing may follow `dsync.deleted` in its stream. */
export function refuseDeleting({ id, state }: Pick<Directory, 'id' | 'state'>): void {
  if (state === 'deleting') throw new AppError('directory_deleting', { id })
}

/** Appends an event to the stream of a locked directory. */
export async function appendToLocked(
  { transaction, platform, cause }: DirectoryChange,
  { directory, head }: LockedDirectory,
  event: Pick<NewEvent, 'type' | 'objectId' | 'data'>,
): Promise<void> {
  const { organizationId, id: streamId } = directory
  const stream = { organizationId, streamId, head, newId: platform.newId, now: platform.clock.now() }
  await appendEvents(transaction, stream, [{ ...event, previous: null, cause }])
}
