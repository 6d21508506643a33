import type { Connector, Listing, OpenConnector } from '../../src/connectors/connector.ts'
import { createDirectoryWriter } from '../../src/directory/directory-writer.ts'
import { Guards, Schedule, Scope } from '../../src/model/connection.ts'
import type { SyncCounts } from '../../src/model/sync-run.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createIds } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { createSealer } from '../../src/platform/sealer.ts'
import { insertConnection } from '../../src/store/connections.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { ensureEventPartitions } from '../../src/store/event-partitions.ts'
import { migrate } from '../../src/store/migrate.ts'
import { noCounts } from '../../src/store/sync-run-row.ts'
import { findSyncRun, insertSyncRun } from '../../src/store/sync-runs.ts'
import { compileMapping } from '../../src/sync/mapping/compile-mapping.ts'
import { noGiveWay } from '../../src/sync/run/give-way.ts'
import { listSource } from '../../src/sync/run/list-source.ts'
import { start } from '../../src/sync/run/position.ts'
import type { RunContext } from '../../src/sync/run/run-context.ts'
import { noWaits } from '../../src/sync/run/wait-meter.ts'
import { MAPPING } from './generated-source.ts'

/** A directory in a database of its own, into which the engine reads listings within this process. */
export interface SyncDirectory extends AsyncDisposable {
  readonly database: Database
  readonly organizationId: string
  readonly directoryId: string
  /** Reads a listing as a full run does, without the sweep. Gives the seconds that it took. */
  readonly read: (listing: Listing) => Promise<{ readonly seconds: number; readonly counts: SyncCounts }>
}

/** Makes the tables and an empty directory. */
export async function makeSyncDirectory(databaseUrl: string): Promise<SyncDirectory> {
  const platform = { clock: systemClock, newId: createIds(), log: silentLog }
  const database = openDatabase(databaseUrl, { poolSize: 10, onError: () => {} })
  await migrate(database, platform)
  const now = platform.clock.now()
  await ensureEventPartitions(database, now)
  const organizationId = platform.newId('org', now)
  const directoryId = platform.newId('directory', now)
  await insertDirectory(database, { organizationId, directoryId, now })
  const connection = await insertConnection(database, {
    organizationId,
    directoryId,
    type: 'okta',
    settings: {},
    sealedSecrets: null,
    mapping: [],
    scope: Scope.parse({}),
    guards: Guards.parse({}),
    schedule: Schedule.parse({}),
    nextRunAt: null,
    wakeUpHash: null,
    updatedAt: now,
  })
  const writer = createDirectoryWriter({ database, platform })
  const context = {
    database,
    platform,
    connection,
    submit: writer.submit,
    giveWay: noGiveWay,
    waits: noWaits,
    sealer: createSealer(Buffer.alloc(32), 'sync'),
    connector: {} as Connector,
    mapping: compileMapping({ connector: MAPPING, own: [], customAttributes: [] }),
    scope: { decide: () => ({ isIn: true, reason: '' }) },
    isInScopeGroup: () => false,
    fence: 1,
    signal: new AbortController().signal,
  }
  return {
    database,
    organizationId,
    directoryId,
    async read(listing) {
      const run = await beginRun(context, { organizationId, directoryId })
      const source = { full: () => listing } as unknown as OpenConnector
      const progress = { phase: 'listing', pages: 0, counts: noCounts, expected: null, position: start } as const
      const began = performance.now()
      const { counts } = await listSource({ ...context, source, run }, progress, {
        cursor: null,
        retries: [],
        onPage: () => {},
      })
      return { seconds: (performance.now() - began) / 1000, counts }
    },
    async [Symbol.asyncDispose]() {
      await writer.stop()
      await database.end()
    },
  }
}

async function insertDirectory(
  on: Database,
  { organizationId, directoryId, now }: { organizationId: string; directoryId: string; now: Date },
): Promise<void> {
  await on.query({
    text: 'insert into organizations (id, name, created_at, updated_at) values ($1, $1, $2, $2)',
    values: [organizationId, now],
  })
  await on.query({
    text: `with d as (
        insert into directories (organization_id, id, name, type, state, external_key, created_at, updated_at)
        values ($1, $2, 'Bench', 'okta', 'active', $2, $3, $3)
      ), t as (insert into directory_totals (organization_id, directory_id) values ($1, $2))
      insert into streams (organization_id, id, last_occurred_at) values ($1, $2, $3)`,
    values: [organizationId, directoryId, now],
  })
}

async function beginRun(
  { database, platform }: Pick<RunContext, 'database' | 'platform'>,
  directory: { readonly organizationId: string; readonly directoryId: string },
) {
  await database.query({ text: `update sync_runs set state = 'completed'` })
  const createdAt = platform.clock.now()
  const id = platform.newId('sync_run', createdAt)
  const cause = { source: 'sync', actorId: id, requestId: null } as const
  await insertSyncRun(database, { ...directory, id, kind: 'full', trigger: 'manual', generation: 1, cause, createdAt })
  await database.query({ text: `update sync_runs set state = 'running', fence = 1 where id = $1`, values: [id] })
  const run = await findSyncRun(database, directory, { id })
  if (!run) throw new Error('The run was not made')
  return run
}
