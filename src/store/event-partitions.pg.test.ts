import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import type { Queryable } from './database.ts'
import { dropEventPartitions, ensureEventPartitions } from './event-partitions.ts'

const now = new Date('2031-01-01T12:00:00Z')
const around = ['2030w52', '2031w01', '2031w02', '2031w03', '2031w04', '2031w05', '2031w06'].map(
  (week) => `events_${week}`,
)

async function partitionsOf(database: Queryable): Promise<string[]> {
  const rows = await database.query<{ name: string }>({
    text: `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'events'::regclass order by 1`,
  })
  return rows.map((row) => row.name).filter((name) => name >= 'events_2030')
}

async function appendAt(database: Queryable, at: string): Promise<void> {
  await database.query({
    text: `insert into events (organization_id, stream_id, seq, id, type, object_id, data, cause, occurred_at)
           values ('org_1', 'directory_1', 1, 'event_1', 'user.created', 'user_1', '{}', '{}', $1)`,
    values: [at],
  })
}

test('there are partitions from last week to five weeks ahead, and asking again changes nothing', async () => {
  await using clone = await createTestDatabase()
  await ensureEventPartitions(clone.database, now)
  assert.deepEqual(await partitionsOf(clone.database), around)
  await ensureEventPartitions(clone.database, now)
  assert.deepEqual(await partitionsOf(clone.database), around)
})

test('two nodes may make them at once', async () => {
  await using clone = await createTestDatabase()
  await Promise.all([1, 2, 3].map(() => ensureEventPartitions(clone.database, now)))
  assert.deepEqual(await partitionsOf(clone.database), around)
})

test('an event of the last and of the first millisecond of a week finds its place', async () => {
  await using clone = await createTestDatabase({ now })
  await appendAt(clone.database, '2031-01-05T23:59:59.999Z')
  await appendAt(clone.database, '2031-01-06T00:00:00.000Z')
  const rows = await clone.database.query<{ place: string }>({
    text: 'select tableoid::regclass::text as place from events order by occurred_at',
  })
  assert.deepEqual(rows, [{ place: 'events_2031w01' }, { place: 'events_2031w02' }])
})

test('partitions are made while a transaction that wrote to the log is open', async () => {
  await using clone = await createTestDatabase()
  await ensureEventPartitions(clone.database, now)
  await clone.database.transaction(async (transaction) => {
    await appendAt(transaction, '2031-01-01T00:00:00Z')
    await ensureEventPartitions(clone.database, new Date('2031-01-15T00:00:00Z'))
  })
  assert.ok((await partitionsOf(clone.database)).includes('events_2031w08'))
})

test('retention drops only weeks that ended before the limit', async () => {
  await using clone = await createTestDatabase({ now })
  const justBefore = await dropEventPartitions(clone.database, new Date('2031-01-05T23:59:59Z'))
  assert.deepEqual(
    justBefore.filter((name) => name >= 'events_2030'),
    ['events_2030w52'],
  )
  assert.deepEqual(await dropEventPartitions(clone.database, new Date('2031-01-06T00:00:00Z')), ['events_2031w01'])
  assert.deepEqual(await partitionsOf(clone.database), around.slice(2))
})

test('retention does not wait for who is reading', async () => {
  await using clone = await createTestDatabase({ now })
  await clone.database.transaction(async (transaction) => {
    await transaction.query({ text: 'select count(*) from events_2030w52' })
    const dropped = await dropEventPartitions(clone.database, new Date('2031-01-01T00:00:00Z'))
    assert.equal(dropped.includes('events_2030w52'), false)
  })
})
