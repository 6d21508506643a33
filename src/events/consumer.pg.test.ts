import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { DirectoryRef } from '../directory/commands.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import type { Event } from '../model/event.ts'
import type { Database, Queryable } from '../store/database.ts'
import { createTestDatabase } from '../testing/database.ts'
import { aUser, commands, makeDirectory, testPlatform } from '../testing/directories.ts'
import { type ConsumerOptions, startConsumer } from './consumer.ts'
import { startEventLog } from './event-log.ts'

async function setUp(directories: number) {
  const created = await createTestDatabase()
  const { database } = created
  const platform = testPlatform()
  const log = startEventLog({ database, platform, retentionDays: 90 })
  const onCommit = ({ organizationId, directoryId }: DirectoryRef) =>
    log.wrote({ organizationId, streamId: directoryId })
  const writer = createDirectoryWriter({ database, platform, onCommit })
  const refs = await Promise.all(Array.from({ length: directories }, () => makeDirectory(database)))
  const consumers: { stop(): Promise<void> }[] = []
  const listeners = new Set<() => void>()
  const onNews = (listener: () => void) => {
    listeners.add(listener)
    const stop = log.onNews(listener)
    return () => {
      listeners.delete(listener)
      stop()
    }
  }
  return {
    refs,
    database,
    platform,
    /** Tells the consumers that there is news, as often as the test wants. */
    tellNews: () => {
      for (const listener of listeners) listener()
    },
    write: (directory: number, name: string) =>
      writer.submit(refs[directory] as DirectoryRef, commands.createUser(aUser(name))),
    consume(handle: ConsumerOptions['handle'], more: Partial<ConsumerOptions> = {}) {
      const consumer = startConsumer({
        database,
        platform,
        log: { onNews },
        name: 'test',
        startAt: 'oldest',
        handle,
        retryAfter: () => 30,
        ...more,
      })
      consumers.push(consumer)
      return consumer
    },
    async [Symbol.asyncDispose]() {
      await writer.stop()
      await Promise.all(consumers.map((consumer) => consumer.stop()))
      await log.stop()
      await created[Symbol.asyncDispose]()
    },
  }
}

