import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import { notifyWritten } from '../store/notifications.ts'
import { createTestDatabase } from '../testing/database.ts'
import { startListener } from './listener.ts'

const streams = Array.from({ length: 200 }, (_, index) => ({ organizationId: 'org_1', streamId: `directory_${index}` }))

async function eventually(check: () => boolean): Promise<void> {
  const until = Date.now() + 30_000
  while (!check()) {
    if (Date.now() > until) throw new Error('It did not happen within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
}

async function cutConnections(database: Database): Promise<void> {
  await database.query({
    text: `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query like 'listen %'`,
  })
}

test('a listener whose connection was cut listens again, asks for a look at everything, and leaves no timer behind', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const before = timers()
  let connects = 0
  const heard = new Set<string>()
  const listener = startListener({
    database,
    log: silentLog,
    onFed() {},
    onDestinations() {},
    onSync() {},
    onConnected: () => {
      connects += 1
    },
    onWritten: (written) => {
      for (const { streamId } of written) heard.add(streamId)
    },
  })
  await eventually(() => connects === 1)
  await cutConnections(database)
  await eventually(() => connects === 2)
  await notifyWritten(database, streams)
  await eventually(() => heard.size === streams.length)
  await listener.stop()
  assert.ok(timers() <= before + 1, 'only the pool may have a timer for its idle connection')
})
