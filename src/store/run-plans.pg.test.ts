import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RemovalState } from '../model/sync-run.ts'
import { createTestDatabase } from '../testing/database.ts'
import { readsOf, recordQueries } from '../testing/query-plans.ts'
import { listAllSyncRuns } from './all-sync-runs.ts'
import type { Queryable } from './database.ts'
import { listRemovals } from './staged-removals.ts'

/** 100,000 runs of 500 directories, of which forty wait; one of them has 20,000 removals. */
async function storeRuns(on: Queryable): Promise<void> {
  const statements = [
    `insert into organizations (id, name, created_at, updated_at)
      select 'org_' || o, 'Company ' || o, now(), now() from generate_series(0, 9) o`,
    `insert into directories (organization_id, id, name, type, state, external_key, created_at, updated_at)
      select 'org_' || d % 10, 'directory_' || d, 'Directory ' || d, 'okta', 'active', 'k', now(), now() from generate_series(0, 499) d`,
    `insert into sync_runs (organization_id, id, directory_id, kind, trigger, state, phase, generation, cause, created_at, updated_at)
      select 'org_' || n % 10, 'sync_run_' || lpad(n::text, 8, '0'), 'directory_' || n % 500, 'incremental', 'schedule',
        case when n % 2500 = 7 then 'waiting' else 'completed' end, 'done', 1, '{}', now(), now() from generate_series(0, 99999) n`,
    `insert into staged_removals (organization_id, id, directory_id, run_id, kind, reason, object_id, name, state, department, created_at)
      select 'org_7', 'removal_' || lpad(n::text, 8, '0'), 'directory_7', 'sync_run_00000007', 'user', 'absent', 'user_' || n,
        'Person ' || n, 'held', 'Department ' || n % 20, now() from generate_series(1, 20000) n`,
    'vacuum analyze',
  ]
  for (const text of statements) await on.query({ text })
}

const all = { organizationId: null, directoryId: null, states: null, kinds: null, triggers: null }
const page = { limit: 50, order: 'desc', after: null, before: null } as const
const removals = { organizationId: 'org_7', runId: 'sync_run_00000007', states: RemovalState.options, kinds: null }

/** What is asked, and how many runs and removals it may look at. */
const cases: Readonly<Record<string, { readonly rows: number; ask(on: Queryable): Promise<unknown> }>> = {
  'the last runs of all directories': { rows: 600, ask: (on) => listAllSyncRuns(on, all, page) },
  'runs far down': {
    rows: 600,
    ask: (on) => listAllSyncRuns(on, all, { ...page, after: 'sync_run_00050000' }),
  },
  'the runs that wait, of all organizations': {
    rows: 600,
    ask: (on) => listAllSyncRuns(on, { ...all, states: ['waiting'] }, page),
  },
  'the runs of one organization': {
    rows: 600,
    ask: (on) => listAllSyncRuns(on, { ...all, organizationId: 'org_7' }, page),
  },
  'the runs of one directory': {
    rows: 600,
    ask: (on) => listAllSyncRuns(on, { ...all, organizationId: 'org_7', directoryId: 'directory_7' }, page),
  },
  'a page of the removals of a run': {
    rows: 600,
    ask: (on) =>
      listRemovals(on, { ...removals, states: ['held'] }, { ...page, order: 'asc', after: 'removal_00010000' }),
  },
  'the removals of a run in a department': {
    rows: 20_100,
    ask: (on) => listRemovals(on, { ...removals, states: ['held'], department: 'Department 3' }, page),
  },
}

test('at 100,000 runs', async (t) => {
  await using created = await createTestDatabase()
  await storeRuns(created.database)
  await using connection = await created.database.connect()
  for (const [name, { rows, ask }] of Object.entries(cases)) {
    await t.test(`${name}: few rows are looked at`, async () => {
      const recorded = recordQueries(created.database)
      await ask(recorded)
      const reads: { table: string; rows: number }[] = []
      for (const query of recorded.queries) reads.push(...(await readsOf(connection, query)))
      assert.deepEqual(
        reads.filter((read) => /^(sync_runs|staged_removals)/.test(read.table) && read.rows > rows),
        [],
      )
      assert.ok(reads.length > 0)
    })
  }
})
