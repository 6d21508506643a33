import assert from 'node:assert/strict'
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import { createMemorySource } from '../src/testing/memory-connector.ts'
import { setUpSync } from '../src/testing/sync-engine.ts'

const users = 20_000
const removed = 1_000
const child = new URL('../src/testing/sync-child.ts', import.meta.url).pathname

type SetUp = Awaited<ReturnType<typeof setUpSync>>

test('a run whose process is killed again and again ends as if nothing had happened', {
  timeout: 590_000,
}, async () => {
  await using sync = await setUpSync(createMemorySource(), { guards: { users: { percent: 50, at_least: 5 } } })
  const first = await runWithKills(sync, { kills: 6, gone: 0 })
  assert.deepEqual([first.counts.usersCreated, first.counts.membershipsAdded], [users, 2_000])
  const second = await runWithKills(sync, { kills: 4, gone: removed })
  assert.equal(second.counts.usersRemoved, removed)
  assert.equal((await sync.users()).length, users - removed)
  assert.equal((await sync.members()).everybody?.length, 2_000 - removed)

  const counted = new Map<string, number>()
  for (const { type, objectId } of await sync.events()) {
    const key = `${type} ${objectId}`
    counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  const isOnce = ([key]: [string, number]) => !key.startsWith('dsync.group.user_') && !key.startsWith('dsync.activated')
  const twice = [...counted].filter((entry) => isOnce(entry) && entry[1] > 1)
  assert.deepEqual(twice, [])
  const told = (type: string) =>
    [...counted].filter(([key]) => key.startsWith(type)).reduce((sum, [, count]) => sum + count, 0)
  assert.deepEqual(
    ['dsync.user.created', 'dsync.user.deleted', 'dsync.group.user_added', 'muster.sync_run.completed'].map(told),
    [users, removed, 2_000, 2],
  )
})

/** A full run that is killed so often, at pages of its own choice and somewhat after. */
async function runWithKills(sync: SetUp, { kills, gone }: { readonly kills: number; readonly gone: number }) {
  const { id } = await sync.request('full')
  for (let killed = 0; killed < kills; killed += 1) {
    const process = startChild(sync.url, gone)
    await untilPages(process, Math.floor(Math.random() * 6))
    await after(Math.random() * 150)
    process.kill('SIGKILL')
    await new Promise((resolve) => process.once('exit', resolve))
    // Nobody waits here for as long as a process is taken for alive.
    await sync.database.query({ text: `update sync_runs set lease_until = now() where state = 'running'` })
  }
  const process = startChild(sync.url, gone)
  try {
    for (let waited = 0; waited < 300_000; waited += 50) {
      const run = await sync.find(id)
      if (run.finishedAt) {
        assert.equal(run.state, 'completed', run.errorText ?? '')
        return run
      }
      await after(50)
    }
    assert.fail('the run has not ended')
  } finally {
    process.kill('SIGKILL')
  }
}

function startChild(url: string, gone: number): ChildProcessWithoutNullStreams {
  // A dozen processes compile the same files: the first writes down what it made of them.
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'muster-compiled'),
  }
  const started = spawn(process.execPath, [child, url, String(users), String(gone)], { env })
  started.stderr.pipe(process.stderr)
  return started
}

/** Resolves when the child has listed so many pages, or when it lists none any more. */
async function untilPages({ stdout }: ChildProcessWithoutNullStreams, pages: number): Promise<void> {
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  await lines.next()
  for (let listed = 0; listed < pages; listed += 1) {
    const line = await Promise.race([lines.next(), after(300)])
    if (!line || line.done) return
  }
}
