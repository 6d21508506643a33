import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command, DirectoryRef } from '../directory/commands.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { createTestDatabase } from '../testing/database.ts'
import { aUser, commands, makeDirectory, testPlatform } from '../testing/directories.ts'
import { type EventLog, startEventLog } from './event-log.ts'
import { readFeed } from './read-feed.ts'

type SetUp = Awaited<ReturnType<typeof setUp>>

async function setUp({ nodes = 1, directories = 1 }: { nodes?: number; directories?: number } = {}) {
  const created = await createTestDatabase()
  const { database } = created
  const logs: EventLog[] = []
  const writers = Array.from({ length: nodes }, () => {
    const log = startEventLog({ database, platform: testPlatform(), retentionDays: 90 })
    logs.push(log)
    const onCommit = ({ organizationId, directoryId }: DirectoryRef) =>
      log.wrote({ organizationId, streamId: directoryId })
    return createDirectoryWriter({ database, platform: testPlatform(), onCommit })
  })
  const refs: DirectoryRef[] = []
  for (let index = 0; index < directories; index += 1) refs.push(await makeDirectory(database))
  return {
    database,
    logs,
    refs,
    submit: <C extends Command>(node: number, directory: number, command: C) =>
      (writers[node] as (typeof writers)[number]).submit(refs[directory] as DirectoryRef, command),
    async [Symbol.asyncDispose]() {
      await Promise.all(writers.map((writer) => writer.stop()))
      await Promise.all(logs.map((log) => log.stop()))
      await created[Symbol.asyncDispose]()
    },
  }
}

async function readAll(s: SetUp, limit = 100) {
  const events = []
  for (;;) {
    const page = await readFeed(s.database, { organizationId: null, limit, order: 'asc', after: events.at(-1)?.id })
    if (page.events.length === 0) return events
    events.push(...page.events)
  }
}

async function eventually(check: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 30_000
  while (!(await check())) {
    if (Date.now() > until) throw new Error('It did not happen within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('the feed shows what was written, in order, within moments', async () => {
  await using s = await setUp()
  const { user } = await s.submit(0, 0, commands.createUser(aUser('ada')))
  await s.submit(0, 0, commands.deleteUser(user.id))
  await eventually(async () => (await readAll(s)).length === 2)
  const events = await readAll(s)
  assert.deepEqual(
    events.map(({ type, position }) => [type, position]),
    [
      ['dsync.user.created', 1],
      ['dsync.user.deleted', 2],
    ],
  )
})

test('whoever reads all the time sees the same order as one that reads afterwards, over two nodes and many directories', async () => {
  await using s = await setUp({ nodes: 2, directories: 6 })
  const total = 600
  const polled: string[] = []
  let isWriting = true
  const poll = (async () => {
    while (isWriting || polled.length < total) {
      const { events } = await readFeed(s.database, {
        organizationId: null,
        limit: 37,
        order: 'asc',
        after: polled.at(-1),
      })
      polled.push(...events.map(({ id }) => id))
    }
  })()
  await Promise.all(
    Array.from({ length: total }, (_, index) =>
      s.submit(index % 2, index % 6, commands.createUser(aUser(`user${index}`))),
    ),
  )
  isWriting = false
  await poll
  const afterwards = await readAll(s)
  assert.deepEqual(
    polled,
    afterwards.map(({ id }) => id),
  )
  assert.deepEqual(
    afterwards.map(({ position }) => position),
    Array.from({ length: total }, (_, index) => index + 1),
  )
  for (const ref of s.refs) {
    const seqs = afterwards.filter(({ streamId }) => streamId === ref.directoryId).map(({ seq }) => seq)
    assert.deepEqual(
      seqs,
      Array.from({ length: total / 6 }, (_, index) => index + 1),
    )
  }
})

test('when the node that orders the feed stops, another goes on', async () => {
  await using s = await setUp({ nodes: 2 })
  await eventually(async () => s.logs.some((log) => log.isLeader()))
  const leader = s.logs.findIndex((log) => log.isLeader())
  await s.logs[leader]?.stop()
  await s.submit(leader, 0, commands.createUser(aUser('ada')))
  await eventually(async () => (await readAll(s)).length === 1)
})

test('pages run both ways and are the same events', async () => {
  await using s = await setUp({ directories: 2 })
  await Promise.all(
    Array.from({ length: 50 }, (_, index) => s.submit(0, index % 2, commands.createUser(aUser(`user${index}`)))),
  )
  await eventually(async () => (await readAll(s)).length === 50)
  const forward = await readAll(s, 7)
  const backward = []
  for (;;) {
    const { events } = await readFeed(s.database, {
      organizationId: null,
      limit: 7,
      order: 'desc',
      before: backward.at(-1)?.id,
    })
    if (events.length === 0) break
    backward.push(...events)
  }
  assert.deepEqual(backward.toReversed(), forward)
})

test('a reader of one organization sees nothing of another', async () => {
  await using s = await setUp({ directories: 2 })
  await s.submit(0, 0, commands.createUser(aUser('ada')))
  await s.submit(0, 1, commands.createUser(aUser('grace')))
  await eventually(async () => (await readAll(s)).length === 2)
  const [mine, theirs] = s.refs as [DirectoryRef, DirectoryRef]
  const query = { organizationId: mine.organizationId, limit: 10, order: 'asc' as const }
  const { events } = await readFeed(s.database, query)
  assert.deepEqual(
    events.map(({ data }) => data.username),
    ['ada'],
  )
  const [foreign] = (await readFeed(s.database, { ...query, organizationId: theirs.organizationId })).events
  await assert.rejects(readFeed(s.database, { ...query, after: foreign?.id }), { code: 'invalid_request' })
})

test('a log that stops waits for what it is telling the others', async () => {
  await using s = await setUp()
  await eventually(async () => s.logs[0]?.isLeader() === true)
  const other = startEventLog({ database: slow(s.database), platform: testPlatform(), retentionDays: 90 })
  let isTold = false
  function slow(database: typeof s.database): typeof s.database {
    return {
      ...database,
      async query(query) {
        if (query.name !== 'notify-written') return database.query(query)
        await new Promise((resolve) => setTimeout(resolve, 200))
        isTold = true
        return database.query(query)
      },
    }
  }
  other.wrote({ organizationId: 'org_1', streamId: 'directory_1' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await other.stop()
  assert.ok(isTold)
})
