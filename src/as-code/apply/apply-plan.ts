import { AppError } from '../../errors.ts'
import type { NewEvent } from '../../events/append-events.ts'
import { addressOf } from '../../model/overlay/document.ts'
import type { AppliedChange, Plan } from '../../model/overlay/plan.ts'
import type { PlanRecord } from '../../model/overlay/plan-record.ts'
import { lockOrganizationStream } from '../../store/organization-stream.ts'
import { updatePlan } from '../../store/overlay/plans.ts'
import { readOverlayRevision } from '../../store/overlay/read-objects.ts'
import { raiseOverlayRevision } from '../../store/overlay/write-objects.ts'
import { countApprovals } from '../plan/judge/needed-approvals.ts'
import { type MadePlan, makePlan } from '../plan/make-plan.ts'
import { nobodyNamed } from '../plan/people/named-people.ts'
import { readPlanWorld } from '../plan/plan-world.ts'
import { approvalText } from '../plan/text/plan-words.ts'
import { type ApplyDirectories, directoriesUntouched } from './apply-directories.ts'
import { notContained } from './contained-in.ts'
import { movePlaces } from './move-places.ts'
import { noteRemoved } from './note-removals.ts'
import { settlePins } from './settle-pins.ts'
import { type OverlayWork, type Written, writeObjectChanges } from './write-object-changes.ts'

/** What came of an apply: the plan with its result, and what has to follow. */
export type Applied = { readonly record: PlanRecord; readonly written: Written }

/**
 * Applies a plan: plans again on what holds now, and goes on when nothing is taken away that the plan did not show. Throws
 * `plan_outdated` with what is new, `plan_not_approved`, `plan_expired` and the like; within one transaction all of it or nothing.
 */
export async function applyPlan(
  work: OverlayWork,
  record: PlanRecord,
  applyDirectories: ApplyDirectories = directoriesUntouched,
): Promise<Applied> {
  const now = work.platform.clock.now()
  refuseClosed(record, now)
  const made = await planAgain(work, record, now)
  refuseUnready(record, made)
  const failed = await applyDirectories(work, made.changes)
  const changes = made.changes.filter(({ after }) => !failed.has(addressOf(after)))
  const result = { changes: resultsOf(made.plan, failed), revision: null, text: null }
  const state = failed.size > 0 ? 'failed' : 'applied'
  const event = appliedEvent(record, { state, plan: made.plan }, work)
  const written = await writeObjectChanges(work, changes, changes.length > 0 || failed.size > 0 ? [event] : [])
  await noteRemoved(work, { ...made, changes })
  const [isMeantNew] = await Promise.all([
    settlePins(work, { ...made, changes }),
    movePlaces(work, { ...made, wanted: record.documents, changes }),
  ])
  // References that mean somebody now are evaluated like a change of the documents that have them.
  if (isMeantNew && written.revision === null) {
    await raiseOverlayRevision(work.transaction, work.organizationId, now)
  }
  const applied: PlanRecord = {
    ...record,
    state,
    result: { ...result, revision: written.revision },
    finishedAt: now,
  }
  await updatePlan(work.transaction, applied)
  return { record: applied, written }
}

function refuseClosed({ id, state, expiresAt }: PlanRecord, now: Date): void {
  if (state !== 'planned' && state !== 'approved') throw new AppError('plan_closed', { id, state })
  if (expiresAt <= now) throw new AppError('plan_expired', { id })
}

/** Plans before the lock is taken, which others wait for, and once more under it when the overlay changed meanwhile. */
async function planAgain(work: OverlayWork, record: PlanRecord, now: Date): Promise<MadePlan> {
  const { transaction, organizationId } = work
  const request = {
    organizationId,
    wanted: record.documents,
    repository: record.origin.repository,
    isFollowed: record.origin.type === 'repository',
    findings: record.plan.findings.filter(({ code }) => !code.startsWith('MP')),
    tests: record.plan.tests,
    allowed: record.plan.allowed,
    noRemovals: record.plan.no_removals,
    named: nobodyNamed,
    id: record.id,
    now,
  }
  const plan = async () => makePlan(await readPlanWorld(transaction, organizationId), request)
  const made = await plan()
  await lockOrganizationStream(transaction, organizationId, now)
  const revision = await readOverlayRevision(transaction, organizationId)
  return revision === made.plan.revision ? made : plan()
}

function refuseUnready(record: PlanRecord, made: MadePlan): void {
  const { id } = record
  const [obstacle] = made.plan.obstacles
  if (obstacle !== undefined) throw new AppError('plan_not_applyable', { id, detail: made.plan.obstacles.join(' ') })
  const extra = notContained(
    { plan: record.plan, leaving: (address) => record.leaving[address] },
    { plan: made.plan, leaving: (address) => made.leaving.get(address) },
  )
  if (extra.length > 0) throw new AppError('plan_outdated', { id, extra: shortList(extra) })
  const missing = countApprovals(made.plan.approvals, record).find(({ count, given }) => given < count)
  if (!missing) return
  const { by, count, given } = missing
  const data = { id, by: by.join(', ') || 'nobody', missing: count - given, when: approvalText(missing) }
  throw new AppError('plan_not_approved', data)
}

const longestList = 10

function shortList(names: readonly string[]): string {
  const rest = names.length - longestList
  return [...names.slice(0, longestList), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ')
}

function resultsOf({ changes }: Plan, failed: ReadonlyMap<string, string>): AppliedChange[] {
  return changes.map(({ address, actions, blocked }) => {
    const failure = failed.get(address)
    if (failure !== undefined) return { address, actions, outcome: 'failed', text: failure }
    return blocked
      ? { address, actions, outcome: 'blocked', text: blocked.text }
      : { address, actions, outcome: 'applied', text: null }
  })
}

function appliedEvent(
  { id }: PlanRecord,
  { state, plan: made }: { readonly state: string; readonly plan: Plan },
  { cause }: OverlayWork,
): NewEvent {
  const data = { object: 'plan', id, state, summary: { ...made.summary } }
  return { type: 'overlay.plan_applied', objectId: id, data, previous: null, cause }
}
