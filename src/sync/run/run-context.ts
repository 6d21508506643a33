import type { Connector, OpenConnector } from '../../connectors/connector.ts'
import type { SubmitCommand } from '../../directory/commands.ts'
import type { Connection } from '../../model/connection.ts'
import type { SourceUser } from '../../model/source-record.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Sealer } from '../../platform/sealer.ts'
import type { Database } from '../../store/database.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { ScopeRule } from '../scope/scope-rule.ts'
import type { GiveWay } from './give-way.ts'
import type { Waits } from './wait-meter.ts'

/** What the steps of a run work with. */
export type RunContext = {
  readonly database: Database
  readonly platform: Platform
  readonly submit: SubmitCommand
  readonly giveWay: GiveWay
  readonly sealer: Sealer
  readonly connection: Connection
  readonly connector: Connector
  readonly source: OpenConnector
  /** How long requests to the source have waited for their turn. */
  readonly waits: Waits
  readonly mapping: Mapping
  readonly scope: ScopeRule
  /** Whether a user of the page is a member of one of the scope's groups: see `withScopeGroups`. */
  readonly isInScopeGroup: (user: SourceUser) => boolean
  readonly run: SyncRun
  /** The lease under which this process works at the run: every write of the run names it. */
  readonly fence: number
  /** Aborted when the process stops or has lost the run. */
  readonly signal: AbortSignal
}
