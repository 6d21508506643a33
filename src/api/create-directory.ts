import { randomBytes } from 'node:crypto'
import { isPulled, type PullDirectoryType } from '../model/connection.ts'
import { type Directory, defaultDeprovisioning, type ScimDirectoryType } from '../model/directory.ts'
import { type DirectoryWithTotals, insertDirectory } from '../store/directories.ts'
import { addDirectoryToken, type TokenChange } from './create-directory-token.ts'

/** What a new directory is made from. */
export type NewDirectory = {
  readonly organizationId: string
  readonly name: string
  readonly type: ScimDirectoryType | PullDirectoryType
}

/**
 * Makes a directory and its first bearer token, whose `secret` is given here and nowhere else; null where Muster reads the
 * source itself. The directory's state is `setup` until its source writes, or has been read.
 */
export async function createDirectory(
  change: TokenChange,
  wanted: NewDirectory,
): Promise<{ readonly directory: DirectoryWithTotals; readonly secret: string | null }> {
  const { transaction, platform } = change
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
  await insertDirectory(transaction, directory)
  const secret = isPulled(wanted) ? null : (await addDirectoryToken(change, directory, null)).secret
  return { directory: { ...directory, totals: { activeUsers: 0, inactiveUsers: 0, groups: 0 } }, secret }
}
