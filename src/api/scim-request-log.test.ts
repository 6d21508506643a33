import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ScimRequestRecord, StoredScimRequest } from '../model/scim-request.ts'
import { testPlatform } from '../testing/directories.ts'
import { createScimRequestLog } from './scim-request-log.ts'

function aRecord(change: Partial<ScimRequestRecord> = {}): ScimRequestRecord {
  return {
    organizationId: 'org_1',
    directoryId: 'directory_1',
    requestId: 'request_1',
    tokenId: 'directory_token_1',
    at: new Date('2026-11-01T12:00:00Z'),
    method: 'GET',
    path: '/scim/v2/directory_1/Users',
    status: 200,
    durationMs: 1.5,
    dialect: 'okta',
    tolerances: [],
    resourceId: null,
    userAgent: null,
    remoteAddress: null,
    requestBody: null,
    responseBody: null,
    isCut: false,
    ...change,
  }
}

function logTo(write: (records: readonly StoredScimRequest[]) => Promise<void>) {
  return createScimRequestLog({
    platform: testPlatform(),
    organizationOf: async (id) => (id === 'directory_1' ? 'org_1' : null),
    write,
  })
}

test('while the database is slow the newest records are dropped, and the next one that is kept says how many', async () => {
  const written: StoredScimRequest[] = []
  const gate = Promise.withResolvers<void>()
  const log = logTo(async (records) => {
    await gate.promise
    written.push(...records)
  })
  for (let sent = 0; sent < 5000; sent += 1) log.record(aRecord({ requestId: `request_${sent}` }))
  gate.resolve()
  await log.flush()
  log.record(aRecord({ requestId: 'request_after' }))
  await log.flush()
  const dropped = written.reduce((sum, { droppedBefore }) => sum + droppedBefore, 0)
  assert.equal(written.length + dropped, 5001)
  assert.ok(dropped > 2000, `${dropped} were dropped`)
  assert.equal(written.at(-1)?.requestId, 'request_after')
  assert.equal(written.at(-1)?.droppedBefore, dropped)
  assert.deepEqual(
    written.map(({ id }) => id).toSorted(),
    written.map(({ id }) => id),
  )
})

test('a batch that the database does not take is counted as dropped, and the log goes on', async () => {
  const written: StoredScimRequest[] = []
  let isDown = true
  const log = logTo(async (records) => {
    if (isDown) throw new Error('connection refused')
    written.push(...records)
  })
  log.record(aRecord())
  log.record(aRecord())
  await log.flush()
  isDown = false
  log.record(aRecord())
  await log.flush()
  assert.deepEqual(
    written.map(({ droppedBefore }) => droppedBefore),
    [2],
  )
})

test('what was recorded is written by itself, and when the log stops', async () => {
  const written: number[] = []
  const first = Promise.withResolvers<void>()
  const log = logTo(async (records) => {
    written.push(records.length)
    first.resolve()
  })
  // A log that is not read does not keep its process running; this test does.
  const alive = setInterval(() => {}, 1000)
  log.record(aRecord())
  await first.promise
  clearInterval(alive)
  log.record(aRecord())
  await log.stop()
  assert.deepEqual(written, [1, 1])
})

test('requests without a valid token are kept for their directory, but so few that they push nothing else out', async () => {
  const written: StoredScimRequest[] = []
  const log = logTo(async (records) => void written.push(...records))
  for (let sent = 0; sent < 90; sent += 1) log.record(aRecord({ organizationId: null, tokenId: null, status: 401 }))
  log.record(aRecord({ organizationId: null, tokenId: null, directoryId: 'directory_none', status: 404 }))
  await log.flush()
  log.record(aRecord())
  await log.flush()
  assert.ok(written.length >= 51 && written.length < 70, `${written.length}`)
  assert.equal(written[0]?.organizationId, 'org_1')
  assert.equal(written.length - 1 + (written.at(-1)?.droppedBefore ?? 0), 90)
})
