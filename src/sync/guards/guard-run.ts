import type { Queryable } from '../../store/database.ts'
import { countRemovals } from '../../store/removal-counts.ts'
import { holdRemovals } from '../../store/removal-states.ts'
import type { RunContext } from '../run/run-context.ts'
import { guardedCounts } from './guarded-counts.ts'
import { judge } from './judge.ts'

const aDay = 24 * 60 * 60 * 1000

/** What the guards say of a run: how many removals are held, and why, a sentence for each kind. */
export type Guarded = { readonly held: number; readonly texts: readonly string[] }

/**
 * Has what a run plans to remove judged, in the given transaction. When one kind goes too far all is held: the listing that hides
 * forty people may hide memberships, too, and those be few enough to pass.
 */
export async function guardRun(on: Queryable, { platform, run, connection }: RunContext): Promise<Guarded> {
  const ref = { organizationId: run.organizationId, directoryId: run.directoryId, runId: run.id }
  const counts = await countRemovals(on, ref, new Date(platform.clock.now().getTime() - aDay))
  if (counts.every(({ planned }) => planned === 0)) return { held: 0, texts: [] }
  const texts = new Set<string>()
  for (const judged of await guardedCounts(on, ref, { counts, guards: connection.guards })) {
    const verdict = judged.map((one) => judge(one, connection.guards)).find(({ isHeld }) => isHeld)
    if (verdict?.isHeld) texts.add(verdict.text)
  }
  const held = texts.size > 0 ? await holdRemovals(on, ref) : 0
  return { held, texts: [...texts] }
}
