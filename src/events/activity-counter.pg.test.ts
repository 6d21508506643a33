import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import { deliveryDays } from '../store/delivery-days.ts'
import { appendToFeed } from '../store/feed.ts'
import { readActivity, readHourlyEvents } from '../store/read-activity.ts'
import { createTestDatabase } from '../testing/database.ts'
import { createActivityCounter } from './activity-counter.ts'

const now = new Date('2026-11-22T12:30:00Z')
const at = (time: string) => new Date(`2026-11-${time}Z`)
const days = { from: at('20T00:00:00'), to: now }

function counterOf(database: Database, isCaughtUp = () => true) {
  const platform = { clock: { now: () => now }, newId: createIds(), log: silentLog }
  return createActivityCounter({ database, platform, isCaughtUp })
}

/** Events of a stream at these times, in the feed as one burst. */
async function burst(
  database: Database,
  stream: { organization: string; id: string; from: number },
  times: readonly Date[],
) {
  const scope = [stream.organization, stream.id]
  for (const [index, time] of times.entries()) {
    await database.query({
      text: `insert into events (organization_id, stream_id, seq, id, type, object_id, data, cause, occurred_at)
        values ($1, $2, $3, $4, 'dsync.user.created', 'x', '{}', '{}', $5)`,
      values: [...scope, stream.from + index, `event_${stream.id}_${stream.from + index}`, time],
    })
  }
  await database.query({
    text: `insert into streams (organization_id, id, last_seq, last_occurred_at) values ($1, $2, $3, $4)
      on conflict (organization_id, id) do update set last_seq = excluded.last_seq, last_occurred_at = excluded.last_occurred_at`,
    values: [...scope, stream.from + times.length - 1, times.at(-1)],
  })
  await appendToFeed(database, null)
}

async function eventsADay(database: Database, organization: string | null) {
  const { days: found } = await readActivity(database, organization, days)
  return Object.fromEntries(found.map(({ day, events }) => [day, events]))
}

test('each event is counted once, on its own day, for its organization and for all together', async () => {
  await using world = await createTestDatabase({ now })
  const { database } = world
  const acme = { organization: 'org_a', id: 'directory_a' }
  await burst(database, { ...acme, from: 1 }, [at('21T23:59:59'), at('22T00:00:01'), at('22T12:10:00')])
  await burst(database, { organization: 'org_b', id: 'directory_b', from: 1 }, [at('22T11:00:00')])

  const count = counterOf(database)
  await count()
  await count()
  assert.deepEqual(await eventsADay(database, 'org_a'), { '2026-11-20': 0, '2026-11-21': 1, '2026-11-22': 2 })
  assert.deepEqual(await eventsADay(database, null), { '2026-11-20': 0, '2026-11-21': 1, '2026-11-22': 3 })

  await burst(database, { ...acme, from: 4 }, [at('22T12:20:00'), at('22T12:21:00')])
  const { countedUntil } = await readActivity(database, 'org_a', days)
  assert.deepEqual(countedUntil, at('22T12:20:00'), 'it is told what is not counted yet')
  await count()
  const hours = await readHourlyEvents(database, [{ organizationId: 'org_a', streamId: 'directory_a' }], {
    now,
    hours: 14,
  })
  assert.deepEqual(hours.get('directory_a'), [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3])
  assert.equal((await readActivity(database, 'org_a', days)).countedUntil, null)
})

test('two processes that count at the same time count nothing twice', async () => {
  await using world = await createTestDatabase({ now })
  const { database } = world
  for (let n = 1; n <= 5; n += 1) {
    await burst(database, { organization: 'org_a', id: `directory_${n}`, from: 1 }, [
      at('22T10:00:00'),
      at('22T10:00:01'),
    ])
  }
  await Promise.all([counterOf(database)(), counterOf(database)(), counterOf(database)()])
  assert.deepEqual((await eventsADay(database, 'org_a'))['2026-11-22'], 10)
})

test('runs are counted by the day on which they ended, and by how', async () => {
  await using world = await createTestDatabase({ now })
  const { database } = world
  const run = (id: string, state: string, finishedAt: Date | null) =>
    database.query({
      text: `insert into sync_runs (organization_id, id, directory_id, kind, trigger, state, phase, generation, cause, created_at,
          finished_at, updated_at)
        values ('org_a', $1, $1, 'full', 'manual', $2, 'done', 1, '{}', $4, $3, $4)`,
      values: [id, state, finishedAt, at('20T00:00:00')],
    })
  await run('one', 'completed', at('21T10:00:00'))
  await run('two', 'failed', at('22T10:00:00'))
  await run('three', 'running', null)
  await counterOf(database)()
  await run('four', 'completed', at('21T10:00:00'))
  await counterOf(database)()
  const { days: found } = await readActivity(database, 'org_a', days)
  assert.deepEqual(
    found.map(({ runs }) => runs),
    [
      { completed: 0, failed: 0, cancelled: 0 },
      { completed: 2, failed: 0, cancelled: 0 },
      { completed: 0, failed: 1, cancelled: 0 },
    ],
  )
})

test('deliveries tell how long half and nineteen in twenty of them took, to within a fifth', async () => {
  await using world = await createTestDatabase({ now })
  const { database } = world
  await deliveryDays.ensure(database, now)
  await database.query({ text: `update counting set attempts_until = '2026-11-22T00:00:00Z'` })
  await database.query({
    text: `insert into destinations (id, kind, settings, position, created_at, updated_at)
      values ('we_1', 'webhook', '{}', 0, now(), now())`,
  })
  const attempt = (n: number, ms: number, isDelivered: boolean) =>
    database.query({
      text: `insert into delivery_attempts (organization_id, destination_id, id, stream_id, first_seq, last_seq, event_id, attempt,
          sent_at, duration_ms, is_delivered) values ('org_a', 'we_1', $1, 's', 1, 1, 'e', 1, $2, $3, $4)`,
      values: [
        `${deliveryDays.idAt(at('22T10:00:00'))}${String(n).padStart(16, '0')}`,
        at('22T10:00:00'),
        ms,
        isDelivered,
      ],
    })
  for (let n = 0; n < 100; n += 1) await attempt(n, n < 90 ? 100 : 2000, true)
  await attempt(100, 30_000, false)
  await counterOf(database)()
  await counterOf(database)()
  const today = (await readActivity(database, null, days)).days.at(-1)
  assert.equal(today?.deliveries.delivered, 100)
  assert.equal(today?.deliveries.failed, 1)
  const { medianMs, p95Ms } = today?.deliveries ?? {}
  assert.ok(medianMs && medianMs >= 100 && medianMs <= 120, String(medianMs))
  assert.ok(p95Ms && p95Ms >= 2000 && p95Ms <= 2400, String(p95Ms))
})

test('a process that does not lead counts nothing', async () => {
  await using world = await createTestDatabase({ now })
  const { database } = world
  await burst(database, { organization: 'org_a', id: 'directory_a', from: 1 }, [at('22T10:00:00')])
  await counterOf(database, () => false)()
  assert.deepEqual((await eventsADay(database, null))['2026-11-22'], 0)
})
