import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { silentLog } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import { createTestDatabase } from '../testing/database.ts'
import { aUser, commands, makeDirectory, testPlatform } from '../testing/directories.ts'
import { startEventLog } from './event-log.ts'
import { readFeed } from './read-feed.ts'
import { startSequencer } from './sequencer.ts'

const log = silentLog

async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 30_000
  while (!(await check())) {
    if (Date.now() > until) throw new Error('It did not happen within 30 s')
    await wait(10)
  }
}

/** A database that counts what is asked on connections of their own. */
function counted(database: Database, onQuery: () => void): Database {
  return {
    ...database,
    async connect() {
      const connection = await database.connect()
      return {
        ...connection,
        query: (query) => {
          onQuery()
          return connection.query(query)
        },
        [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
      }
    },
  }
}

/** Cuts the connection that holds the lock of the leader, as a broken network does. */
async function cutLeader(database: Database): Promise<void> {
  await database.query({
    text: `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and l.objsubid = 1`,
  })
}

test('a stand-by does not ask for the lock more often because others write', async () => {
  await using created = await createTestDatabase()
  const leader = startSequencer({ database: created.database, log, onFed() {} })
  await eventually(leader.isLeader)
  let queries = 0
  const database = counted(created.database, () => {
    queries += 1
  })
  const since = performance.now()
  const standBy = startSequencer({ database, log, onFed() {} })
  for (let index = 0; index < 100; index += 1) {
    standBy.wake({ organizationId: 'org_1', streamId: `directory_${index}` })
    await wait(5)
  }
  await Promise.all([leader.stop(), standBy.stop()])
  // It asks once a second whatever happens; a loaded machine makes this half second longer.
  const allowed = 2 + Math.ceil((performance.now() - since) / 1000)
  assert.ok(queries <= allowed, `${queries} queries, more than ${allowed}`)
})

test('a leader that lost its connection leads again after a moment, and stops at once', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const sequencer = startSequencer({ database, log, onFed() {} })
  await eventually(sequencer.isLeader)
  await cutLeader(database)
  await eventually(() => !sequencer.isLeader())
  await eventually(sequencer.isLeader)
  const started = performance.now()
  await sequencer.stop()
  // Whoever waits for the next look stays for a second.
  assert.ok(performance.now() - started < 900)
})

test('while leaders fall and two nodes write, nothing in the feed is late, missing or twice', async () => {
  await using created = await createTestDatabase()
  const { database } = created
  const refs = [await makeDirectory(database), await makeDirectory(database), await makeDirectory(database)]
  const nodes = [0, 1].map(() => {
    const eventLog = startEventLog({ database, platform: testPlatform(), retentionDays: 90 })
    const onCommit = (ref: (typeof refs)[number]) =>
      eventLog.wrote({ organizationId: ref.organizationId, streamId: ref.directoryId })
    return { eventLog, writer: createDirectoryWriter({ database, platform: testPlatform(), onCommit }) }
  })
  let isWriting = true
  const written = nodes.map(async ({ writer }, node) => {
    let count = 0
    for (; isWriting; count += 1) {
      const ref = refs[count % refs.length] as (typeof refs)[number]
      await writer.submit(ref, commands.createUser(aUser(`user-${node}-${count}`)))
    }
    return count
  })
  const polled: string[] = []
  const poll = async () => {
    const { events } = await readFeed(database, { organizationId: null, limit: 50, order: 'asc', after: polled.at(-1) })
    polled.push(...events.map(({ id }) => id))
  }
  for (let fall = 0; fall < 3; fall += 1) {
    await eventually(() => nodes.some(({ eventLog }) => eventLog.isLeader()))
    for (const until = Date.now() + 300; Date.now() < until; ) await poll()
    await cutLeader(database)
  }
  isWriting = false
  const total = (await Promise.all(written)).reduce((sum, count) => sum + count, 0)
  await eventually(async () => {
    await poll()
    return polled.length >= total
  })
  await Promise.all(nodes.map(({ writer }) => writer.stop()))
  await Promise.all(nodes.map(({ eventLog }) => eventLog.stop()))

  const afterwards = []
  for (;;) {
    const after = afterwards.at(-1)?.id
    const { events } = await readFeed(database, { organizationId: null, limit: 100, order: 'asc', after })
    if (events.length === 0) break
    afterwards.push(...events)
  }
  assert.deepEqual(
    afterwards.map(({ id }) => id),
    polled,
  )
  assert.deepEqual(
    afterwards.map(({ position }) => position),
    Array.from({ length: total }, (_, index) => index + 1),
  )
})
