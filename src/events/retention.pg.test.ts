import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewId } from '../platform/ids.ts'
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

async function append(
  database: Database,
  streamId: string,
  { organizationId, at, newId, count }: { organizationId: string; at: Date; newId: NewId; count: number },
) {
  await database.transaction(async (on) => {
    const head = await lockStream(on, organizationId, streamId)
    assert.ok(head)
    const event = {
      type: 'dsync.user.created',
      objectId: 'directory_user_1',
      data: {},
      previous: null,
      cause: testCause,
    } as const
    await appendEvents(
      on,
      { organizationId, streamId, head, newId, now: at },
      Array.from({ length: count }, () => event),
    )
  })
}

test('events past the retention go, those after stay, and a cursor to what is gone is refused, not skipped', async () => {
  const [old, recent] = [new Date('2026-02-10T12:00:00Z'), new Date('2026-02-18T12:00:00Z')]
  await using s = await createTestDatabase({ now: old })
  await ensureEventPartitions(s.database, recent)
  const { organizationId, directoryId } = await makeDirectory(s.database)
  await s.database.query({ text: `update streams set last_occurred_at = '2026-02-01'` })
  const common = { organizationId, newId: createIds() }
  // One burst over the border of two weeks: its feed range must be cut in two.
  await append(s.database, directoryId, { ...common, at: old, count: 3 })
  await append(s.database, directoryId, { ...common, at: recent, count: 2 })
  await s.database.transaction((on) => appendToFeed(on, null))
  const before = (await readFeed(s.database, feed)).events
  assert.equal(before.length, 5)

  const dropped = await removeOldEvents(s.database, new Date('2026-02-17T00:00:00Z'))

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
