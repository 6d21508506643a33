import type { ApplyDirectories } from '../../as-code/apply/apply-directories.ts'
import type { OverlayWork } from '../../as-code/apply/write-object-changes.ts'
import { connectionAsItIs } from '../../as-code/objects/connection-as-it-is.ts'
import { connectionKeys, type DeclaredConnection, wantedConnection } from '../../as-code/objects/connection-settings.ts'
import { isDeletion } from '../../as-code/plan/object-change.ts'
import { directoryOf } from '../../as-code/plan/refs/ref-key.ts'
import { isSameJson } from '../../as-code/plan/same-json.ts'
import { AppError } from '../../errors.ts'
import type { Connection } from '../../model/connection.ts'
import { addressOf, type OverlayDocument } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import { findConnection } from '../../store/connections.ts'
import { listSourceDirectories } from '../../store/people/people-sources.ts'
import type { ApiContext } from '../api-context.ts'
import { changeConnection } from '../sync/change-connection.ts'
import { RequestInvalid } from '../validation.ts'

/**
 * Puts the mapping, scope and guards that files declare of directories into effect, as if somebody had changed the connections. Keys
 * that a file does not have stay as they are.
 */
export function applyDirectoriesBy(context: ApiContext): ApplyDirectories {
  return async (work, changes) => {
    const failed = new Map<string, string>()
    for (const change of changes) {
      const said = isDeletion(change) ? null : declaredConnection(change.after)
      const problem = said && (await applyOne(context, work, { ...said, seen: change.before?.document ?? null }))
      if (problem !== null) failed.set(addressOf(change.after), problem)
    }
    return failed
  }
}

type Said = { readonly directory: string; readonly declared: DeclaredConnection }

/** What files say of a connection; null for what says nothing of any. */
function declaredConnection({ document, declared }: OverlayObject): Said | null {
  if (document.kind !== 'Directory' || !declared) return null
  const { mapping, scope, guards } = declared as DeclaredConnection
  const isSilent = mapping === undefined && scope === undefined && guards === undefined
  return isSilent ? null : { directory: document.directory, declared: { mapping, scope, guards } }
}

/** `seen`: the directory with its connection as the plan had it; null for one that no document was about. */
type Planned = Said & { readonly seen: OverlayDocument | null }

/** Null when it is done; else why not. What it has written by then is taken back, and nothing else. */
async function applyOne(context: ApiContext, work: OverlayWork, planned: Planned): Promise<string | null> {
  const { transaction, organizationId } = work
  await transaction.query({ text: 'savepoint directory_document' })
  const problem = await changeBy(context, { transaction, organizationId }, planned).then(
    (before) => unseenProblem(planned, before),
    refusalOf,
  )
  if (problem !== null) await transaction.query({ text: 'rollback to savepoint directory_document' })
  return problem
}

function refusalOf(error: unknown): string {
  if (error instanceof AppError || error instanceof RequestInvalid) return error.message
  throw error
}

/** Nobody who changes a connection waits for a plan that is applied meanwhile: only now it is locked. */
function unseenProblem({ declared, seen }: Planned, before: Connection): string | null {
  if (!seen) return null
  const actual = connectionAsItIs(declared, before)
  const known = seen as DeclaredConnection
  const changed = connectionKeys.filter((key) => declared[key] && !isSameJson(actual[key], known[key]))
  if (changed.length === 0) return null
  return `Somebody has changed ${changed.join(' and ')} of the connection meanwhile. Plan again and look at it.`
}

/** Gives the connection as it was. */
async function changeBy(
  context: ApiContext,
  { transaction, organizationId }: Pick<OverlayWork, 'transaction' | 'organizationId'>,
  { directory, declared }: Said,
): Promise<Connection> {
  const directories = await listSourceDirectories(transaction, organizationId)
  const directoryId = directoryOf(directory, { directories, documents: [] })
  if (directoryId === null) throw new AppError('not_found', { what: 'directory', id: directory })
  const connection = await findConnection(transaction, { organizationId, directoryId })
  const connector = context.connectors.find(({ type }) => type === connection?.type)
  if (!connection || !connector) throw new AppError('directory_not_pulled', { id: directoryId })
  const changed = await changeConnection(
    { context, transaction },
    { connector, connection },
    wantedConnection(declared),
  )
  return changed.before
}

/** Puts what a file says of the connection of a directory into effect, or throws what is in the way. */
export async function revertConnection(
  context: ApiContext,
  work: Pick<OverlayWork, 'transaction' | 'organizationId'>,
  object: OverlayObject,
): Promise<void> {
  const said = declaredConnection(object)
  if (said) await changeBy(context, work, said)
}
