import type { StepResult } from '../../directory/commands.ts'
import { AppError } from '../../errors.ts'
import type { SyncCounts } from '../../model/sync-run.ts'
import type { Queryable } from '../../store/database.ts'
import { detachRecords, forgetRecords, keepMembershipsAsReferences, markLeft } from '../../store/leaving-members.ts'
import { markApplied } from '../../store/removal-states.ts'
import { deleteOtherReferences } from '../../store/source-references.ts'
import { takeRemovals } from '../../store/staged-removals.ts'
import { addCounts, causeOf } from '../run/page-work.ts'
import type { RunContext } from '../run/run-context.ts'
import { type RunProgress, writeProgress } from '../run/run-progress.ts'
import { type RemovalStep, toRemovalSteps } from './removal-step.ts'

/**
 * Carries out what a run may remove, in pages: each with what it notes of it in one transaction. What the source has got back was
 * withdrawn before, so it is not among it.
 */
export async function applyRemovals(
  context: RunContext,
  progress: RunProgress,
  { atOnce, onProgress }: { readonly atOnce: number; readonly onProgress: (progress: RunProgress) => void },
): Promise<RunProgress> {
  const { organizationId, id: runId } = context.run
  let current = progress
  for (;;) {
    context.signal.throwIfAborted()
    const removals = await takeRemovals(
      context.database,
      { organizationId, runId, states: ['planned', 'approved'] },
      atOnce,
    )
    if (removals.length === 0) return current
    const steps = toRemovalSteps(removals, { cause: causeOf(context), onLeave: context.connection.scope.on_leave })
    current = await applyPage(context, current, steps)
    onProgress(current)
  }
}

async function applyPage(
  context: RunContext,
  progress: RunProgress,
  steps: readonly RemovalStep[],
): Promise<RunProgress> {
  const { organizationId, directoryId, id: runId } = context.run
  const ref = { organizationId, directoryId, runId }
  const leaving = steps.filter(({ record }) => record === 'detached').flatMap(objectIdsOf)
  if (leaving.length > 0) await keepMembershipsAsReferences(context.database, ref, leaving)
  let done = progress
  await context.submit(ref, {
    type: 'sequence',
    cause: causeOf(context),
    received: null,
    failOnErrors: null,
    steps: steps.map(({ step }) => step),
    tell: (results) => toldOf(steps, results),
    alongside: async (transaction, results) => {
      done = { ...progress, counts: countAll(progress.counts, steps, results) }
      await writeProgress(context, done, transaction)
      await writeNotes(context, transaction, { steps, results })
    },
  })
  return done
}

function toldOf(steps: readonly RemovalStep[], results: readonly StepResult[]) {
  return steps.flatMap(({ removals, left }, index) => {
    const data = results[index]?.ok ? left() : null
    const objectId = removals[0]?.objectId
    return data && objectId ? [{ type: 'muster.user.left_scope', objectId, data } as const] : []
  })
}

function countAll(counts: SyncCounts, steps: readonly RemovalStep[], results: readonly StepResult[]): SyncCounts {
  const done = steps.filter((_, index) => results[index]?.ok)
  return done.reduce((sum, { counted }) => addCounts(sum, { [counted]: 1 }), counts)
}

type Done = { readonly steps: readonly RemovalStep[]; readonly results: readonly StepResult[] }

/** Whoever was gone already has nothing left to remove; any other refusal is a fault of ours, and undoes the page. */
async function writeNotes(context: RunContext, on: Queryable, { steps, results }: Done): Promise<void> {
  const { organizationId } = context.run
  const unexpected = results.find((result) => 'error' in result && !isGone(result.error))
  if (unexpected && 'error' in unexpected) throw unexpected.error
  const idsOf = (isOk: boolean) =>
    steps.flatMap(({ removals }, index) => (results[index]?.ok === isOk ? removals.map(({ id }) => id) : []))
  const objectsOf = (record: RemovalStep['record']) => steps.filter((one) => one.record === record).flatMap(objectIdsOf)
  await Promise.all([
    markApplied(on, organizationId, { applied: idsOf(true), refused: idsOf(false), at: context.platform.clock.now() }),
    forgetRecords(on, context.run, objectsOf('forgotten')),
    detachRecords(on, context.run, objectsOf('detached')),
    markLeft(on, context.run, objectsOf('left')),
    deleteOtherReferences(on, context.run, { kind: 'manager', objectIds: withoutManager(steps, results), but: [] }),
  ])
}

/** Users who lose their manager: whom the source named before is not to come back to them. */
function withoutManager(steps: readonly RemovalStep[], results: readonly StepResult[]): string[] {
  const removed = steps.flatMap(({ removals }, index) => (results[index]?.ok ? removals : []))
  return removed.flatMap(({ kind, detail, objectId }) => (kind === 'attribute' && detail === 'manager' ? objectId : []))
}

function objectIdsOf({ removals }: RemovalStep): string[] {
  return removals.slice(0, 1).map(({ objectId }) => objectId)
}

function isGone(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'user_not_found' || error.code === 'group_not_found')
}
