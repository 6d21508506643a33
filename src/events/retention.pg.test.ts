import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DirectoryRef } from '../directory/commands.ts'
import { createIds } from '../platform/ids.ts'
import type { Database } from '../store/database.ts'
import { lockStream } from '../store/directory-head.ts'
import { ensureEventPartitions } from '../store/event-partitions.ts'
import { appendToFeed } from '../store/feed.ts'
import { removeOldEvents } from '../store/retention.ts'
import { createTestDatabase } from '../testing/database.ts'
import { makeDirectory, testCause } from '../testing/directories.ts'
import { appendEvents } from './append-events.ts'
import { readFeed } from './read-feed.ts'

const feed = { organizationId: null, limit: 100, order: 'asc' as const }
const newId = createIds()

/** A log from February to July 2026 with empty directories. */
async function setUp(directories: number) {
  const created = await createTestDatabase({ now: new Date('2026-02-10') })
  const { database } = created
  for (const month of ['03', '04', '05', '06']) await ensureEventPartitions(database, new Date(`2026-${month}-10`))
  const refs = await Promise.all(Array.from({ length: directories }, () => makeDirectory(database)))
  await database.query({ text: `update streams set last_occurred_at = '2026-02-01'` })
  return { database, refs, [Symbol.asyncDispose]: () => created[Symbol.asyncDispose]() }
}

async function append(database: Database, ref: DirectoryRef | undefined, what: string | [string, number]) {
  assert.ok(ref)
  const [day, count] = typeof what === 'string' ? [what, 1] : what
  const { organizationId, directoryId: streamId } = ref
  const event = { type: 'dsync.user.created', objectId: 'directory_user_1', data: {}, previous: null } as const
  await database.transaction(async (on) => {
    const head = await lockStream(on, organizationId, streamId)
    assert.ok(head)
    const stream = { organizationId, streamId, head, newId, now: new Date(`${day}T12:00:00Z`) }
    await appendEvents(
      on,
      stream,
      Array.from({ length: count }, () => ({ ...event, cause: testCause })),
    )
  })
}

async function daysOf(database: Database): Promise<[number, string][]> {
  const { events } = await readFeed(database, feed)
  return events.map(({ position, occurredAt }) => [position, occurredAt.toISOString().slice(5, 10)])
}

test('events past the retention go, those after stay, and a cursor to what is gone is refused, not skipped', async () => {
  await using s = await setUp(1)
  // One burst over the border of two weeks: its feed range must be cut in two.
  await append(s.database, s.refs[0], ['2026-02-10', 3])
  await append(s.database, s.refs[0], ['2026-02-18', 2])
  await appendToFeed(s.database, null)
  const before = (await readFeed(s.database, feed)).events
  assert.equal(before.length, 5)

  const dropped = await removeOldEvents(s.database, new Date('2026-02-17'))

  assert.ok(dropped.includes('events_2026w07'))
  const after = (await readFeed(s.database, feed)).events
  assert.deepEqual(
    after.map(({ position, seq }) => [position, seq]),
    [
      [4, 4],
      [5, 5],
    ],
  )
  await assert.rejects(readFeed(s.database, { ...feed, after: before[0]?.id }), { code: 'cursor_expired' })
  const { events } = await readFeed(s.database, { ...feed, after: before[3]?.id })
  assert.deepEqual(
    events.map(({ seq }) => seq),
    [5],
  )
})

test('a stream that wakes up after months takes nothing away from the others', async () => {
  await using s = await setUp(2)
  const [idle, busy] = s.refs
  await append(s.database, idle, '2026-02-10')
  await appendToFeed(s.database, null)
  for (const day of ['2026-05-20', '2026-06-01', '2026-06-10']) {
    await append(s.database, busy, [day, 2])
    await appendToFeed(s.database, null)
  }
  await append(s.database, idle, '2026-06-11')
  await appendToFeed(s.database, null)
  const first = (await readFeed(s.database, feed)).events[1]

  await removeOldEvents(s.database, new Date('2026-04-01'))

  assert.deepEqual(await daysOf(s.database), [
    [2, '05-20'],
    [3, '05-20'],
    [4, '06-01'],
    [5, '06-01'],
    [6, '06-10'],
    [7, '06-10'],
    [8, '06-11'],
  ])
  assert.equal((await readFeed(s.database, { ...feed, after: first?.id })).events.length, 6)
})

