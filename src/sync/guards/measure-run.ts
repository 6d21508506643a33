import type { Guards } from '../../model/connection.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import { findConnection } from '../../store/connections.ts'
import type { Queryable } from '../../store/database.ts'
import { countRemovals, type RemovalCount } from '../../store/removal-counts.ts'
import { guardedCounts } from './guarded-counts.ts'
import { type GuardedCounts, judge } from './judge.ts'

/** What a run would remove of a kind, beside the limit. `text`: why it is held; null where it goes not too far by itself. */
export type GuardFinding = Pick<GuardedCounts, 'kind' | 'what' | 'total'> & {
  readonly removals: number
  readonly percent: number
  readonly atLeast: number
  readonly text: string | null
}

type Waiting = Pick<SyncRun, 'organizationId' | 'directoryId' | 'id' | 'state' | 'createdAt'>

/**
 * Measures what a run that waits would remove by the guards as they are now, without what went by itself before: a person who
 * decides looks at this run. Empty for any other run.
 */
export async function measureRun(on: Queryable, run: Waiting): Promise<readonly GuardFinding[]> {
  if (run.state !== 'waiting') return []
  const connection = await findConnection(on, run)
  if (!connection) return []
  const { guards } = connection
  const ref = { organizationId: run.organizationId, directoryId: run.directoryId, runId: run.id }
  const counts = (await countRemovals(on, ref, neverSince)).map(asPlanned)
  const judged = await guardedCounts(on, ref, { counts, guards })
  const open = judged.flatMap((ways) => ways.slice(0, 1)).map(countHeld)
  return open.filter(({ planned }) => planned > 0).map((count) => toFinding(count, guards))
}

// Of the removals of the last day those are not counted that nobody was asked about.
const neverSince = new Date(8_640_000_000_000_000)

/** What is held of a directory is what its runs that wait would remove. */
function asPlanned(count: RemovalCount): RemovalCount {
  const { planned, held, plannedActive, heldActive } = count
  return { ...count, planned: planned + held, held: 0, plannedActive: plannedActive + heldActive, heldActive: 0 }
}

/** The members of groups that are held go with these. */
function countHeld(count: GuardedCounts): GuardedCounts {
  return { ...count, planned: count.planned + count.held, held: 0 }
}

function toFinding(count: GuardedCounts, guards: Guards): GuardFinding {
  const { kind, what, total, planned } = count
  const verdict = judge(count, guards)
  const { percent, at_least: atLeast } = guards[kind]
  return { kind, what, total, removals: planned, percent, atLeast, text: verdict.isHeld ? verdict.text : null }
}
