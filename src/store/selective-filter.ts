import type { Comparison, Filter } from '../model/filter.ts'
import { isStorable } from './filter-compare.ts'
import type { FilterTable } from './filter-scope.ts'

/**
 * How many records a filter can match at most, as far as an index says so: `one` for a unique key, `few` for a key that
 * hardly ever repeats, `many` for everything else. Identity providers look a record up before most of their writes, so
 * the first two must not cost a count.
 */
export type Selectivity = 'one' | 'few' | 'many'

const keys: Readonly<Record<FilterTable, Readonly<Record<string, Selectivity>>>> = {
  users: { id: 'one', userName: 'one', externalId: 'few', 'emails.value': 'few' },
  groups: { id: 'one', displayName: 'few', externalId: 'few', 'members.value': 'few' },
}

// What demands one of many keys finds one of them after the other, in one query as long as they are not too many.
const keysAtOnce = 20

/** Says how many records the filter can match. */
export function selectivityOf(filter: Filter, table: FilterTable): Selectivity {
  if (filter.kind === 'and') return mostSelective(filter.filters.map((each) => selectivityOf(each, table)))
  if (filter.kind === 'or') return selectivityOfAny(filter.filters, table)
  if (filter.kind === 'element') return selectivityWithin(filter.filter, filter.attribute.path.join('.'), table)
  return isLookup(filter) ? selectivityOfKey(filter.attribute.path.join('.'), table) : 'many'
}

/** The name of the prepared statement for a look-up by one key; undefined for other filters, whose shapes have no end. */
export function lookupName(filter: Filter, table: FilterTable): string | undefined {
  if (!isLookup(filter) || selectivityOf(filter, table) === 'many') return undefined
  return `find_${table}_by_${filter.attribute.path.join('_')}`
}

/** The user name that a filter asks for and nothing else, as identity providers do before most writes; else null. */
export function userNameLookedUp(filter: Filter | null): string | null {
  return filter && valueLookedUp(filter, 'userName')
}

/** The group whose users a filter asks for and nothing else; else null. */
export function groupLookedUp(filter: Filter): string | null {
  return valueLookedUp(filter, 'groups.value')
}

function valueLookedUp(filter: Filter, path: string): string | null {
  return isLookup(filter) && filter.attribute.path.join('.') === path ? String(filter.value) : null
}

function isLookup(filter: Filter): filter is Comparison {
  return (
    filter.kind === 'compare' &&
    filter.operator === 'eq' &&
    typeof filter.value === 'string' &&
    isStorable(filter.value)
  )
}

function selectivityOfKey(path: string, table: FilterTable): Selectivity {
  return keys[table][path] ?? 'many'
}

/** `emails[type eq "work" and value eq "…"]` finds no more than its `value eq "…"` does. */
function selectivityWithin(filter: Filter, outer: string, table: FilterTable): Selectivity {
  if (filter.kind === 'and') return mostSelective(filter.filters.map((each) => selectivityWithin(each, outer, table)))
  return isLookup(filter) ? selectivityOfKey(`${outer}.${filter.attribute.path.join('.')}`, table) : 'many'
}

function selectivityOfAny(filters: readonly Filter[], table: FilterTable): Selectivity {
  const isSelective = filters.every((each) => selectivityOf(each, table) !== 'many')
  return isSelective && filters.length <= keysAtOnce ? 'few' : 'many'
}

function mostSelective(all: readonly Selectivity[]): Selectivity {
  return all.includes('one') ? 'one' : all.includes('few') ? 'few' : 'many'
}
