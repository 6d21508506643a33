import type { EventLog } from '../events/event-log.ts'
import type { Database } from '../store/database.ts'
import { isMigrated } from '../store/migrate.ts'
import type { Readiness } from './api-context.ts'

const patienceMs = 2_000

/**
 * Says whether the server can serve: the database answers within two seconds and has this code's schema. Which process
 * orders the feed is told, but one that stands by is as ready as the one that leads.
 */
export async function checkReadiness(database: Database, eventLog: Pick<EventLog, 'isLeader'>): Promise<Readiness> {
  const sequencer = eventLog.isLeader() ? 'leading' : 'standing by'
  const migrated = await withPatience(isMigrated(database))
  if (migrated === null)
    return { ready: false, checks: { database: 'does not answer', migrations: 'unknown', sequencer } }
  return {
    ready: migrated,
    checks: { database: 'ok', migrations: migrated ? 'ok' : 'not those of this version', sequencer },
  }
}

async function withPatience<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null)
  })
  try {
    return await Promise.race([work.catch(() => null), timeout])
  } finally {
    clearTimeout(timer)
  }
}
