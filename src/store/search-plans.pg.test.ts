import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { largePeople, storeLargePeople } from '../testing/large-people.ts'
import { readsOf, recordQueries, type TableRead } from '../testing/query-plans.ts'
import type { Connection, Database, Query } from './database.ts'
import { readEventsAbout, readGroupsAt, readRequestsAbout } from './object-timeline.ts'
import type { SearchPage } from './search-page.ts'
import { type PeopleFilter, searchPeople } from './search-people.ts'

const { organizationId, directoryId } = largePeople.scope

const everybody: PeopleFilter = {
  organizationId: null,
  directoryId: null,
  text: null,
  active: null,
  groupIds: null,
  department: null,
  jobTitle: null,
  managerNames: null,
  updatedSince: null,
}
const page: SearchPage = { limit: 25, sort: 'created_at', order: 'desc', after: null, before: null }
const halfWay = { key: 'first5', id: '' }

type Case = { readonly filter?: Partial<PeopleFilter>; readonly page?: Partial<SearchPage>; readonly rows: number }

/** How many rows of a table each may look at, however many people there are. */
const cases: Readonly<Record<string, Case>> = {
  'the newest of all': { rows: 30 },
  'the newest of an organization': { filter: { organizationId }, rows: 30 },
  'a directory by name': { filter: { organizationId, directoryId }, page: { sort: 'name' }, rows: 30 },
  'all by name': { page: { sort: 'name', order: 'asc' }, rows: 30 },
  'an organization by name, far down': {
    filter: { organizationId },
    page: { sort: 'name', order: 'asc', after: halfWay },
    rows: 30,
  },
  'a directory by creation, far down': {
    filter: { organizationId, directoryId },
    page: { after: { key: '50', id: '' }, order: 'asc' },
    rows: 60,
  },
  'one person by login': { filter: { text: 'login77' }, rows: 1_400 },
  'one person by both names, the last one first': { filter: { organizationId, text: 'last0 first77' }, rows: 1_400 },
  'the people of a department by name': {
    filter: { organizationId, department: 'Department 7' },
    page: { sort: 'name' },
    rows: 1_400,
  },
  'everybody whose name begins with a letter': { filter: { text: 'f' }, rows: 1_400 },
  'half of all people, by the beginning of a name': {
    filter: { organizationId, text: 'fir' },
    page: { sort: 'name' },
    rows: 1_400,
  },
  'those who changed last': { filter: { organizationId }, page: { sort: 'updated_at' }, rows: 1_400 },
  nobody: { filter: { text: 'nobody' }, rows: 1_400 },
}

test('at 100,000 people', async (t) => {
  await using created = await createTestDatabase()
  await storeLargePeople(created.database, 100_000)
  await using connection = await created.database.connect()
  for (const [name, one] of Object.entries(cases)) {
    await t.test(`${name}: few rows are looked at`, async () => {
      const reads = await readsFor(created.database, connection, (on) => search(on, one))
      assert.deepEqual(tooMany(reads, one.rows), [])
    })
  }

  await t.test('the lists open with no more rows looked at than those of 100 people', async () => {
    await using small = await createTestDatabase()
    await storeLargePeople(small.database, 100)
    await using other = await small.database.connect()
    const rows = await rowsToOpen(created.database, connection)
    assert.ok(rows <= (await rowsToOpen(small.database, other)), `${rows}`)
  })

  await t.test('what happened to one person: a few events are looked at', async () => {
    const object = { ...largePeople.scope, id: largePeople.userId(77_777) }
    const from = { ulid: '0'.repeat(26), at: new Date('2026-01-07') }
    for (const part of [{ from: null }, { from }] as const) {
      const reads = await readsFor(created.database, connection, async (on) => {
        await readEventsAbout(on, object, { limit: 51, side: 'below', ...part })
        await readRequestsAbout(on, object, { limit: 51, side: 'below', ...part })
      })
      assert.deepEqual(tooMany(reads, 60), [])
    }
    const groups = await readsFor(created.database, connection, (on) =>
      readGroupsAt(on, object, new Date('2026-01-07')),
    )
    assert.deepEqual(tooMany(groups, 60), [])
  })
})

/** How many rows are looked at to open the lists as they are opened at first: by creation and by name. */
async function rowsToOpen(database: Database, connection: Connection): Promise<number> {
  const opened = ['the newest of all', 'the newest of an organization', 'a directory by name', 'all by name']
  const asked = async (on: Database) => {
    for (const name of opened) await search(on, cases[name] ?? { rows: 0 })
  }
  const reads = await readsFor(database, connection, asked)
  return reads.filter(({ table }) => table.startsWith('users')).reduce((sum, { rows }) => sum + rows, 0)
}

async function readsFor(
  database: Database,
  connection: Connection,
  ask: (on: Database) => Promise<unknown>,
): Promise<TableRead[]> {
  const reads: TableRead[] = []
  for (const { query, isBound } of await queriesOf(database, ask)) {
    if (isBound) await connection.query({ text: 'set enable_seqscan = off; set enable_indexscan = off' })
    reads.push(...(await readsOf(connection, query)))
    if (isBound) await connection.query({ text: 'set enable_seqscan = on; set enable_indexscan = on' })
  }
  assert.ok(reads.length > 0)
  return reads
}

function tooMany(reads: readonly TableRead[], most: number): string[] {
  const found = reads.filter((read) => isScan(read) || read.rows > most)
  return found.map(({ table, by, rows }) => `${by} of ${rows} ${table}`)
}

function search(on: Database, { filter, page: given }: Case): Promise<unknown> {
  return searchPeople(on, { ...everybody, ...filter }, { ...page, ...given })
}

function isScan({ table, by, rows }: TableRead): boolean {
  return rows > 0 && by === 'Seq Scan' && (table === 'users' || table.startsWith('events'))
}

type Asked = { readonly query: Query; readonly isBound: boolean }

/** What a search asks of the database; `isBound`: in a transaction that leaves PostgreSQL nothing but the index of words. */
async function queriesOf(database: Database, ask: (on: Database) => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  const outside = recordQueries(database)
  const recorded: Database = {
    ...database,
    query: outside.query,
    async transaction(work) {
      return database.transaction(async (transaction) => {
        const inside = recordQueries(transaction)
        const result = await work(inside)
        const own = inside.queries.filter(({ text }) => !text.startsWith('set '))
        asked.push(...own.map((query) => ({ query, isBound: true })))
        return result
      })
    },
  }
  await ask(recorded)
  return [...asked, ...outside.queries.map((query) => ({ query, isBound: false }))]
}
