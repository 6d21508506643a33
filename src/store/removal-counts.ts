import type { RemovalKind } from '../model/sync-run.ts'
import type { Queryable } from './database.ts'

type Run = { readonly organizationId: string; readonly directoryId: string; readonly runId: string }

/** How many removals there are of a kind; of attributes, for each. The `active` ones are about users who were active. */
export type RemovalCount = {
  readonly kind: RemovalKind
  /** The attribute; empty for the other kinds. */
  readonly attribute: string
  readonly planned: number
  readonly plannedActive: number
  readonly held: number
  readonly heldActive: number
  /** Since the given time, without those that a person has approved. */
  readonly applied: number
  readonly appliedActive: number
}

type CountRow = {
  readonly kind: RemovalKind
  readonly attribute: string
  readonly planned: number
  readonly planned_active: number
  readonly held: number
  readonly held_active: number
  readonly applied: number
  readonly applied_active: number
}

/** Counts what a run plans to remove, what waits for a decision in its directory, and what has gone there since a time. */
export async function countRemovals(on: Queryable, run: Run, since: Date): Promise<RemovalCount[]> {
  const rows = await on.query<CountRow>({
    text: `with counted as (
        select kind, detail, is_active, 'planned' as what from staged_removals
        where organization_id = $1 and run_id = $3 and state = 'planned'
        union all
        select kind, detail, is_active, 'held' from staged_removals
        where organization_id = $1 and directory_id = $2 and state in ('held', 'approved')
        union all
        select kind, detail, is_active, 'applied' from staged_removals
        where organization_id = $1 and directory_id = $2 and applied_at > $4 and decided_at is null
      )
      select kind, case when kind = 'attribute' then detail else '' end as attribute,
        count(*) filter (where what = 'planned')::integer as planned,
        count(*) filter (where what = 'planned' and is_active)::integer as planned_active,
        count(*) filter (where what = 'held')::integer as held,
        count(*) filter (where what = 'held' and is_active)::integer as held_active,
        count(*) filter (where what = 'applied')::integer as applied,
        count(*) filter (where what = 'applied' and is_active)::integer as applied_active
      from counted group by 1, 2`,
    values: [run.organizationId, run.directoryId, run.runId, since],
  })
  return rows.map((row) => ({
    kind: row.kind,
    attribute: row.attribute,
    planned: row.planned,
    plannedActive: row.planned_active,
    held: row.held,
    heldActive: row.held_active,
    applied: row.applied,
    appliedActive: row.applied_active,
  }))
}

/** What a directory holds, as the guards need it. */
export type Holdings = {
  readonly activeUsers: number
  readonly users: number
  readonly groups: number
  readonly memberships: number
}

/** Counts what a directory holds. The memberships are the sum over its groups. */
export async function countHoldings(
  on: Queryable,
  { organizationId, directoryId }: Pick<Run, 'organizationId' | 'directoryId'>,
): Promise<Holdings> {
  const [row] = await on.query<{ active_users: number; users: number; groups: number; memberships: number }>({
    text: `select active_users, active_users + inactive_users as users, groups,
        (select coalesce(sum(member_count), 0) from groups g
          where g.organization_id = $1 and g.directory_id = $2)::bigint as memberships
      from directory_totals where organization_id = $1 and directory_id = $2`,
    values: [organizationId, directoryId],
  })
  const { active_users: activeUsers = 0, users = 0, groups = 0, memberships = 0 } = row ?? {}
  return { activeUsers, users, groups, memberships }
}

/** How many memberships would end because their groups go: as a run plans it, and as it waits for a decision in its directory. */
export async function countMembersOfGroups(
  on: Queryable,
  { organizationId, directoryId, runId }: Run,
): Promise<{ readonly planned: number; readonly held: number }> {
  const [row] = await on.query<{ planned: number; held: number }>({
    text: `select coalesce(sum(g.member_count) filter (where s.state = 'planned'), 0)::bigint as planned,
        coalesce(sum(g.member_count) filter (where s.state <> 'planned'), 0)::bigint as held
      from staged_removals s join groups g on g.organization_id = s.organization_id and g.id = s.object_id
      where s.organization_id = $1 and s.directory_id = $2 and s.kind = 'group'
        and (s.state = 'planned' and s.run_id = $3 or s.state in ('held', 'approved'))`,
    values: [organizationId, directoryId, runId],
  })
  return { planned: row?.planned ?? 0, held: row?.held ?? 0 }
}

/** How many users of a directory have a value at a path of their normalised form. Reads all users: for the rare case that many lose it. */
export async function countUsersWith(
  on: Queryable,
  { organizationId, directoryId }: Pick<Run, 'organizationId' | 'directoryId'>,
  path: readonly string[],
): Promise<number> {
  const [row] = await on.query<{ count: number }>({
    text: `select count(*)::integer as count from users where organization_id = $1 and directory_id = $2
      and coalesce(attributes #>> $3::text[], '') not in ('', '[]')`,
    values: [organizationId, directoryId, path],
  })
  return row?.count ?? 0
}
