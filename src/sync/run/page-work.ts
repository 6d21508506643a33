import type { SequenceStep, StepResult } from '../../directory/commands.ts'
import type { SyncCounts } from '../../model/sync-run.ts'
import type { Queryable } from '../../store/database.ts'
import { addSightings, type Sighting } from '../../store/sightings.ts'
import { commitCounts, commitProgress } from '../../store/sync-runs.ts'
import type { RecordsPart } from './page-parts.ts'
import type { PagePlace } from './page-place.ts'
import type { RunContext } from './run-context.ts'

/** What a part of a page comes to. */
export type PageWork = {
  /** What changes in the directory; none: no lock is taken. */
  readonly steps: readonly SequenceStep[]
  /** Says what is to be written with it, once it is known what became of the steps. Called again where a batch is tried again. */
  settle(results: readonly StepResult[]): Settled
}

export type Settled = {
  readonly counted: Partial<SyncCounts>
  /** Writes what the run notes of it, in the transaction of the steps. */
  write(on: Queryable): Promise<unknown>
  /** What has to be tried once more after the rest. */
  readonly again: RecordsPart | null
}

/** How far the run is when the work is done. `end` null: the page is not done yet, or there is none. */
export type WorkPlace = {
  readonly counts: SyncCounts
  readonly end: Omit<PagePlace, 'counts'> | null
  /** What counts when the page is done: records that it showed. */
  readonly seen: number
}

/** Nothing to do. */
export const noWork: PageWork = { steps: [], settle: () => ({ counted: {}, write: async () => {}, again: null }) }

/** Commits work and how far the run is, in one transaction. */
export async function commitWork(
  context: RunContext,
  work: PageWork,
  place: WorkPlace,
): Promise<{ readonly counts: SyncCounts; readonly again: RecordsPart | null }> {
  const { organizationId, directoryId } = context.run
  let done = { counts: place.counts, again: null as RecordsPart | null }
  const alongside = async (on: Queryable, results: readonly StepResult[]) => {
    const settled = work.settle(results)
    const isEnd = place.end !== null && settled.again === null
    const counts = addCounts(place.counts, { ...settled.counted, ...(isEnd ? { seen: place.seen } : {}) })
    done = { counts, again: settled.again }
    await Promise.all([noteProgress(context, on, { counts, end: isEnd ? place.end : null }), settled.write(on)])
  }
  if (work.steps.length === 0) await context.database.transaction((on) => alongside(on, []))
  else {
    const base = { type: 'sequence', received: null, failOnErrors: null, cause: causeOf(context) } as const
    await context.submit({ organizationId, directoryId }, { ...base, steps: work.steps, alongside })
  }
  return done
}

/** Notes what a page of a full listing has shown. `page` null: it was no listing that showed it. */
export async function addPageSightings(
  { run }: RunContext,
  on: Queryable,
  { page, sightings }: { readonly page: number | null; readonly sightings: readonly Sighting[] },
): Promise<void> {
  if (run.kind !== 'full' || page === null) return
  await addSightings(on, { organizationId: run.organizationId, runId: run.id, page }, sightings)
}

/** Who causes what a run does. */
export function causeOf({ run }: RunContext) {
  return { source: 'sync', actorId: run.id, requestId: null } as const
}

async function noteProgress(
  { run, fence, platform, waits }: RunContext,
  on: Queryable,
  { counts, end }: Pick<WorkPlace, 'counts' | 'end'>,
): Promise<void> {
  const held = { organizationId: run.organizationId, runId: run.id, fence }
  const at = platform.clock.now()
  if (end === null) return commitCounts(on, held, { counts, at })
  const { page, sealedPosition, expected } = end
  const place = { phase: 'listing', sealedPosition, pages: page + 1, expected } as const
  await commitProgress(on, { ...held, ...place, counts, waitedMs: waits.take(), at })
}

/** Adds to what a run has done so far. */
export function addCounts(counts: SyncCounts, more: Partial<SyncCounts>): SyncCounts {
  return { ...counts, ...sumCounts([counts, more]) }
}

/** Adds up what was counted. */
export function sumCounts(all: readonly Partial<SyncCounts>[]): Partial<SyncCounts> {
  const sum: Record<string, number> = {}
  for (const counts of all) for (const [key, value] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + value
  return sum
}
