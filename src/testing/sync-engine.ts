import assert from 'node:assert/strict'
import { setTimeout as after } from 'node:timers/promises'
import { z } from 'zod'
import { splitSettings } from '../connectors/split-settings.ts'
import type { Wait } from '../connectors/wait.ts'
import type { DirectoryRef } from '../directory/commands.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import type { Guards, Schedule, Scope } from '../model/connection.ts'
import { Guards as GuardsSchema, Schedule as ScheduleSchema, Scope as ScopeSchema } from '../model/connection.ts'
import type { Cause, Event } from '../model/event.ts'
import type { SyncRun, SyncRunKind, SyncRunState } from '../model/sync-run.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import type { Platform } from '../platform/platform.ts'
import { insertConnection } from '../store/connections.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import { findSyncRun, listSyncRuns } from '../store/sync-runs.ts'
import { createSharedBudgets } from '../sync/budget/shared-budgets.ts'
import { createConnectionSealer, sealSecrets } from '../sync/connection-secrets.ts'
import { requestRun } from '../sync/request-run.ts'
import { startSync } from '../sync/start-sync.ts'
import type { Sync, SyncChange, SyncOptions, SyncPace } from '../sync/sync.ts'
import type { MovingTime } from './connector-tools.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { makeDirectory } from './directories.ts'
import type { MemorySource } from './memory-connector.ts'

/** Who asks for runs and decides in tests. */
export const testPerson: Cause = { source: 'api', actorId: 'api_key_1', requestId: 'request_1' }

export const testSecretKey = Buffer.alloc(32, 7)

/** A pace at which nothing waits for long. */
export const quickPace: SyncPace = {
  runsAtOnce: 4,
  lookEvery: 20,
  renewEvery: 50,
  pageRetries: [1, 1, 1],
  removalsAtOnce: 10,
}

export type SyncSetUp = {
  /** What somebody filled in, where the source wants something in particular. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** The clock of source and engine; one that stands still, if not given. */
  readonly time?: MovingTime
  readonly guards?: Partial<Guards>
  readonly schedule?: Partial<Schedule>
  readonly scope?: Partial<Scope>
}

/** A clock that stands still until a test moves it. */
export function heldClock(start = new Date()) {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    advance(milliseconds: number) {
      now += milliseconds
    },
  }
}

/** What is read: only its connector matters here. */
type ReadSource = Pick<MemorySource, 'connector'>

