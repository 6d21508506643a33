import { sleep } from '../events/waker.ts'
import type { Queryable } from '../store/database.ts'
import { listUsersToLookAt } from '../store/people/load-person-users.ts'
import { listRebuilds, moveRebuild, type PeopleRebuild, requestRebuild } from '../store/people/people-rebuilds.ts'
import { applyPeople, peopleCause } from './apply-people.ts'
import type { PeopleEngine } from './people-engine.ts'

const lookEvery = 1_000
const usersAtOnce = 500
const rebuildsAtOnce = 20

/**
 * Asks for everybody of an organization to be matched and merged anew, because what that follows from has changed. It is worked off
 * in pages after the commit; what was under way begins anew.
 */
export function requestPeopleRebuild(
  on: Queryable,
  organizationId: string,
  given: { readonly reason: string; readonly now: Date },
): Promise<void> {
  return requestRebuild(on, { organizationId, reason: given.reason }, given.now)
}

/** Works off what is to be made anew, page by page, in the one process that leads. A process that dies has lost no page. */
export function startRebuilds(engine: PeopleEngine): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = repeat(engine, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function repeat(engine: PeopleEngine, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await sleep(lookEvery, stopped)
    if (stopped.aborted || !engine.eventLog.isLeader()) continue
    await rebuildPeople(engine, () => !stopped.aborted && engine.eventLog.isLeader()).catch((error: unknown) =>
      engine.platform.log.warn({ err: error }, 'Making people anew failed; it is tried again'),
    )
  }
}

/**
 * One round: goes on with everything that was asked for until it is done. Organizations take turns, page by page. One that fails
 * keeps no other waiting; it is told at the end.
 */
export async function rebuildPeople(engine: PeopleEngine, mayGoOn = () => true): Promise<void> {
  const failed = new Map<string, unknown>()
  while (mayGoOn()) {
    const rebuilds = await listRebuilds(engine.database, { limit: rebuildsAtOnce, without: [...failed.keys()] })
    if (rebuilds.length === 0) break
    const pages = rebuilds.map((rebuild) =>
      nextPage(engine, rebuild).catch((error: unknown) => failed.set(rebuild.organizationId, error)),
    )
    await Promise.all(pages)
  }
  for (const error of failed.values()) throw error
}

async function nextPage({ database, eventLog, ...ground }: PeopleEngine, rebuild: PeopleRebuild): Promise<void> {
  const { organizationId } = rebuild
  const events = await database.transaction(async (transaction) => {
    const page = { after: rebuild.cursor ?? '', limit: usersAtOnce }
    const userIds = await listUsersToLookAt(transaction, organizationId, page)
    const cursor = userIds.at(-1)
    const work = { organizationId, userIds, cause: peopleCause }
    const applied = cursor === undefined ? null : await applyPeople(transaction, ground, work)
    await moveRebuild(transaction, rebuild, cursor === undefined ? null : { cursor, users: userIds.length })
    return applied?.events ?? 0
  })
  if (events > 0) eventLog.wrote({ organizationId, streamId: organizationId })
}
