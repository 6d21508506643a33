import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DirectoryRef } from '../directory/commands.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import type { Event } from '../model/event.ts'
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
  return {
    refs,
    database,
    write: (directory: number, name: string) =>
      writer.submit(refs[directory] as DirectoryRef, commands.createUser(aUser(name))),
    consume(handle: ConsumerOptions['handle'], more: Partial<ConsumerOptions> = {}) {
      const consumer = startConsumer({
        database,
        platform,
        log,
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

async function eventually(check: () => boolean): Promise<void> {
  const until = Date.now() + 10_000
  while (!check()) {
    if (Date.now() > until) throw new Error('It did not happen within 10 s')
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
  await eventually(() => third.length === 0)
  await new Promise((resolve) => setTimeout(resolve, 200))
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
