import type { RemovalKind, RemovalReason, RemovalState, SyncRun } from '../model/sync-run.ts'
import type { Queryable } from './database.ts'

type Run = Pick<SyncRun, 'organizationId' | 'directoryId' | 'id'>

/** How many removals of a run there are of a kind, for a reason, in a state. */
export type RemovalSum = {
  readonly kind: RemovalKind
  readonly reason: RemovalReason
  readonly state: RemovalState
  readonly count: number
  /** Those of them that are about users who were active. */
  readonly activeCount: number
}

/** Adds up the removals of a run. */
export async function sumRemovals(on: Queryable, { organizationId, id }: Run): Promise<readonly RemovalSum[]> {
  const rows = await on.query<Omit<RemovalSum, 'activeCount'> & { readonly active_count: number }>({
    text: `select kind, reason, state, count(*)::integer as count,
        count(*) filter (where is_active)::integer as active_count
      from staged_removals where organization_id = $1 and run_id = $2 group by 1, 2, 3 order by 4 desc, 1, 2, 3`,
    values: [organizationId, id],
  })
  return rows.map(({ active_count: activeCount, ...row }) => ({ ...row, activeCount }))
}

/** How many users of a run's removals are of a department. Name null: of whom none is known. */
export type DepartmentSum = { readonly name: string | null; readonly count: number }

/** Of which departments the users are whom a run would remove, or has removed; the greatest first. */
export async function sumDepartments(
  on: Queryable,
  { organizationId, id }: Run,
  limit: number,
): Promise<readonly DepartmentSum[]> {
  return on.query<DepartmentSum>({
    text: `select department as name, count(*)::integer as count from staged_removals
      where organization_id = $1 and run_id = $2 and kind = 'user' and state <> 'withdrawn'
      group by 1 order by 2 desc, 1 limit $3`,
    values: [organizationId, id, limit],
  })
}

/** How many users of a run's removals are members of a group, and how many members it has. */
export type GroupSum = {
  readonly id: string
  readonly name: string
  readonly count: number
  readonly memberCount: number
}

/** In which groups the users are whom a run would remove; the greatest first. Who is removed already is in none. */
export async function sumGroups(
  on: Queryable,
  { organizationId, directoryId, id }: Run,
  limit: number,
): Promise<readonly GroupSum[]> {
  const rows = await on.query<Omit<GroupSum, 'memberCount'> & { readonly member_count: number }>({
    text: `with leaving as materialized (
        select object_id from staged_removals
        where organization_id = $1 and run_id = $2 and kind = 'user' and state in ('planned', 'held', 'approved')
      ), counted as materialized (
        select m.group_id, count(*)::integer as count from leaving l
        join memberships m on m.member_id = l.object_id and m.organization_id = $1 and m.directory_id = $3
        group by 1 order by 2 desc, 1 limit $4
      )
      select g.id, g.display_name as name, c.count, g.member_count from counted c
      join groups g on g.organization_id = $1 and g.id = c.group_id order by c.count desc, g.display_name, g.id`,
    values: [organizationId, id, directoryId, limit],
  })
  return rows.map(({ member_count: memberCount, ...row }) => ({ ...row, memberCount }))
}

/** Who decided about a run's removals, when and why. */
export type RemovalDecision = {
  readonly word: 'approved' | 'rejected'
  readonly at: Date
  readonly actor: { readonly type: string; readonly id: string | null; readonly name: string }
  readonly reason: string | null
}

/** The last decision about a run, by the audit log; null where there was none. */
export async function findDecision(on: Queryable, { id }: Pick<Run, 'id'>): Promise<RemovalDecision | null> {
  const [row] = await on.query<{
    action: string
    occurred_at: Date
    actor_type: string
    actor_id: string | null
    actor_name: string
    reason: string | null
  }>({
    text: `select action, occurred_at, actor_type, actor_id, actor_name, after->>'reason' as reason from audit_log
      where target_id = $1 and action in ('sync_run.approved', 'sync_run.rejected') order by id desc limit 1`,
    values: [id],
  })
  if (!row) return null
  const actor = { type: row.actor_type, id: row.actor_id, name: row.actor_name }
  const word = row.action === 'sync_run.approved' ? 'approved' : 'rejected'
  return { word, at: row.occurred_at, actor, reason: row.reason }
}
