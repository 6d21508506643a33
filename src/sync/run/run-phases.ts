import { AppError } from '../../errors.ts'
import { appendStreamEvent } from '../../events/append-stream-event.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import { toSyncRunObject } from '../../model/sync-run-object.ts'
import { findConnection } from '../../store/connections.ts'
import { guardRun } from '../guards/guard-run.ts'
import { applyRemovals } from '../removals/apply-removals.ts'
import { takeBackRemovals } from '../removals/take-back-removals.ts'
import { loadScopeMembers } from '../scope/scope-members.ts'
import type { SyncPace } from '../sync.ts'
import { checkSource } from './check-source.ts'
import { listSource } from './list-source.ts'
import { causeOf } from './page-work.ts'
import { openPosition } from './position.ts'
import { resolveReferences } from './resolve-references.ts'
import { retryProblems } from './retry-problems.ts'
import type { RunContext } from './run-context.ts'
import { connectionChanged, FullRunNeeded, RunFailed, scopeChanged } from './run-failed.ts'
import { type RunProgress, writeProgress } from './run-progress.ts'
import { sweep } from './sweep.ts'

/** What the phases of a run need besides its context. */
export type PhaseOptions = {
  readonly pace: SyncPace
  /** Encrypted: where the last run ended, from which an incremental one goes on. */
  readonly sealedCursor: string | null
  /** The connection's generation when the run began: settings, mapping or scope may be other ones since. */
  readonly generation: number
  /** Told of each step forward, so that whoever catches an error knows where the run is. */
  readonly onProgress: (progress: RunProgress) => void
}

// A mapping that fits nobody, a source that has become another one: from so many problems on, people must look at it.
const manyProblems = 20
const manyOfAll = 0.4

/** Brings a run from where it is to its end: listing, sweep, references, guard, removals. Each phase can be taken up again after a crash. */
export async function runPhases(
  context: RunContext,
  progress: RunProgress,
  options: PhaseOptions,
): Promise<RunProgress> {
  const { pace, generation, onProgress } = options
  let current = progress
  const advance = async (next: RunProgress) => {
    await writeProgress(context, next)
    current = next
    onProgress(next)
    context.signal.throwIfAborted()
  }
  context.signal.throwIfAborted()
  if (current.phase === 'listing') {
    const listed = await list(context, current, options)
    await advance({ ...listed, phase: context.run.kind === 'full' ? 'sweep' : 'references' })
  }
  if (current.phase === 'sweep') {
    await sweep(context, current)
    await advance({ ...current, phase: 'references' })
  }
  if (current.phase === 'references') {
    const counts = await resolveReferences(context, current.counts)
    await advance({ ...current, counts, phase: 'guard' })
  }
  if (current.phase === 'guard') {
    current = await guard(context, current, generation)
    onProgress(current)
  }
  return applyRemovals(context, current, { atOnce: pace.removalsAtOnce, onProgress })
}

async function list(context: RunContext, progress: RunProgress, options: PhaseOptions): Promise<RunProgress> {
  const { run } = context
  if (progress.position.from !== null && context.connection.generation !== options.generation) throw connectionChanged()
  if (run.kind === 'full' && progress.pages === 0) await checkSource(context)
  const { isFullNeeded } = await loadScopeMembers(context)
  if (isFullNeeded) throw scopeChanged()
  const cursor = run.kind === 'full' ? null : (openCursor(context, options.sealedCursor) ?? null)
  if (run.kind === 'incremental' && cursor === null) {
    throw new FullRunNeeded(
      'cursor_expired',
      'It is not known any more where the last run ended: everything is read anew.',
    )
  }
  let current = progress
  if (progress.pages === 0) current = await begin(context, progress)
  options.onProgress(current)
  const retries = options.pace.pageRetries
  const listed = await listSource(context, current, { cursor, retries, onPage: options.onProgress })
  refuseManyProblems(listed)
  return listed
}

/** Tells that the run began, where somebody asked for it, and tries what was refused before once more. */
async function begin(context: RunContext, progress: RunProgress): Promise<RunProgress> {
  const { run, database, platform } = context
  const isNew = progress.position.isBegun === false
  const begun = { ...progress, position: { ...progress.position, isBegun: true } }
  if (isNew) {
    await database.transaction(async (transaction) => {
      if (isTold(run)) {
        const stream = { organizationId: run.organizationId, streamId: run.directoryId }
        const event = { type: 'muster.sync_run.started', objectId: run.id, data: toSyncRunObject(run) } as const
        await appendStreamEvent({ transaction, platform, cause: causeOf(context) }, stream, event)
      }
      await writeProgress(context, begun, transaction)
    })
  }
  return { ...begun, counts: await retryProblems(context, begun.counts) }
}

/** Whether a run is told of from its beginning: one that the schedule began is only worth an event when it changed something. */
export function isTold({ trigger }: Pick<SyncRun, 'trigger'>): boolean {
  return trigger !== 'schedule' && trigger !== 'wake_up'
}

function openCursor({ sealer }: RunContext, sealed: string | null): string | null | undefined {
  return sealed === null ? null : openPosition(sealer, sealed)?.cursor
}

function refuseManyProblems({ counts: { refused, seen } }: RunProgress): void {
  if (refused < manyProblems || refused <= seen * manyOfAll) return
  throw new RunFailed(
    'too_many_problems',
    `${refused} of ${seen} records have a problem. Look at the list of problems: most likely the mapping does not fit the source.`,
    { isQuarantined: true },
  )
}

/** Judges by the limits as they are now. What was found by settings that are not those of now is left for the next run to find. */
function guard(context: RunContext, progress: RunProgress, generation: number): Promise<RunProgress> {
  const { run } = context
  return context.database.transaction(async (transaction) => {
    const connection = await findConnection(transaction, run)
    if (!connection) throw new AppError('sync_run_lost', { id: run.id })
    if (progress.position.isBegun && connection.generation !== generation) await takeBackRemovals(transaction, run)
    const { held, texts } = await guardRun(transaction, { ...context, connection })
    const position = { ...progress.position, held: [...texts] }
    const guarded: RunProgress = { ...progress, phase: 'removals', counts: { ...progress.counts, held }, position }
    await writeProgress(context, guarded, transaction)
    return guarded
  })
}
