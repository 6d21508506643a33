import type { Query } from './database.ts'
import type { FilterTable } from './filter-scope.ts'

/** A directory within its organization. Every query names both, as its first two parameters. */
export type DirectoryScope = { readonly organizationId: string; readonly directoryId: string }

/** What is listed: a table with its alias, the columns wanted of it, and where its kept total stands. */
export type PageSource = {
  readonly table: FilterTable
  readonly alias: 'u' | 'g'
  readonly columns: string
  readonly keptTotal: string
  /** Tells prepared statements with different columns apart. */
  readonly variant: string
}

/** The condition that keeps a query within the scope. */
export function scopeSql(alias: string): string {
  return `${alias}.organization_id = $1 and ${alias}.directory_id = $2`
}

/** The total that is kept of a whole directory, as a column. */
export function keptTotalColumn({ keptTotal }: PageSource): string {
  return `(select ${keptTotal} from directory_totals where organization_id = $1 and directory_id = $2) as total`
}

/** The total of a whole directory. */
export function keptTotalQuery(source: PageSource, scope: DirectoryScope): Query {
  return {
    name: `total_${source.table}`,
    text: `select ${source.keptTotal} as total from directory_totals where organization_id = $1 and directory_id = $2`,
    values: [scope.organizationId, scope.directoryId],
  }
}

const usualPageSizes: readonly number[] = [1, 10, 20, 25, 50, 100, 200, 250, 500, 1000]

/**
 * The name under which PostgreSQL keeps the plan of a page, for the sizes that clients ask for. The size is part of the
 * query: a plan for pages of any size would be a guess so bad that PostgreSQL would plan each page anew. Pages of groups
 * are planned anew: in a table of a few thousand rows a plan for any directory may read a large one whole.
 */
export function pageName(kind: 'list' | 'walk', { table, variant }: PageSource, size: number): string | undefined {
  const isKept = table === 'users' && usualPageSizes.includes(size)
  return isKept ? `${kind}_${table}_${variant}_${size}` : undefined
}

/**
 * The order of creation for a look-up by a key. PostgreSQL overestimates what some keys find, and would rather walk all
 * records in their order until it has found enough of them: the sum keeps it from the index of that order.
 */
export function lookupOrder(alias: string): string {
  return `${alias}.position + 0`
}
