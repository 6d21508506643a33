import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'

test('a connection that is cut in the middle of a transaction fails that transaction, not the process', async () => {
  await using s = await createTestDatabase()
  const cut = s.database.transaction(async (transaction) => {
    const [own] = await transaction.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' })
    await s.database.query({ text: 'select pg_terminate_backend($1)', values: [own?.pid] })
    await new Promise((resolve) => setTimeout(resolve, 100))
    await transaction.query({ text: 'select 1' })
  })
  await assert.rejects(cut, { code: 'database_unavailable' })
  const rows = await s.database.query<{ one: number }>({ text: 'select 1 as one' })
  assert.deepEqual(rows, [{ one: 1 }])
})
