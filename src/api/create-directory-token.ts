import type { Directory, DirectoryToken } from '../model/directory.ts'
import { toDirectoryTokenObject } from '../model/directory-token-object.ts'
import type { Cause } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import { hashSecret, newSecret } from '../platform/secrets.ts'
import type { Queryable } from '../store/database.ts'
import { insertDirectoryToken } from '../store/directory-tokens.ts'
import { appendDirectoryEvent } from './append-directory-event.ts'
import { daysAfter } from './days-after.ts'

/** A change of a directory's tokens: the transaction that it is part of, and who asked for it. */
export type TokenChange = { readonly transaction: Queryable; readonly platform: Platform; readonly cause: Cause }

/** Makes a bearer token for a directory, beside those that it has. The secret is given here and nowhere else. */
export async function addDirectoryToken(
  change: TokenChange,
  directory: Directory,
  expiresInDays: number | null,
): Promise<{ readonly token: DirectoryToken; readonly secret: string }> {
  const secret = newSecret('scim')
  const expiresAt = daysAfter(change.platform.clock.now(), expiresInDays)
  return { token: await storeDirectoryToken(change, directory, { secret, expiresAt }), secret }
}

/** Lets this secret open a directory. */
export async function storeDirectoryToken(
  { transaction, platform, cause }: TokenChange,
  directory: Directory,
  { secret, expiresAt }: { readonly secret: string; readonly expiresAt: Date | null },
): Promise<DirectoryToken> {
  const now = platform.clock.now()
  const token: DirectoryToken = {
    id: platform.newId('directory_token', now),
    organizationId: directory.organizationId,
    directoryId: directory.id,
    suffix: secret.slice(-4),
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
    createdAt: now,
  }
  const created = { type: 'dsync.token.created', objectId: token.id, data: toDirectoryTokenObject(token) } as const
  await appendDirectoryEvent({ transaction, platform, cause }, directory, created)
  await insertDirectoryToken(transaction, token, hashSecret(secret))
  return token
}
