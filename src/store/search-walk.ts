import type { Queryable } from './database.ts'
import { inLiveDirectory } from './live-directory.ts'
import { timeOfEventId } from './read-events.ts'
import {
  cursorConditions,
  keyText,
  type SearchedTable,
  type SortKey,
  scopeConditions,
  sortKey,
} from './search-order.ts'
import { type Found, readDirection, type SearchPage, type SearchPlace, type SearchScope } from './search-page.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

/** A search that walks through the list in its order. `conditions`: what of a record under the alias `x` must be true. */
export type Walk = {
  readonly table: SearchedTable
  readonly scope: SearchScope
  readonly page: SearchPage
  conditions(parameters: SqlParameters): readonly string[]
}

/** What one page may cost when little matches. Then it ends before it is full and says where to go on. */
export const longWalk = 10_000
/** What is read before anything else: where many match, it holds the page. */
export const shortWalk = 1_000

/** How a walk reads: SQL for rows of `id`, `key`, `ok` and `n`, the number of the row in its stretch, of at most `length`. */
type Stretches = { readonly rows: string; readonly key: SortKey }

type Answer = { readonly places: readonly SearchPlace[]; readonly stop: SearchPlace | null }

/**
 * Finds the records of a page by reading the list in its order. Where that is an order within each directory, each is read by
 * itself and as far as the page needs, so the cost follows the number of directories, never that of records.
 */
export async function walkRecords(on: Queryable, walk: Walk, atMost = longWalk): Promise<Found> {
  const { scope, page } = walk
  const parameters = sqlParameters()
  const own = walk.conditions(parameters)
  const directories = isByDirectory(page) ? await countDirectories(on, scope) : 1
  const isFiltered = own.length > 0 || page.sort === 'updated_at'
  const length = Math.max(page.limit + 1, isFiltered ? Math.floor(atMost / Math.max(directories, 1)) : 0)
  const ok = [...own, inLiveDirectory('x')].join(' and ')
  const stretch = { walk, parameters, ok, length }
  const { rows, key } = page.sort === 'updated_at' ? eventStretches(stretch) : recordStretches(stretch)
  const direction = readDirection(page)
  const [row] = await on.query<Answer>({
    text: `with walked as materialized (${rows}),
      stop as (select id, key from walked where n = ${length} order by key ${direction}, id ${direction} limit 1),
      found as (select id, key from walked where ok and (not exists (select from stop)
          or (key, id) ${direction === 'asc' ? '<=' : '>='} (select key, id from stop))
        order by key ${direction}, id ${direction} limit ${page.limit + 1})
      select coalesce((select json_agg(json_build_object('key', ${keyText(key, 'key')}, 'id', id)
          order by key ${direction}, id ${direction}) from found), '[]') as places,
        (select json_build_object('key', ${keyText(key, 'key')}, 'id', id) from stop) as stop`,
    values: parameters.values,
  })
  return row ?? { places: [], stop: null }
}

/** Whether the order has an index within each directory only. */
function isByDirectory({ sort }: SearchPage): boolean {
  return sort !== 'created_at'
}

async function countDirectories(on: Queryable, { organizationId, directoryId }: SearchScope): Promise<number> {
  if (directoryId !== null) return 1
  const [row] = await on.query<{ count: number }>({
    text: `select count(*)::integer as count from directories ${organizationId === null ? '' : 'where organization_id = $1'}`,
    values: organizationId === null ? [] : [organizationId],
  })
  return row?.count ?? 0
}

type Stretch = {
  readonly walk: Walk
  readonly parameters: SqlParameters
  readonly ok: string
  readonly length: number
}

function recordStretches({ walk, parameters, ok, length }: Stretch): Stretches {
  const { table, scope, page } = walk
  const key = sortKey(table, page, scope)
  const direction = readDirection(page)
  const order = key.column === 'x.id' ? `x.id ${direction}` : `${key.column} ${direction}, x.id ${direction}`
  const read = (conditions: readonly string[]) => `select x.id, ${key.column} as key, (${ok}) as ok,
      row_number() over (order by ${order}) as n
    from ${table.name} x where ${conditions.join(' and ')} order by ${order} limit ${length}`
  const cursors = cursorConditions(key, page, parameters)
  if (!isByDirectory(page)) return { key, rows: read(['true', ...scopeConditions(scope, parameters), ...cursors]) }
  const ofDirectory = ['x.organization_id = d.organization_id', 'x.directory_id = d.id', `${key.column} is not null`]
  const rows = `select w.* from directories d cross join lateral (${read([...ofDirectory, ...cursors])}) w
    where ${directoryConditions(scope, parameters)}`
  return { key, rows }
}

/**
 * By the last change: nothing in the tables is in that order, because it would make every change dearer. The log is: of each
 * directory it is walked back, and an event counts when it is the last change of its record. Ids of events are in the order of
 * their stream, and those of all streams in that of time.
 */
function eventStretches({ walk, parameters, ok, length }: Stretch): Stretches {
  const { table, scope, page } = walk
  const key: SortKey = { column: 'e.id', type: 'text', id: 'e.id' }
  const direction = readDirection(page)
  const read = [
    'e.organization_id = d.organization_id',
    'e.stream_id = d.id',
    ...cursorConditions(key, page, parameters),
    ...timeConditions(page, parameters),
  ]
  // Looked up one by one (`limit 1`), for few are looked at; as conditions they would be answered from the whole tables.
  const rows = `select w.* from directories d cross join lateral (
      select e.object_id as id, e.id as key, row_number() over (order by e.seq ${direction}) as n,
        coalesce(e.type in ${table.changes} and later.is_there is null and record.is_there, false) as ok
      from (select * from events e where ${read.join(' and ')} order by e.seq ${direction} limit ${length}) e
      left join lateral (select true as is_there from events l where l.object_id = e.object_id and l.seq > e.seq
        and l.stream_id = e.stream_id and l.organization_id = e.organization_id and l.occurred_at >= e.occurred_at
        and l.type in ${table.changes} limit 1) later on true
      left join lateral (select true as is_there from ${table.name} x where x.organization_id = e.organization_id
        and x.id = e.object_id and x.directory_id = e.stream_id and ${ok} limit 1) record on true
    ) w where ${directoryConditions(scope, parameters)}`
  return { key, rows }
}

/** The time within a cursor spares the weeks of the log in which nothing can be. */
function timeConditions(page: SearchPage, parameters: SqlParameters): string[] {
  const ascending = page.order === 'asc'
  const bound = (place: SearchPlace | null, sign: string) => {
    const time = place && timeOfEventId(place.key)
    return time ? [`e.occurred_at ${sign} ${parameters.add(time)}`] : []
  }
  return [...bound(page.after, ascending ? '>=' : '<='), ...bound(page.before, ascending ? '<=' : '>=')]
}

function directoryConditions({ organizationId, directoryId }: SearchScope, parameters: SqlParameters): string {
  return [
    `d.state <> 'deleting'`,
    ...(organizationId === null ? [] : [`d.organization_id = ${parameters.add(organizationId)}`]),
    ...(directoryId === null ? [] : [`d.id = ${parameters.add(directoryId)}`]),
  ].join(' and ')
}