test('what is not in the feed yet is kept, however old, and keeps no other stream from the feed', async () => {
  await using s = await setUp(2)
  await append(s.database, s.refs[0], ['2026-02-10', 2])
  await append(s.database, s.refs[1], '2026-05-20')
  assert.deepEqual(await removeOldEvents(s.database, new Date('2026-02-09')), ['events_2026w06'])
  assert.deepEqual(await removeOldEvents(s.database, new Date('2026-06-20')), [])
  await appendToFeed(s.database, null)
  assert.deepEqual(await daysOf(s.database), [
    [1, '02-10'],
    [2, '02-10'],
    [3, '05-20'],
  ])
  assert.ok((await removeOldEvents(s.database, new Date('2026-04-01'))).includes('events_2026w07'))
  assert.deepEqual(await daysOf(s.database), [[3, '05-20']])
})

test('an event that was lost before it was fed stops nobody', async () => {
  await using s = await setUp(2)
  await append(s.database, s.refs[0], '2026-02-10')
  await s.database.query({ text: 'drop table events_2026w07' })
  await append(s.database, s.refs[1], '2026-05-20')
  await append(s.database, s.refs[0], '2026-05-21')
  await appendToFeed(s.database, null)
  assert.deepEqual(
    (await daysOf(s.database)).map(([, day]) => day),
    ['05-20', '05-21'],
  )
})

test('a cursor to an event that was cut from the feed but is still in the log has expired', async () => {
  await using s = await setUp(3)
  await append(s.database, s.refs[0], '2026-05-25')
  await appendToFeed(s.database, null)
  await append(s.database, s.refs[1], '2026-02-10')
  await appendToFeed(s.database, null)
  await append(s.database, s.refs[2], '2026-05-21')
  await appendToFeed(s.database, null)
  const [young] = (await readFeed(s.database, feed)).events
  await removeOldEvents(s.database, new Date('2026-04-01'))
  assert.deepEqual(await daysOf(s.database), [[3, '05-21']])
  await assert.rejects(readFeed(s.database, { ...feed, after: young?.id }), { code: 'cursor_expired' })
})

test('a reader whose cursor is cut while it reads is told so', async () => {
  await using s = await setUp(1)
  for (const day of ['2026-02-10', '2026-02-11', '2026-05-20']) {
    await append(s.database, s.refs[0], day)
    await appendToFeed(s.database, null)
  }
  const [first] = (await readFeed(s.database, feed)).events
  // Retention runs right before each page is read.
  const meanwhile: Database = {
    ...s.database,
    async query(query) {
      if (query.text.includes('page.position')) await removeOldEvents(s.database, new Date('2026-04-01'))
      return s.database.query(query)
    },
  }
  await assert.rejects(readFeed(meanwhile, { ...feed, after: first?.id }), { code: 'cursor_expired' })
})

test('retention that is run again, or with nothing to remove, changes nothing', async () => {
  await using s = await setUp(1)
  await append(s.database, s.refs[0], ['2026-02-10', 3])
  await append(s.database, s.refs[0], ['2026-02-18', 2])
  await appendToFeed(s.database, null)
  const state = () => s.database.query({ text: 'select * from feed_state, feed' })
  const before = await state()
  await removeOldEvents(s.database, new Date('2026-02-09'))
  assert.deepEqual(await state(), before)
  await removeOldEvents(s.database, new Date('2026-02-17'))
  const after = await state()
  assert.notDeepEqual(after, before)
  await removeOldEvents(s.database, new Date('2026-02-17'))
  assert.deepEqual(await state(), after)
})
