import type { Connection } from '../model/connection.ts'
import {
  type ConnectionRow,
  type ConnectionState,
  type ConnectionStateRow,
  connectionColumns,
  connectionStateColumns,
  toConnection,
  toConnectionState,
} from './connection-row.ts'
import type { Queryable } from './database.ts'

type Ref = { readonly organizationId: string; readonly directoryId: string }

/** What a person says of a connection. `nextRunAt`: when it is read first, or anew. */
export type ConnectionSettings = Pick<
  Connection,
  'settings' | 'sealedSecrets' | 'mapping' | 'scope' | 'guards' | 'schedule' | 'nextRunAt' | 'updatedAt'
>

/** A connection that is to be made; `wakeUpHash`: that of the secret in the address at which its source tells of changes. */
export type NewConnection = Ref & ConnectionSettings & Pick<Connection, 'type'> & { readonly wakeUpHash: Buffer | null }

/** Makes the connection of a new directory. */
export async function insertConnection(on: Queryable, connection: NewConnection): Promise<Connection> {
  const { organizationId, directoryId, type, wakeUpHash, updatedAt } = connection
  const [row] = await on.query<ConnectionRow>({
    text: `insert into connections as c (organization_id, directory_id, type, settings, sealed_secrets, mapping, scope,
        guards, schedule, next_run_at, wake_up_hash, created_at, updated_at, next_run_trigger)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, 'connected') returning ${connectionColumns}`,
    values: [
      ...[organizationId, directoryId, type, ...settingsValues(connection)],
      ...[connection.nextRunAt, wakeUpHash, updatedAt],
    ],
  })
  if (!row) throw new Error('The connection was not inserted')
  return toConnection(row)
}

/**
 * Writes what a person changed. `isNew`: settings, mapping or scope are other ones, so every record is looked at anew by a full
 * run.
 */
export async function updateConnection(
  on: Queryable,
  { organizationId, directoryId }: Ref,
  { isNew, ...changed }: ConnectionSettings & { readonly isNew: boolean },
): Promise<Connection | null> {
  const [row] = await on.query<ConnectionRow>({
    text: `update connections c set settings = $3, sealed_secrets = $4, mapping = $5, scope = $6, guards = $7, schedule = $8,
        next_run_at = $9, updated_at = $10, generation = generation + case when $11 then 1 else 0 end,
        next_run_trigger = case when $11 then 'changed' else next_run_trigger end,
        subscription_renew_at = case when $11 and subscription is not null then $10 else subscription_renew_at end
      where organization_id = $1 and directory_id = $2 returning ${connectionColumns}`,
    values: [
      ...[organizationId, directoryId, ...settingsValues(changed)],
      ...[changed.nextRunAt, changed.updatedAt, isNew],
    ],
  })
  return row ? toConnection(row) : null
}

function settingsValues({ settings, sealedSecrets, mapping, scope, guards, schedule }: ConnectionSettings): unknown[] {
  const texts = [mapping, scope, guards, schedule].map((value) => JSON.stringify(value))
  return [JSON.stringify(settings), sealedSecrets, ...texts]
}

/** The connection of a directory; null when it has none. */
export async function findConnection(on: Queryable, { organizationId, directoryId }: Ref): Promise<Connection | null> {
  const [row] = await on.query<ConnectionRow>({
    name: 'find-connection',
    text: `select ${connectionColumns} from connections c where organization_id = $1 and directory_id = $2`,
    values: [organizationId, directoryId],
  })
  return row ? toConnection(row) : null
}

/** The same with what the engine needs. `lock`: runs of the directory neither begin nor end until the transaction does. */
export async function findConnectionState(
  on: Queryable,
  { organizationId, directoryId }: Ref,
  { lock }: { readonly lock: boolean },
): Promise<ConnectionState | null> {
  const [row] = await on.query<ConnectionStateRow>({
    text: `select ${connectionStateColumns} from connections c where organization_id = $1 and directory_id = $2
      ${lock ? 'for update' : ''}`,
    values: [organizationId, directoryId],
  })
  return row ? toConnectionState(row) : null
}

/** The directory that is told of changes at an address with the secret of this hash. */
export async function findByWakeUpHash(on: Queryable, directoryId: string, hash: Buffer): Promise<Connection | null> {
  const [row] = await on.query<ConnectionRow>({
    text: `select ${connectionColumns} from connections c where directory_id = $1 and wake_up_hash = $2`,
    values: [directoryId, hash],
  })
  return row ? toConnection(row) : null
}
