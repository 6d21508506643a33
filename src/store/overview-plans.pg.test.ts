import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { readsOf, recordQueries } from '../testing/query-plans.ts'
import { findAttention } from './attention.ts'
import type { Queryable } from './database.ts'
import { listDirectories } from './directories.ts'
import { readDirectoryFacts } from './directory-health.ts'
import { findById, findDirectoriesByName, findOrganizationsByName } from './find-names.ts'
import { readActivity, readHourlyEvents } from './read-activity.ts'

const now = new Date('2026-11-22T12:00:00Z')
const organizations = 5_000
const perOrganization = 4

/** 20,000 directories of 5,000 organizations with a run, a token and a month of counts; of each trouble there are twenty. */
async function storeMany(on: Queryable): Promise<void> {
  const each = `generate_series(1, ${organizations}) o, generate_series(1, ${perOrganization}) d`
  const statements = [
    `insert into organizations (id, name, created_at, updated_at)
      select 'org_' || o, 'Company ' || o, now(), now() from generate_series(1, ${organizations}) o`,
    `insert into directories (organization_id, id, name, type, state, external_key, created_at, updated_at)
      select 'org_' || o, 'directory_' || o || '_' || d, 'Directory ' || o || ' ' || d, 'okta',
        case when d = 1 and o <= 20 then 'quarantined' else 'active' end, 'k', now(), now() from ${each}`,
    `insert into directory_totals (organization_id, directory_id) select organization_id, id from directories`,
    `insert into streams (organization_id, id, last_seq, last_occurred_at) select organization_id, id, 1, now() from directories`,
    `insert into connections (organization_id, directory_id, type, settings, last_succeeded_at, created_at, updated_at)
      select organization_id, id, 'okta', '{}', '2026-11-22T11:50:00Z', now(), now() from directories`,
    `insert into sync_runs (organization_id, id, directory_id, kind, trigger, state, phase, generation, cause, created_at, updated_at,
        finished_at, is_counted)
      select organization_id, 'sync_run_' || id, id, 'full', 'manual', case when id like '%\\_7\\_2' then 'waiting' else 'completed' end,
        'done', 1, '{}', now(), now(), now(), true from directories`,
    `insert into directory_tokens (organization_id, id, directory_id, hash, suffix, created_at, expires_at)
      select organization_id, 'token_' || id, id, decode(md5(id), 'hex'), 'abcd', now(),
        case when id like '%\\_9\\_3' then timestamptz '2026-11-25' end from directories`,
    `insert into daily_counts (organization_id, day, measure, count)
      select 'org_' || o, date '2026-11-22' - d, 'events', 1 from generate_series(0, ${organizations}) o, generate_series(0, 29) d`,
    `insert into hourly_events (organization_id, stream_id, hour, count)
      select organization_id, id, timestamptz '2026-11-22T12:00:00Z' - h * interval '1 hour', 1 from directories, generate_series(0, 4) h`,
    'vacuum analyze',
  ]
  for (const text of statements) await on.query({ text })
}

const ids = Array.from({ length: 25 }, (_, n) => `directory_${n + 100}_2`)
const streams = ids.map((id) => ({ organizationId: `org_${id.split('_')[1]}`, streamId: id }))
const page = { limit: 25, order: 'asc', before: null } as const
const open = { organizationId: null, search: null, domain: null }
const trouble = ['directory_quarantined', 'run_waiting', 'directory_stale', 'token_expiring'] as const

/** What is asked, and how many rows of any table it may look at. */
const cases: Readonly<Record<string, { readonly rows: number; ask(on: Queryable): Promise<unknown> }>> = {
  'what asks for a person, of all organizations': {
    rows: 100,
    ask: (on) => findAttention(on, trouble, { organizationId: null, now }),
  },
  'what asks for a person, of one organization': {
    rows: 100,
    ask: (on) => findAttention(on, trouble, { organizationId: 'org_7', now }),
  },
  'thirty days of all organizations': {
    rows: 100,
    ask: (on) => readActivity(on, null, { from: new Date('2026-10-24'), to: now }),
  },
  'the hours of a page of directories': { rows: 200, ask: (on) => readHourlyEvents(on, streams, { now, hours: 24 }) },
  'how a page of directories does': {
    rows: 200,
    ask: (on) => readDirectoryFacts(on, null, { ids, now }),
  },
  'a page of directories by name': {
    rows: 60,
    ask: (on) => listDirectories(on, { ...open, sort: 'name' }, { ...page, after: 'directory_300_3' }),
  },
  'a page of quarantined directories': {
    rows: 60,
    ask: (on) => listDirectories(on, { ...open, states: ['quarantined'] }, { ...page, after: null }),
  },
  'directories by words of their names': {
    rows: 100,
    ask: (on) => findDirectoriesByName(on, { organizationId: null, text: '4321 dir', limit: 5 }),
  },
  'organizations by words of their names': {
    rows: 100,
    ask: (on) => findOrganizationsByName(on, { organizationId: null, text: '4321', limit: 5 }),
  },
  'a run by its id': {
    rows: 10,
    ask: (on) => findById(on, 'sync_run', { organizationId: null, id: 'sync_run_directory_300_3' }),
  },
}

test('with 20,000 directories', async (t) => {
  await using created = await createTestDatabase({ now })
  await storeMany(created.database)
  await using connection = await created.database.connect()
  for (const [name, { rows, ask }] of Object.entries(cases)) {
    await t.test(`${name}: few rows are looked at`, async () => {
      const recorded = recordQueries(created.database)
      await ask(recorded)
      const reads = await Array.fromAsync(recorded.queries, (query) => readsOf(connection, query))
      assert.deepEqual(
        reads.flat().filter((read) => read.rows > rows),
        [],
      )
    })
  }
})
