import type { FilterTable } from './filter-scope.ts'

// A block has 2^10 positions: few blocks to sum up, and few records to walk through in one.
const blockBits = 10

/**
 * The end of a statement that inserts into `table` as `with created as (… returning position)`: counts what it inserted
 * into the blocks of positions. The first two parameters are the organization and the directory.
 */
export function countCreated(table: FilterTable): string {
  return `insert into position_blocks as b (organization_id, directory_id, block, users, groups)
      select $1, $2, position >> ${blockBits}, ${table === 'users' ? 'count(*), 0' : '0, count(*)'} from created group by 3
      on conflict (organization_id, directory_id, block) do update set ${table} = b.${table} + excluded.${table}`
}

/** The same for a statement that deletes, as `with deleted as (… returning position)`. */
export function countDeleted(table: FilterTable): string {
  return `update position_blocks b set ${table} = b.${table} - gone.count
      from (select position >> ${blockBits} as block, count(*) as count from deleted group by 1) gone
      where b.organization_id = $1 and b.directory_id = $2 and b.block = gone.block`
}

/**
 * The position of the record that has `offset` others of `table` before it, as a scalar query; null behind the end. It
 * sums up the blocks before it and walks the index within one, so the last record costs hardly more than the first.
 */
export function positionAt(table: FilterTable, offset: string): string {
  const scope = 'organization_id = $1 and directory_id = $2'
  return `(with counted as (
        select block, ${table} as count, sum(${table}) over (order by block rows unbounded preceding) as upto
        from position_blocks where ${scope}
      ), found as (
        select block << ${blockBits} as start, ${offset} - (upto - count) as rest
        from counted where upto > ${offset} order by block limit 1
      )
      select position from ${table} where ${scope} and position >= (select start from found)
      order by position offset (select rest from found) limit 1)`
}
