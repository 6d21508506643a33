import type { Directory, DirectoryState } from '../model/directory.ts'
import { toDirectoryEventObject } from '../model/directory-object.ts'
import type { DirectoryWithTotals } from '../store/directories.ts'
import { pauseState, resumeState } from '../store/directory-head.ts'
import {
  appendToLocked,
  type DirectoryChange,
  type LockedDirectory,
  lockDirectory,
  refuseDeleting,
} from './lock-directory.ts'

/** A directory before and after a change; the same object where there was nothing to do. */
export type ChangedDirectory = { readonly before: DirectoryWithTotals; readonly after: DirectoryWithTotals }

type Ref = Pick<Directory, 'organizationId' | 'id'>

/** Stops the source of a directory from writing; what it has stays readable. Nothing happens when it is paused already. */
export async function pauseDirectory(change: DirectoryChange, ref: Ref): Promise<ChangedDirectory> {
  const locked = await lockDirectory(change, ref)
  const { directory: before } = locked
  refuseDeleting(before)
  if (before.state === 'inactive') return { before, after: before }
  const now = change.platform.clock.now()
  await pauseState(change.transaction, ref, now)
  return tell(change, locked, { type: 'muster.directory.paused', state: 'inactive', now })
}

/** Lets the source write again: the directory is what it was before it was paused. Nothing happens when it is not paused. */
export async function resumeDirectory(change: DirectoryChange, ref: Ref): Promise<ChangedDirectory> {
  const locked = await lockDirectory(change, ref)
  const { directory: before } = locked
  refuseDeleting(before)
  if (before.state !== 'inactive') return { before, after: before }
  const now = change.platform.clock.now()
  const state = await resumeState(change.transaction, ref, now)
  return tell(change, locked, { type: 'muster.directory.resumed', state, now })
}

type News = {
  readonly type: 'muster.directory.paused' | 'muster.directory.resumed'
  readonly state: DirectoryState
  readonly now: Date
}

async function tell(
  change: DirectoryChange,
  locked: LockedDirectory,
  { type, state, now }: News,
): Promise<ChangedDirectory> {
  const after = { ...locked.directory, state, updatedAt: now }
  await appendToLocked(change, locked, { type, objectId: after.id, data: toDirectoryEventObject(after) })
  return { before: locked.directory, after }
}
