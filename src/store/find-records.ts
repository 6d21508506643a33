import type { Database } from './database.ts'
import { sortCandidates } from './search-candidates.ts'
import type { Found } from './search-page.ts'
import { longWalk, shortWalk, type Walk, walkRecords } from './search-walk.ts'

/**
 * Finds the records of a page: where many match, near by in the list's own order; where few do, by an index (`findCandidates`),
 * sorted then; else further down in the list. None of it costs more where there are more records.
 */
export async function findRecords(
  database: Database,
  walk: Walk,
  findCandidates: () => Promise<readonly string[] | null>,
): Promise<Found> {
  const { sort, after, before, limit } = walk.page
  // Pages by the last change have two kinds of places: those of the log and those of sorted records. Each goes on as it began.
  const place = sort === 'updated_at' ? (after ?? before) : null
  const isOfLog = place?.key.startsWith('event_') ?? false
  if (place === null || isOfLog) {
    const near = await walkRecords(database, walk, shortWalk)
    if (near.stop === null || near.places.length > limit) return near
  }
  const ids = isOfLog ? null : await findCandidates()
  if (ids) return sortCandidates(database, walk, ids)
  // Since the page before so many have come to match that they are not sorted any more: the list is read from its beginning.
  if (place !== null && !isOfLog) return { places: [], stop: null }
  return walkRecords(database, walk, longWalk)
}
