import type { Person } from '../../model/person.ts'
import { askedWords } from '../../model/search-words.ts'
import { type CappedCount, cappedCount } from '../capped-count.ts'
import type { Database, Queryable } from '../database.ts'
import { findByWords, mostCandidates, readCandidates } from '../search-candidates.ts'
import { searchedUsers } from '../search-order.ts'
import { type Found, readDirection, type SearchPage, type SearchPlace, toFoundPage } from '../search-page.ts'
import { longWalk, shortWalk } from '../search-walk.ts'
import { type SqlParameters, sqlParameters } from '../sql-parameters.ts'
import { columnConditions, lookupConditions, type PersonFilter, personWords } from './person-conditions.ts'
import { loadPersons } from './read-person.ts'

/** A page of people. */
export type FoundPersons = {
  readonly records: readonly Person[]
  readonly before: SearchPlace | null
  readonly after: SearchPlace | null
}

/**
 * Finds people in the order of their names or of their creation. Where many match, near by in the list itself; where few do, by an
 * index, sorted then; else further down in the list, to a place from which the next page goes on. None of it costs more where there
 * are more people.
 */
export async function findPersons(database: Database, filter: PersonFilter, page: SearchPage): Promise<FoundPersons> {
  const { places, before, after } = toFoundPage(await findPlaces(database, filter, page), page)
  const ids = places.map(({ id }) => id)
  return { records: await loadPersons(database, filter.organizationId, ids), before, after }
}

async function findPlaces(database: Database, filter: PersonFilter, page: SearchPage): Promise<Found> {
  const near = await walkPersons(database, { filter, page }, shortWalk)
  if (near.stop === null || near.places.length > page.limit) return near
  const ids = await findCandidates(database, filter)
  if (ids) return sortCandidates(database, { filter, page }, ids)
  return walkPersons(database, { filter, page }, longWalk)
}

/** How many people a filter finds, where that costs little: exactly, or at least so many. */
export async function countPersons(database: Database, filter: PersonFilter): Promise<CappedCount> {
  const parameters = sqlParameters()
  const own = columnConditions(filter, parameters)
  const lookups = lookupConditions(filter, parameters)
  if (lookups.length === 0) {
    return cappedCount(database, { from: 'people x', conditions: own, parameters, most: mostCounted })
  }
  const ids = await findCandidates(database, filter)
  if (!ids) return { count: 0, isExact: false }
  const [row] = await database.query<{ count: number }>({
    text: `select count(*)::integer as count from ${candidates(parameters.add(ids))} where ${[...own, ...lookups].join(' and ')}`,
    values: parameters.values,
  })
  return { count: row?.count ?? 0, isExact: true }
}

const mostCounted = 10_000

type Asked = { readonly filter: PersonFilter; readonly page: SearchPage }

/** Reads the list in its order, at most so many rows of it; `stop` is the last of them where that was not enough. */
async function walkPersons(on: Queryable, { filter, page }: Asked, atMost: number): Promise<Found> {
  const parameters = sqlParameters()
  const own = [...columnConditions(filter, parameters), ...cursorConditions(page, parameters)]
  const lookups = lookupConditions(filter, parameters)
  const key = keyOf(page)
  const order = orderOf(page)
  const rows = `select x.organization_id, x.id, ${key} as key from people x where ${own.join(' and ')} order by ${order}`
  // Without lookups every row is one of the page; with them, what the inner limit leaves is read no further than the outer needs.
  const length = lookups.length === 0 ? page.limit + 1 : atMost
  const places = await on.query<SearchPlace>({
    text: `select x.key, x.id from (${rows} limit ${length}) x where ${['true', ...lookups].join(' and ')} limit ${page.limit + 1}`,
    values: parameters.values,
  })
  if (lookups.length === 0 || places.length > page.limit) return { places, stop: null }
  const [stop = null] = await on.query<SearchPlace>(stopQuery(page, filter, atMost))
  return { places, stop }
}

