import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MemberOperation } from '../model/group.ts'
import type { Database, Query, Queryable } from '../store/database.ts'
import { aGroup, commands } from '../testing/directories.ts'
import { setUpWriter } from '../testing/writer-setup.ts'
import { createDirectoryWriter } from './directory-writer.ts'

/** What a transaction did to a table, as PostgreSQL counts it, and how many rows its queries gave to this process. */
type Work = { readonly read: number; readonly inserted: number; readonly updated: number; readonly deleted: number }
type Measured = { memberships: Work; groups: Work; rowsGiven: number }

async function workOf(on: Queryable): Promise<Map<string, Work>> {
  const rows = await on.query<Work & { relname: string }>({
    text: `select relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read, n_tup_ins as inserted,
        n_tup_upd as updated, n_tup_del as deleted
      from pg_stat_xact_user_tables where relname in ('memberships', 'groups')`,
  })
  return new Map(rows.map((row) => [row.relname, row]))
}

/** The database, whose transactions are measured. */
function measuring(database: Database, onMeasured: (measured: Measured) => void): Database {
  const transaction = <T>(work: (on: Queryable) => Promise<T>) =>
    database.transaction(async (on) => {
      const before = await workOf(on)
      let rowsGiven = 0
      const counting = {
        async query<Row>(query: Query): Promise<Row[]> {
          const rows = await on.query<Row>(query)
          rowsGiven += rows.length
          return rows
        },
      }
      const result = await work(counting)
      const after = await workOf(on)
      const difference = (table: string, kind: keyof Work) =>
        (after.get(table)?.[kind] ?? 0) - (before.get(table)?.[kind] ?? 0)
      const workIn = (table: string): Work => ({
        read: difference(table, 'read'),
        inserted: difference(table, 'inserted'),
        updated: difference(table, 'updated'),
        deleted: difference(table, 'deleted'),
      })
      onMeasured({ memberships: workIn('memberships'), groups: workIn('groups'), rowsGiven })
      return result
    })
  return { ...database, transaction }
}

async function setUp(membersInAll: number) {
  const s = await setUpWriter()
  const { group } = await s.submit(commands.createGroup(aGroup('All')))
  await s.database.query({
    text: `insert into memberships (organization_id, directory_id, group_id, member_id, member_type, created_at)
      select $1, $2, $3, 'directory_user_' || n, 'user', now() from generate_series(1, $4::int) n`,
    values: [s.directory.organizationId, s.directory.directoryId, group.id, membersInAll],
  })
  await s.database.query({ text: `update groups set member_count = ${membersInAll}` })
  await s.database.query({ text: 'analyze' })
  const ada = await s.createUser('ada', { externalId: 'ext-ada' })

  const measured: Measured[] = []
  const writer = createDirectoryWriter({
    database: measuring(s.database, (one) => measured.push(one)),
    platform: s.platform,
  })
  async function change(...members: MemberOperation[]) {
    measured.length = 0
    const { group: after } = await writer.submit(s.directory, commands.changeMembers(group.id, ...members))
    return { after, measured: [...measured] }
  }
  return { ...s, ada, change }
}

test('a member comes to a group of 100,000 and goes by touching its row and the group’s', async () => {
  const membersInAll = 100_000
  await using s = await setUp(membersInAll)
  for (const op of ['add', 'remove'] as const) {
    const { after, measured } = await s.change({ op, ids: [s.ada] })
    assert.equal(after.memberCount, op === 'add' ? membersInAll + 1 : membersInAll)
    assert.equal(measured.length, 1)
    const [{ memberships, groups, rowsGiven } = assert.fail()] = measured
    assert.deepEqual(
      [memberships.inserted, memberships.updated, memberships.deleted],
      op === 'add' ? [1, 0, 0] : [0, 0, 1],
    )
    assert.deepEqual([groups.inserted, groups.updated, groups.deleted], [0, 1, 0])
    assert.ok(memberships.read <= 3, `${memberships.read} memberships were read`)
    assert.ok(rowsGiven <= 6, `${rowsGiven} rows were loaded`)
  }
})

test('a PUT of a group of 20,000 that differs by two members writes two', async () => {
  const membersInAll = 20_000
  await using s = await setUp(membersInAll)
  const ids = Array.from({ length: membersInAll - 1 }, (_, index) => `directory_user_${index + 2}`)
  const { after, measured } = await s.change({ op: 'replace', ids: [...ids, s.ada] })
  assert.equal(after.memberCount, membersInAll)
  const [{ memberships } = assert.fail()] = measured
  assert.deepEqual([memberships.inserted, memberships.updated, memberships.deleted], [1, 0, 1])
  // Once, not once for the whole and once for each that was named.
  assert.ok(memberships.read <= membersInAll * 1.1, `${memberships.read} memberships were read`)
})
