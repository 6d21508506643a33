import type { DirectoryToken } from '../model/directory.ts'
import { toDirectoryTokenObject } from '../model/directory-token-object.ts'
import {
  type DirectoryTokenRef,
  expireDirectoryToken,
  findDirectoryToken,
  revokeDirectoryToken,
} from '../store/directory-tokens.ts'
import { appendDirectoryEvent } from './append-directory-event.ts'
import type { TokenChange } from './create-directory-token.ts'

/**
 * Ends a bearer token: at once, which is an event, or so many seconds later, so that its successor can be put in place
 * before. Null when there is no such token; one that is revoked already stays as it is.
 */
export async function endDirectoryToken(
  change: TokenChange,
  ref: DirectoryTokenRef,
  inSeconds: number,
): Promise<DirectoryToken | null> {
  const { transaction, platform } = change
  const now = platform.clock.now()
  if (inSeconds > 0) return expireDirectoryToken(transaction, ref, new Date(now.getTime() + inSeconds * 1000))
  const token = await findDirectoryToken(transaction, ref)
  if (!token || token.revokedAt) return token
  const revoked = { type: 'dsync.token.revoked', objectId: token.id, data: toDirectoryTokenObject(token) } as const
  await appendDirectoryEvent(change, { organizationId: ref.organizationId, id: ref.directoryId }, revoked)
  return revokeDirectoryToken(transaction, ref, now)
}