/** A directory that is read from a source, by as many engines as a test starts. Nothing is read by itself unless `schedule` says so. */
export async function setUpSync(source: ReadSource, given: SyncSetUp = {}) {
  const database = await createTestDatabase()
  const { time } = given
  const clock = time ? { now: time.platform.clock.now, advance: time.pass } : heldClock()
  const platform: Platform = { clock, newId: createIds(), log: silentLog }
  const directory = await makeDirectory(database.database)
  const engines: Sync[] = []
  const writer = createDirectoryWriter({ database: database.database, platform })
  await connect({ database, clock }, source, { ...given, directory })

  function start(pace: Partial<SyncPace> = {}, nodeId = `node_${engines.length}`): Sync {
    const sync = startSync({
      ...optionsFor({ database, platform, sources: [source], wait: time?.wait }),
      submit: writer.submit,
      nodeId,
      pace: { ...quickPace, ...pace },
    })
    engines.push(sync)
    return sync
  }

  const change = <T>(work: (change: SyncChange) => Promise<T>) =>
    database.database.transaction((transaction) => work({ transaction, platform, cause: testPerson }))

  const request = (kind: SyncRunKind | null = null) =>
    change(async (by) => {
      const run = await requestRun({ ...by, connectors: [source.connector] }, directory, { kind, trigger: 'manual' })
      assert.ok(run)
      return run
    })

  const find = async (id: string) =>
    (await findSyncRun(database.database, directory, { id })) ?? assert.fail('no such run')

  async function until(id: string, ...states: readonly SyncRunState[]): Promise<SyncRun> {
    for (let waited = 0; waited < 60_000; waited += 5) {
      const run = await find(id)
      if (states.includes(run.state)) return run
      await after(5)
    }
    assert.fail(
      `the run is still ${(await find(id)).state}, not ${states.join(' or ')}: ${JSON.stringify(await find(id))}`,
    )
  }

  return {
    ...database,
    ...lookInto(database, directory),
    directory,
    platform,
    clock,
    writer,
    start,
    change,
    request,
    find,
    until,
    /** Asks for a run and waits until it is not worked at any more. */
    async run(kind: SyncRunKind | null = null): Promise<SyncRun> {
      const { id } = await request(kind)
      for (const engine of engines) engine.wake()
      return until(id, 'completed', 'waiting', 'failed', 'paused', 'cancelled')
    },
    async [Symbol.asyncDispose]() {
      for (const engine of engines) await engine.stop()
      await writer.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** What tests ask of a directory. */
function lookInto({ database }: Pick<TestDatabase, 'database'>, directory: DirectoryRef) {
  return {
    async runs(): Promise<readonly SyncRun[]> {
      const page = { limit: 100, order: 'asc', after: null, before: null } as const
      return (await listSyncRuns(database, { ...directory, states: null }, page)).records
    },
    async users(): Promise<{ idpId: string; active: boolean }[]> {
      const rows = await database.query<{ idp_id: string; active: boolean }>({
        text: 'select idp_id, active from users where organization_id = $1 and directory_id = $2 order by idp_id',
        values: [directory.organizationId, directory.directoryId],
      })
      return rows.map(({ idp_id, active }) => ({ idpId: idp_id, active }))
    },
    /** The members of each group, by the ids of the source. */
    async members(): Promise<Record<string, string[]>> {
      const rows = await database.query<{ group: string; members: string[] }>({
        text: `select g.idp_id as "group", coalesce(array_agg(coalesce(u.idp_id, n.idp_id) order by 1)
            filter (where m.member_id is not null), '{}') as members
          from groups g left join memberships m on m.organization_id = g.organization_id and m.group_id = g.id
          left join users u on u.id = m.member_id left join groups n on n.id = m.member_id
          where g.directory_id = $1 group by 1 order by 1`,
        values: [directory.directoryId],
      })
      return Object.fromEntries(rows.map((row) => [row.group, row.members.sort()]))
    },
    async events(): Promise<readonly Event[]> {
      const stream = { organizationId: directory.organizationId, streamId: directory.directoryId }
      const all = await selectStreamEvents(database, stream, { afterSeq: 0, toSeq: 1e9, limit: 1e6 })
      assert.deepEqual(
        all.map(({ seq }) => seq),
        all.map((_, index) => index + 1),
        'the sequence of events has a gap',
      )
      return all
    },
  }
}

/** What engines of tests are started with. */
export function optionsFor({
  database: { database },
  platform,
  sources,
  wait = async () => {},
}: {
  readonly database: Pick<TestDatabase, 'database'>
  readonly platform: Platform
  readonly sources: readonly ReadSource[]
  readonly wait?: Wait
}): Omit<SyncOptions, 'submit' | 'nodeId'> {
  return {
    database,
    platform,
    secretKey: testSecretKey,
    allowPrivateNetworks: true,
    filesFolder: null,
    connectors: sources.map(({ connector }) => connector),
    budgets: createSharedBudgets({ database, clock: platform.clock, wait }),
    eventLog: { wrote: () => {}, onSync: () => () => false },
    publicUrl: null,
  }
}

/** Connects a directory of a test to its source. */
export async function connect(
  { database, clock }: { readonly database: Pick<TestDatabase, 'database'>; readonly clock: Platform['clock'] },
  { connector }: ReadSource,
  {
    settings = { company: 'Example', key: 'a secret' },
    directory,
    guards,
    schedule,
    scope,
  }: SyncSetUp & { readonly directory: { organizationId: string; directoryId: string } },
): Promise<void> {
  const isScheduled = schedule !== undefined
  const split = splitSettings(connector.settings, z.record(z.string(), z.json()).parse(settings))
  await insertConnection(database.database, {
    ...directory,
    type: connector.type,
    settings: split.settings,
    sealedSecrets: sealSecrets(createConnectionSealer(testSecretKey), split.secrets),
    mapping: [],
    scope: ScopeSchema.parse({ ...scope }),
    guards: GuardsSchema.parse({ ...guards }),
    schedule: ScheduleSchema.parse({ is_enabled: isScheduled, ...schedule }),
    nextRunAt: isScheduled ? clock.now() : null,
    updatedAt: clock.now(),
    wakeUpHash: null,
  })
}
