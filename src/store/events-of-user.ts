import type { Cause, Event, EventType } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { Queryable } from './database.ts'

type Row = {
  readonly id: string
  readonly type: EventType
  readonly stream_id: string
  readonly data: JsonObject
  readonly previous: JsonObject | null
  readonly cause: Cause
  readonly occurred_at: Date
}

/** An event without its place in the log. */
export type EventOfUser = Omit<Event, 'organizationId' | 'seq' | 'objectId'>

/** How far back in a directory's stream a user's events are looked for; keeps the query's cost bounded. */
const reach = 20_000

/** The latest events that are about a user or put it into or out of a group, the newest first. */
export async function latestEventsOfUser(
  on: Queryable,
  user: { readonly organizationId: string; readonly directoryId: string; readonly id: string },
  limit: number,
): Promise<EventOfUser[]> {
  const rows = await on.query<Row>({
    text: `select e.id, e.type, e.stream_id, e.data, e.previous, e.cause, e.occurred_at from events e
      where e.organization_id = $1 and e.stream_id = $2
        and e.seq > (select last_seq from streams where organization_id = $1 and id = $2) - $4::bigint
        and (e.object_id = $3 or e.data->'user'->>'id' = $3)
      order by e.seq desc limit $5`,
    values: [user.organizationId, user.directoryId, user.id, reach, limit],
  })
  return rows.map(({ stream_id: streamId, occurred_at: occurredAt, ...event }) => ({ ...event, streamId, occurredAt }))
}
