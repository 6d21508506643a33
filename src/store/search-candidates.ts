import type { Database, Query, Queryable } from './database.ts'
import { inLiveDirectory } from './live-directory.ts'
import { cursorConditions, keyText, type SearchedTable, scopeConditions, sortKey } from './search-order.ts'
import { type Found, readDirection, type SearchPlace } from './search-page.ts'
import type { Walk } from './search-walk.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

/** So many records are found first and sorted then. What finds more is found soon enough by walking through the list. */
export const mostCandidates = 5_000

/** The ids that a query of at most `mostCandidates + 1` rows gives, or null where there are more. */
export async function readCandidates(on: Queryable, query: Query): Promise<readonly string[] | null> {
  const rows = await on.query<{ id: string }>(query)
  return rows.length > mostCandidates ? null : rows.map(({ id }) => id)
}

/**
 * The ids of those who have all words of a `tsquery`, by the index of words. PostgreSQL guesses how many that are, and where it
 * takes them for many it would read the table; so it is left nothing but the index.
 */
export async function findByWords(
  database: Database,
  { table, scope }: Pick<Walk, 'table' | 'scope'>,
  words: string,
): Promise<readonly string[] | null> {
  const parameters = sqlParameters([words])
  const conditions = ['x.search @@ $1::tsquery', ...scopeConditions(scope, parameters)]
  const text = `select x.id from ${table.name} x where ${conditions.join(' and ')} limit ${mostCandidates + 1}`
  return database.transaction(async (transaction) => {
    const [, ids] = await Promise.all([
      transaction.query({ text: 'set local enable_seqscan = off; set local enable_indexscan = off' }),
      readCandidates(transaction, { text, values: parameters.values }),
    ])
    return ids
  })
}

/** The page of those candidates that fulfil all conditions. */
export async function sortCandidates(on: Queryable, walk: Walk, ids: readonly string[]): Promise<Found> {
  const { table, scope, page } = walk
  const parameters = sqlParameters([ids])
  const key = sortKey(table, page, scope)
  const where = [
    `${key.column} is not null`,
    ...candidateConditions(walk, parameters),
    ...cursorConditions(key, page, parameters),
  ]
  const direction = readDirection(page)
  const places = await on.query<SearchPlace>({
    text: `select ${keyText(key, key.column)} as key, x.id from ${candidates(table)} where ${where.join(' and ')}
      order by ${key.column} ${direction}, x.id ${direction} limit ${page.limit + 1}`,
    values: parameters.values,
  })
  return { places, stop: null }
}

/** How many candidates fulfil all conditions. */
export async function countCandidates(on: Queryable, walk: Walk, ids: readonly string[]): Promise<number> {
  const parameters = sqlParameters([ids])
  const where = candidateConditions(walk, parameters)
  const [row] = await on.query<{ count: number }>({
    text: `select count(*)::integer as count from ${candidates(walk.table)} where ${where.join(' and ')}`,
    values: parameters.values,
  })
  return row?.count ?? 0
}

/** Each is looked up by itself: PostgreSQL would else begin with the directory, and read it whole. */
function candidates({ name }: SearchedTable): string {
  return `unnest($1::text[]) wanted (id) cross join lateral (select * from ${name} r where r.id = wanted.id offset 0) x`
}

function candidateConditions({ scope, conditions }: Walk, parameters: SqlParameters): string[] {
  return [...scopeConditions(scope, parameters), inLiveDirectory('x'), ...conditions(parameters)]
}
