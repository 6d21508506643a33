import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createIds } from '../platform/ids.ts'
import type { Database } from '../store/database.ts'
import { appendToFeed } from '../store/feed.ts'
import { createTestDatabase } from '../testing/database.ts'
import { makeDirectory } from '../testing/directories.ts'
import { type FeedQuery, readFeed } from './read-feed.ts'

const newId = createIds()
const total = 30_000
const rare = new Set([1, 17_000, total])

/** Two directories with 30,000 events each, in bursts of a thousand; the first, one in the middle and the last are rare. */
async function setUp() {
  const created = await createTestDatabase()
  const { database } = created
  const refs = [await makeDirectory(database), await makeDirectory(database)]
  for (let from = 1; from <= total; from += 1000) {
    for (const ref of refs) await insert(database, ref, from)
    await appendToFeed(database, null)
  }
  return { database, refs, [Symbol.asyncDispose]: () => created[Symbol.asyncDispose]() }
}

async function insert(database: Database, ref: Awaited<ReturnType<typeof makeDirectory>>, from: number): Promise<void> {
  const at = new Date()
  const seqs = Array.from({ length: 1000 }, (_, index) => from + index)
  await database.query({
    text: `with inserted as (
        insert into events select $1, $2, seq, id, type, 'directory_user_1', '{}', null, '{}', $6
        from unnest($3::bigint[], $4::text[], $5::text[]) as e (seq, id, type))
      update streams set last_seq = $7, last_occurred_at = $6 where id = $2`,
    values: [
      ref.organizationId,
      ref.directoryId,
      seqs,
      seqs.map(() => newId('event', at)),
      seqs.map((seq) => (rare.has(seq) ? 'dsync.deleted' : 'dsync.user.updated')),
      at,
      from + 999,
    ],
  })
}

async function readAll(database: Database, query: FeedQuery) {
  const cursor = query.order === 'asc' ? 'after' : 'before'
  const events = []
  let requests = 0
  for (let from: string | null = null; ; ) {
    const page = await readFeed(database, { ...query, [cursor]: from })
    requests += 1
    events.push(...page.events)
    from = page.continueFrom ?? (page.events.length === query.limit ? (page.events.at(-1)?.id ?? null) : null)
    if (!from) return { events, requests }
  }
}

test('a search for rare events is answered in bounded steps that miss nothing, both ways', async () => {
  await using s = await setUp()
  const query = { organizationId: null, types: ['dsync.deleted'], limit: 10 } as const
  const forward = await readAll(s.database, { ...query, order: 'asc' })
  const backward = await readAll(s.database, { ...query, order: 'desc' })
  assert.deepEqual(
    forward.events.map(({ seq }) => seq),
    [1, 1, 17_000, 17_000, total, total],
  )
  assert.deepEqual(backward.events.toReversed(), forward.events)
  assert.equal(forward.requests, 2)
  assert.equal(backward.requests, 2)

  const organizationId = s.refs[0]?.organizationId ?? null
  const own = await readAll(s.database, { ...query, organizationId, order: 'asc' })
  assert.deepEqual(
    own.events.map(({ seq }) => seq),
    [1, 17_000, total],
  )
})

test('a page that is full, or at the end of the feed, says nothing of going on', async () => {
  await using s = await setUp()
  const query = { organizationId: null, limit: 2, order: 'asc' } as const
  assert.equal((await readFeed(s.database, query)).continueFrom, null)
  assert.equal((await readFeed(s.database, { ...query, types: ['dsync.deleted'] })).continueFrom, null)
  const [last] = (await readFeed(s.database, { ...query, order: 'desc' })).events
  const end = await readFeed(s.database, { ...query, after: last?.id, types: ['dsync.deleted'] })
  assert.deepEqual(end, { events: [], continueFrom: null })
})

test('a time range begins where it begins, however far in the feed', async () => {
  await using s = await setUp()
  const all = await readAll(s.database, { organizationId: null, limit: 1000, order: 'asc' })
  const rangeStart = all.events.at(-1500)?.occurredAt ?? null
  assert.ok(rangeStart)
  const { events } = await readFeed(s.database, { organizationId: null, rangeStart, limit: 1, order: 'asc' })
  assert.deepEqual(events, [all.events.find(({ occurredAt }) => occurredAt >= rangeStart)])
  const newest = await readFeed(s.database, { organizationId: null, rangeEnd: rangeStart, limit: 1, order: 'desc' })
  assert.deepEqual(newest.events, [all.events.findLast(({ occurredAt }) => occurredAt < rangeStart)])
})
