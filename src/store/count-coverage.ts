import type { Queryable } from './database.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** Of how many users an attribute has a value, with one of the values. */
export type Coverage = { readonly target: string; readonly count: number }

/** Over how many of the last users of a directory attributes are counted. */
export const coveredUsers = 10_000

type Row = { readonly target: string | null; readonly count: number }

const standard = ['username', 'email', 'first_name', 'last_name', 'name', 'job_title', 'emails']

/**
 * Counts, over the last 10,000 users of a directory at most, of how many each attribute has a value. `counted` says over how many. What the
 * custom attributes repeat of the standard ones is left out.
 */
export async function countCoverage(
  on: Queryable,
  { organizationId, directoryId }: Scope,
): Promise<{ readonly counted: number; readonly coverage: readonly Coverage[] }> {
  const rows = await on.query<Row>({
    text: `with counted as materialized (
        select attributes from users where organization_id = $1 and directory_id = $2
        order by position desc limit ${coveredUsers}
      ), present as (
        select key from counted, jsonb_each(attributes - 'custom_attributes') where key = any($3)
          and value not in ('null', '""', '[]')
        union all
        select 'custom_attributes.' || key from counted, jsonb_each(attributes->'custom_attributes')
        where not key = any($3) and value not in ('null', '""', '[]')
      )
      select null as target, count(*)::integer as count from counted
      union all
      select key, count(*)::integer from present group by key`,
    values: [organizationId, directoryId, standard],
  })
  const counts = new Map(rows.map(({ target, count }) => [target, count]))
  const custom = [...counts.keys()].flatMap((target) => (target?.startsWith('custom_attributes.') ? [target] : []))
  const targets = [...standard, ...custom.sort()]
  return {
    counted: counts.get(null) ?? 0,
    coverage: targets.map((target) => ({ target, count: counts.get(target) ?? 0 })),
  }
}
