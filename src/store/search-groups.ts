import type { DirectoryGroupFields } from '../model/directory-group-object.ts'
import { askedWords, organizationMark } from '../model/search-words.ts'
import type { Database } from './database.ts'
import { findRecords } from './find-records.ts'
import { loadGroupFields } from './read-api-groups.ts'
import { countCandidates, findByWords } from './search-candidates.ts'
import { searchedGroups } from './search-order.ts'
import { type SearchPage, type SearchPlace, type SearchScope, toFoundPage } from './search-page.ts'
import type { Walk } from './search-walk.ts'
import { sqlParameters } from './sql-parameters.ts'
import { wordsQuery } from './words-literal.ts'

/** Which groups are looked for, by the words of their names and ids. */
export type GroupsFilter = SearchScope & { readonly text: string | null }

/** A page of groups. */
export type FoundGroups = {
  readonly records: readonly DirectoryGroupFields[]
  readonly before: SearchPlace | null
  readonly after: SearchPlace | null
}

/** Finds groups as `searchPeople` finds people. */
export async function searchGroups(database: Database, filter: GroupsFilter, page: SearchPage): Promise<FoundGroups> {
  const walk = toWalk(filter, page)
  const found = await findRecords(database, walk, () => findCandidates(database, filter, walk))
  const { places, before, after } = toFoundPage(found, page)
  const wanted = places.map(({ id }) => id)
  return { records: await loadGroupFields(database, filter.organizationId, wanted), before, after }
}

/** How many groups there are, as `countPeople` says it of people. */
export async function countGroups(
  database: Database,
  filter: GroupsFilter,
): Promise<{ readonly count: number; readonly isExact: boolean }> {
  if (askedWords(filter.text ?? '').length === 0) return { count: await keptTotal(database, filter), isExact: true }
  const walk = toWalk(filter, { limit: 0, sort: 'created_at', order: 'asc', after: null, before: null })
  const ids = await findCandidates(database, filter, walk)
  return ids ? { count: await countCandidates(database, walk, ids), isExact: true } : { count: 0, isExact: false }
}

function toWalk({ organizationId, directoryId, text }: GroupsFilter, page: SearchPage): Walk {
  const words = wordsQuery({ wanted: [], begun: askedWords(text ?? '') })
  return {
    table: searchedGroups,
    scope: { organizationId, directoryId },
    page,
    conditions: (parameters) => (words === null ? [] : [`x.search @@ ${parameters.add(words)}::tsquery`]),
  }
}

async function findCandidates(database: Database, { organizationId, text }: GroupsFilter, walk: Walk) {
  const useful = askedWords(text ?? '').filter((word) => [...word].length > 1)
  const wanted = organizationId === null ? [] : [organizationMark(organizationId)]
  const words = useful.length > 0 ? wordsQuery({ wanted, begun: useful }) : null
  return words === null ? null : findByWords(database, walk, words)
}

async function keptTotal(database: Database, { organizationId, directoryId }: GroupsFilter): Promise<number> {
  const parameters = sqlParameters()
  const where = [
    `d.state <> 'deleting'`,
    ...(organizationId === null ? [] : [`d.organization_id = ${parameters.add(organizationId)}`]),
    ...(directoryId === null ? [] : [`d.id = ${parameters.add(directoryId)}`]),
  ]
  const [row] = await database.query<{ total: number | null }>({
    text: `select sum(t.groups)::bigint as total from directories d join directory_totals t
        on t.organization_id = d.organization_id and t.directory_id = d.id where ${where.join(' and ')}`,
    values: parameters.values,
  })
  return row?.total ?? 0
}
