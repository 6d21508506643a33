import type { Queryable } from './database.ts'
import { type EventRow, eventColumns, toEvent } from './event-row.ts'
import type { FeedPage, FeedSelection } from './feed-page.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

type PageRow = { readonly oldest_position: number } & (
  | (EventRow & { readonly position: number })
  | { readonly position: null }
)

/**
 * Reads the events about one user or group, its own and those of memberships, in the order of the feed. It is in one
 * directory, so that their order is that of its stream: the indexes `events_object` and `events_member` have them in it, and
 * what a page costs does not depend on how many events others have.
 */
export async function selectObjectFeedPage(on: Queryable, id: string, selection: FeedSelection): Promise<FeedPage> {
  const parameters = sqlParameters([id])
  const text = pageSql(selection, parameters)
  const rows = await on.query<PageRow>({ text, values: parameters.values })
  const events = rows.flatMap((row) => (row.position === null ? [] : [{ ...toEvent(row), position: row.position }]))
  return { events, oldestPosition: rows[0]?.oldest_position ?? 1 }
}

function pageSql(selection: FeedSelection, parameters: SqlParameters): string {
  const { order } = selection
  const conditions = eventConditions(selection, parameters)
  const about = [isObject, isMember].map((is) => `select ${eventColumns} from events e where ${is} and ${conditions}`)
  return `select b.oldest_position, page.* from (select oldest_position from feed_state limit 1) b left join lateral (
      select e.*, f.position + e.seq - f.first_seq as position
      from (${about.join(' union all ')}) e
      cross join lateral (
        select position, first_seq, last_seq from feed
        where organization_id = e.organization_id and stream_id = e.stream_id and first_seq <= e.seq
        order by first_seq desc limit 1
      ) f
      where e.seq <= f.last_seq and ${placeConditions(selection, parameters)}
      order by e.seq ${order} limit ${parameters.add(selection.limit)}
    ) page on true
    order by page.position ${order}`
}

// As the indexes have it.
const isObject = 'e.object_id = $1'
const isMember = `coalesce(e.data->'user'->>'id', e.data->'member_group'->>'id') = $1 and e.type in
  ('dsync.group.user_added', 'dsync.group.user_removed', 'muster.group.group_added', 'muster.group.group_removed')`

function eventConditions(selection: FeedSelection, parameters: SqlParameters): string {
  const { organizationId, streamId, types, occurredFrom, occurredTo } = selection
  const conditions = [
    organizationId ? `e.organization_id = ${parameters.add(organizationId)}` : 'true',
    streamId ? `e.stream_id = ${parameters.add(streamId)}` : 'true',
    types ? `e.type = any(${parameters.add(types)})` : 'true',
    occurredFrom ? `e.occurred_at >= ${parameters.add(occurredFrom)}` : 'true',
    occurredTo ? `e.occurred_at < ${parameters.add(occurredTo)}` : 'true',
  ]
  return conditions.join(' and ')
}

function placeConditions({ after, before }: FeedSelection, parameters: SqlParameters): string {
  const position = 'f.position + e.seq - f.first_seq'
  const low = after == null ? 'true' : `${position} > ${parameters.add(after)}`
  return `${position} >= b.oldest_position and ${low} and ${
    before == null ? 'true' : `${position} < ${parameters.add(before)}`
  }`
}
