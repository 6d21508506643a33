import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Query } from '../store/database.ts'
import { createPeopleWorld, type PeopleWorld } from '../testing/people-world.ts'
import { readsOf, recordQueries } from '../testing/query-plans.ts'
import { applyPeople, type PeopleWork, peopleCause } from './apply-people.ts'
import { nothingFollows } from './person-change.ts'

const many = 30_000

/** As many others, in the tables that a change reads, each with two users. */
async function storeMany({ database, organizationId, directoryIds }: PeopleWorld): Promise<void> {
  const values = [organizationId, directoryIds[0], directoryIds[1]]
  const ofUsers = `from generate_series(1, ${many}) i, unnest(array[$2, $3]) with ordinality as d (directory, n)`
  const statements = [
    `insert into users (organization_id, directory_id, id, position, user_name, user_name_key, external_id, idp_id, email_keys,
        active, attributes, document, version, created_at, updated_at)
      select $1, directory, 'many' || i || '-' || n, i, 'many' || i, 'many' || i, i::text, i::text, '{}', true,
        jsonb_build_object('name', 'Many ' || i, 'email', 'many' || i || '@work.example', 'emails', '[]'::jsonb,
          'custom_attributes', jsonb_build_object('employee_number', 'many' || i)), '{}', 1, now(), now() ${ofUsers}`,
    `insert into person_keys select $1, key || i, 'many' || i || '-' || n
      ${ofUsers}, unnest(array['employeeNumber=many', 'ext=' || directory || ':']) as k (key)`,
    `insert into person_links (organization_id, user_id, directory_id, person_id, rule, confidence, evidence, linked_at)
      select $1, 'many' || i || '-' || n, directory, 'person_' || i, 'employeeNumber', 1, '{}', now() ${ofUsers}`,
    `insert into people (organization_id, id, status, display_name, display_name_key, attributes, sources, version, created_at,
        updated_at)
      select $1, 'person_' || i, 'active', 'Many ' || i, 'many ' || i, '{}', '{}', 1, now(), now() from generate_series(1, ${many}) i
      where $2 <> $3`,
    `insert into person_manager_keys select $1, 'person_' || i, 0, 'employeeNumber=many' || i / 8
      from generate_series(1, ${many}) i where $2 <> $3`,
    `insert into attribute_cases (organization_id, id, person_id, attribute, state, claims, opened_at)
      select $1, 'attribute_case_' || state || i, 'person_' || i, 'title', state, '[]', now()
      from generate_series(1, ${many}) i, unnest(array['open', 'decided', 'obsolete']) as s (state) where $2 <> $3`,
    `insert into former_people (organization_id, id, person, merged_into, gone_at)
      select $1, 'former_' || i, '{}', 'person_' || i, now() from generate_series(1, ${many}) i where $2 <> $3`,
  ]
  for (const text of statements) await database.query({ text, values })
  await database.query({ text: 'vacuum analyze' })
}

test('a change of one user reads only those whom it concerns, however many people there are', async () => {
  await using world = await createPeopleWorld({ at: new Date('2026-11-22T12:00:00Z') })
  const ada = { mail: 'ada@work.example', custom: { employee_number: '42', manager_id: 'many77' } }
  const [id = ''] = await world.arrive(
    { directory: 0, name: 'ada', ...ada },
    { directory: 1, name: 'lovelace', ...ada },
  )
  await storeMany(world)
  const { organizationId } = world
  const changed = { directory: 0, name: 'ada', mail: 'ada@work.example', title: 'Countess' }
  await world.change(id, { ...changed, custom: { employee_number: '42', manager_id: 'many78' } })
  await expectFewReads(world, { organizationId, userIds: [id], cause: peopleCause })
})

test('two people are merged by reading only those two', async () => {
  await using world = await createPeopleWorld({ at: new Date('2026-11-22T12:00:00Z') })
  const [, id = ''] = await world.arrive(
    { directory: 0, name: 'ada', mail: 'ada@work.example', title: 'Countess' },
    { directory: 1, name: 'byron', mail: 'byron@work.example', title: 'Poet' },
  )
  const people = await world.personIds()
  await storeMany(world)
  await expectFewReads(world, {
    organizationId: world.organizationId,
    userIds: [id],
    personIds: [people['1/byron'] ?? ''],
    decisions: new Map([[id, { action: 'link', personId: people['0/ada'] ?? '' }]]),
    cause: peopleCause,
  })
})

async function expectFewReads({ database, platform }: PeopleWorld, work: PeopleWork): Promise<void> {
  const queries: Query[] = []
  await database.transaction(async (transaction) => {
    const recording = recordQueries(transaction)
    await applyPeople(recording, { platform, onPeopleChanged: nothingFollows }, work)
    queries.push(...recording.queries)
  })
  await using connection = await database.connect()
  for (const query of queries.filter(({ text }) => /^\s*(select|with|delete|update)/i.test(text))) {
    await connection.query({ text: 'begin' })
    const reads = await readsOf(connection, query)
    await connection.query({ text: 'rollback' })
    for (const { table, by, rows } of reads)
      assert.ok(rows <= 60, `${query.name}: ${by} of ${table} reads ${rows} rows`)
  }
  assert.ok(queries.length < 40, `${queries.length} queries`)
}
