import { AppError } from '../errors.ts'
import { appendEvents } from '../events/append-events.ts'
import type { JsonObject } from '../model/json.ts'
import type { SyncRun } from '../model/sync-run.ts'
import { toSyncRunObject } from '../model/sync-run-object.ts'
import { notifySync } from '../store/notifications.ts'
import { countInState, turnRemovals } from '../store/removal-states.ts'
import { changeRun, findOpenRun } from '../store/sync-runs.ts'
import { type LockedRun, lockRun, notPossible } from './lock-run.ts'
import type { RunRef, SyncChange } from './sync.ts'

/** What a person decides about what a run holds. */
export type Decision = {
  /** How many removals the person has seen: with another number by now it is refused. Null: whatever is held. */
  readonly expected: number | null
  readonly reason: string | null
}

/**
 * Approves exactly what a run holds now: it is carried out, after a run that is on its way. What later runs find is theirs.
 *
 * @throws AppError `sync_run_not_possible` for one that does not wait, `removals_changed`.
 */
export function approveRemovals(change: SyncChange, ref: RunRef, decision: Decision): Promise<SyncRun> {
  return decide(change, ref, { ...decision, word: 'approved' })
}

/**
 * Rejects what a run holds, or what was approved of it and has not begun: nobody goes, and it is not asked for again until the source
 * has had them back. Throws as `approveRemovals`.
 */
export function rejectRemovals(change: SyncChange, ref: RunRef, decision: Decision): Promise<SyncRun> {
  return decide(change, ref, { ...decision, word: 'rejected' })
}

type Decided = Decision & { readonly word: 'approved' | 'rejected' }

async function decide(change: SyncChange, ref: RunRef, { word, expected, reason }: Decided): Promise<SyncRun> {
  const { transaction, platform, cause } = change
  const { run: locked, head } = await lockWaiting(change, ref, word)
  const at = platform.clock.now()
  const from = word === 'approved' ? (['held'] as const) : (['held', 'approved'] as const)
  const count = await turnRemovals(transaction, ref, { from, to: word, decision: { at, by: cause } })
  if (expected !== null && expected !== count) {
    throw new AppError('removals_changed', { id: locked.id, count, expected })
  }
  const counts = { ...locked.counts, held: 0 }
  const told = { decision: word, reason, removals: count }
  const run = await goOn(change, locked, { word, counts, at })
  await notifySync(transaction)
  const stream = { organizationId: run.organizationId, streamId: run.directoryId, head, newId: platform.newId, now: at }
  const event = (type: 'muster.sync_run.decided' | 'muster.sync_run.completed', data: JsonObject) =>
    ({ type, objectId: run.id, data, previous: null, cause }) as const
  const decided = event('muster.sync_run.decided', { ...toSyncRunObject({ ...locked, updatedAt: at }), ...told })
  const ended = run.state === 'completed' ? [event('muster.sync_run.completed', toSyncRunObject(run))] : []
  await appendEvents(transaction, stream, [decided, ...ended])
  return run
}

/** A run that waits for a decision. One that was approved, and waits for its turn, can only be rejected. */
async function lockWaiting(change: SyncChange, ref: RunRef, action: Decided['word']): Promise<LockedRun> {
  const locked = await lockRun(change, ref)
  const { id, state } = locked.run
  if (state !== 'waiting') throw notPossible(locked.run, action)
  const isApproved = (await countInState(change.transaction, ref, ['approved'])) > 0
  if (isApproved && action === 'approved') throw notPossible({ id, state: 'approved already' }, action)
  return locked
}

type Next = { readonly word: 'approved' | 'rejected'; readonly counts: SyncRun['counts']; readonly at: Date }

/** What was approved waits for a run of the directory that is on its way: that one sees to it at its end. */
async function goOn({ transaction }: SyncChange, run: SyncRun, { word, counts, at }: Next): Promise<SyncRun> {
  if (word === 'rejected') return changeRun(transaction, run, { state: 'completed', phase: 'done', counts, at })
  if (await findOpenRun(transaction, run)) return changeRun(transaction, run, { counts, at })
  return changeRun(transaction, run, { state: 'queued', phase: 'removals', counts, at })
}

/**
 * Has what a run holds judged again by the guards as they are now: for whoever changed the limits. Throws `sync_run_not_possible`, also
 * while another run of the directory is on its way.
 */
export async function reevaluateRun(change: SyncChange, ref: RunRef): Promise<SyncRun> {
  const { transaction, platform } = change
  const { run } = await lockRun(change, ref)
  if (run.state !== 'waiting') throw notPossible(run, 'judged again')
  const open = await findOpenRun(transaction, run)
  if (open) throw new AppError('sync_run_open', { id: open.id, state: open.state })
  await turnRemovals(transaction, ref, { from: ['held'], to: 'planned', decision: null })
  const counts = { ...run.counts, held: 0 }
  await notifySync(transaction)
  return changeRun(transaction, run, { state: 'queued', phase: 'guard', counts, at: platform.clock.now() })
}
