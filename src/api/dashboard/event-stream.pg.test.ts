import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'
import type { Queryable } from '../../store/database.ts'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { type StreamTarget, streamEvents } from './event-stream.ts'

const viewer = { id: 'test', organizationId: 'org_of_nobody', signedIn: true }

/** Runs a stream while there is news, which is another's, every few milliseconds. */
function startStream(api: TestApi, options: { clock?: Clock; pace?: object; isStillAllowed?(): Promise<boolean> }) {
  const stop = new AbortController()
  const written: string[] = []
  let reads = 0
  const query: Queryable['query'] = (statement) => {
    reads += 1
    return api.database.query(statement)
  }
  const onNews = (listener: () => void) => {
    const timer = setInterval(listener, 2)
    return () => clearInterval(timer)
  }
  const target: StreamTarget = {
    write: (text) => written.push(text),
    waiting: () => 0,
    signal: stop.signal,
    isStillAllowed: options.isStillAllowed ?? (async () => true),
  }
  const platform = { ...api.context.platform, ...(options.clock && { clock: options.clock }) }
  const finished = streamEvents({ database: { ...api.database, query }, platform, onNews }, viewer, {
    target,
    position: 0,
    ...(options.pace && { pace: { heartbeatMs: 15_000, pauseMs: 250, ...options.pace } }),
  }).catch((error: unknown) => assert.equal((error as Error).name, 'AbortError'))
  return { finished, stop: () => stop.abort(), written, reads: () => reads }
}

test('a stream ends soon after its session, and is kept awake, however much happens elsewhere', {
  timeout: 10_000,
}, async () => {
  await using api = await createTestApi()
  let now = new Date()
  let isAllowed = true
  let asked = 0
  const stream = startStream(api, {
    clock: { now: () => now },
    pace: { pauseMs: 5 },
    isStillAllowed: async () => {
      asked += 1
      return isAllowed
    },
  })
  await wait(100)
  assert.equal(asked, 0, 'not before the time')
  now = new Date(now.getTime() + 15_000)
  await wait(200)
  assert.equal(asked, 1)
  assert.equal(stream.written.filter((text) => text === ': still here\n\n').length, 1)
  isAllowed = false
  now = new Date(now.getTime() + 15_000)
  await stream.finished
  assert.equal(asked, 2)
})

test("another tenant's rush costs a stream four reads a second, not one for each of its events", {
  timeout: 10_000,
}, async () => {
  await using api = await createTestApi()
  const stream = startStream(api, {})
  await wait(1_000)
  stream.stop()
  await stream.finished
  assert.ok(stream.reads() >= 2 && stream.reads() <= 6, `${stream.reads()} reads`)
})
