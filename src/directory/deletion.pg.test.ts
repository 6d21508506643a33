import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database, Queryable } from '../store/database.ts'
import { removeEndedStreams } from '../store/directory-deletion.ts'
import { createTestDatabase } from '../testing/database.ts'
import { makeDirectory, testPlatform } from '../testing/directories.ts'
import type { DirectoryRef } from './commands.ts'
import { removeDeleted, startDeletion } from './deletion.ts'

const tables = ['memberships', 'groups', 'users', 'deleted_users', 'position_blocks', 'directory_totals', 'directories']

/** Puts users, deleted users, and groups with members straight into the tables. */
async function fill(on: Queryable, { organizationId, directoryId }: DirectoryRef, users: number): Promise<void> {
  const content = `'{}', '{}', 1, now(), now()`
  const user = (table: string, { more, values }: Record<'more' | 'values', string>) => `insert into ${table}
      (organization_id, directory_id, id, position, user_name, user_name_key, idp_id, active, attributes, document,
      version, created_at, updated_at${more})
    select '${organizationId}', '${directoryId}', '${directoryId}_${table}_' || n, n, n, n, n, true, ${content}${values}
    from generate_series(1, ${users}) n`
  const statements = [
    user('users', { more: ', email_keys', values: `, '{}'` }),
    user('deleted_users', { more: ', group_ids, deleted_at, deleted_by', values: `, '{}', now(), '{}'` }),
    `insert into groups (organization_id, directory_id, id, position, display_name, display_name_key, idp_id,
        member_count, document, version, created_at, updated_at)
      select '${organizationId}', '${directoryId}', '${directoryId}_group_' || n, ${users} + n, n, n, n, 0, '{}', 1, now(), now()
      from generate_series(1, 120) n`,
    `insert into memberships (organization_id, directory_id, group_id, member_id, member_type, created_at)
      select '${organizationId}', '${directoryId}', '${directoryId}_group_' || g, n, 'user', now()
      from generate_series(1, 2) g, generate_series(1, ${users}) n`,
    `insert into position_blocks select '${organizationId}', '${directoryId}', n, 1, 1 from generate_series(0, 2) n`,
  ]
  for (const text of statements) await on.query({ text })
}

async function markDeleted(on: Queryable, { directoryId }: DirectoryRef): Promise<void> {
  await on.query({ text: `update directories set state = 'deleting' where id = $1`, values: [directoryId] })
}

async function rowsOf(on: Queryable, { directoryId }: DirectoryRef): Promise<number[]> {
  const counts: number[] = []
  for (const table of tables) {
    const column = table === 'directories' ? 'id' : 'directory_id'
    const [row] = await on.query<{ count: number }>({
      text: `select count(*) as count from ${table} where ${column} = $1`,
      values: [directoryId],
    })
    counts.push(row?.count ?? 0)
  }
  return counts
}

/** A database that dies after so many queries. */
function dyingAfter(database: Database, queries: number): Database {
  let left = queries
  return {
    ...database,
    async query(query) {
      if (left === 0) throw new Error('The process died')
      left -= 1
      return database.query(query)
    },
  }
}

test('what a deleted directory holds is removed in batches, and of no other directory anything', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const platform = testPlatform()
  const deleted = await makeDirectory(database)
  const beside = await makeDirectory(database, { organizationId: deleted.organizationId })
  await fill(database, deleted, 1_200)
  await fill(database, beside, 10)
  const before = await rowsOf(database, beside)
  await markDeleted(database, deleted)
  let largest = 0
  const counting: Database = {
    ...database,
    async query<Row>(query: Parameters<Database['query']>[0]) {
      const rows = await database.query<Row>(query)
      const [first] = rows as { count?: number }[]
      largest = Math.max(largest, first?.count ?? 0)
      return rows
    },
  }
  await removeDeleted({ database: counting, platform })
  assert.deepEqual(await rowsOf(database, deleted), [0, 0, 0, 0, 0, 0, 0])
  assert.deepEqual(await rowsOf(database, beside), before)
  assert.equal(largest, 1_000)
})

test('a deletion that is cut off at any moment goes on where it was', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const platform = testPlatform()
  const deleted = await makeDirectory(database)
  await fill(database, deleted, 1_200)
  await markDeleted(database, deleted)
  let lives = 0
  for (let queries = 1; ; queries += 1) {
    const isDone = await removeDeleted({ database: dyingAfter(database, queries), platform }).then(
      () => true,
      () => false,
    )
    if (isDone) break
    lives += 1
    const [memberships, groups, users, , , , directories] = await rowsOf(database, deleted)
    if (memberships) assert.ok(groups, 'memberships are found by their groups, so those go after them')
    if (users) assert.equal(directories, 1, 'the directory goes last, so that the rest is found again')
  }
  assert.ok(lives > 5)
  assert.deepEqual(await rowsOf(database, deleted), [0, 0, 0, 0, 0, 0, 0])
})

test('the process that leads removes what was deleted, and no other', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const platform = testPlatform()
  const deleted = await makeDirectory(database)
  await markDeleted(database, deleted)
  let looked = 0
  const follows = () => {
    looked += 1
    return false
  }
  const following = startDeletion({ database, platform, isLeader: follows, lookEvery: 1 })
  while (looked < 5) await new Promise(setImmediate)
  await following.stop()
  assert.equal((await rowsOf(database, deleted)).at(-1), 1)
  const leading = startDeletion({ database, platform, isLeader: () => true, lookEvery: 1 })
  while ((await rowsOf(database, deleted)).at(-1) !== 0) await new Promise(setImmediate)
  await leading.stop()
})

