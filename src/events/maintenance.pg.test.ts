import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { eventWeekOf } from '../store/event-weeks.ts'
import { createTestDatabase } from '../testing/database.ts'
import { makeDirectory, testPlatform } from '../testing/directories.ts'
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
  for (let look = 0; look < 300 && !(await exists()); look += 1) await wait(100)
  assert.ok(await exists())
  await maintenance.stop()
})

test('who is told to stop while it makes many people searchable does so with the piece that it is at', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const { organizationId, directoryId } = await makeDirectory(database)
  await database.query({
    text: `insert into users (organization_id, directory_id, id, position, user_name, user_name_key, idp_id, email_keys, active,
        attributes, document, version, created_at, updated_at)
      select $1, $2, 'user_' || n, n, 'u' || n, 'u' || n, 'i' || n, '{}', true, '{}', '{}', 1, now(), now()
      from generate_series(1, 1500) n`,
    values: [organizationId, directoryId],
  })
  const left = async () =>
    (
      await database.query<{ count: number }>({
        text: 'select count(*)::integer as count from users where search is null',
      })
    )[0]?.count
  const [held, hold] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = database.transaction(async (transaction) => {
    await transaction.query({ text: 'lock table users in share row exclusive mode' })
    held.resolve()
    await hold.promise
  })
  await held.promise
  const maintenance = startMaintenance({
    database,
    platform: testPlatform(),
    retentionDays: 90,
    isCaughtUp: () => true,
  })
  // Who gathers statistics may wait for the table, too.
  const waits = `select from pg_locks l
    where l.relation = 'users'::regclass and l.mode = 'RowExclusiveLock' and not l.granted`
  while ((await database.query({ text: waits })).length === 0) await wait(20)
  const stopped = maintenance.stop()
  hold.resolve()
  await Promise.all([holding, stopped])
  assert.equal(await left(), 1000)
})
