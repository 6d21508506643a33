import type { Connector } from '../../connectors/connector.ts'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { Connection } from '../../model/connection.ts'
import type { Directory } from '../../model/directory.ts'
import { findConnection } from '../../store/connections.ts'
import type { ApiContext } from '../api-context.ts'
import { refuseDeleting } from '../lock-directory.ts'
import { openDirectory } from '../organization-scope.ts'

type Asked = Pick<ApiContext, 'database' | 'connectors'>

/** A directory that Muster reads itself: how it is connected, and by what. */
export type OpenedConnection = { readonly connection: Connection; readonly connector: Connector }

/** The connection of a directory, if both exist and the caller's key opens them; throws `not_found` and `directory_not_pulled`. */
export async function openConnection(context: Asked, caller: Caller, id: string): Promise<OpenedConnection> {
  return openConnectionOf(context, await openDirectory(context, caller, id))
}

/** The same for whoever would change it, or use its credential; throws `directory_deleting`, too. */
export async function openConnectionToUse(context: Asked, caller: Caller, id: string): Promise<OpenedConnection> {
  const directory = await openDirectory(context, caller, id)
  refuseDeleting(directory)
  return openConnectionOf(context, directory)
}

/** The connection of a directory; throws `directory_not_pulled`. */
export async function openConnectionOf(
  { database, connectors }: Asked,
  { organizationId, id: directoryId }: Pick<Directory, 'organizationId' | 'id'>,
): Promise<OpenedConnection> {
  const connection = await findConnection(database, { organizationId, directoryId })
  const connector = connection && connectors.find(({ type }) => type === connection.type)
  if (!connection || !connector) throw new AppError('directory_not_pulled', { id: directoryId })
  return { connection, connector }
}
