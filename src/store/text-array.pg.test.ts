import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { textArray } from './text-array.ts'

test('texts arrive as they are, whatever is in them, and null as null', async () => {
  await using s = await createTestDatabase()
  const values = ['a', null, '', 'NULL', '"\\{},\' \n', 'Zoë 👩‍💻', 'x'.repeat(100_000)]
  const rows = await s.database.query<{ value: string | null }>({
    text: 'select value from unnest($1::text[]) with ordinality as row (value, n) order by n',
    values: [textArray(values)],
  })
  assert.deepEqual(
    rows.map(({ value }) => value),
    values,
  )
})
