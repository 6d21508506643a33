import type { Cause } from '../model/event.ts'
import type { RemovalState } from '../model/sync-run.ts'
import type { Queryable } from './database.ts'

type Run = { readonly organizationId: string; readonly runId: string }

/** Holds all planned removals of a run, and says how many. */
export async function holdRemovals(on: Queryable, { organizationId, runId }: Run): Promise<number> {
  const rows = await on.query({
    text: `update staged_removals set state = 'held'
      where organization_id = $1 and run_id = $2 and state = 'planned' returning 1 as one`,
    values: [organizationId, runId],
  })
  return rows.length
}

/** What becomes of all removals of a run that are in one of some states, and by whose decision, if by anybody's. */
export type Turn = {
  readonly from: readonly RemovalState[]
  readonly to: RemovalState
  readonly decision: { readonly at: Date; readonly by: Cause } | null
}

/** Changes the state of all removals of a run that are in one of some, and says how many those were. */
export async function turnRemovals(
  on: Queryable,
  { organizationId, runId }: Run,
  { from, to, decision }: Turn,
): Promise<number> {
  const rows = await on.query({
    text: `update staged_removals set state = $4, decided_at = coalesce($5, decided_at), decided_by = coalesce($6, decided_by)
      where organization_id = $1 and run_id = $2 and state = any($3) returning 1 as one`,
    values: [...[organizationId, runId, from, to], ...[decision?.at ?? null, decision && JSON.stringify(decision.by)]],
  })
  return rows.length
}

/** What became of removals that were carried out: `refused` ones had nothing to remove any more. */
export type Applied = { readonly applied: readonly string[]; readonly refused: readonly string[]; readonly at: Date }

/** Notes what became of removals, in the transaction that carries them out. */
export async function markApplied(
  on: Queryable,
  organizationId: string,
  { applied, refused, at }: Applied,
): Promise<void> {
  await on.query({
    name: 'mark-removals-applied',
    text: `update staged_removals set state = case when id = any($2) then 'applied' else 'withdrawn' end,
        applied_at = case when id = any($2) then $4::timestamptz end
      where organization_id = $1 and (id = any($2) or id = any($3))`,
    values: [organizationId, applied, refused, at],
  })
}

/** How many removals of a run are in each of these states. */
export async function countInState(
  on: Queryable,
  { organizationId, runId }: Run,
  states: readonly RemovalState[],
): Promise<number> {
  const [row] = await on.query<{ count: number }>({
    text: `select count(*)::integer as count from staged_removals
      where organization_id = $1 and run_id = $2 and state = any($3)`,
    values: [organizationId, runId, states],
  })
  return row?.count ?? 0
}
