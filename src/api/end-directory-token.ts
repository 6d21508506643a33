import type { DirectoryToken } from '../model/directory.ts'
import { toDirectoryTokenObject } from '../model/directory-token-object.ts'
import {
  type DirectoryTokenRef,
  expireDirectoryToken,
  findDirectoryToken,
  revokeDirectoryToken,
} from '../store/directory-tokens.ts'
import type { TokenChange } from './create-directory-token.ts'
import { appendToLocked, lockDirectory, refuseDeleting } from './lock-directory.ts'

/** A token as it was and as it is. */
export type EndedToken = { readonly before: DirectoryToken; readonly after: DirectoryToken }

/**
 * Ends a bearer token: at once, which is an event, or so many seconds later, so that its successor can be put in place
 * before. Null when there is no such token; one that is revoked already stays as it is.
 */
export async function endDirectoryToken(
  change: TokenChange,
  ref: DirectoryTokenRef,
  inSeconds: number,
): Promise<EndedToken | null> {
  const { transaction, platform } = change
  const now = platform.clock.now()
  // First the directory, then its tokens, which is the order in which a deletion takes them.
  const locked = await lockDirectory(change, { organizationId: ref.organizationId, id: ref.directoryId })
  const before = await findDirectoryToken(transaction, ref)
  if (!before) return null
  if (inSeconds > 0) {
    const after = await expireDirectoryToken(transaction, ref, new Date(now.getTime() + inSeconds * 1000))
    return { before, after: after ?? before }
  }
  if (before.revokedAt) return { before, after: before }
  refuseDeleting(locked.directory)
  const revoked = { type: 'dsync.token.revoked', objectId: before.id, data: toDirectoryTokenObject(before) } as const
  await appendToLocked(change, locked, revoked)
  const after = await revokeDirectoryToken(transaction, ref, now)
  return { before, after: after ?? before }
}
