import type { Filter, Sort } from '../model/filter.ts'
import type { ListPlace } from '../model/list-place.ts'
import type { Query, Queryable } from './database.ts'
import { filterSql } from './filter-sql.ts'
import {
  type DirectoryScope,
  keptTotalColumn,
  keptTotalQuery,
  lookupOrder,
  type PageSource,
  pageName,
  scopeSql,
} from './page-source.ts'
import { selectivityOf } from './selective-filter.ts'
import { keysetOrder } from './sort-sql.ts'
import { sqlParameters } from './sql-parameters.ts'

/** Which records of a directory, in which order, and after which place; null is the beginning. */
export type CursorPage = {
  readonly filter: Filter | null
  readonly sort: Sort | null
  readonly after: ListPlace | null
  readonly limit: number
}

/** The place from which the next page goes on (null at the end), and the total where it costs nothing: without a filter. */
export type PageEnd = { readonly next: ListPlace | null; readonly total: number | null }

type Request = { readonly scope: DirectoryScope; readonly page: CursorPage }

type Placed = { readonly position: number; readonly sort_key?: string | null; readonly total?: number }

/** Reads the page after a place. It costs the same at any depth where neither a filter nor a sort has to be worked out. */
export async function readCursorPage<Row>(
  on: Queryable,
  source: PageSource,
  request: Request,
): Promise<PageEnd & { readonly rows: readonly Row[] }> {
  const { filter, limit } = request.page
  const found = limit > 0 ? await on.query<Row & Placed>(afterQuery(source, request)) : []
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  const next = last ? { position: last.position, sortKey: last.sort_key ?? null } : null
  const total = filter ? null : (rows[0]?.total ?? (await readKeptTotal(on, source, request.scope)))
  return { rows, next, total }
}

async function readKeptTotal(on: Queryable, source: PageSource, scope: DirectoryScope): Promise<number> {
  const [kept] = await on.query<{ readonly total: number }>(keptTotalQuery(source, scope))
  return kept?.total ?? 0
}

/** One row more than the page has tells whether there is more. */
function afterQuery(source: PageSource, { scope, page }: Request): Query {
  if (!page.filter && !page.sort) return walkQuery(source, scope, page)
  const { table, alias, columns } = source
  const parameters = sqlParameters([scope.organizationId, scope.directoryId])
  const selected = [columns, `${alias}.position`]
  const where = [scopeSql(alias)]
  if (page.filter) where.push(filterSql(page.filter, table, parameters))
  else selected.push(keptTotalColumn(source))
  const isLookup = page.filter !== null && selectivityOf(page.filter, table) !== 'many'
  const keyset = page.sort && keysetOrder(page.sort, table, parameters)
  if (keyset) selected.push(`${keyset.key} as sort_key`)
  if (page.after)
    where.push(keyset ? keyset.after(page.after) : `${alias}.position > ${parameters.add(page.after.position)}`)
  return {
    text: `select ${selected.join(', ')} from ${table} ${alias} where ${where.join(' and ')}
      order by ${keyset?.order ?? (isLookup ? lookupOrder(alias) : `${alias}.position`)} limit ${page.limit + 1}`,
    values: parameters.values,
  }
}

function walkQuery(source: PageSource, scope: DirectoryScope, { after, limit }: CursorPage): Query {
  const { table, alias, columns } = source
  return {
    name: pageName('walk', source, limit),
    text: `select ${columns}, ${alias}.position, ${keptTotalColumn(source)} from ${table} ${alias}
      where ${scopeSql(alias)} and ${alias}.position > $3 order by ${alias}.position limit ${limit + 1}`,
    values: [scope.organizationId, scope.directoryId, after?.position ?? 0],
  }
}
