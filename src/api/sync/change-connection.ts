import type { Connector } from '../../connectors/connector.ts'
import { AppError } from '../../errors.ts'
import type { Connection } from '../../model/connection.ts'
import type { Directory } from '../../model/directory.ts'
import { findConnectionState, insertConnection, updateConnection } from '../../store/connections.ts'
import { readCustomAttributes } from '../../store/custom-attributes.ts'
import type { Queryable } from '../../store/database.ts'
import { notifySync } from '../../store/notifications.ts'
import { createConnectionSealer } from '../../sync/connection-secrets.ts'
import { nextRunAt } from '../../sync/schedule/next-run.ts'
import type { ApiContext } from '../api-context.ts'
import { refuseMapping, refuseScope } from './check-body.ts'
import type { ConnectionBody } from './connection-body.ts'
import { fillConnection } from './fill-connection.ts'

type Change = { readonly context: ApiContext; readonly transaction: Queryable }

/** Connects a new directory to its source: it is read at once. */
export async function connectDirectory(
  { context, transaction }: Change,
  { connector, directory }: { readonly connector: Connector; readonly directory: Directory },
  body: ConnectionBody,
): Promise<Connection> {
  const { organizationId, id: directoryId } = directory
  const filling = { connector, sealer: createConnectionSealer(context.secretKey), stored: null }
  const { isNew: _, ...filled } = fillConnection(filling, body)
  refuseScope(filled.scope, connector)
  refuseMapping(filled.mapping, connector, await readCustomAttributes(transaction, organizationId))
  const now = context.platform.clock.now()
  const connection = await insertConnection(transaction, {
    ...{ organizationId, directoryId, type: connector.type, ...filled },
    ...{ nextRunAt: now, updatedAt: now, wakeUpHash: null },
  })
  await notifySync(transaction)
  return connection
}

/**
 * Changes what is given of a connection, and gives it as it was and as it is. Everybody is looked at anew, at once, when settings,
 * mapping or scope are other ones.
 */
export async function changeConnection(
  { context, transaction }: Change,
  { connector, connection }: { readonly connector: Connector; readonly connection: Connection },
  body: ConnectionBody,
): Promise<{ readonly before: Connection; readonly after: Connection }> {
  const { organizationId, directoryId } = connection
  const state = await findConnectionState(transaction, connection, { lock: true })
  if (!state) throw new AppError('not_found', { what: 'directory', id: directoryId })
  const before = state.connection
  const filling = { connector, sealer: createConnectionSealer(context.secretKey), stored: before }
  const filled = fillConnection(filling, body)
  refuseScope(filled.scope, connector)
  refuseMapping(filled.mapping, connector, await readCustomAttributes(transaction, organizationId))
  const now = context.platform.clock.now()
  const { schedule } = filled
  const planned = body.schedule ? nextRunAt({ directoryId, schedule, failures: state.failures }, now) : before.nextRunAt
  const next = filled.isNew ? now : planned
  const after = await updateConnection(transaction, connection, { ...filled, nextRunAt: next, updatedAt: now })
  if (!after) throw new AppError('not_found', { what: 'directory', id: directoryId })
  await notifySync(transaction)
  return { before, after }
}
