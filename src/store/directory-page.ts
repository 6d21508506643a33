import type { Filter, Sort } from '../model/filter.ts'
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
import { positionAt } from './position-blocks.ts'
import { groupLookedUp, lookupName, selectivityOf } from './selective-filter.ts'
import { orderSql } from './sort-sql.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

/** Which records of a directory, in which order, and which part of them. A limit of 0 asks for the total alone. */
export type DirectoryPage = {
  readonly filter: Filter | null
  readonly sort: Sort | null
  readonly offset: number
  readonly limit: number
}

/** A page of one directory. */
type PageRequest = { readonly scope: DirectoryScope; readonly page: DirectoryPage }

/** The rows of a page and how many records match in all. */
export type RowsOf<Row> = { readonly rows: readonly Row[]; readonly total: number }

type Counted = { readonly total: number }

/**
 * Reads one page. The total is counted only where there is no other way: without a filter it is kept, and a look-up by a
 * key counts the few rows that it finds anyway. In both cases every row carries it.
 */
export async function readDirectoryPage<Row>(
  on: Queryable,
  source: PageSource,
  request: PageRequest,
): Promise<RowsOf<Row>> {
  const { scope, page } = request
  if (page.limit === 0) return { rows: [], total: await readTotal(on, source, request) }
  if (page.filter && selectivityOf(page.filter, source.table) === 'many') {
    const found = on.query<Row>(scanQuery(source, scope, { ...page, filter: page.filter }))
    const [rows, total] = await Promise.all([found, readTotal(on, source, request)])
    return { rows, total }
  }
  const query = page.filter ? lookUpQuery(source, scope, { ...page, filter: page.filter }) : wholeQuery(source, request)
  const rows = await on.query<Row & Counted>(query)
  const total = rows[0]?.total ?? (page.offset === 0 ? 0 : await readTotal(on, source, request))
  return { rows, total }
}

async function readTotal(on: Queryable, source: PageSource, { scope, page }: PageRequest): Promise<number> {
  const query = page.filter ? countQuery(source, scope, page.filter) : keptTotalQuery(source, scope)
  const [counted] = await on.query<Counted>(query)
  return counted?.total ?? 0
}

type FilteredPage = DirectoryPage & { readonly filter: Filter }

function scanQuery({ table, alias, columns }: PageSource, scope: DirectoryScope, page: FilteredPage): Query {
  const parameters = sqlParameters([scope.organizationId, scope.directoryId])
  const where = `${scopeSql(alias)} and ${filterSql(page.filter, table, parameters)}`
  const end = endSql(page, table, parameters)
  return { text: `select ${columns} from ${table} ${alias} where ${where} ${end}`, values: parameters.values }
}

function lookUpQuery(source: PageSource, scope: DirectoryScope, page: FilteredPage): Query {
  const { table, alias, columns } = source
  const parameters = sqlParameters([scope.organizationId, scope.directoryId])
  const isUnique = selectivityOf(page.filter, table) === 'one'
  const where = `${scopeSql(alias)} and ${filterSql(page.filter, table, parameters)}`
  const order = page.sort ? orderSql(page.sort, table, parameters) : lookupOrder(alias)
  const end = `${isUnique ? '' : `order by ${order}`} ${limitSql(page, parameters)}`
  const name = page.sort ? undefined : lookupName(page.filter, table)
  return {
    name: name && `${name}_${source.variant}`,
    text: `select ${columns}, ${isUnique ? '1' : 'count(*) over ()'} as total from ${table} ${alias} where ${where} ${end}`,
    values: parameters.values,
  }
}

function wholeQuery(source: PageSource, { scope, page }: PageRequest): Query {
  if (!page.sort) return creationOrderQuery(source, scope, page)
  const { table, alias, columns } = source
  const parameters = sqlParameters([scope.organizationId, scope.directoryId])
  const end = endSql(page, table, parameters)
  return {
    text: `select ${columns}, ${keptTotalColumn(source)} from ${table} ${alias} where ${scopeSql(alias)} ${end}`,
    values: parameters.values,
  }
}

function creationOrderQuery(source: PageSource, scope: DirectoryScope, page: DirectoryPage): Query {
  const { table, alias, columns } = source
  return {
    name: pageName('list', source, page.limit),
    text: `select ${columns}, ${keptTotalColumn(source)} from ${table} ${alias}
      where ${scopeSql(alias)} and ${alias}.position >= ${positionAt(table, '$3')}
      order by ${alias}.position limit ${page.limit}`,
    values: [scope.organizationId, scope.directoryId, page.offset],
  }
}

function countQuery({ table, alias }: PageSource, scope: DirectoryScope, filter: Filter): Query {
  const groupId = table === 'users' ? groupLookedUp(filter) : null
  if (groupId !== null) return groupUsersQuery(scope, groupId)
  const parameters = sqlParameters([scope.organizationId, scope.directoryId])
  const where = `${scopeSql(alias)} and ${filterSql(filter, table, parameters)}`
  return { text: `select count(*) as total from ${table} ${alias} where ${where}`, values: parameters.values }
}

// How many users a group has is asked of its memberships alone, not of the users of the whole directory.
function groupUsersQuery(scope: DirectoryScope, groupId: string): Query {
  return {
    name: 'total_users_of_group',
    text: `select count(*) as total from memberships m
      where ${scopeSql('m')} and m.group_id = $3 and m.member_type = 'user'`,
    values: [scope.organizationId, scope.directoryId, groupId],
  }
}

function endSql(page: DirectoryPage, table: PageSource['table'], parameters: SqlParameters): string {
  return `order by ${orderSql(page.sort, table, parameters)} ${limitSql(page, parameters)}`
}

function limitSql({ limit, offset }: DirectoryPage, parameters: SqlParameters): string {
  return `limit ${parameters.add(limit)} offset ${parameters.add(offset)}`
}
