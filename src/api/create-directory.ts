import { randomBytes } from 'node:crypto'
import { type Directory, defaultDeprovisioning, type ScimDirectoryType } from '../model/directory.ts'
import type { Cause } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { type DirectoryWithTotals, insertDirectory } from '../store/directories.ts'
import { addDirectoryToken } from './create-directory-token.ts'

/** What a new directory is made from. */
export type NewDirectory = {
  readonly organizationId: string
  readonly name: string
  readonly type: ScimDirectoryType
}

/**
 * Makes a directory and its first bearer token, whose `secret` is given here and nowhere else, in one transaction. The
 * directory's state is `setup` until its source writes.
 */
export async function createDirectory(
  { database, platform }: { readonly database: Database; readonly platform: Platform },
  wanted: NewDirectory,
  cause: Cause,
): Promise<{ readonly directory: DirectoryWithTotals; readonly secret: string }> {
  const now = platform.clock.now()
  const directory: Directory = {
    ...wanted,
    id: platform.newId('directory', now),
    state: 'setup',
    externalKey: randomBytes(9).toString('base64url'),
    deprovisioning: defaultDeprovisioning,
    createdAt: now,
    updatedAt: now,
  }
  const { secret } = await database.transaction(async (transaction) => {
    await insertDirectory(transaction, directory)
    return addDirectoryToken({ transaction, platform, cause }, directory, null)
  })
  return { directory: { ...directory, totals: { activeUsers: 0, inactiveUsers: 0, groups: 0 } }, secret }
}
