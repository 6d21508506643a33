import { AppError } from '../../errors.ts'
import type { PlanDecision, PlanRecord } from '../../model/overlay/plan-record.ts'
import type { Queryable } from '../../store/database.ts'
import { hintConfigRepository } from '../../store/overlay/config-repositories.ts'
import { updatePlan } from '../../store/overlay/plans.ts'
import { objectionTo } from '../plan/judge/four-eyes.ts'
import { countApprovals } from '../plan/judge/needed-approvals.ts'

/**
 * Notes that somebody says yes or no to a plan. Where an approval is asked for, members give it, and nobody for what they made
 * themselves, be it with a key: throws `plan_own_approval`, `plan_approval_by_key`.
 */
export async function decidePlan(on: Queryable, record: PlanRecord, decision: PlanDecision): Promise<PlanRecord> {
  const { id, state, plan, expiresAt } = record
  if (state !== 'planned' && state !== 'approved') throw new AppError('plan_closed', { id, state })
  if (expiresAt.toISOString() <= decision.at) throw new AppError('plan_expired', { id })
  if (decision.decision === 'approved' && plan.approvals.length > 0) refuseObjected(record, decision)
  const approvals = [...record.approvals, decision]
  const rejected = decision.decision === 'rejected'
  const isEnough = countApprovals(plan.approvals, { ...record, approvals }).every(({ count, given }) => given >= count)
  const decided: PlanRecord = {
    ...record,
    approvals,
    state: rejected ? 'rejected' : isEnough ? 'approved' : 'planned',
    finishedAt: rejected ? new Date(decision.at) : null,
  }
  await updatePlan(on, decided)
  await hintRepository(on, decided)
  return decided
}

/** The repository that a plan is of is looked at now: it may apply what is approved. */
async function hintRepository(on: Queryable, { organizationId, state, origin, approvals }: PlanRecord): Promise<void> {
  const at = approvals.at(-1)?.at
  if (state !== 'approved' || origin.type !== 'repository' || origin.repository === null || !at) return
  await hintConfigRepository(on, { organizationId, name: origin.repository }, new Date(at))
}

function refuseObjected(record: PlanRecord, decision: PlanDecision): void {
  const objection = objectionTo(decision, record)
  if (objection === null) return
  const by = [...new Set(record.plan.approvals.flatMap((one) => one.by))].join(', ')
  throw new AppError(objection === 'own' ? 'plan_own_approval' : 'plan_approval_by_key', { id: record.id, by })
}
