import assert from 'node:assert/strict'
import { test } from 'node:test'
import { removeDeleted } from '../directory/deletion.ts'
import { createMemorySource } from '../testing/memory-connector.ts'
import { setUpSync } from '../testing/sync-engine.ts'

test('of a deleted directory nothing is left that was known of its source', async () => {
  const source = createMemorySource()
  source.putUsers(30)
  source.putUser('u00031', { manager: 'nobody@example.com' })
  source.putUser('u00032', { attributes: {} })
  source.putGroup('g1', ['u00001', 'unknown'])
  await using sync = await setUpSync(source)
  const engine = sync.start()
  await sync.run()
  source.faults.onlyUsers = (id) => id === 'u00032'
  assert.equal((await sync.run('full')).state, 'waiting')
  await engine.stop()
  const { database, directory } = sync
  await database.query({
    text: `insert into sync_run_sightings (organization_id, run_id, page, numbers)
      select organization_id, id, 1, '{1}' from sync_runs`,
  })
  const tables = await database.query<{ name: string }>({
    text: `select table_name as name from information_schema.columns where column_name = 'directory_id' and table_schema = 'public'
      and table_name not in ('scim_requests') union select 'sync_run_sightings'`,
  })
  const filled = await filledTables(sync, tables)
  for (const name of [
    'connections',
    'sync_runs',
    'source_records',
    'source_references',
    'staged_removals',
    'sync_problems',
  ]) {
    assert.ok(filled.includes(name), `nothing was in ${name}`)
  }
  await database.query({
    text: `update directories set state = 'deleting' where id = $1`,
    values: [directory.directoryId],
  })
  await removeDeleted(sync)
  assert.deepEqual(await filledTables(sync, tables), [])
})

type SetUp = Awaited<ReturnType<typeof setUpSync>>

async function filledTables({ database }: SetUp, tables: readonly { readonly name: string }[]): Promise<string[]> {
  const filled: string[] = []
  for (const { name } of tables) {
    const rows = await database.query({ text: `select 1 from ${name} limit 1` })
    if (rows.length > 0) filled.push(name)
  }
  return filled
}
