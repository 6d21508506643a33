import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { readsOf, recordQueries } from '../testing/query-plans.ts'
import { listOrganizations } from './organizations.ts'

test('the organization of a domain is found without a look at the others', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  await database.query({
    text: `insert into organizations (id, name, created_at, updated_at)
      select 'org_' || n, 'Company ' || n, now(), now() from generate_series(10001, 15000) n`,
  })
  await database.query({
    text: `insert into organization_domains (id, organization_id, domain, state, verification_strategy,
        verification_token, created_at, updated_at)
      select 'org_domain_' || n, 'org_' || n, 'c' || n || '.test', 'pending', 'dns', 'x', now(), now()
      from generate_series(10001, 15000) n`,
  })
  await database.query({ text: 'analyze organizations, organization_domains' })
  await using connection = await database.connect()
  const recorded = recordQueries(connection)
  const filter = { id: null, search: null, domains: ['c12000.test', 'c14000.test'] }
  const page = { limit: 10, order: 'desc', after: null, before: null } as const
  const { records } = await listOrganizations(recorded, filter, page)
  assert.deepEqual(
    records.map(({ id }) => id),
    ['org_14000', 'org_12000'],
  )
  const reads = await Promise.all(recorded.queries.map((query) => readsOf(connection, query)))
  assert.deepEqual(
    reads.flat().filter(({ rows }) => rows > 10),
    [],
  )
})