/** The last row of a stretch, where the list goes on behind it. */
function stopQuery(page: SearchPage, filter: PersonFilter, atMost: number) {
  const parameters = sqlParameters()
  const own = [...columnConditions(filter, parameters), ...cursorConditions(page, parameters)]
  const key = keyOf(page)
  return {
    text: `select ${key} as key, x.id from people x where ${own.join(' and ')} order by ${orderOf(page)} offset ${atMost - 1} limit 1`,
    values: parameters.values,
  }
}

/** A selective way to those who may match, in the order in which they are tried; null where there is none. */
async function findCandidates(database: Database, filter: PersonFilter): Promise<readonly string[] | null> {
  const { organizationId, managerId, memberOf, directoryId } = filter
  const few = `limit ${mostCandidates + 1}`
  if (managerId !== null) {
    const text = `select id from people where organization_id = $1 and manager_id = $2 ${few}`
    return readCandidates(database, { text, values: [organizationId, managerId] })
  }
  const byWords = await findByText(database, filter)
  if (byWords) return byWords
  if (memberOf !== null) {
    const text = `select person_id as id from overlay_members where organization_id = $1 and kind = $2 and object_id = $3 ${few}`
    const ids = await readCandidates(database, { text, values: [organizationId, memberOf.kind, memberOf.id] })
    if (ids) return ids
  }
  if (directoryId === null) return null
  const text = `select person_id as id from person_links where organization_id = $1 and directory_id = $2 ${few}`
  const ids = await readCandidates(database, { text, values: [organizationId, directoryId] })
  return ids && [...new Set(ids)]
}

/** People by the words of their users, which have an index. */
async function findByText(
  database: Database,
  { organizationId, text }: PersonFilter,
): Promise<readonly string[] | null> {
  const words = personWords(organizationId, text)
  // One letter begins so many words that reading the list finds them at once.
  if (words === null || askedWords(text ?? '').every((word) => [...word].length === 1)) return null
  const scope = { organizationId, directoryId: null }
  const users = await findByWords(database, { table: searchedUsers, scope }, words)
  if (!users) return null
  const rows = await database.query<{ id: string }>({
    // Each by itself: for a thousand of them PostgreSQL would else read the whole table.
    text: `select distinct l.person_id as id from unnest($2::text[]) wanted (id) cross join lateral
        (select person_id from person_links where organization_id = $1 and user_id = wanted.id offset 0) l`,
    values: [organizationId, users],
  })
  return rows.map(({ id }) => id)
}

/** The page of those candidates that fulfil all conditions. */
async function sortCandidates(on: Queryable, { filter, page }: Asked, ids: readonly string[]): Promise<Found> {
  const parameters = sqlParameters()
  const from = candidates(parameters.add(ids))
  const where = [
    ...columnConditions(filter, parameters),
    ...lookupConditions(filter, parameters),
    ...cursorConditions(page, parameters),
  ]
  const places = await on.query<SearchPlace>({
    text: `select ${keyOf(page)} as key, x.id from ${from} where ${where.join(' and ')}
      order by ${orderOf(page)} limit ${page.limit + 1}`,
    values: parameters.values,
  })
  return { places, stop: null }
}

/** Each is looked up by itself: PostgreSQL would else read the organization whole. */
function candidates(ids: string): string {
  return `unnest(${ids}::text[]) wanted (id) cross join lateral
      (select * from people r where r.id = wanted.id offset 0) x`
}

function keyOf({ sort }: SearchPage): string {
  return sort === 'name' ? 'x.display_name_key' : 'x.id'
}

function orderOf(page: SearchPage): string {
  const direction = readDirection(page)
  return page.sort === 'name' ? `x.display_name_key ${direction}, x.id ${direction}` : `x.id ${direction}`
}

function cursorConditions({ sort, order, after, before }: SearchPage, parameters: SqlParameters): string[] {
  const [above, below] = order === 'asc' ? [after, before] : [before, after]
  const beyond = (sign: '<' | '>', { key, id }: SearchPlace) =>
    sort === 'name'
      ? `(x.display_name_key, x.id) ${sign} (${parameters.add(key)}::text collate "C", ${parameters.add(id)}::text collate "C")`
      : `x.id ${sign} ${parameters.add(id)}`
  return [...(above ? [beyond('>', above)] : []), ...(below ? [beyond('<', below)] : [])]
}
