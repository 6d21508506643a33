import { type Connection, Guards, MappingLine, type PullDirectoryType, Schedule, Scope } from '../model/connection.ts'
import type { JsonObject } from '../model/json.ts'
import type { SyncRunKind, SyncRunTrigger } from '../model/sync-run.ts'

/** A row of `connections` as `connectionColumns` reads it. */
export type ConnectionRow = {
  readonly organization_id: string
  readonly directory_id: string
  readonly type: PullDirectoryType
  readonly settings: JsonObject
  readonly sealed_secrets: string | null
  readonly mapping: unknown
  readonly scope: unknown
  readonly guards: unknown
  readonly schedule: unknown
  readonly generation: number
  readonly next_run_at: Date | null
  readonly last_succeeded_at: Date | null
  readonly last_full_at: Date | null
  readonly quarantined_at: Date | null
  readonly quarantine_code: string | null
  readonly quarantine_text: string | null
  readonly created_at: Date
  readonly updated_at: Date
}

/** The columns of the table `connections c` that make a connection. */
export const connectionColumns = `c.organization_id, c.directory_id, c.type, c.settings, c.sealed_secrets, c.mapping, c.scope,
  c.guards, c.schedule, c.generation, c.next_run_at, c.last_succeeded_at, c.last_full_at, c.quarantined_at,
  c.quarantine_code, c.quarantine_text, c.created_at, c.updated_at`

/** Makes a connection of its row. */
export function toConnection(row: ConnectionRow): Connection {
  return {
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    type: row.type,
    settings: row.settings,
    sealedSecrets: row.sealed_secrets,
    mapping: MappingLine.array().parse(row.mapping),
    scope: Scope.parse(row.scope),
    guards: Guards.parse(row.guards),
    schedule: Schedule.parse(row.schedule),
    generation: row.generation,
    nextRunAt: row.next_run_at,
    lastSucceededAt: row.last_succeeded_at,
    lastFullAt: row.last_full_at,
    quarantinedAt: row.quarantined_at,
    quarantineCode: row.quarantine_code,
    quarantineText: row.quarantine_text,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** A connection with what only the engine needs of it. */
export type ConnectionState = {
  readonly connection: Connection
  readonly sealedCursor: string | null
  readonly cursorGeneration: number | null
  /** What the next run must be; null: what the schedule says. */
  readonly nextRunKind: SyncRunKind | null
  readonly nextRunTrigger: SyncRunTrigger | null
  /** Failed runs, or probes, one after the other. */
  readonly failures: number
  readonly subscription: JsonObject | null
}

/** The row of a `ConnectionState`, as `connectionStateColumns` reads it. */
export type ConnectionStateRow = ConnectionRow & {
  readonly sealed_cursor: string | null
  readonly cursor_generation: number | null
  readonly next_run_kind: SyncRunKind | null
  readonly next_run_trigger: SyncRunTrigger | null
  readonly failures: number
  readonly subscription: JsonObject | null
}

/** The columns of the table `connections c` that make a `ConnectionState`. */
export const connectionStateColumns = `${connectionColumns}, c.sealed_cursor, c.cursor_generation, c.next_run_kind,
  c.next_run_trigger, c.failures, c.subscription`

/** Makes a connection of its row, with what only the engine needs. */
export function toConnectionState(row: ConnectionStateRow): ConnectionState {
  return {
    connection: toConnection(row),
    sealedCursor: row.sealed_cursor,
    cursorGeneration: row.cursor_generation,
    nextRunKind: row.next_run_kind,
    nextRunTrigger: row.next_run_trigger,
    failures: row.failures,
    subscription: row.subscription,
  }
}
