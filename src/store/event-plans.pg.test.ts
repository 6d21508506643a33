import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { readsOf, recordQueries, type TableRead } from '../testing/query-plans.ts'
import type { Queryable } from './database.ts'
import { listAttempts } from './delivery-attempts.ts'
import { deliveryDays } from './delivery-days.ts'
import { readCountedCalls } from './delivery-hours.ts'
import { selectFeedPage } from './feed-page.ts'
import { selectObjectFeedPage } from './object-feed-page.ts'
import { countEventsAfter, countFailedEvents } from './replayed-events.ts'
import { readWaitingEvents } from './waiting-events.ts'

const streams = 1000
const events = 400_000
const attempts = 200_000
const now = new Date()

/** A log of 400,000 events, ten to a burst, of a thousand directories; each user has 20 events, four of them memberships. */
async function storeEvents(on: Queryable): Promise<void> {
  const userOf = `'user_' || (p.stream || '_' || (seq / 20))`
  const statements = [
    `insert into events select 'org_' || p.stream % 50, 'directory_' || p.stream, seq,
        'event_' || lpad((p.stream * ${events / streams} + seq)::text, 26, '0'),
        case when seq % 5 = 0 then 'dsync.group.user_added' else 'dsync.user.updated' end,
        case when seq % 5 = 0 then 'group_' || p.stream else ${userOf} end,
        case when seq % 5 = 0 then jsonb_build_object('user', jsonb_build_object('id', ${userOf})) else '{}' end,
        null, '{}', $1
      from generate_series(1, ${streams}) as p (stream), generate_series(1, ${events / streams}) as seq`,
    `insert into feed select (burst * ${streams} + stream - 1) * 10 + 1, 'org_' || stream % 50, 'directory_' || stream,
        burst * 10 + 1, burst * 10 + 10, $1, $1, $1
      from generate_series(1, ${streams}) as s (stream), generate_series(0, ${events / streams / 10 - 1}) as burst`,
  ]
  for (const text of statements) await on.query({ text, values: [now] })
  await on.query({ text: `update feed_state set next_position = ${events + 1}, latest_at = $1`, values: [now] })
  await on.query({ text: 'vacuum analyze events, feed' })
}

/** Two hundred thousand calls to one destination, every thousandth of which failed. */
async function storeAttempts(on: Queryable): Promise<void> {
  const id = `'${deliveryDays.idAt(now)}' || lpad(n::text, 16, '0')`
  await on.query({
    text: `insert into delivery_attempts (organization_id, destination_id, id, stream_id, first_seq, last_seq, event_id,
        attempt, sent_at, duration_ms, is_delivered, status, event_type)
      select 'org_1', 'we_1', ${id}, 'directory_1', n, n, 'event_' || n, 1, $1, 12, n % 1000 <> 0,
        case when n % 1000 = 0 then 500 else 200 end, case when n % 500 = 0 then 'dsync.deleted' else 'dsync.user.created' end
      from generate_series(1, ${attempts}) n`,
    values: [now],
  })
  await on.query({
    text: `insert into delivery_hours select 'we_' || d, $1::timestamptz - h * interval '1 hour', step, 10, 1
      from generate_series(1, 100) d, generate_series(0, 300) h, generate_series(10, 20) step`,
    values: [now],
  })
  await on.query({
    text: `insert into destination_streams select 'org_1', 'directory_1', 'we_' || d, ${attempts}, ${attempts}
      from generate_series(1, 100) d`,
  })
  await on.query({ text: 'vacuum analyze delivery_attempts, delivery_hours, destination_streams' })
}

const newest = { limit: 50, order: 'desc' } as const
const page = { limit: 50, order: 'desc', after: null, before: null } as const
const follower = { id: 'we_1', organizationId: 'org_7', eventTypes: null }

/** What is asked, and how many rows of a table it may look at. */
const cases: readonly { readonly name: string; readonly rows: number; ask(on: Queryable): Promise<unknown> }[] = [
  {
    name: 'the newest events of a user',
    rows: 100,
    ask: async (on) => assert.equal((await selectObjectFeedPage(on, 'user_500_10', newest)).events.length, 20),
  },
  {
    name: 'the newest events of a group',
    rows: 300,
    ask: async (on) => assert.equal((await selectObjectFeedPage(on, 'group_500', newest)).events.length, 50),
  },
  {
    name: 'the newest events of a directory',
    rows: 300,
    ask: async (on) =>
      assert.equal((await selectFeedPage(on, { ...newest, streamId: 'directory_500' })).events.length, 50),
  },
  {
    name: 'the events of a directory from the middle of the feed on',
    rows: 300,
    ask: async (on) => {
      const middle = { ...newest, streamId: 'directory_500', before: events / 2 }
      assert.equal((await selectFeedPage(on, middle)).events.length, 50)
    },
  },
  {
    name: 'a page of attempts that failed',
    rows: 300,
    ask: async (on) => {
      const failed = await listAttempts(on, { destinationId: 'we_1', isDelivered: false }, page)
      assert.equal(failed.records.length, 50)
    },
  },
  {
    name: 'a page of attempts of a rare type',
    rows: 30_000,
    ask: async (on) => {
      const rare = await listAttempts(on, { destinationId: 'we_1', eventType: 'dsync.deleted' }, page)
      assert.ok(rare.records.length < 50 && rare.after !== null)
    },
  },
  {
    name: 'what was counted of ten destinations in a day',
    rows: 3500,
    ask: async (on) => {
      const ids = Array.from({ length: 10 }, (_, index) => `we_${index + 1}`)
      assert.ok((await readCountedCalls(on, ids, new Date(now.getTime() - 24 * 3600_000))).length > 2000)
    },
  },
  { name: 'what waits for a destination', rows: 300, ask: (on) => readWaitingEvents(on, ['we_1']) },
  {
    name: 'how many events of an organization would be replayed',
    rows: 12_000,
    ask: async (on) => assert.equal((await countEventsAfter(on, follower, events - 200_000)).events, 4000),
  },
  {
    name: 'how many events failed',
    rows: 1000,
    ask: async (on) => assert.ok((await countFailedEvents(on, { ...follower, eventTypes: null }, now)).events > 0),
  },
]

test('with 400,000 events and 200,000 attempts', async (t) => {
  await using created = await createTestDatabase()
  const { database } = created
  await deliveryDays.ensure(database, now)
  await storeEvents(database)
  await storeAttempts(database)
  await using connection = await database.connect()
  for (const { name, rows, ask } of cases) {
    await t.test(`${name}: indexes, and few rows`, async () => {
      const recorded = recordQueries(database)
      await ask(recorded)
      const reads: TableRead[] = []
      for (const query of recorded.queries) reads.push(...(await readsOf(connection, query)))
      assert.deepEqual(
        reads.filter(
          (read) =>
            read.rows > rows ||
            (read.by === 'Seq Scan' && /^(events|feed$|delivery)/.test(read.table) && read.rows > 0),
        ),
        [],
      )
    })
  }
})
