import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'

// Tables that are shared by all organizations; each says in its migration why.
const shared = [
  'organizations',
  'organization_domains',
  'api_keys',
  'feed',
  'feed_state',
  'consumers',
  'counting',
  'destinations',
  'delivery_hours',
  'delivery_nodes',
  'audit_log',
  'idempotency_keys',
  'members',
  'sessions',
  'sign_in_links',
  'settings',
  'migrations',
]

test('every table that belongs to an organization has a primary key that begins with organization_id', async () => {
  await using s = await createTestDatabase()
  const tables = await s.database.query<{ name: string; first_column: string | null }>({
    text: `select c.relname as name, a.attname as first_column
      from pg_class c
      left join pg_index i on i.indrelid = c.oid and i.indisprimary
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
  })
  assert.ok(tables.length > shared.length)
  const owned = tables.filter(({ name }) => !shared.includes(name))
  assert.deepEqual(
    owned.filter(({ first_column }) => first_column !== 'organization_id'),
    [],
  )
})

test('every id is compared byte by byte, so that its order is that of its creation on every server', async () => {
  await using s = await createTestDatabase()
  const columns = await s.database.query<{ name: string }>({
    text: `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'
        and (column_name = 'id' or column_name like '%\\_id')`,
  })
  assert.deepEqual(columns, [])
})
