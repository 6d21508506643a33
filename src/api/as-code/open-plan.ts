import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { PlanRecord } from '../../model/overlay/plan-record.ts'
import type { Queryable } from '../../store/database.ts'
import { findPlan } from '../../store/overlay/plans.ts'

/** The plan, if it exists and the caller's key opens its organization; throws `not_found`. */
export async function openPlan(
  on: Queryable,
  caller: Caller,
  { id, lock = false }: { readonly id: string; readonly lock?: boolean },
): Promise<PlanRecord> {
  const plan = await findPlan(on, id, { organizationId: caller.organizationId, lock })
  if (!plan) throw new AppError('not_found', { what: 'plan', id })
  return plan
}
