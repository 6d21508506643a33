import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../../testing/database.ts'
import { largePeople, storeLargePeople } from '../../testing/large-people.ts'
import { readsOf, recordQueries } from '../../testing/query-plans.ts'
import type { Database, Queryable } from '../database.ts'
import { countPersons, findPersons } from './find-persons.ts'
import { everyPerson, type PersonFilter } from './person-conditions.ts'

const count = 100_000
const { organizationId } = largePeople.scope

/** As many people as users, each of whom is one; a thousand report to one, a hundred are in a team, and one in fifty has left. */
async function storePersons(on: Queryable): Promise<void> {
  await storeLargePeople(on, count)
  const person = `'person_' || lpad(n::text, 8, '0')`
  const statements = [
    `insert into people (organization_id, id, status, is_service, display_name, display_name_key, attributes, sources, manager_id,
        version, created_at, updated_at)
      select 'org_people', ${person}, case when n % 50 = 0 then 'left' else 'active' end, n % 1000 = 0, 'Name ' || n,
        'name ' || lpad((n * 7919 % ${count})::text, 8, '0'), '{}', '{}', case when n <= 1000 then 'person_00000000' end, 1, now(), now()
      from generate_series(1, ${count}) n`,
    `insert into person_links (organization_id, user_id, directory_id, person_id, rule, confidence, evidence, linked_at)
      select 'org_people', 'directory_user_' || lpad(n::text, 8, '0'), 'directory_people', ${person}, 'new', 1, '{}', now()
      from generate_series(1, ${count}) n`,
    `insert into overlay_members (organization_id, kind, object_id, person_id, reasons, since)
      select 'org_people', 'Team', 'small', ${person}, '[]'::json, now() from generate_series(1, 100) n
      union all select 'org_people', 'Group', 'large', ${person}, '[]'::json, now() from generate_series(1, ${count}) n where n % 2 = 0`,
    'vacuum analyze',
  ]
  for (const text of statements) await on.query({ text })
}

const page = { limit: 25, sort: 'name', order: 'asc', after: null, before: null } as const
const everybody = everyPerson(organizationId)
const farDown = { key: 'name 00060000', id: 'person_00000000' }

type Case = {
  readonly filter: PersonFilter
  readonly after?: typeof farDown
  readonly sort?: 'created_at'
  readonly rows: number
}

/** What is asked, and how many rows of a table it may look at. Of what is found by candidates there are at most 5,000. */
const cases: Readonly<Record<string, Case>> = {
  'the first by name': { filter: everybody, rows: 60 },
  'far down by name': { filter: everybody, after: farDown, rows: 60 },
  'those who came last': { filter: everybody, sort: 'created_at', rows: 60 },
  'those who have left': { filter: { ...everybody, statuses: ['left'] }, rows: 60 },
  'those of several statuses': { filter: { ...everybody, statuses: ['left', 'leaving'] }, rows: 3_000 },
  'a name that one in a thousand has': { filter: { ...everybody, text: 'first17' }, rows: 3_500 },
  'a name and a last name': { filter: { ...everybody, text: 'first17 last42' }, rows: 3_500 },
  'a word that everybody has': { filter: { ...everybody, text: 'first' }, rows: 3_500 },
  'those who report to somebody': { filter: { ...everybody, managerId: 'person_00000000' }, rows: 3_500 },
  'a small team': { filter: { ...everybody, memberOf: { kind: 'Team', id: 'small' } }, rows: 3_500 },
  'a large group': { filter: { ...everybody, memberOf: { kind: 'Group', id: 'large' } }, rows: 3_500 },
  'a directory that all are in': { filter: { ...everybody, directoryId: 'directory_people' }, rows: 3_500 },
}

test(`at ${count} people`, async (t) => {
  await using created = await createTestDatabase()
  const { database } = created
  await storePersons(database)
  await using connection = await database.connect()
  for (const [name, { filter, after = null, sort = 'name', rows }] of Object.entries(cases)) {
    await t.test(`${name}: few rows are looked at`, async () => {
      const recorded = recordQueries(database)
      const on = { ...recorded, transaction: database.transaction } as unknown as Database
      const found = await findPersons(on, filter, { ...page, sort, after })
      assert.ok(found.records.length > 0)
      const reads = []
      for (const query of recorded.queries) reads.push(...(await readsOf(connection, query)))
      assert.deepEqual(
        reads.filter((read) => read.rows > rows),
        [],
      )
      await countPersons(database, filter)
    })
  }
})