test('the stream of a directory that is gone ends with the last of its events', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const deleted = await makeDirectory(database)
  const { organizationId, directoryId } = deleted
  const values = [organizationId, directoryId]
  await database.query({
    text: `insert into events (organization_id, stream_id, seq, id, type, object_id, data, cause, occurred_at)
      values ($1, $2, 1, 'event_1', 'dsync.deleted', $2, '{}', '{}', now())`,
    values,
  })
  await database.query({ text: `insert into feed_streams values ($1, $2, 1, now())`, values })
  await database.query({
    text: `insert into destination_streams (organization_id, stream_id, destination_id, done_seq, known_seq)
      values ($1, $2, 'we_1', 0, 1)`,
    values,
  })
  await markDeleted(database, deleted)
  await removeDeleted({ database, platform: testPlatform() })
  const left = async () => {
    await removeEndedStreams(database)
    const [row] = await database.query<{ count: number }>({
      text: `select (select count(*) from streams) + (select count(*) from feed_streams)
        + (select count(*) from destination_streams) + (select count(*) from ended_streams) as count`,
    })
    return row?.count
  }
  assert.equal(await left(), 4)
  await database.query({ text: 'delete from events' })
  assert.equal(await left(), 0)
})

/** An organization that is marked as deleted, and how many webhook endpoints of it wait to be told. */
async function makeDeletedOrganization(on: Queryable, id: string, waiting: number): Promise<void> {
  await on.query({
    text: 'insert into organizations (id, name, created_at, updated_at, deleted_at) values ($1, $1, now(), now(), now())',
    values: [id],
  })
  if (waiting === 0) return
  await on.query({
    text: `with made as (
        insert into destinations (id, organization_id, kind, settings, position, created_at, updated_at)
        select 'we_' || $1 || n, $1, 'webhook', '{}', 0, now(), now() from generate_series(1, $2::integer) n
      )
      insert into destination_streams (organization_id, stream_id, destination_id, done_seq, known_seq)
      select $1, 'stream', 'we_' || $1 || n, 0, 1 from generate_series(1, $2::integer) n`,
    values: [id, waiting],
  })
}

async function organizationsOf(on: Queryable): Promise<string[]> {
  const rows = await on.query<{ id: string }>({ text: 'select id from organizations order by id' })
  return rows.map(({ id }) => id)
}

/** A database that refuses whatever is asked about these. */
function refusing(database: Database, ids: readonly string[]): Database {
  return {
    ...database,
    async query(query) {
      if (query.values?.some((value) => ids.includes(String(value)))) throw new Error('It cannot be removed')
      return database.query(query)
    },
  }
}

test('organizations whose webhooks are still to be told keep no other from being removed', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const waiting = Array.from({ length: 25 }, (_, index) => `org_${index + 10}`)
  for (const id of waiting) await makeDeletedOrganization(database, id, 2)
  await makeDeletedOrganization(database, 'org_told', 0)
  await removeDeleted({ database, platform: testPlatform() })
  assert.deepEqual(await organizationsOf(database), waiting)
})

test('a directory or an organization that cannot be removed keeps no other from being removed', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const [first, second] = [await makeDirectory(database), await makeDirectory(database)]
  for (const directory of [first, second]) await markDeleted(database, directory)
  for (const id of ['org_1', 'org_2']) await makeDeletedOrganization(database, id, 0)
  const failing = refusing(database, [first.directoryId, 'org_1'])
  await removeDeleted({ database: failing, platform: testPlatform() })
  assert.deepEqual(
    [await rowsOf(database, first), await rowsOf(database, second)].map((rows) => rows.at(-1)),
    [1, 0],
  )
  assert.equal((await organizationsOf(database)).includes('org_1'), true)
  assert.equal((await organizationsOf(database)).includes('org_2'), false)
  await removeDeleted({ database, platform: testPlatform() })
  assert.deepEqual(await organizationsOf(database), [first.organizationId, second.organizationId])
})

test('however many directories and organizations are deleted, one round removes them', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const { organizationId } = await makeDirectory(database)
  for (let made = 1; made < 45; made += 1) await makeDirectory(database, { organizationId })
  for (let made = 10; made < 55; made += 1) await makeDeletedOrganization(database, `org_${made}`, 0)
  await database.query({ text: `update directories set state = 'deleting'` })
  await removeDeleted({ database, platform: testPlatform() })
  assert.deepEqual(await database.query({ text: 'select from directories' }), [])
  assert.deepEqual(await organizationsOf(database), [organizationId])
})

test('a process that leads no more ends its round between two batches', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const directories = [await makeDirectory(database), await makeDirectory(database)]
  for (const directory of directories) await markDeleted(database, directory)
  const leadsFor = (times: number) => {
    let left = times
    return () => left-- > 0
  }
  for (let times = 0; times < 6; times += 1)
    await removeDeleted({ database, platform: testPlatform() }, leadsFor(times))
  assert.equal((await database.query({ text: 'select from directories' })).length > 0, true)
  await removeDeleted({ database, platform: testPlatform() })
  assert.deepEqual(await database.query({ text: 'select from directories' }), [])
})
