import type { DirectoryUserFields } from '../model/directory-user-object.ts'
import { askedWords, departmentMark, jobTitleMark, managerMark, organizationMark } from '../model/search-words.ts'
import type { Database } from './database.ts'
import { findRecords } from './find-records.ts'
import { loadUserFields } from './read-api-users.ts'
import { countCandidates, findByWords, mostCandidates, readCandidates } from './search-candidates.ts'
import { searchedUsers } from './search-order.ts'
import { type SearchPage, type SearchPlace, type SearchScope, toFoundPage } from './search-page.ts'
import type { Walk } from './search-walk.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'
import { wordsQuery } from './words-literal.ts'

/** Which people are looked for; null opens a condition. */
export type PeopleFilter = SearchScope & {
  /** Words in any order, each the beginning of a word of a name, a login, an address or an id. */
  readonly text: string | null
  readonly active: boolean | null
  /** Only direct members of one of these groups. */
  readonly groupIds: readonly string[] | null
  readonly department: string | null
  readonly jobTitle: string | null
  /** Only those who name their manager so: a person can be named by an id, a login or an address. */
  readonly managerNames: readonly string[] | null
  readonly updatedSince: Date | null
}

/** A page of people. */
export type FoundPeople = {
  readonly records: readonly DirectoryUserFields[]
  readonly before: SearchPlace | null
  readonly after: SearchPlace | null
}

/** Finds people, at a cost that does not grow with how many there are (`findRecords`). */
export async function searchPeople(database: Database, filter: PeopleFilter, page: SearchPage): Promise<FoundPeople> {
  const walk = toWalk(filter, page)
  const found = await findRecords(database, walk, () => findCandidates(database, filter, walk))
  const { places, before, after } = toFoundPage(found, page)
  const wanted = places.map(({ id }) => id)
  return { records: await loadUserFields(database, filter.organizationId, wanted), before, after }
}

/** How many people there are, where that costs little: exactly, or at least so many. */
export async function countPeople(
  database: Database,
  filter: PeopleFilter,
): Promise<{ readonly count: number; readonly isExact: boolean }> {
  if (!isFiltered({ ...filter, active: null })) return { count: await keptTotal(database, filter), isExact: true }
  const walk = toWalk(filter, { limit: 0, sort: 'created_at', order: 'asc', after: null, before: null })
  const ids = await findCandidates(database, filter, walk)
  if (ids) return { count: await countCandidates(database, walk, ids), isExact: true }
  return { count: isByWordsOnly(filter) ? mostCandidates : 0, isExact: false }
}

/** Whether the index of words alone decides: then more than `mostCandidates` match. */
function isByWordsOnly({ text, active, groupIds, updatedSince }: PeopleFilter): boolean {
  const isOneLetter = askedWords(text ?? '').some((word) => [...word].length === 1)
  return !isOneLetter && active === null && groupIds === null && updatedSince === null
}

function isFiltered({
  text,
  active,
  groupIds,
  department,
  jobTitle,
  managerNames,
  updatedSince,
}: PeopleFilter): boolean {
  const given = [active, groupIds, department, jobTitle, managerNames, updatedSince]
  // A text of signs alone has no words, and finds everybody.
  return askedWords(text ?? '').length > 0 || given.some((value) => value !== null && value !== '')
}

function toWalk(filter: PeopleFilter, page: SearchPage): Walk {
  const { organizationId, directoryId } = filter
  return {
    table: searchedUsers,
    scope: { organizationId, directoryId },
    page,
    conditions: (parameters) => conditionsOf(filter, parameters),
  }
}

function conditionsOf(filter: PeopleFilter, parameters: SqlParameters): string[] {
  const { active, groupIds, updatedSince } = filter
  const words = wordsQuery(askedOf(filter))
  return [
    ...(words === null ? [] : [`x.search @@ ${parameters.add(words)}::tsquery`]),
    ...(active === null ? [] : [active ? 'x.active' : 'not x.active']),
    ...(updatedSince === null ? [] : [`x.updated_at >= ${parameters.add(updatedSince)}`]),
    ...(groupIds === null ? [] : [isMember(parameters.add(groupIds))]),
  ]
}

function isMember(groups: string): string {
  return `exists (select from memberships m where m.organization_id = x.organization_id and m.group_id = any(${groups})
    and m.member_id = x.id and m.member_type = 'user')`
}

function askedOf({ text, department, jobTitle, managerNames }: PeopleFilter) {
  const wanted = [...(department ? [departmentMark(department)] : []), ...(jobTitle ? [jobTitleMark(jobTitle)] : [])]
  return { wanted, oneOf: (managerNames ?? []).map(managerMark), begun: askedWords(text ?? '') }
}

/** A selective way to those who may match, in the order in which they are tried; null where there is none. */
async function findCandidates(database: Database, filter: PeopleFilter, walk: Walk): Promise<readonly string[] | null> {
  const byWords = await candidatesByWords(database, filter, walk)
  if (byWords) return byWords
  const byGroup = filter.groupIds === null ? null : await readCandidates(database, membersQuery(filter.groupIds))
  if (byGroup || filter.active !== false) return byGroup
  return readCandidates(database, inactiveQuery(filter))
}

async function candidatesByWords(database: Database, filter: PeopleFilter, walk: Walk) {
  const { wanted, oneOf, begun } = askedOf(filter)
  // One letter begins so many words that reading the list finds them at once.
  const useful = begun.filter((word) => [...word].length > 1)
  const { organizationId } = filter
  const scoped = organizationId === null ? wanted : [organizationMark(organizationId), ...wanted]
  const words =
    wanted.length + oneOf.length + useful.length > 0 ? wordsQuery({ wanted: scoped, oneOf, begun: useful }) : null
  return words === null ? null : findByWords(database, walk, words)
}

function membersQuery(groupIds: readonly string[]) {
  return {
    text: `select distinct m.member_id as id from groups g cross join lateral (select member_id from memberships
          where organization_id = g.organization_id and group_id = g.id and member_type = 'user'
          limit ${mostCandidates + 1}) m
      where g.id = any($1) limit ${mostCandidates + 1}`,
    values: [groupIds],
  }
}

/** Those of whom their source says that they are inactive: all who are, and perhaps some who stay active for consumers. */
function inactiveQuery({ organizationId, directoryId }: SearchScope) {
  const parameters = sqlParameters()
  const where = [
    'inactive_since is not null',
    ...(organizationId === null ? [] : [`organization_id = ${parameters.add(organizationId)}`]),
    ...(directoryId === null ? [] : [`directory_id = ${parameters.add(directoryId)}`]),
  ]
  return {
    text: `select id from users where ${where.join(' and ')} limit ${mostCandidates + 1}`,
    values: parameters.values,
  }
}

async function keptTotal(database: Database, { organizationId, directoryId, active }: PeopleFilter): Promise<number> {
  const parameters = sqlParameters()
  const column = active === null ? 't.active_users + t.inactive_users' : active ? 't.active_users' : 't.inactive_users'
  const where = [
    `d.state <> 'deleting'`,
    ...(organizationId === null ? [] : [`d.organization_id = ${parameters.add(organizationId)}`]),
    ...(directoryId === null ? [] : [`d.id = ${parameters.add(directoryId)}`]),
  ]
  const [row] = await database.query<{ total: number | null }>({
    text: `select sum(${column})::bigint as total from directories d join directory_totals t
        on t.organization_id = d.organization_id and t.directory_id = d.id where ${where.join(' and ')}`,
    values: parameters.values,
  })
  return row?.total ?? 0
}
