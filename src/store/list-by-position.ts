import type { ListKey } from './list-page.ts'
import type { SqlParameters } from './sql-parameters.ts'

/**
 * A list of the users or groups of one directory in the order of their creation. The query's first two parameters are
 * the organization and the directory. A cursor whose record was deleted since stands after the record that came before
 * it, so that nobody who pages through a changing directory misses anyone.
 */
export function positionKey(table: 'users' | 'groups', alias: string, parameters: SqlParameters): ListKey {
  return {
    column: `${alias}.position`,
    place(cursor, side) {
      const id = parameters.add(cursor)
      const [after, none] = side === 'above' ? ['', 0] : [' + 1', 1]
      return `coalesce(
        (select position from ${table} where organization_id = $1 and directory_id = $2 and id = ${id}),
        (select max(position) from ${table} where organization_id = $1 and directory_id = $2 and id < ${id})${after},
        ${none})`
    },
  }
}