async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 30_000
  while (!(await check())) {
    if (Date.now() > until) throw new Error('It did not happen within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const names = (events: readonly Event[]) => events.map(({ data }) => data.username)

test('a consumer gets every event of every stream in order, over two workers', async () => {
  await using s = await setUp(5)
  const seen: Event[] = []
  const handle = async (events: readonly Event[]) => {
    seen.push(...events)
  }
  s.consume(handle, { pageSize: 7 })
  s.consume(handle, { pageSize: 7 })
  await Promise.all(Array.from({ length: 300 }, (_, index) => s.write(index % 5, `user${index}`)))
  await eventually(() => seen.length >= 300)
  for (const ref of s.refs) {
    const seqs = seen.filter(({ streamId }) => streamId === ref.directoryId).map(({ seq }) => seq)
    assert.deepEqual(
      seqs,
      Array.from({ length: 60 }, (_, index) => index + 1),
    )
  }
})

test('a stream that fails is tried again and delays no other', async () => {
  await using s = await setUp(2)
  const seen: Event[] = []
  let isBroken = true
  let failures = 0
  s.consume(async (events) => {
    if (isBroken && events[0]?.streamId === s.refs[0]?.directoryId) {
      failures += 1
      throw new Error('This endpoint is down')
    }
    seen.push(...events)
  })
  await s.write(0, 'stuck')
  await s.write(1, 'free')
  await eventually(() => names(seen).includes('free') && failures >= 2)
  isBroken = false
  await eventually(() => names(seen).includes('stuck'))
})

test('a consumer that stops goes on where it was, and a new one from now sees only what follows', async () => {
  await using s = await setUp(1)
  const first: Event[] = []
  const before = s.consume(async (events) => void first.push(...events))
  await s.write(0, 'ada')
  await eventually(() => first.length === 1)
  await before.stop()
  await s.write(0, 'grace')
  const second: Event[] = []
  s.consume(async (events) => void second.push(...events))
  await eventually(() => second.length === 1)
  assert.deepEqual(names(second), ['grace'])

  const third: Event[] = []
  s.consume(async (events) => void third.push(...events), { name: 'late', startAt: 'now' })
  await eventually(async () => {
    const text = `select from consumers where name = 'late'`
    return (await s.database.query({ text })).length === 1
  })
  await s.write(0, 'edsger')
  await eventually(() => third.length === 1)
  assert.deepEqual(names(third), ['edsger'])
})

test('a consumer that retention has overtaken is told so and skips nothing', async () => {
  await using s = await setUp(1)
  const seen: Event[] = []
  const before = s.consume(async (events) => void seen.push(...events))
  await s.write(0, 'ada')
  await eventually(() => seen.length === 1)
  await before.stop()
  await s.database.query({ text: 'update feed_state set oldest_position = 10' })
  const errors: string[] = []
  s.consume(async (events) => void seen.push(...events), { onExpired: ({ code }) => void errors.push(code) })
  await eventually(() => errors.length > 0)
  assert.equal(errors[0], 'cursor_expired')
  assert.equal(seen.length, 1)
})

/** A database that counts what is asked of it. */
function counted(database: Database) {
  let queries = 0
  const count = (on: Queryable): Queryable => ({
    query(query) {
      queries += 1
      return on.query(query)
    },
  })
  const transaction: Database['transaction'] = (work) => database.transaction((on) => work(count(on)))
  return { counting: { ...database, ...count(database), transaction }, queries: () => queries }
}

test('a consumer whose workers are all busy waits for one of them', async () => {
  await using s = await setUp(4)
  for (const directory of [0, 1, 2, 3]) await s.write(directory, 'ada')
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let handled = 0
  const { counting, queries } = counted(s.database)
  s.consume(
    async () => {
      handled += 1
      await held
    },
    { database: counting, parallel: 2 },
  )
  await eventually(() => handled === 2)
  const [before, since] = [queries(), performance.now()]
  for (let index = 0; index < 100; index += 1) {
    s.tellNews()
    await wait(5)
  }
  // It looks once a second whatever happens; a loaded machine makes this half second longer.
  const allowed = 15 * Math.ceil((performance.now() - since) / 1000)
  const asked = queries() - before
  release()
  assert.ok(asked < allowed, `${asked} queries, more than ${allowed}`)
  await eventually(() => handled === 4)
})

test('an expired consumer tells of it once, and looks again once a second, however much is written', async () => {
  await using s = await setUp(1)
  await s.write(0, 'ada')
  await s.database.query({ text: `insert into consumers values ('test', 0, now())` })
  await s.database.query({ text: 'update feed_state set oldest_position = 10' })
  const { counting, queries } = counted(s.database)
  let told = 0
  const seen: Event[] = []
  const onExpired = () => {
    told += 1
  }
  const since = performance.now()
  s.consume(async (events) => void seen.push(...events), { database: counting, onExpired })
  for (let index = 0; index < 250; index += 1) {
    s.tellNews()
    await wait(5)
  }
  assert.equal(told, 1)
  // A loaded machine makes the second longer, and so does what it looks then.
  const allowed = 12 * Math.ceil((performance.now() - since) / 1000)
  assert.ok(queries() <= allowed, `${queries()} queries, more than ${allowed}`)
  await s.database.query({ text: 'update feed_state set oldest_position = 1' })
  await eventually(() => seen.length === 1)
})

test('the clocks of the nodes do not decide who has a stream', async () => {
  await using s = await setUp(3)
  for (const directory of [0, 1, 2]) await s.write(directory, 'ada')
  const seen: string[] = []
  const handle = async (events: readonly Event[]) => {
    seen.push(...events.map(({ streamId }) => streamId))
    await wait(500)
  }
  s.consume(handle)
  await eventually(() => seen.length === 3)
  const ahead = { ...s.platform, clock: { now: () => new Date(Date.now() + 3_600_000) } }
  s.consume(handle, { platform: ahead })
  await wait(400)
  assert.equal(seen.length, 3)
})

test('a handler that takes longer than the lease keeps its stream, and one that lost it is told', async () => {
  await using s = await setUp(1)
  await s.write(0, 'ada')
  const calls: AbortSignal[] = []
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const handle = async (_events: readonly Event[], signal: AbortSignal) => {
    calls.push(signal)
    await held
  }
  const leaseFor = 2000
  s.consume(handle, { leaseFor })
  s.consume(handle, { leaseFor })
  await eventually(() => calls.length > 0)
  const [leased] = await s.database.query<{ until: Date }>({
    text: 'select available_at as until from consumer_streams',
  })
  assert.ok(leased)
  const isOver = 'select from consumer_streams where now() > $1'
  await eventually(async () => (await s.database.query({ text: isOver, values: [leased.until] })).length > 0)
  assert.deepEqual(
    calls.map(({ aborted }) => aborted),
    [false],
  )
  await s.database.query({
    text: `update consumer_streams set lease = 'another', available_at = now() + interval '1 h'`,
  })
  await eventually(() => calls[0]?.aborted === true)
  release()
  await wait(100)
  const rows = await s.database.query({ text: 'select lease, done_seq from consumer_streams' })
  assert.deepEqual(rows, [{ lease: 'another', done_seq: 0 }])
})

test('a consumer that is stopped tells a handler that does not end', async () => {
  await using s = await setUp(1)
  await s.write(0, 'ada')
  let isCalled = false
  const consumer = s.consume(
    (_events, signal) =>
      new Promise((_, reject) => {
        isCalled = true
        signal.addEventListener('abort', () => reject(new Error('Stopped')))
      }),
    { stopWithin: 50 },
  )
  await eventually(() => isCalled)
  await consumer.stop()
})

test('a stop does not wait for a handler that does not listen', async () => {
  await using s = await setUp(1)
  await s.write(0, 'ada')
  let isCalled = false
  const consumer = s.consume(
    () => {
      isCalled = true
      return new Promise(() => {})
    },
    { stopWithin: 50 },
  )
  await eventually(() => isCalled)
  await consumer.stop()
})

test('failures are counted anew for each event', async () => {
  await using s = await setUp(1)
  for (const name of ['ada', 'grace', 'edsger']) await s.write(0, name)
  const attempts: number[] = []
  let failures = 3
  const handle = async ([event]: readonly Event[]) => {
    if (event?.seq === 1 && failures > 0) {
      failures -= 1
      throw new Error('Not yet')
    }
    if (event?.seq === 3) throw new Error('Never')
  }
  const retryAfter = (attempt: number) => {
    attempts.push(attempt)
    return 10
  }
  s.consume(handle, { pageSize: 1, retryAfter })
  await eventually(() => attempts.length >= 5)
  assert.deepEqual(attempts.slice(0, 5), [1, 2, 3, 1, 2])
})
