import type { PlanState } from '../../model/overlay/plan.ts'
import type { PlanHead, PlanRecord } from '../../model/overlay/plan-record.ts'
import type { Queryable } from '../database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from '../list-page.ts'
import { sqlParameters } from '../sql-parameters.ts'
import { headColumns, type PlanHeadRow, type PlanRow, toPlanHead, toPlanRecord } from './plan-row.ts'

/** Keeps a new plan. */
export async function insertPlan(on: Queryable, record: PlanRecord): Promise<void> {
  const { plan } = record
  await on.query({
    text: `insert into plans (organization_id, id, state, documents, plan, leaving, config_hash, base_revision, origin,
        approvals, created_by, created_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      ...[record.organizationId, record.id, record.state],
      ...[record.documents, plan, record.leaving].map((value) => JSON.stringify(value)),
      ...[plan.config_hash, plan.revision],
      ...[record.origin, record.approvals, record.createdBy].map((value) => JSON.stringify(value)),
      ...[record.createdAt, record.expiresAt],
    ],
  })
}

/** A plan with everything; `lock`: nobody else decides on it until the transaction ends. Null when there is none. */
export async function findPlan(
  on: Queryable,
  id: string,
  { organizationId, lock = false }: { readonly organizationId: string | null; readonly lock?: boolean },
): Promise<PlanRecord | null> {
  const [row] = await on.query<PlanRow>({
    text: `select ${headColumns}, documents, plan, leaving from plans
      where id = $1 and ($2::text is null or organization_id = $2) ${lock ? 'for update' : ''}`,
    values: [id, organizationId],
  })
  return row ? toPlanRecord(row) : null
}

/** Which plans are listed: `states` limits them, null is all. */
export type PlanFilter = { readonly organizationId: string; readonly states: readonly PlanState[] | null }

/** A page of an organization's plans. */
export async function listPlans(on: Queryable, filter: PlanFilter, page: ListPage): Promise<Listed<PlanHead>> {
  const parameters = sqlParameters([filter.organizationId])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const states = filter.states === null ? [] : [`state = any(${parameters.add(filter.states)})`]
  const rows = await on.query<PlanHeadRow>({
    text: `select ${headColumns} from plans where ${['organization_id = $1', ...states, ...conditions].join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toPlanHead)
}

/** Notes what was decided about a plan, or what came of it. */
export async function updatePlan(
  on: Queryable,
  { organizationId, id, state, approvals, result, finishedAt }: PlanRecord,
): Promise<void> {
  await on.query({
    text: `update plans set state = $3, approvals = $4, result = $5, finished_at = $6
      where organization_id = $1 and id = $2`,
    values: [
      ...[organizationId, id, state, JSON.stringify(approvals)],
      ...[result === null ? null : JSON.stringify(result), finishedAt],
    ],
  })
}

/** Ends open plans of a repository that a later commit has made out of date. */
export async function supersedePlans(
  on: Queryable,
  organizationId: string,
  { repository, except, at }: { readonly repository: string; readonly except: string; readonly at: Date },
): Promise<void> {
  await on.query({
    text: `update plans set state = 'superseded', finished_at = $4
      where organization_id = $1 and state in ('planned', 'approved') and id <> $3
        and origin ->> 'type' = 'repository' and origin ->> 'repository' = $2`,
    values: [organizationId, repository, except, at],
  })
}

/** Ends open plans that are older than they may become. */
export async function expirePlans(on: Queryable, now: Date): Promise<void> {
  await on.query({
    text: `update plans set state = 'expired', finished_at = $1
      where state in ('planned', 'approved') and expires_at <= $1`,
    values: [now],
  })
}

/** Forgets what plans that ended long ago were made of: the audit log and the events keep what was done. */
export async function removeOldPlans(on: Queryable, before: Date): Promise<void> {
  await on.query({
    text: `delete from plans where state not in ('planned', 'approved', 'applying') and finished_at < $1`,
    values: [before],
  })
}
