import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DeliveryAttempt } from '../model/destination.ts'
import { silentLog } from '../platform/log.ts'
import type { Database, Queryable } from '../store/database.ts'
import { createProgressWriter } from './progress-writer.ts'

const attempt: DeliveryAttempt = {
  id: 'attempt_1',
  organizationId: 'org_1',
  destinationId: 'we_1',
  streamId: 'directory_1',
  firstSeq: 1,
  lastSeq: 1,
  eventId: 'event_1',
  eventType: 'dsync.user.created',
  attempt: 1,
  sentAt: new Date(),
  durationMs: 1,
  isDelivered: true,
  status: 200,
  error: null,
  responseHeaders: null,
  responseBody: null,
}

/** A database that takes a turn of the event loop for each transaction, and fails those whose number is given. */
function slowDatabase(failing: readonly number[] = []): Database {
  let transactions = 0
  return {
    query: async () => [],
    async transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T> {
      transactions += 1
      const number = transactions
      await nextTurn()
      if (failing.includes(number)) throw new Error('The database is away')
      return work({ query: async () => [] })
    },
    connect: () => Promise.reject(new Error('not used')),
    end: async () => {},
  }
}

function openWriter(failing?: readonly number[]) {
  let writes = 0
  const writer = createProgressWriter({
    database: slowDatabase(failing),
    log: silentLog,
    nodeId: 'node_1',
    gatherFor: () => 0,
    toldOf: () => 0,
    ensureDays: async () => {},
    onLost() {},
    onWritten() {
      writes += 1
      // Others are delivered all the time: there is always more to write.
      if (writes < 100) writer.record(attempt)
    },
  })
  return { writer, writes: () => writes }
}

test('who waits for what is to be written does not wait for all that comes after it', async () => {
  const { writer, writes } = openWriter()
  writer.record(attempt)
  await nextTurn()
  writer.record(attempt)
  await writer.flush()
  assert.ok(writes() >= 1 && writes() <= 3, `${writes()} writes`)
  await writer.stop()
})

test('what could not be written is waited for until it is', async () => {
  const { writer, writes } = openWriter([1])
  writer.record(attempt)
  await writer.flush()
  assert.ok(writes() >= 1)
  await writer.stop()
})

test('who waits while one write follows another keeps nothing else from going on', async () => {
  const { writer } = openWriter([2])
  writer.record(attempt)
  await writer.flush()
  writer.record(attempt)
  await Promise.all([writer.flush(), writer.flush(), nextTurn()])
  await writer.stop()
})

test('with nothing to write nobody waits', async () => {
  const { writer } = openWriter()
  await writer.flush()
  await writer.stop()
})
