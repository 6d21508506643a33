import { randomBytes } from 'node:crypto'
import { type Directory, defaultDeprovisioning, ScimDirectoryType } from '../../model/directory.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { findDirectory, insertDirectory } from '../../store/directories.ts'
import { directoriesWithToken, lockImports } from '../../store/imported-records.ts'
import { findOrganization } from '../../store/organizations.ts'
import { storeDirectoryToken } from '../create-directory-token.ts'
import type { DirectoryChange } from '../lock-directory.ts'
import { ImportedDirectory } from './import-bodies.ts'
import { eachParsed, type ImportResult, imported, refused } from './import-result.ts'

/**
 * Makes the directories that are not here yet, with their ids and, where it is given, the bearer token that their identity
 * provider sends already. Of one that is here only a new bearer token is added.
 */
export async function importDirectories(
  change: DirectoryChange,
  directories: readonly unknown[],
): Promise<ImportedDirectories> {
  await lockImports(change.transaction)
  const written: Directory[] = []
  const results = await eachParsed(directories, ImportedDirectory, (wanted) => importOne(change, { wanted, written }))
  return { results, directories: written }
}

/** What became of directories, and those whose streams have news. */
export type ImportedDirectories = {
  readonly results: readonly ImportResult[]
  readonly directories: readonly Directory[]
}

type OneImport = { readonly wanted: ImportedDirectory; readonly written: Directory[] }

async function importOne(change: DirectoryChange, { wanted, written }: OneImport): Promise<ImportResult> {
  const { transaction } = change
  const { id, organization_id: organizationId, bearer_token: secret } = wanted
  const type = ScimDirectoryType.safeParse(wanted.type)
  if (!type.success)
    return refused(
      id,
      `Directories of the type "${wanted.type.slice(0, 100)}" are not offered: they do not speak SCIM.`,
    )
  if (!(await findOrganization(transaction, organizationId)))
    return refused(id, `There is no organization "${organizationId}". Import it first.`)
  const known = await findDirectory(transaction, id, null)
  if (known && known.organizationId !== organizationId)
    return refused(id, 'A directory with this id belongs to another organization.')
  if (known?.state === 'deleting')
    return refused(id, 'A directory with this id is being deleted. Import it again later.')
  const holders = secret ? await directoriesWithToken(transaction, hashSecret(secret)) : []
  if (holders.some((holder) => holder !== id))
    return refused(id, 'Another directory has this bearer token. Have a new one made there, or leave it out here.')
  const directory = known ?? (await makeOne(change, { wanted, type: type.data }))
  const isTokenNew = Boolean(secret) && holders.length === 0
  if (secret && isTokenNew) {
    await storeDirectoryToken(change, directory, { secret, expiresAt: null })
    written.push(directory)
  }
  if (!known) return imported(id, 'created')
  return imported(id, isTokenNew ? 'updated' : 'unchanged')
}

async function makeOne(
  { transaction, platform }: DirectoryChange,
  { wanted, type }: { readonly wanted: ImportedDirectory; readonly type: ScimDirectoryType },
): Promise<Directory> {
  const now = platform.clock.now()
  const directory: Directory = {
    id: wanted.id,
    organizationId: wanted.organization_id,
    name: wanted.name,
    type,
    state: 'setup',
    externalKey: wanted.external_key ?? randomBytes(9).toString('base64url'),
    deprovisioning: defaultDeprovisioning,
    createdAt: wanted.created_at ?? now,
    updatedAt: now,
  }
  await insertDirectory(transaction, directory)
  return directory
}
