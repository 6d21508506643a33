import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { eventWeekOf } from '../store/event-weeks.ts'
import { createTestDatabase } from '../testing/database.ts'
import { testPlatform } from '../testing/directories.ts'
import { startMaintenance } from './maintenance.ts'

test('after a suspension of months the log has its partitions within seconds', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  let now = new Date()
  const platform = { ...testPlatform(), clock: { now: () => now } }
  const maintenance = startMaintenance({ database, platform, retentionDays: 90, isCaughtUp: () => false })
  await wait(300)
  now = new Date(now.getTime() + 80 * 24 * 60 * 60 * 1000)
  const { partition } = eventWeekOf(now)
  const exists = async () =>
    (await database.query({ text: `select from pg_class where relname = $1`, values: [partition] })).length > 0
  for (let look = 0; look < 60 && !(await exists()); look += 1) await wait(100)
  assert.ok(await exists())
  await maintenance.stop()
})
