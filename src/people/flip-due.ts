import { sleep } from '../events/waker.ts'
import { findPeopleDue } from '../store/people/people.ts'
import { lookAt, type PeopleEngine } from './people-engine.ts'

const lookEvery = 15_000
const peopleAtOnce = 500

/** Changes people of whom the day has come (a first day, a last one), in the one process that leads. */
export function startDueFlips(engine: PeopleEngine): { stop(): Promise<void> } {
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
    await flipDue(engine, () => !stopped.aborted && engine.eventLog.isLeader()).catch((error: unknown) =>
      engine.platform.log.warn({ err: error }, 'Changing people of whom the day has come failed; it is tried again'),
    )
  }
}

/**
 * One round: everybody who is due. Each is looked at anew, so that two processes that do it at once do no harm. An organization that
 * fails keeps no other waiting; it is told at the end.
 */
export async function flipDue(engine: PeopleEngine, mayGoOn = () => true): Promise<void> {
  const failed = new Map<string, unknown>()
  while (mayGoOn()) {
    const due = await findPeopleDue(engine.database, engine.platform.clock.now(), {
      limit: peopleAtOnce,
      without: [...failed.keys()],
    })
    const byOrganization = Map.groupBy(due, ({ organizationId }) => organizationId)
    for (const [organizationId, people] of byOrganization) {
      const personIds = people.map(({ id }) => id)
      await lookAt(engine, organizationId, { personIds }).catch((error: unknown) => failed.set(organizationId, error))
    }
    if (due.length < peopleAtOnce) break
  }
  for (const error of failed.values()) throw error
}
