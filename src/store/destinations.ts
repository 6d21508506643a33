import type { Destination, DestinationKind } from '../model/destination.ts'
import type { EventType } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { notifyDestinations } from './notifications.ts'
import { sqlParameters } from './sql-parameters.ts'

/** What a person says of a destination. */
export type DestinationSettings = Pick<
  Destination,
  'settings' | 'sealedSecrets' | 'eventTypes' | 'batchSize' | 'parallel' | 'isEnabled'
>

/** A destination that is to be made. */
export type NewDestination = DestinationSettings & Pick<Destination, 'id' | 'organizationId' | 'kind' | 'createdAt'>

/** A row of the table, as `destinationColumns` reads it. */
export type DestinationRow = {
  readonly id: string
  readonly organization_id: string | null
  readonly kind: DestinationKind
  readonly settings: JsonObject
  readonly sealed_secrets: string | null
  readonly event_types: EventType[] | null
  readonly batch_size: number
  readonly parallel: number
  readonly is_enabled: boolean
  readonly paused_at: Date | null
  readonly paused_reason: string | null
  readonly failing_since: Date | null
  readonly last_delivered_at: Date | null
  readonly generation: number
  readonly created_at: Date
  readonly updated_at: Date
}

/** The columns of the table `destinations d` that make a destination. */
export const destinationColumns = `d.id, d.organization_id, d.kind, d.settings, d.sealed_secrets, d.event_types, d.batch_size,
  d.parallel, d.is_enabled, d.paused_at, d.paused_reason, d.failing_since, d.last_delivered_at, d.generation, d.created_at, d.updated_at`

/** Makes a destination of its row. */
export function toDestination(row: DestinationRow): Destination {
  return {
    id: row.id,
    organizationId: row.organization_id,
    kind: row.kind,
    settings: row.settings,
    sealedSecrets: row.sealed_secrets,
    eventTypes: row.event_types,
    batchSize: row.batch_size,
    parallel: row.parallel,
    isEnabled: row.is_enabled,
    pausedAt: row.paused_at,
    pausedReason: row.paused_reason,
    failingSince: row.failing_since,
    lastDeliveredAt: row.last_delivered_at,
    generation: row.generation,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Writes a new destination, which begins at the end of the feed, and wakes those who deliver. */
export async function insertDestination(on: Queryable, destination: NewDestination): Promise<Destination> {
  const { id, organizationId, kind, createdAt } = destination
  const rows = await on.query<DestinationRow>({
    text: `insert into destinations as d (id, organization_id, kind, settings, sealed_secrets, event_types, batch_size,
        parallel, is_enabled, created_at, updated_at, position)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, next_position - 1 from feed_state
      returning ${destinationColumns}`,
    values: [id, organizationId, kind, ...settingValues(destination), createdAt],
  })
  await notifyDestinations(on)
  return only(rows)
}

/** The destination with this id, or null. `organizationId` null looks at all, else at those of this organization alone. */
export async function findDestination(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<Destination | null> {
  const rows = await on.query<DestinationRow>({
    name: 'find-destination',
    text: `select ${destinationColumns} from destinations d where id = $1 and ($2::text is null or organization_id = $2)`,
    values: [id, organizationId],
  })
  return rows[0] ? toDestination(rows[0]) : null
}

/** Which destinations are listed: those of these kinds, and of one organization alone unless that is null. */
export type DestinationFilter = {
  readonly organizationId: string | null
  readonly kinds: readonly DestinationKind[]
}

/** A page of destinations. */
export async function listDestinations(
  on: Queryable,
  filter: DestinationFilter,
  page: ListPage,
): Promise<Listed<Destination>> {
  const parameters = sqlParameters([filter.organizationId, filter.kinds])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const where = ['($1::text is null or organization_id = $1)', 'kind = any($2)', ...conditions]
  const rows = await on.query<DestinationRow>({
    text: `select ${destinationColumns} from destinations d where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toDestination)
}

/** Writes what a person changed, and wakes those who deliver: they read it anew. Null when there is no such destination. */
export async function updateDestination(
  on: Queryable,
  destination: DestinationSettings & Pick<Destination, 'id' | 'updatedAt'>,
): Promise<Destination | null> {
  const rows = await on.query<DestinationRow>({
    text: `update destinations d set settings = $2, sealed_secrets = $3, event_types = $4, batch_size = $5, parallel = $6,
        is_enabled = $7, updated_at = $8, generation = generation + 1
      where id = $1 returning ${destinationColumns}`,
    values: [destination.id, ...settingValues(destination), destination.updatedAt],
  })
  await notifyDestinations(on)
  return rows[0] ? toDestination(rows[0]) : null
}

/** Deletes a destination and its places in the streams; its attempts stay until their retention. False when there is none. */
export async function deleteDestination(on: Queryable, id: string): Promise<boolean> {
  const rows = await on.query({ text: 'delete from destinations where id = $1 returning 1', values: [id] })
  if (rows.length === 0) return false
  await on.query({ text: 'delete from destination_streams where destination_id = $1', values: [id] })
  await notifyDestinations(on)
  return true
}

/** How a destination is moved by a person; what is absent stays. */
export type DestinationMove = {
  readonly at: Date
  /** Where in the feed it goes on: never after where it is, or, `forward`, never before. */
  readonly position?: number
  readonly direction?: 'back' | 'forward'
  readonly isEnabled?: boolean
  /** Whether a pause for failures ends. */
  readonly isResumed?: boolean
  /** Whether its streams are moved, too: progress from before does not count then. */
  readonly areStreamsMoved?: boolean
}

/** Moves a destination, and wakes those who deliver. Holds its lock from then on. Null when there is no such destination. */
export async function moveDestination(on: Queryable, id: string, move: DestinationMove): Promise<Destination | null> {
  const rows = await on.query<DestinationRow>({
    text: `update destinations d set updated_at = $2, generation = generation + 1,
        moved_in = case when $7 then generation + 1 else moved_in end,
        position = case when $4 then least(position, $3::bigint) else greatest(position, $3::bigint) end,
        is_enabled = coalesce($5::boolean, is_enabled),
        paused_at = case when $6 then null else paused_at end, paused_reason = case when $6 then null else paused_reason end,
        failing_since = case when $6 then null else failing_since end, failures = case when $6 then 0 else failures end
      where id = $1 returning ${destinationColumns}`,
    values: [
      id,
      move.at,
      move.position ?? null,
      move.direction === 'back',
      move.isEnabled ?? null,
      move.isResumed ?? false,
      move.areStreamsMoved ?? false,
    ],
  })
  await notifyDestinations(on)
  return rows[0] ? toDestination(rows[0]) : null
}

function settingValues(destination: DestinationSettings): unknown[] {
  const { settings, sealedSecrets, eventTypes, batchSize, parallel, isEnabled } = destination
  return [JSON.stringify(settings), sealedSecrets, eventTypes, batchSize, parallel, isEnabled]
}

function only(rows: readonly DestinationRow[]): Destination {
  const [row] = rows
  if (!row) throw new Error('The feed has no state')
  return toDestination(row)
}
