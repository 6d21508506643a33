import pg from 'pg'
import type { Connection, Query, Queryable } from '../store/database.ts'

/** A node of a plan as `explain (analyze, format json)` gives it. */
type PlanNode = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly Plans?: readonly PlanNode[]
}

/** What a plan did with a table (or an index, for a bitmap): how it read it, and how many rows it looked at. */
export type TableRead = { readonly table: string; readonly by: string; readonly rows: number }

/** A queryable that does what it is asked and keeps what that was. */
export function recordQueries(on: Queryable): Queryable & { readonly queries: Query[] } {
  const queries: Query[] = []
  return {
    queries,
    query(query) {
      queries.push(query)
      return on.query(query)
    },
  }
}

/**
 * Runs a query and says how its plan read each table. A named query is also planned without its values, as PostgreSQL
 * does once it has kept the plan.
 */
export async function readsOf(on: Connection, query: Query): Promise<TableRead[]> {
  const modes = query.name ? ['force_custom_plan', 'force_generic_plan'] : ['force_custom_plan']
  const reads: TableRead[] = []
  for (const mode of modes) {
    await on.query({ text: `set plan_cache_mode = ${mode}` })
    await on.query({ text: `prepare explained as ${query.text}` })
    const values = (query.values ?? []).map(literal).join(', ')
    const explained = {
      text: `explain (analyze, timing off, format json) execute explained${values && ` (${values})`}`,
    }
    const [row] = await on.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(explained)
    await on.query({ text: 'deallocate explained' })
    if (row) reads.push(...tableReads(row['QUERY PLAN'][0].Plan))
  }
  return reads
}

function tableReads(node: PlanNode): TableRead[] {
  // What a bitmap is made of names its index only, which begins with the table's name.
  const table = node['Relation Name'] ?? node['Index Name']
  const own = table ? [{ table, by: node['Node Type'], rows: rowsOf(node) }] : []
  return [...own, ...(node.Plans ?? []).flatMap(tableReads)]
}

function rowsOf(node: PlanNode): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return Math.round((node['Actual Rows'] + removed) * node['Actual Loops'])
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]::text[]`
  if (Buffer.isBuffer(value)) return literal(textsOf(value))
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString())
  return value === null ? 'null' : pg.escapeLiteral(String(value))
}

/** The texts of an array in PostgreSQL's binary form, as `textArray` writes it. */
function textsOf(array: Buffer): (string | null)[] {
  const texts: (string | null)[] = []
  for (let offset = 20; offset < array.length; ) {
    const length = array.readInt32BE(offset)
    offset += 4
    texts.push(length < 0 ? null : array.toString('utf8', offset, offset + length))
    offset += Math.max(length, 0)
  }
  return texts
}
