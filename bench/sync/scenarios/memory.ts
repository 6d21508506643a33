import { setTimeout as sleep } from 'node:timers/promises'
import { type Comparison, grouped } from '../../harness/comparison.ts'
import { residentMegabytes } from '../../harness/process-tree.ts'
import { LIMITS } from '../limits.ts'
import type { SyncRunOptions, SyncScenario } from '../scenario.ts'
import { startSyncServer } from '../start-sync-server.ts'

const LOOK_EVERY_MS = 200
/** Seldom, for the sync gives way to requests. */
const ASK_EVERY_MS = 5000
/** So often it is told how much memory it is. */
const TELL_EVERY = 0.1

/** The memory of a server that reads a large directory, users and members, for the first time. */
export const memory: SyncScenario = { name: 'memory', run: measureMemory }

async function* measureMemory(run: SyncRunOptions): AsyncGenerator<Comparison> {
  const { manyUsers, manyMembers, progress } = run
  await using server = await startSyncServer(await run.server.createDatabase('memory'))
  const began = performance.now()
  const before = residentMegabytes(server.pid) ?? 0
  const directory = await server.addPulled(manyUsers, manyMembers)
  const reading = { isDone: false }
  const completed = directory.completed().finally(() => {
    reading.isDone = true
  })
  // It is waited for below.
  completed.catch(() => {})
  let [peak, told, asked] = [0, 0, began]
  while (!reading.isDone) {
    const now = residentMegabytes(server.pid) ?? 0
    peak = Math.max(peak, now)
    await sleep(LOOK_EVERY_MS)
    if (performance.now() < asked + ASK_EVERY_MS) continue
    asked = performance.now()
    const { users_created: users = 0, memberships_added: members = 0 } = (await directory.firstRun())?.counts ?? {}
    const done = (users + members) / (manyUsers + manyMembers)
    if (done < told + TELL_EVERY) continue
    told = done
    progress(`${(done * 100).toFixed(0)} %: ${now.toFixed(0)} MB, at most ${peak.toFixed(0)} MB`)
  }
  const { counts } = await completed
  const isRight = counts.users_created === manyUsers && counts.memberships_added === manyMembers
  const seconds = (performance.now() - began) / 1000
  const title = `peak memory, ${grouped(manyUsers)} users and ${grouped(manyMembers)} memberships, MB`
  progress(`${title}: ${peak.toFixed(0)}, ${before.toFixed(0)} before; it took ${seconds.toFixed(0)} s`)
  const side = (value: number, text: string, errors = 0) => ({ byRound: [value], text, errors })
  yield {
    goal: { title, ...LIMITS.memory },
    sides: [side(peak, `${peak.toFixed(0)} MB`, isRight ? 0 : 1), side(1, '1 MB')],
  }
}
