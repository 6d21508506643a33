import type { Queryable } from './database.ts'

/**
 * Makes every directory of an organization whose own mapping has a line for a target look at everybody anew: what such a value
 * looks like has changed. Says how many those are.
 */
export async function remapConnections(
  on: Queryable,
  { organizationId, target, at }: { readonly organizationId: string; readonly target: string; readonly at: Date },
): Promise<number> {
  const rows = await on.query({
    text: `update connections set generation = generation + 1, updated_at = $3, next_run_trigger = 'changed',
        next_run_at = case when coalesce((schedule ->> 'is_enabled')::boolean, true) then $3 else next_run_at end
      where organization_id = $1 and mapping @> $2::jsonb returning 1 as one`,
    values: [organizationId, JSON.stringify([{ target }]), at],
  })
  return rows.length
}
