import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { readsOf, recordQueries } from '../testing/query-plans.ts'
import { listApiKeys } from './api-keys.ts'

test('the keys of an organization are found without a look at those of others', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  await database.query({
    text: `insert into api_keys (id, organization_id, name, hash, suffix, scopes, created_at)
      select 'api_key_' || n, 'org_' || n, 'key', sha256(n::text::bytea), 'xxxx', '{*}', now()
      from generate_series(10001, 15000) n`,
  })
  await database.query({ text: 'analyze api_keys' })
  await using connection = await database.connect()
  const recorded = recordQueries(connection)
  const page = { limit: 10, order: 'desc', after: null, before: null } as const
  const { records } = await listApiKeys(recorded, 'org_12000', page)
  assert.deepEqual(
    records.map(({ id }) => id),
    ['api_key_12000'],
  )
  const reads = await Promise.all(recorded.queries.map((query) => readsOf(connection, query)))
  assert.deepEqual(
    reads.flat().filter(({ rows }) => rows > 10),
    [],
  )
})
