import { startConsumer } from '../events/consumer.ts'
import type { Event } from '../model/event.ts'
import { restartPeople } from '../store/people/people-rebuilds.ts'
import { listKnownUsers } from '../store/people/person-links.ts'
import { startDueFlips } from './flip-due.ts'
import { lookAt, type PeopleEngine } from './people-engine.ts'
import { startRebuilds } from './rebuild-people.ts'

const consumerName = 'people'
const eventsAtOnce = 500
const usersAtOnce = 500

const ofUsers = new Set(['dsync.user.created', 'dsync.user.updated', 'dsync.user.deleted'])

/**
 * Makes people of the users of all directories: follows the log, works off what has to be made anew, and changes those of whom
 * the day has come.
 */
export function startPeople(engine: PeopleEngine): { stop(): Promise<void> } {
  const { database, platform, eventLog } = engine
  const consumer = startConsumer({
    database,
    platform,
    log: eventLog,
    name: consumerName,
    startAt: 'oldest',
    pageSize: eventsAtOnce,
    onExpired: () => void catchUp(engine),
    handle: (events, signal) => followEvents(engine, events, signal),
  })
  const others = [startRebuilds(engine), startDueFlips(engine)]
  return {
    async stop() {
      await Promise.all([consumer, ...others].map(({ stop }) => stop()))
    },
  }
}

/** After so long a stop that events are gone from the log: state is what counts, so everybody is looked at once. */
export async function catchUp({ database, platform }: Pick<PeopleEngine, 'database' | 'platform'>): Promise<void> {
  const at = platform.clock.now()
  await restartPeople(database, consumerName, at).catch((error: unknown) =>
    platform.log.warn({ err: error }, 'People could not be asked for anew'),
  )
}

/** Looks at the users that events of one stream are about, as they are now. */
export async function followEvents(
  engine: PeopleEngine,
  events: readonly Event[],
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const [first] = events
  if (!first) return
  const { organizationId, streamId } = first
  const userIds = new Set(events.flatMap(({ type, objectId }) => (ofUsers.has(type) ? [objectId] : [])))
  if (userIds.size > 0) await lookAt(engine, organizationId, { userIds: [...userIds] })
  if (events.some(({ type }) => type === 'dsync.deleted')) {
    await leaveDirectory(engine, { organizationId, directoryId: streamId }, signal)
  }
}

/** The users of a directory that is being deleted are nobody's any more. */
async function leaveDirectory(
  engine: PeopleEngine,
  directory: { readonly organizationId: string; readonly directoryId: string },
  signal: AbortSignal,
): Promise<void> {
  let after = ''
  while (!signal.aborted) {
    const userIds = await listKnownUsers(engine.database, directory, { after, limit: usersAtOnce })
    const last = userIds.at(-1)
    if (last === undefined) return
    await lookAt(engine, directory.organizationId, { userIds })
    after = last
  }
  throw new Error('Stopped before all users of a deleted directory were looked at')
}
