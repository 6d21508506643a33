import type { Plan, PlanState } from '../../model/overlay/plan.ts'
import type {
  PlanActor,
  PlanDecision,
  PlanHead,
  PlanOrigin,
  PlanRecord,
  PlanResult,
} from '../../model/overlay/plan-record.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'

/** A row of plans without what is large. */
export type PlanHeadRow = {
  readonly organization_id: string
  readonly id: string
  readonly state: PlanState
  readonly origin: PlanOrigin
  readonly approvals: readonly PlanDecision[]
  readonly result: PlanResult | null
  readonly created_by: PlanActor
  readonly created_at: Date
  readonly expires_at: Date
  readonly finished_at: Date | null
  readonly summary: Plan['summary']
  readonly applyable: boolean
  readonly config_hash: string
}

/** A whole row of plans. */
export type PlanRow = PlanHeadRow & {
  readonly documents: readonly WantedDocument[]
  readonly plan: Plan
  readonly leaving: PlanRecord['leaving']
}

/** The columns of a head. */
export const headColumns = `organization_id, id, state, origin, approvals, result, created_by, created_at, expires_at,
  finished_at, plan -> 'summary' as summary, (plan -> 'applyable')::boolean as applyable, config_hash`

/** The head of a plan. */
export function toPlanHead(row: PlanHeadRow): PlanHead {
  return {
    organizationId: row.organization_id,
    id: row.id,
    state: row.state,
    origin: row.origin,
    approvals: row.approvals,
    result: row.result,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    finishedAt: row.finished_at,
    summary: row.summary,
    applyable: row.applyable,
    configHash: row.config_hash,
  }
}

/** The plan of a row. */
export function toPlanRecord(row: PlanRow): PlanRecord {
  const { summary: _, applyable: __, configHash: ___, ...head } = toPlanHead(row)
  return { ...head, documents: row.documents, plan: row.plan, leaving: row.leaving }
}
