import type { SearchPage, SearchPlace, SearchScope } from './search-page.ts'
import type { SqlParameters } from './sql-parameters.ts'

/** What is searched: users or groups, always under the alias `x`. */
export type SearchedTable = {
  readonly name: 'users' | 'groups'
  readonly nameKey: 'name_key' | 'display_name_key'
  /** Which events are a change of one. */
  readonly changes: string
}

/** Users and what their search needs. */
export const searchedUsers: SearchedTable = {
  name: 'users',
  nameKey: 'name_key',
  changes: `('dsync.user.created', 'dsync.user.updated', 'muster.user.source_updated')`,
}

/** Groups: who comes and goes changes them, too. */
export const searchedGroups: SearchedTable = {
  name: 'groups',
  nameKey: 'display_name_key',
  changes: `('dsync.group.created', 'dsync.group.updated', 'muster.group.source_updated', 'dsync.group.user_added',
    'dsync.group.user_removed', 'muster.group.group_added', 'muster.group.group_removed')`,
}

/** The column that is sorted by, and its type. */
export type SortKey = {
  readonly column: string
  readonly type: 'text' | 'bigint' | 'timestamptz'
  /** What decides between equal keys; the column itself where there are none. */
  readonly id: string
}

/**
 * What a list is sorted by. Ids begin with the time of creation; within one directory the order of creation has an index of
 * its own. `found` is true for records that were found first and sorted then.
 */
export function sortKey(table: SearchedTable, { sort }: SearchPage, scope: SearchScope): SortKey {
  if (sort === 'name') return { column: `x.${table.nameKey}`, type: 'text', id: 'x.id' }
  if (sort === 'updated_at') return { column: 'x.updated_at', type: 'timestamptz', id: 'x.id' }
  return scope.directoryId === null
    ? { column: 'x.id', type: 'text', id: 'x.id' }
    : { column: 'x.position', type: 'bigint', id: 'x.id' }
}

/** The conditions that the page's cursors put on a key. */
export function cursorConditions(
  key: SortKey,
  { order, after, before }: SearchPage,
  parameters: SqlParameters,
): string[] {
  const [above, below] = order === 'asc' ? [after, before] : [before, after]
  return [
    ...(above ? [beyond(key, '>', parameters)(above)] : []),
    ...(below ? [beyond(key, '<', parameters)(below)] : []),
  ]
}

/** The condition that a record is behind a place. */
function beyond({ column, type, id }: SortKey, sign: '<' | '>', parameters: SqlParameters) {
  return (place: SearchPlace) => {
    const key = `${parameters.add(place.key)}::${type}${type === 'text' ? ' collate "C"' : ''}`
    if (column === id) return `${column} ${sign} ${key}`
    return `(${column}, ${id}) ${sign} (${key}, ${parameters.add(place.id)}::text collate "C")`
  }
}

/** A key as text, from which it can be read again without loss. */
export function keyText({ type }: SortKey, column: string): string {
  return type === 'timestamptz'
    ? `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
    : `${column}::text`
}

/** The condition that keeps a search within its scope. Only what is asked for: a condition that could be open has no index. */
export function scopeConditions({ organizationId, directoryId }: SearchScope, parameters: SqlParameters): string[] {
  return [
    ...(organizationId === null ? [] : [`x.organization_id = ${parameters.add(organizationId)}`]),
    ...(directoryId === null ? [] : [`x.directory_id = ${parameters.add(directoryId)}`]),
  ]
}
