import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connector, Listing, SourcePage } from '../connectors/connector.ts'
import { createMemoryBudget } from '../connectors/memory-budget.ts'
import type { SyncRun, SyncRunKind } from '../model/sync-run.ts'
import type { Platform } from '../platform/platform.ts'
import type { ConnectorStandIn } from './connector-stand-in.ts'
import { type MovingTime, movingTime } from './connector-tools.ts'
import { type SyncSetUp, setUpSync } from './sync-engine.ts'

/** A source that tests read through the whole engine. */
export type SyncedSource = {
  readonly connector: Connector
  /** Starts it without users and groups, with pages so small that a company of forty takes several. */
  readonly start: (platform: Platform) => Promise<ConnectorStandIn>
}

/** What a test does with pages on their way from the connector to the engine: it sees each, may change it, and may take its time. */
export type PageLens = { see: ((page: SourcePage) => Promise<SourcePage> | SourcePage) | null }

/** Who is in a directory or at its source, by the ids of the source. */
export type CompanyContent = {
  readonly users: Record<string, { readonly active: boolean; readonly attributes: string }>
  readonly groups: Record<string, string>
  readonly members: Record<string, string[]>
}

type TestSync = Awaited<ReturnType<typeof setUpSync>>

/** Starts a source and a directory that the real engine reads from it, and in which nobody is yet. */
export async function startSyncedCompany({ connector, start }: SyncedSource, given: SyncSetUp = {}) {
  const { time = movingTime() } = given
  const standIn = await start(time.platform)
  const lens: PageLens = { see: null }
  const watched = watch(connector, { standIn, time, lens })
  const sync = await setUpSync({ connector: watched }, { ...given, time, settings: standIn.settings })
  const engine = sync.start()
  const { organizationId, directoryId } = sync.directory

  /** The last run when nothing is done any more; what it is and what is due are read at the same instant. */
  async function lastOfQuiet(): Promise<SyncRun | null> {
    const [row] = await sync.database.query<{ id: string }>({
      text: `select r.id from connections c, lateral (select * from sync_runs
          where organization_id = c.organization_id and directory_id = c.directory_id order by id desc limit 1) r
        where c.organization_id = $1 and c.directory_id = $2 and coalesce(c.next_run_at > $3, true)
          and (r.state in ('completed', 'waiting', 'failed', 'cancelled') or r.state = 'paused' and r.resume_at > $3)`,
      values: [organizationId, directoryId, time.platform.clock.now()],
    })
    return row ? sync.find(row.id) : null
  }

  /** Waits until nothing is done any more, and gives the last run, which is another one than `before`. */
  async function untilQuiet(before: SyncRun | null = null): Promise<SyncRun> {
    engine.wake()
    for (let waited = 0; waited < 120_000; waited += 10) {
      const last = await lastOfQuiet()
      if (last && last.id !== before?.id) return last
      await pause(10)
    }
    assert.fail(`the directory does not come to rest: ${JSON.stringify((await sync.runs()).at(-1))}`)
  }

  return {
    sync,
    standIn,
    time,
    lens,
    untilQuiet,
    /** Asks for a run; gives the last one when everything that follows from it is done. */
    async run(kind: SyncRunKind): Promise<SyncRun> {
      await sync.request(kind)
      return untilQuiet()
    },
    content: () => contentOf(sync),
    async directoryState(): Promise<string | undefined> {
      const text = 'select state from directories where organization_id = $1 and id = $2'
      const [row] = await sync.database.query<{ state: string }>({ text, values: [organizationId, directoryId] })
      return row?.state
    },
    /** What still waits for something: removals, problems, runs. */
    pending: () =>
      sync.database.query<{ what: string; name: string }>({
        text: `select 'removal ' || state as what, name from staged_removals
            where organization_id = $1 and directory_id = $2 and state in ('planned', 'held', 'approved')
          union all select 'problem ' || code, source_id from sync_problems where organization_id = $1 and directory_id = $2
          union all select 'run ' || state, id from sync_runs
            where organization_id = $1 and directory_id = $2 and state not in ('completed', 'failed', 'cancelled')`,
        values: [organizationId, directoryId],
      }),
    async [Symbol.asyncDispose]() {
      await sync[Symbol.asyncDispose]()
      await standIn.close()
    },
  }
}

export type SyncedCompany = Awaited<ReturnType<typeof startSyncedCompany>>

type Watching = { readonly standIn: ConnectorStandIn; readonly time: MovingTime; readonly lens: PageLens }

/** The connector, for which waiting takes no time, and of which every page is seen through the lens. */
function watch(connector: Connector, { standIn, time, lens }: Watching): Connector {
  // What processes share of a budget grows by the clock of the database, which nobody moves on.
  const budget = createMemoryBudget({ clock: time.platform.clock, wait: time.wait })
  return {
    ...connector,
    open(settings, tools) {
      const source = connector.open(settings, { ...tools, ...standIn.tools, budget, wait: time.wait })
      const { incremental } = source
      return {
        ...source,
        full: (from, signal) => through(source.full(from, signal), lens),
        ...(incremental && {
          incremental: (cursor, from, signal) => through(incremental(cursor, from, signal), lens),
        }),
      }
    },
  }
}

async function* through(listing: Listing, lens: PageLens): Listing {
  try {
    for (;;) {
      const step = await listing.next()
      if (step.done) return step.value
      yield lens.see ? await lens.see(step.value) : step.value
    }
  } finally {
    await listing.return({ cursor: null })
  }
}

async function contentOf({ database, directory, members }: TestSync): Promise<CompanyContent> {
  const values = [directory.organizationId, directory.directoryId]
  const users = await database.query<{ id: string; active: boolean; attributes: string }>({
    text: `select idp_id as id, active, attributes::text from users
      where organization_id = $1 and directory_id = $2 order by 1`,
    values,
  })
  const groups = await database.query<{ id: string; name: string }>({
    text: 'select idp_id as id, display_name as name from groups where organization_id = $1 and directory_id = $2 order by 1',
    values,
  })
  return {
    users: Object.fromEntries(users.map(({ id, active, attributes }) => [id, { active, attributes }])),
    groups: Object.fromEntries(groups.map(({ id, name }) => [id, name])),
    members: await members(),
  }
}
