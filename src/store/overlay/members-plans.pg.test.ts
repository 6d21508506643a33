import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../../testing/database.ts'
import { readsOf, recordQueries } from '../../testing/query-plans.ts'
import type { Queryable } from '../database.ts'
import { findDuePeople } from './flips.ts'
import { readHandOfPeople } from './hand.ts'
import { writeMembers } from './members.ts'
import { findOverlaysBehind } from './members-evaluation.ts'
import { listObjectMembers } from './members-list.ts'
import { readManagerChains, readReportsBelow, readRulePeople } from './members-people.ts'
import { readStates } from './members-state.ts'

const organizationId = 'org_1'
const people = 100_000
const now = new Date('2026-11-22T12:00:00Z')

/** 100,000 people in five groups each, eight to a manager, some undecided, with days to come and things done by hand. */
async function storeMany(on: Queryable): Promise<void> {
  const each = `generate_series(1, ${people}) n`
  const id = `'person_' || lpad(n::text, 8, '0')`
  const statements = [
    `insert into organizations (id, name, created_at, updated_at) values ('org_1', 'Company', now(), now())`,
    `insert into people (organization_id, id, status, display_name, display_name_key, attributes, sources, manager_id, version,
        created_at, updated_at)
      select 'org_1', ${id}, 'active', 'P' || n, md5(n::text), '{"title": "Lead"}', '{}',
        case when n >= 8 then 'person_' || lpad((n / 8)::text, 8, '0') end, 1, now(), now() from ${each}`,
    `insert into overlay_members select 'org_1', 'Group', 'g-' || (n * 5 + g) % 300, ${id}, '[{"by":"rule"}]', now()
      from ${each}, generate_series(0, 4) g on conflict do nothing`,
    `insert into overlay_members select 'org_1', 'Group', 'all', ${id}, '[{"by":"rule"}]', now() from ${each}`,
    `insert into overlay_counts (organization_id, kind, object_id, members)
      select organization_id, kind, object_id, count(*) from overlay_members group by 1, 2, 3`,
    `insert into overlay_unknown select 'org_1', 'Group', 'open', ${id}, 'person.type is missing' from ${each} where n % 10 = 0`,
    `insert into overlay_flips select 'org_1', ${id}, 'Group', 'g-1', timestamptz '2026-11-22T12:00:05Z' - n * interval '1 minute' + interval '1 month'
      from ${each} where n % 3 = 0`,
    `insert into overlay_hand_members select 'org_1', 'Group', 'all', ${id}, 'add', null, '"x"', now() from ${each} where n % 5 = 0`,
    `insert into overlays (organization_id, revision, evaluated_revision) select 'org_' || n, 3, case when n = 1 then 2 else 3 end from generate_series(1, 5000) n`,
    'vacuum analyze',
  ]
  for (const text of statements) await on.query({ text })
}

test('of 100,000 people', async (t) => {
  await using clone = await createTestDatabase()
  await storeMany(clone.database)
  await using connection = await clone.database.connect()

  await t.test(
    'whatever follows from one change looks at the rows that it is about, and not at everybody',
    async () => {
      const on = recordQueries(clone.database)
      await askWhatFollows(on)
      for (const query of on.queries) {
        const most = query.name?.startsWith('list-object') ? 4_000 : 700
        for (const { table, by, rows } of await readsOf(connection, query)) {
          assert.ok(rows <= most, `${query.name ?? query.text}: ${table} by ${by}, ${rows} rows`)
        }
      }
    },
  )

  await t.test('a membership is put and taken away by its key', async () => {
    const on = recordQueries(clone.database)
    const remove = [{ kind: 'Group', objectId: 'all', personId: 'person_00050000' }] as const
    const members = { put: [], remove }
    await writeMembers(on, { organizationId, now, members, unknown: members, flips: { put: [], remove: [] } })
    for (const query of on.queries) {
      for (const { table, rows } of await readsOf(connection, query))
        assert.ok(rows <= 2, `${query.name}: ${table}, ${rows}`)
    }
  })
})

/** Asks everything that a change of one person, of one object and of the time may ask. */
async function askWhatFollows(on: Queryable): Promise<void> {
  const one = ['person_00050000']
  await readStates(on, organizationId, { personIds: one, addresses: null })
  await readStates(on, organizationId, { personIds: one, addresses: ['Group/g-1', 'Group/all'] })
  await readHandOfPeople(on, organizationId, one)
  await readManagerChains(on, organizationId, one)
  await readReportsBelow(on, organizationId, ['person_00002000'])
  await readRulePeople(on, organizationId, { attributes: ['title'], which: { after: 'person_00040000', limit: 100 } })
  await findDuePeople(on, new Date('2026-10-16T00:00:00Z'), { limit: 50 })
  await findOverlaysBehind(on, { limit: 20 })
  const page = { organizationId, kind: 'Group', which: 'members', limit: 50 } as const
  for (const objectId of ['all', 'g-1']) {
    await listObjectMembers(on, { ...page, objectId, after: { nameKey: '7', personId: '' } })
  }
}
