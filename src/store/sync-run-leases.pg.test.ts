import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { makeDirectory, testCause, testPlatform } from '../testing/directories.ts'
import type { Queryable } from './database.ts'
import { claimRuns, releaseRun, renewLease } from './sync-run-leases.ts'
import { noCounts } from './sync-run-row.ts'
import { commitProgress, insertSyncRun } from './sync-runs.ts'

const platform = testPlatform()

async function queueRun(on: Queryable, organizationId?: string): Promise<string> {
  const directory = await makeDirectory(on, organizationId === undefined ? {} : { organizationId })
  const createdAt = platform.clock.now()
  const run = {
    id: platform.newId('sync_run', createdAt),
    kind: 'full',
    trigger: 'manual',
    generation: 1,
    createdAt,
  } as const
  assert.ok(await insertSyncRun(on, { ...directory, ...run, cause: testCause }))
  return directory.organizationId
}

const claim = (on: Queryable, limit: number, nodeId = 'node_1') =>
  claimRuns(on, { nodeId, limit, at: platform.clock.now() })

test('an organization with many directories does not keep another one waiting', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const large = await queueRun(database)
  for (let more = 0; more < 4; more += 1) await queueRun(database, large)
  const small = await queueRun(database)
  const first = await claim(database, 2)
  assert.deepEqual(new Set(first.map(({ run }) => run.organizationId)), new Set([large, small]))
  // The large one has as much as the small one; whoever is new comes before its next.
  const other = await queueRun(database)
  assert.deepEqual(
    (await claim(database, 1)).map(({ run }) => run.organizationId),
    [other],
  )
  assert.equal((await claim(database, 10)).length, 4)
})

test('processes that claim at the same time never get the same run', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  for (let index = 0; index < 6; index += 1) await queueRun(database)
  const claimed = await Promise.all([1, 2, 3].map((node) => claim(database, 4, `node_${node}`)))
  const ids = claimed.flat().map(({ run }) => run.id)
  assert.equal(new Set(ids).size, ids.length)
  const rest = await claim(database, 10)
  assert.equal(ids.length + rest.length, 6)
})

test('who has lost a run can neither renew its lease nor write how far it is', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  await queueRun(database)
  const [one] = await claim(database, 1)
  assert.ok(one)
  const held = { organizationId: one.run.organizationId, runId: one.run.id, fence: one.fence }
  assert.deepEqual(await renewLease(database, held), { requested: null, directoryState: 'active' })
  await releaseRun(database, held)
  const [two] = await claim(database, 1, 'node_2')
  assert.equal(two?.run.id, one.run.id)
  assert.equal(await renewLease(database, held), null)
  const progress = { phase: 'listing', sealedPosition: null, pages: 1, counts: noCounts, expected: null } as const
  await assert.rejects(commitProgress(database, { ...held, ...progress, at: platform.clock.now() }), {
    code: 'sync_run_lost',
  })
})

test('writing how far a run is touches no index', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  await queueRun(database)
  const [one] = await claim(database, 1)
  assert.ok(one)
  const held = { organizationId: one.run.organizationId, runId: one.run.id, fence: one.fence }
  const progress = { phase: 'listing', sealedPosition: 'a', pages: 1, counts: noCounts, expected: 5 } as const
  await database.transaction(async (transaction) => {
    await commitProgress(transaction, { ...held, ...progress, at: platform.clock.now() })
    const [row] = await transaction.query<{ hot: number }>({
      text: `select pg_stat_get_xact_tuples_hot_updated('sync_runs'::regclass)::integer as hot`,
    })
    assert.equal(row?.hot, 1)
  })
})
