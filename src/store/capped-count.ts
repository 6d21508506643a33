import type { Queryable } from './database.ts'
import type { SqlParameters } from './sql-parameters.ts'

/** How many there are: exactly, or, of more than were counted, at least so many. */
export type CappedCount = { readonly count: number; readonly isExact: boolean }

/** Which rows are counted, as SQL, and how many of them at the most: nobody needs to know exactly how many more there are. */
type Counted = {
  readonly from: string
  readonly conditions: readonly string[]
  readonly parameters: SqlParameters
  readonly most: number
}

/** Counts rows without going through all of them where they are many. */
export async function cappedCount(
  on: Queryable,
  { from, conditions, parameters, most }: Counted,
): Promise<CappedCount> {
  const [row] = await on.query<{ count: number }>({
    text: `select count(*)::integer as count
      from (select from ${from} where ${conditions.join(' and ')} limit ${most + 1}) counted`,
    values: parameters.values,
  })
  const count = row?.count ?? 0
  return { count: Math.min(count, most), isExact: count <= most }
}
