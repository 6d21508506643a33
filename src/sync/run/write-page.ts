import { AppError } from '../../errors.ts'
import type { UnreadableRecord } from '../../model/source-record.ts'
import type { SyncCounts } from '../../model/sync-run.ts'
import { isRefusedValue } from '../../store/database-errors.ts'
import { gatherFirstStatistics } from '../../store/statistics.ts'
import type { PageAhead } from './look-ahead.ts'
import { halve, type MembersPart, type PagePart, type RecordsPart } from './page-parts.ts'
import type { PagePlace } from './page-place.ts'
import { commitWork, type PageWork, type WorkPlace } from './page-work.ts'
import { prepareMembers } from './prepare-members.ts'
import { prepareRecords, type RecordsOrigin } from './prepare-records.ts'
import { prepareRefused } from './prepare-refused.ts'
import { prepareRemoved } from './prepare-removed.ts'
import { prepareWholeGroup } from './prepare-whole-group.ts'
import type { RunContext } from './run-context.ts'

const nothing: RecordsPart = { kind: 'records', users: [], groups: [] }

/**
 * Commits what a page says, and with the last of it the run's position. Most pages are one transaction. Whatever was committed
 * of a page is found unchanged when the page comes again. Gives the counts of the run with it.
 *
 * @throws AppError `sync_run_lost` when somebody else works at the run, and whatever keeps the directory from being written.
 */
export async function writePage(
  context: RunContext,
  { parts, compared }: PageAhead,
  place: PagePlace,
): Promise<SyncCounts> {
  const { counts, ...end } = place
  if (isTimeToLook(place)) await gatherFirstStatistics(context.database)
  const seen = parts.reduce((sum, part) => sum + seenIn(part), 0)
  return writeParts(context, parts.length > 0 ? parts : [nothing], { counts, end, seen, compared })
}

function seenIn(part: PagePart): number {
  if (part.kind === 'records') return part.users.length + part.groups.length
  return part.kind === 'refused' ? part.records.length : 0
}

/** Tables fill quickly when a sync is young, and other ones when it comes to members. Without anything new they do not fill. */
function isTimeToLook({ page, counts }: PagePlace): boolean {
  const isGrowing = counts.usersCreated + counts.groupsCreated + counts.membershipsAdded > 0
  return isGrowing && (page < 4 || page % 8 === 0)
}

/** Where parts are written, and what is known of their records already. */
type PartsPlace = WorkPlace & { readonly compared?: PageAhead['compared'] }

/** Commits parts one after the other; `end` goes with the last of them. */
export async function writeParts(
  context: RunContext,
  parts: readonly PagePart[],
  place: PartsPlace,
): Promise<SyncCounts> {
  const waiting = [...parts]
  let counts = place.counts
  for (;;) {
    const part = waiting.shift()
    if (!part) return counts
    const end = waiting.length === 0 ? place.end : null
    try {
      const done = await context.giveWay.during(async () => {
        const origin = { page: place.end?.page ?? null, compared: place.compared?.get(part) }
        return commitWork(context, await prepare(context, part, origin), { counts, end, seen: place.seen })
      })
      counts = done.counts
      if (done.again) waiting.push(done.again)
    } catch (error) {
      waiting.unshift(...smallerParts(part, error))
    }
  }
}

function prepare(context: RunContext, part: PagePart, origin: RecordsOrigin): Promise<PageWork> {
  const { page } = origin
  switch (part.kind) {
    case 'records':
      return prepareRecords(context, part, origin)
    case 'members':
      return prepareMembers(context, part, page)
    case 'whole_group':
      return prepareWholeGroup(context, part)
    case 'removed':
      return prepareRemoved(context, part)
    case 'refused':
      return prepareRefused(context, part, page)
  }
}

/** What is tried in the place of a part that the database has refused: its halves, until the one record is found. */
function smallerParts(part: PagePart, error: unknown): PagePart[] {
  if (error instanceof AppError || !isRefusedValue(error)) throw error
  const halves = halve(part)
  if (halves) return halves
  if (part.kind === 'records') return [refusedRecord(part, error)]
  if (part.kind === 'members') return [refusedMember(part, error)]
  throw error
}

function refusedRecord({ users: [user], groups: [group] }: RecordsPart, error: unknown): PagePart {
  if (user) return refusedPart({ kind: 'user', id: user.id, name: user.alias ?? user.id }, error)
  return refusedPart({ kind: 'group', id: group?.id ?? '', name: group?.name ?? '' }, error)
}

function refusedMember({ lists: [list] }: MembersPart, error: unknown): PagePart {
  return refusedPart({ kind: 'group', id: list?.groupId ?? '', name: list?.groupId ?? '' }, error)
}

function refusedPart(record: Pick<UnreadableRecord, 'kind' | 'id' | 'name'>, error: unknown): PagePart {
  const text = `The record holds a value that cannot be stored (${error instanceof Error ? error.message : ''}). Correct it at the source.`
  return { kind: 'refused', records: [{ ...record, code: 'value_refused', text }] }
}
