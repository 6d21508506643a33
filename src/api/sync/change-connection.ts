import type { Connector } from '../../connectors/connector.ts'
import { AppError } from '../../errors.ts'
import { type Connection, Schedule, Scope } from '../../model/connection.ts'
import type { Directory } from '../../model/directory.ts'
import type { ConnectionState } from '../../store/connection-row.ts'
import { findConnectionState, insertConnection, updateConnection } from '../../store/connections.ts'
import { readCustomAttributes } from '../../store/custom-attributes.ts'
import type { Queryable } from '../../store/database.ts'
import { notifySync } from '../../store/notifications.ts'
import { createConnectionSealer } from '../../sync/connection-secrets.ts'
import { nextRunAt } from '../../sync/schedule/next-run.ts'
import type { ApiContext } from '../api-context.ts'
import { readGuardDefaults } from '../settings/read-guard-defaults.ts'
import { refuseMapping, refuseScope } from './check-body.ts'
import type { ConnectionBody } from './connection-body.ts'
import { type FilledConnection, fillConnection } from './fill-connection.ts'

type Change = { readonly context: ApiContext; readonly transaction: Queryable }

/**
 * Makes the connection of a new directory whose settings follow later. Its schedule is switched off until somebody starts it, so
 * that settings, mapping and scope can be looked at before anybody is read.
 */
export async function prepareConnection(
  { context, transaction }: Change,
  { connector, directory }: { readonly connector: Connector; readonly directory: Directory },
): Promise<Connection> {
  const { organizationId, id: directoryId } = directory
  return insertConnection(transaction, {
    ...{ organizationId, directoryId, type: connector.type, settings: {}, sealedSecrets: null, mapping: [] },
    ...{ scope: Scope.parse({}), guards: await readGuardDefaults(transaction) },
    schedule: Schedule.parse({ is_enabled: false, interval_minutes: connector.defaultIntervalMinutes }),
    ...{ nextRunAt: null, updatedAt: context.platform.clock.now(), wakeUpHash: null },
  })
}

/** Connects a new directory to its source: it is read at once. */
export async function connectDirectory(
  { context, transaction }: Change,
  { connector, directory }: { readonly connector: Connector; readonly directory: Directory },
  body: ConnectionBody,
): Promise<Connection> {
  const { organizationId, id: directoryId } = directory
  const guards = await readGuardDefaults(transaction)
  const filling = { connector, sealer: createConnectionSealer(context.secretKey), stored: null, guards }
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
 * mapping or scope are other ones and the schedule is on.
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
  const next = nextAfter(state, { ...filled, isPlanned: body.schedule !== undefined }, now)
  const after = await updateConnection(transaction, connection, { ...filled, nextRunAt: next, updatedAt: now })
  if (!after) throw new AppError('not_found', { what: 'directory', id: directoryId })
  await notifySync(transaction)
  return { before, after }
}

/**
 * When a directory is read after a change: at once when it is another one, or when its schedule is switched on for the first
 * time; never by itself while that is off.
 */
function nextAfter(
  { connection, failures }: ConnectionState,
  { schedule, isNew, isPlanned }: Pick<FilledConnection, 'schedule' | 'isNew'> & { readonly isPlanned: boolean },
  now: Date,
): Date | null {
  const { directoryId, lastSucceededAt, nextRunAt: planned } = connection
  if (!schedule.is_enabled) return isPlanned ? null : planned
  const isStarted = !connection.schedule.is_enabled && lastSucceededAt === null
  if (isNew || isStarted) return now
  return isPlanned ? nextRunAt({ directoryId, schedule, failures }, now) : planned
}
