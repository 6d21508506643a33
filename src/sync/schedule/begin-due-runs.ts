import type { Cause } from '../../model/event.ts'
import type { ConnectionState } from '../../store/connection-row.ts'
import { setNextRun, takeDueConnections } from '../../store/connection-schedule.ts'
import type { Queryable } from '../../store/database.ts'
import { insertSyncRun } from '../../store/sync-runs.ts'
import type { SyncGround } from '../sync.ts'
import { nextKind } from './next-run.ts'
import { probeAt } from './probe-ladder.ts'

const atOnce = 50
const cause: Cause = { source: 'system', actorId: null, requestId: null }

/** What came of a look at the schedule: quarantined directories that are to be probed, and whether there may be more that is due. */
export type Due = { readonly probes: readonly ConnectionState[]; readonly hasMore: boolean }

/** Queues a run for every directory that is due, over all processes once each. */
export async function beginDueRuns(ground: SyncGround): Promise<Due> {
  const { database, platform } = ground
  const now = platform.clock.now()
  return database.transaction(async (transaction) => {
    const due = await takeDueConnections(transaction, { at: now, limit: atOnce })
    const probes = due.filter(({ connection }) => connection.quarantinedAt !== null)
    for (const state of due) {
      if (probes.includes(state)) await putOffProbe(transaction, state, now)
      else await beginRun(transaction, ground, { state, cause })
    }
    return { probes, hasMore: due.length === atOnce }
  })
}

/** Queues the run of a connection whose row the transaction has locked. Gives its id; null when it has an open one. */
export async function beginRun(
  on: Queryable,
  { platform, connectors }: Pick<SyncGround, 'platform' | 'connectors'>,
  { state, cause }: { readonly state: ConnectionState; readonly cause: Cause },
): Promise<string | null> {
  const { connection, nextRunTrigger } = state
  const now = platform.clock.now()
  const isIncremental = connectors.find(({ type }) => type === connection.type)?.abilities.incremental ?? false
  const id = platform.newId('sync_run', now)
  const { organizationId, directoryId, generation } = connection
  const isBegun = await insertSyncRun(on, {
    id,
    organizationId,
    directoryId,
    kind: nextKind(state, { isIncremental, now }),
    trigger: nextRunTrigger ?? 'schedule',
    generation,
    cause,
    createdAt: now,
  })
  // What is asked for from now on is for the run after this one.
  if (isBegun) await setNextRun(on, connection, { at: null, kind: null, trigger: null })
  return isBegun ? id : null
}

/** The next probe is planned before this one: a process that dies of it does not do so again and again. */
async function putOffProbe(on: Queryable, { connection, failures }: ConnectionState, now: Date): Promise<void> {
  const at = probeAt(failures + 1, { now, since: connection.quarantinedAt ?? now })
  await setNextRun(on, connection, { at, kind: null, trigger: null })
}
