import type { EventType, FeedEvent } from '../model/event.ts'
import type { Queryable } from './database.ts'
import { type EventRow, eventColumns, toEvent } from './event-row.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

/** Which events of the feed to read; absent or null is "all". Positions are exclusive, and so is `occurredTo`. */
export type FeedSelection = {
  readonly organizationId?: string | null
  /** Only the events of one directory. */
  readonly streamId?: string | null
  readonly types?: readonly EventType[] | null
  readonly after?: number | null
  readonly before?: number | null
  readonly occurredFrom?: Date | null
  readonly occurredTo?: Date | null
  readonly limit: number
  readonly order: 'asc' | 'desc'
}

/** A page of the feed, and where the feed began when it was read: what is before that was not looked at. */
export type FeedPage = { readonly events: readonly FeedEvent[]; readonly oldestPosition: number }

/** The last position that a walk reaches, when there is more of the feed behind it. */
export type WalkEnd = { readonly position: number }

type PageRow = { readonly oldest_position: number } & (
  | (EventRow & { readonly position: number })
  | { readonly position: null }
)

// Beyond every position that a number can say exactly.
const endless = 2 ** 53

// What one request may cost when little or nothing matches: events that are looked at, and bursts that they are in.
const walkedEvents = 50_000
const walkedRanges = 5000

/**
 * Reads events in the order of the feed. It walks the bursts along their positions and looks the events of each up in
 * the log, so a page costs the same wherever in the feed it is; with filters, it costs what it walks (see `findWalkEnd`).
 */
export async function selectFeedPage(on: Queryable, selection: FeedSelection): Promise<FeedPage> {
  const parameters = sqlParameters()
  const text = pageSql(selection, parameters)
  const rows = await on.query<PageRow>({ text, values: parameters.values })
  const events = rows.flatMap((row) => (row.position === null ? [] : [{ ...toEvent(row), position: row.position }]))
  return { events, oldestPosition: rows[0]?.oldest_position ?? 1 }
}

/**
 * Where reading must stop so that one request's cost is bounded although few events match: null when the walk reaches
 * the end of what is selected.
 */
export async function findWalkEnd(on: Queryable, selection: FeedSelection): Promise<WalkEnd | null> {
  const parameters = sqlParameters()
  const ranges = rangesSql(selection, parameters, false)
  const rows = await on.query<{ first: number; last: number; events: number }>({
    text: `select first, last, events from (
        select first, last, row_number() over walk as ranges, sum(last - first + 1) over walk as events
        from (${startSql(selection, parameters)}) b cross join lateral (${ranges} limit ${walkedRanges}) f
        where last >= first
        window walk as (order by position ${selection.order} rows unbounded preceding)
      ) walked
      where events > ${walkedEvents} or ranges = ${walkedRanges} limit 1`,
    values: parameters.values,
  })
  const row = rows[0]
  if (!row) return null
  const beyond = Math.max(row.events - walkedEvents, 0)
  return { position: selection.order === 'asc' ? row.last - beyond : row.first + beyond }
}

/** The first position at which something happened at or after `time`; null when nothing did. */
export async function findPositionOfTime(on: Queryable, time: Date): Promise<number | null> {
  const rows = await on.query<{ position: number }>({
    name: 'find-position-of-time',
    text: 'select position from feed where latest_at >= $1 order by latest_at, position limit 1',
    values: [time],
  })
  return rows[0]?.position ?? null
}

/**
 * The limits and the subqueries that they end cannot be taken apart by the planner: it has to walk along the positions
 * and look the events of one range after another up, whatever it believes about how many match. The query has no name: a
 * plan that is kept would have to fit an organization with half of the feed and one with ten events alike.
 */
function pageSql(selection: FeedSelection, parameters: SqlParameters): string {
  const { types, occurredFrom, occurredTo, order } = selection
  const ranges = rangesSql(selection, parameters, true)
  const limit = `${parameters.add(selection.limit)}::bigint`
  const isFiltered = types || occurredFrom || occurredTo
  const conditions = [
    // Of a range with very many events no more are read than the page can hold.
    isFiltered
      ? ''
      : `and ${order === 'asc' ? `e.seq < ${seqOf('first')} + ${limit}` : `e.seq > ${seqOf('last')} - ${limit}`}`,
    types ? `and e.type = any(${parameters.add(types)})` : '',
    occurredFrom ? `and e.occurred_at >= ${parameters.add(occurredFrom)}` : '',
    occurredTo ? `and e.occurred_at < ${parameters.add(occurredTo)}` : '',
  ]
  return `select b.oldest_position, page.* from (${startSql(selection, parameters)}) b left join lateral (
      select e.*, f.position + e.seq - f.first_seq as position
      from (${ranges} limit ${endless}) f cross join lateral (
        select ${eventColumns} from events e
        where e.organization_id = f.organization_id and e.stream_id = f.stream_id
          and e.seq >= ${seqOf('first')} and e.seq <= ${seqOf('last')}
          and e.occurred_at >= f.occurred_from and e.occurred_at <= f.occurred_to ${conditions.join(' ')}
        order by e.seq ${order} limit ${limit}
      ) e
      order by f.position ${order}, e.seq ${order} limit ${limit}
    ) page on true
    order by page.position ${order}`
}

function seqOf(position: 'first' | 'last'): string {
  return `f.first_seq + f.${position} - f.position`
}

/**
 * Where the feed begins, the first position that is wanted of it, and the range in which that lies. The limit tells the
 * planner that it is one row: of a table without statistics it expects a thousand, and compiles what it thinks is long.
 */
function startSql({ after }: FeedSelection, parameters: SqlParameters): string {
  const wanted = `greatest(oldest_position, ${parameters.add((after ?? 0) + 1)}::bigint)`
  return `select oldest_position, ${wanted} as start,
      coalesce((select max(position) from feed where position <= ${wanted}), 0) as start_range
    from feed_state limit 1`
}

/**
 * The ranges of the feed from `b.start` on, in order, each with the first and the last position that is wanted of it.
 * Unless `isBounded` those beyond the far end come too, with `last` before `first`: of two bounds the planner believes
 * that they leave next to nothing, and would rather sort that than walk the index up to a limit.
 */
function rangesSql(selection: FeedSelection, parameters: SqlParameters, isBounded: boolean): string {
  const { organizationId, streamId, after, before, order } = selection
  const last = `${parameters.add((before ?? endless) - 1)}::bigint`
  const hasLow = order === 'asc' || (isBounded && after != null)
  const hasHigh = before != null && (order === 'desc' || isBounded)
  const conditions = [
    hasLow ? 'position >= b.start_range' : 'true',
    hasHigh ? `position <= ${last}` : 'true',
    organizationId ? `organization_id = ${parameters.add(organizationId)}` : 'true',
    streamId ? `stream_id = ${parameters.add(streamId)}` : 'true',
  ]
  return `select *, greatest(position, b.start) as first, least(position + last_seq - first_seq, ${last}) as last
    from feed where ${conditions.join(' and ')} order by position ${order}`
}
