import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Scope } from '../../model/connection.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import type { Database } from '../../store/database.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { isInGroupOf, loadScopeMembers } from './scope-members.ts'

type Groups = Readonly<Record<string, readonly string[]>>

const signal = new AbortController().signal
const scope = Scope.parse({ groups: ['g1', 'g2'] })

test('the members of all groups of a scope are read once, and looked up for a page at once', async () => {
  await using s = await createTestDatabase()
  const many = Array.from({ length: 2500 }, (_, index) => `u${index}`)
  const run = await insertRun(s.database, '1', 'full')
  const reads: string[] = []
  const reader = readerOf({ database: s.database, run, groups: { g1: many, g2: ['u1', 'z'] }, reads })
  assert.deepEqual(await loadScopeMembers(reader), { isFullNeeded: false })
  await loadScopeMembers(reader)
  assert.deepEqual(reads, ['g1', 'g2'])
  assert.deepEqual([...(await isInGroupOf(s.database, reader, ['u2499', 'z', 'nobody', '']))].filter(Boolean).sort(), [
    'u2499',
    'z',
  ])
  const nobody = { ...reader, run: { ...run, organizationId: 'org_2' } }
  assert.equal((await isInGroupOf(s.database, nobody, ['u1'])).size, 0)
  const unscoped = { ...reader, connection: { scope: Scope.parse({}) } }
  assert.equal((await isInGroupOf(s.database, unscoped, ['u1'])).size, 0)
})

test('a reading that was cut off is done again, and the run does not go on with a part of the members', async () => {
  await using s = await createTestDatabase()
  const run = await insertRun(s.database, '1', 'full')
  const cut = readerOf({ database: s.database, run, groups: { g1: ['a'] } })
  await assert.rejects(loadScopeMembers(cut), /no such group/)
  const reads: string[] = []
  const whole = readerOf({ database: s.database, run, groups: { g1: ['a'], g2: ['b'] }, reads })
  await loadScopeMembers(whole)
  assert.deepEqual(reads, ['g1', 'g2'])
  assert.deepEqual([...(await isInGroupOf(s.database, whole, ['a', 'b']))].sort(), ['a', 'b'])
})

test('a process that has lost a run does not make others forget what later ones have read', async () => {
  await using s = await createTestDatabase()
  const lost = await insertRun(s.database, '1', 'full')
  await s.database.query({ text: `update sync_runs set state = 'completed'` })
  const later = await insertRun(s.database, '2', 'full')
  const groups = { g1: ['a'], g2: ['b'] }
  const reader = readerOf({ database: s.database, run: later, groups })
  await loadScopeMembers(reader)
  const stale = { ...readerOf({ database: s.database, run: lost, groups }), fence: 1 }
  await assert.rejects(loadScopeMembers(stale), { code: 'sync_run_lost' })
  assert.deepEqual([...(await isInGroupOf(s.database, reader, ['a', 'b']))].sort(), ['a', 'b'])
})

test('an incremental run asks for a full one until a full one has been carried out with the members of now', async () => {
  await using s = await createTestDatabase()
  const step = async (kind: SyncRun['kind'], groups: Groups, state = 'completed') => {
    const run = await insertRun(s.database, String(number++), kind)
    const { isFullNeeded } = await loadScopeMembers(readerOf({ database: s.database, run, groups }))
    await s.database.query({ text: 'update sync_runs set state = $2 where id = $1', values: [run.id, state] })
    return isFullNeeded
  }
  let number = 0
  const before = { g1: ['a', 'b'], g2: ['b'] }
  const after = { g1: ['a'], g2: ['c'] }
  assert.equal(await step('incremental', before), true)
  assert.equal(await step('full', before), false)
  assert.equal(await step('incremental', before), false)
  assert.equal(await step('incremental', { g1: ['b'], g2: ['a'] }), false)
  assert.equal(await step('incremental', after), true)
  assert.equal(await step('full', after, 'failed'), false)
  assert.equal(await step('incremental', after), true)
  assert.equal(await step('full', after, 'waiting'), false)
  assert.equal(await step('incremental', after), false)
  assert.equal(await step('incremental', before), true)
  const rows = await s.database.query<{ run_id: string }>({
    text: 'select distinct run_id from scope_members order by 1',
  })
  assert.deepEqual(
    rows.map((row) => row.run_id),
    ['sync_run_7', 'sync_run_9'],
  )
})

test('a scope of groups at a source without groups fails with what to do', async () => {
  await using s = await createTestDatabase()
  const run = await insertRun(s.database, '1', 'full')
  await assert.rejects(
    loadScopeMembers({ ...readerOf({ database: s.database, run, groups: {} }), source: {} }),
    /Change the scope/,
  )
})

type RunRef = Pick<SyncRun, 'id' | 'organizationId' | 'directoryId' | 'kind'>

async function insertRun(database: Database, name: string, kind: SyncRun['kind']): Promise<RunRef> {
  const run = { id: `sync_run_${name}`, organizationId: 'org_1', directoryId: 'directory_1', kind }
  await database.query({
    text: `insert into sync_runs (organization_id, id, directory_id, kind, trigger, state, phase, generation, cause,
        created_at, updated_at)
      values ($1, $2, $3, $4, 'schedule', 'running', 'listing', 1, '{}', now(), now())`,
    values: [run.organizationId, run.id, run.directoryId, kind],
  })
  return run
}

type Setup = { readonly database: Database; readonly run: RunRef; readonly groups: Groups; readonly reads?: string[] }

/** `reads` gets the groups that are asked for. */
function readerOf({ database, run, groups, reads = [] }: Setup) {
  const source = {
    async *membersOf(group: string) {
      reads.push(group)
      const members = groups[group]
      if (!members) throw new Error('no such group')
      yield members
    },
  }
  return { database, run, source, signal, fence: 0, connection: { scope } }
}
