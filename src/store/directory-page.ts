import type { Filter, Sort } from '../model/filter.ts'
import type { Query, Queryable } from './database.ts'
import type { FilterTable } from './filter-scope.ts'
import { filterSql } from './filter-sql.ts'
import { lookupName, selectivityOf } from './selective-filter.ts'
import { orderSql } from './sort-sql.ts'
import { sqlParameters } from './sql-parameters.ts'

/** A directory within its organization. Every query names both. */
export type DirectoryScope = { readonly organizationId: string; readonly directoryId: string }

/** Which records of a directory, in which order, and which part of them. A limit of 0 asks for the total alone. */
export type DirectoryPage = {
  readonly filter: Filter | null
  readonly sort: Sort | null
  readonly offset: number
  readonly limit: number
}

/** What is listed: a table with its alias, the columns wanted of it, and where its kept total stands. */
export type PageSource = {
  readonly table: FilterTable
  readonly alias: 'u' | 'g'
  readonly columns: string
  readonly keptTotal: string
  /** Tells prepared statements with different columns apart. */
  readonly variant: string
}

/** A page of one directory. */
type PageRequest = { readonly scope: DirectoryScope; readonly page: DirectoryPage }

/** The rows of a page and how many records match in all. */
export type RowsOf<Row> = { readonly rows: readonly Row[]; readonly total: number }

type Counted = { readonly total: number }

/**
 * Reads one page. The total is counted only where there is no other way: without a filter it is kept, and a look-up by a
 * key gives its total with its rows.
 */
export async function readDirectoryPage<Row>(
  on: Queryable,
  source: PageSource,
  request: PageRequest,
): Promise<RowsOf<Row>> {
  const { scope, page } = request
  if (page.filter && selectivityOf(page.filter, source.table) !== 'many' && page.limit > 0)
    return lookUp(on, source, request)
  const rows = page.limit > 0 ? on.query<Row>(pageQuery(source, scope, page)) : []
  const totals = on.query<Counted>(totalQuery(source, scope, page.filter))
  const [found, [counted]] = await Promise.all([rows, totals])
  return { rows: found, total: counted?.total ?? 0 }
}

async function lookUp<Row>(on: Queryable, source: PageSource, request: PageRequest): Promise<RowsOf<Row>> {
  const { scope, page } = request
  const rows = await on.query<Row & Counted>(lookUpQuery(source, scope, page))
  if (rows[0]) return { rows, total: rows[0].total }
  if (page.offset === 0) return { rows, total: 0 }
  const [counted] = await on.query<Counted>(totalQuery(source, scope, page.filter))
  return { rows, total: counted?.total ?? 0 }
}

function lookUpQuery(source: PageSource, scope: DirectoryScope, page: DirectoryPage): Query {
  const { table, alias, columns } = source
  const parameters = sqlParameters([scope.organizationId, scope.directoryId])
  const isUnique = page.filter && selectivityOf(page.filter, table) === 'one'
  const where = `${scopeSql(alias)} and ${filterSql(page.filter as Filter, table, parameters)}`
  const order = isUnique ? '' : `order by ${orderSql(page.sort, table, parameters)}`
  const name = page.sort ? undefined : lookupName(page.filter as Filter, table)
  const text = `select ${columns}, ${isUnique ? '1' : 'count(*) over ()'} as total from ${table} ${alias} where ${where} ${order}
    ${limitSql(page, parameters)}`
  return { name: name && `${name}_${source.variant}`, text, values: parameters.values }
}

function pageQuery(source: PageSource, scope: DirectoryScope, page: DirectoryPage): Query {
  const { table, alias, columns } = source
  const parameters = sqlParameters([scope.organizationId, scope.directoryId])
  if (!page.filter && !page.sort) return creationOrderQuery(source, scope, page)
  const filter = page.filter ? ` and ${filterSql(page.filter, table, parameters)}` : ''
  const order = orderSql(page.sort, table, parameters)
  const text = `select ${columns} from ${table} ${alias} where ${scopeSql(alias)}${filter} order by ${order} ${limitSql(page, parameters)}`
  return { text, values: parameters.values }
}

// The inner query walks the index alone, so that a page far down does not read every record before it.
function creationOrderQuery(
  { table, alias, columns, variant }: PageSource,
  scope: DirectoryScope,
  page: DirectoryPage,
): Query {
  return {
    name: `list_${table}_${variant}`,
    text: `select ${columns} from ${table} ${alias} where ${scopeSql(alias)} and ${alias}.position >= (
        select position from ${table} where organization_id = $1 and directory_id = $2 order by position offset $3 limit 1)
      order by ${alias}.position limit $4`,
    values: [scope.organizationId, scope.directoryId, page.offset, page.limit],
  }
}

function totalQuery({ table, alias, keptTotal }: PageSource, scope: DirectoryScope, filter: Filter | null): Query {
  const values = [scope.organizationId, scope.directoryId]
  if (!filter) {
    const text = `select ${keptTotal} as total from directory_totals where organization_id = $1 and directory_id = $2`
    return { name: `total_${table}`, text, values }
  }
  const parameters = sqlParameters(values)
  const where = `${scopeSql(alias)} and ${filterSql(filter, table, parameters)}`
  return { text: `select count(*) as total from ${table} ${alias} where ${where}`, values: parameters.values }
}

function scopeSql(alias: string): string {
  return `${alias}.organization_id = $1 and ${alias}.directory_id = $2`
}

function limitSql(page: DirectoryPage, parameters: ReturnType<typeof sqlParameters>): string {
  return `limit ${parameters.add(page.limit)} offset ${parameters.add(page.offset)}`
}
