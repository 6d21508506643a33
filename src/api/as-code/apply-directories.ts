import type { ApplyDirectories } from '../../as-code/apply/apply-directories.ts'
import type { OverlayWork } from '../../as-code/apply/write-object-changes.ts'
import { wantedConnection } from '../../as-code/objects/connection-settings.ts'
import { isDeletion } from '../../as-code/plan/object-change.ts'
import { directoryOf } from '../../as-code/plan/refs/ref-key.ts'
import { AppError } from '../../errors.ts'
import type { DirectoryDocument } from '../../model/overlay/directory-document.ts'
import { addressOf } from '../../model/overlay/document.ts'
import { findConnection } from '../../store/connections.ts'
import { listSourceDirectories } from '../../store/people/people-sources.ts'
import type { ApiContext } from '../api-context.ts'
import { changeConnection } from '../sync/change-connection.ts'

/** Puts the mapping, scope and guards of directory documents into effect, as if somebody had changed the connections. */
export function applyDirectoriesBy(context: ApiContext): ApplyDirectories {
  return async (work, changes) => {
    const failed = new Map<string, string>()
    for (const change of changes) {
      const { document } = change.after
      if (document.kind !== 'Directory' || isDeletion(change) || !saysOfConnection(document)) continue
      const problem = await applyOne(context, work, document)
      if (problem !== null) failed.set(addressOf(document), problem)
    }
    return failed
  }
}

function saysOfConnection({ mapping, scope, guards }: DirectoryDocument): boolean {
  return mapping !== undefined || scope !== undefined || guards !== undefined
}

/** Null when it is done; else why not. What it has written by then is taken back, and nothing else. */
async function applyOne(context: ApiContext, work: OverlayWork, document: DirectoryDocument): Promise<string | null> {
  const { transaction, organizationId } = work
  await transaction.query({ text: 'savepoint directory_document' })
  try {
    await changeBy(context, { transaction, organizationId }, document)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await transaction.query({ text: 'rollback to savepoint directory_document' })
    return error.message
  }
}

async function changeBy(
  context: ApiContext,
  { transaction, organizationId }: Pick<OverlayWork, 'transaction' | 'organizationId'>,
  document: DirectoryDocument,
): Promise<void> {
  const directories = await listSourceDirectories(transaction, organizationId)
  const directoryId = directoryOf(document.directory, { directories, documents: [] })
  if (directoryId === null) throw new AppError('not_found', { what: 'directory', id: document.directory })
  const connection = await findConnection(transaction, { organizationId, directoryId })
  const connector = context.connectors.find(({ type }) => type === connection?.type)
  if (!connection || !connector) throw new AppError('directory_not_pulled', { id: directoryId })
  await changeConnection({ context, transaction }, { connector, connection }, wantedConnection(document))
}

/** Puts what one document says of its connection into effect, or throws what is in the way. */
export async function revertConnection(
  context: ApiContext,
  work: Pick<OverlayWork, 'transaction' | 'organizationId'>,
  document: DirectoryDocument,
): Promise<void> {
  if (saysOfConnection(document)) await changeBy(context, work, document)
}
