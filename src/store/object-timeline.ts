import type { Cause, EventType } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { RemovalKind, RemovalReason, RemovalState } from '../model/sync-run.ts'
import type { Queryable } from './database.ts'

/** One user or group and the stream that tells of it. */
export type TimelineObject = { readonly organizationId: string; readonly directoryId: string; readonly id: string }

/** An event as a timeline tells it. */
export type TimelineEvent = {
  readonly type: EventType
  readonly objectId: string
  readonly data: JsonObject
  readonly previous: JsonObject | null
  readonly cause: Cause
}

/** A SCIM request that wrote, or tried to. */
export type TimelineRequest = {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly tokenId: string | null
  readonly userAgent: string | null
  readonly dialect: string | null
}

/** A removal that a run found, and what became of it. */
export type TimelineRemoval = {
  readonly runId: string
  readonly kind: RemovalKind
  readonly reason: RemovalReason
  readonly state: RemovalState
  readonly decidedAt: Date | null
  readonly appliedAt: Date | null
}

/** What kept a record of the source from being taken as it is. */
export type TimelineProblem = {
  readonly code: string
  readonly text: string
  readonly attempts: number
  readonly lastSeenAt: Date
}

/** One thing that happened to a user or group. */
export type TimelineEntry = { readonly id: string; readonly at: Date } & (
  | { readonly kind: 'event'; readonly event: TimelineEvent }
  | { readonly kind: 'request'; readonly request: TimelineRequest }
  | { readonly kind: 'removal'; readonly removal: TimelineRemoval }
  | { readonly kind: 'problem'; readonly problem: TimelineProblem }
)

export type TimelineKind = TimelineEntry['kind']

/** Which part of a timeline to read: what lies below (or above) the entry with this id, whose ULID is its place. */
export type TimelinePart = {
  readonly limit: number
  readonly side: 'below' | 'above'
  readonly from: { readonly ulid: string; readonly at: Date } | null
}

const memberTypes = `('dsync.group.user_added', 'dsync.group.user_removed', 'muster.group.group_added', 'muster.group.group_removed')`

// As the index `events_member` has it.
const isMember = `coalesce(e.data->'user'->>'id', e.data->'member_group'->>'id')`

type EventRow = {
  readonly id: string
  readonly type: EventType
  readonly object_id: string
  readonly data: JsonObject
  readonly previous: JsonObject | null
  readonly cause: Cause
  readonly occurred_at: Date
}

/** The events about an object, and those of groups that it joined or left: each by an index, and merged. */
export async function readEventsAbout(
  on: Queryable,
  object: TimelineObject,
  part: TimelinePart,
): Promise<TimelineEntry[]> {
  const { bounds, direction } = ends(part, 'e.id')
  const time = part.from ? `and e.occurred_at ${part.side === 'below' ? '<=' : '>='} $5` : ''
  const read = (
    condition: string,
    order: string,
  ) => `(select e.id, e.type, e.object_id, e.data, e.previous, e.cause, e.occurred_at
      from events e where ${condition} and e.organization_id = $2 and e.stream_id = $3 ${bounds} ${time}
      order by ${order} limit ${part.limit})`
  const rows = await on.query<EventRow>({
    text: `${read('e.object_id = $1', `e.seq ${direction}`)}
      union all ${read(`${isMember} = $1 and e.type in ${memberTypes}`, `e.seq ${direction}`)}
      order by id ${direction} limit ${part.limit}`,
    values: [
      object.id,
      object.organizationId,
      object.directoryId,
      ...(part.from ? [`event_${part.from.ulid}`, part.from.at] : []),
    ],
  })
  return rows.map(({ id, occurred_at: at, object_id: objectId, ...event }) => ({
    kind: 'event',
    id,
    at,
    event: { ...event, objectId },
  }))
}

type RequestRow = {
  readonly id: string
  readonly request_id: string
  readonly received_at: Date
  readonly method: string
  readonly path: string
  readonly status: number
  readonly token_id: string | null
  readonly user_agent: string | null
  readonly dialect: string | null
}

/** The requests that wrote to an object. */
export async function readRequestsAbout(
  on: Queryable,
  object: TimelineObject,
  part: TimelinePart,
): Promise<TimelineEntry[]> {
  const { bounds, direction } = ends(part, 'r.id')
  const rows = await on.query<RequestRow>({
    text: `select r.id, r.request_id, r.received_at, r.method, r.path, r.status, r.token_id, r.user_agent, r.dialect
      from scim_requests r where r.resource_id = $1 and r.method <> 'GET' and r.organization_id = $2
        and r.directory_id = $3 ${bounds} order by r.id ${direction} limit ${part.limit}`,
    values: [
      object.id,
      object.organizationId,
      object.directoryId,
      ...(part.from ? [`scim_request_${part.from.ulid}`] : []),
    ],
  })
  return rows.map(({ id, received_at: at, method, path, status, dialect, ...row }) => {
    const request = {
      requestId: row.request_id,
      method,
      path,
      status,
      dialect,
      tokenId: row.token_id,
      userAgent: row.user_agent,
    }
    return { kind: 'request', id, at, request }
  })
}

type RemovalRow = {
  readonly id: string
  readonly run_id: string
  readonly kind: RemovalKind
  readonly reason: RemovalReason
  readonly state: RemovalState
  readonly created_at: Date
  readonly decided_at: Date | null
  readonly applied_at: Date | null
}

/** The removals that runs found of an object. */
export async function readRemovalsAbout(
  on: Queryable,
  object: TimelineObject,
  part: TimelinePart,
): Promise<TimelineEntry[]> {
  const { bounds, direction } = ends(part, 's.id')
  const rows = await on.query<RemovalRow>({
    text: `select s.id, s.run_id, s.kind, s.reason, s.state, s.created_at, s.decided_at, s.applied_at from staged_removals s
      where s.organization_id = $2 and s.object_id = $1 and s.directory_id = $3 ${bounds}
      order by s.id ${direction} limit ${part.limit}`,
    values: [object.id, object.organizationId, object.directoryId, ...(part.from ? [`removal_${part.from.ulid}`] : [])],
  })
  return rows.map(({ id, created_at: at, kind, reason, state, ...row }) => {
    const removal = { runId: row.run_id, kind, reason, state, decidedAt: row.decided_at, appliedAt: row.applied_at }
    return { kind: 'removal', id, at, removal }
  })
}

type ProblemRow = {
  readonly id: string
  readonly code: string
  readonly text: string
  readonly attempts: number
  readonly first_seen_at: Date
  readonly last_seen_at: Date
}

/** The problems of an object's record at the source that are not solved. */
export async function readProblemsAbout(
  on: Queryable,
  object: TimelineObject,
  part: TimelinePart,
): Promise<TimelineEntry[]> {
  const { bounds, direction } = ends(part, 'p.id')
  const rows = await on.query<ProblemRow>({
    text: `select p.id, p.code, p.text, p.attempts, p.first_seen_at, p.last_seen_at from source_records r
      join sync_problems p on p.organization_id = r.organization_id and p.directory_id = r.directory_id and p.kind = r.kind
        and p.source_id = r.source_id
      where r.organization_id = $2 and r.object_id = $1 and r.directory_id = $3 ${bounds}
      order by p.id ${direction} limit ${part.limit}`,
    values: [object.id, object.organizationId, object.directoryId, ...(part.from ? [`problem_${part.from.ulid}`] : [])],
  })
  return rows.map(({ id, first_seen_at: at, last_seen_at: lastSeenAt, ...problem }) => ({
    kind: 'problem',
    id,
    at,
    problem: { ...problem, lastSeenAt },
  }))
}

/** The events about a user that are later than a time, the last first. */
export async function readEventsSince(
  on: Queryable,
  object: TimelineObject,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<TimelineEvent[]> {
  const events: TimelineEvent[] = []
  let from: TimelinePart['from'] = null
  while (events.length < limit) {
    const part = await readEventsAbout(on, object, { limit: 200, side: 'below', from })
    const later = part.filter(({ at }) => at > since)
    for (const entry of later) if (entry.kind === 'event') events.push(entry.event)
    const last = later.at(-1)
    if (later.length < 200 || !last) break
    from = { ulid: ulidOf(last.id), at: last.at }
  }
  return events
}

// Somebody who has come and gone so often is looked at no further back.
const membershipsLookedAt = 2_000

/**
 * The groups that a user was a direct member of at a time, by id with their names: those that it had joined and not left, as far
 * as the log has it. Neither the end of a group nor that of a user has an event for each membership that ends with it.
 */
export async function readGroupsAt(
  on: Queryable,
  { id, organizationId, directoryId }: TimelineObject,
  time: Date,
): Promise<ReadonlyMap<string, string>> {
  const isEnded = (object: string, type: string) => `exists (select from events d where d.object_id = ${object}
    and d.organization_id = $2 and d.stream_id = $3 and d.type = '${type}' and d.seq > j.seq
    and d.occurred_at >= j.occurred_at and d.occurred_at <= $4)`
  const rows = await on.query<{ id: string; name: string }>({
    text: `with last as (
        select e.object_id, e.type, e.seq, e.occurred_at, e.data->'group'->>'name' as name from events e
        where ${isMember} = $1 and e.type in ${memberTypes} and e.organization_id = $2 and e.stream_id = $3
          and e.occurred_at <= $4
        order by e.seq desc limit ${membershipsLookedAt}
      ), j as materialized (select distinct on (object_id) * from last order by object_id, seq desc)
      select j.object_id as id, coalesce(j.name, j.object_id) as name from j
      where j.type = 'dsync.group.user_added' and not ${isEnded('j.object_id', 'dsync.group.deleted')}
        and not ${isEnded('$1', 'dsync.user.deleted')}
      order by j.seq`,
    values: [id, organizationId, directoryId, time],
  })
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Where an object is or was: in its directory, among the deleted, or, when it is gone, in the log. */
export async function findTimelineObject(
  on: Queryable,
  kind: 'user' | 'group',
  { id, organizationId }: { readonly id: string; readonly organizationId: string | null },
): Promise<TimelineObject | null> {
  const scope = organizationId === null ? '' : 'and x.organization_id = $2'
  const values = organizationId === null ? [id] : [id, organizationId]
  const tables = kind === 'user' ? ['users', 'deleted_users'] : ['groups']
  const places = tables.map(
    (table) => `(select x.organization_id, x.directory_id from ${table} x where x.id = $1 ${scope} limit 1)`,
  )
  const inLog = `(select x.organization_id, x.stream_id as directory_id from events x where x.object_id = $1 ${scope}
      and x.type like 'dsync.${kind}.%' order by x.seq desc limit 1)`
  const [row] = await on.query<{ organization_id: string; directory_id: string }>({
    text: `select f.* from (${[...places, inLog].join(' union all ')}) f
      join directories d on d.organization_id = f.organization_id and d.id = f.directory_id and d.state <> 'deleting' limit 1`,
    values,
  })
  return row ? { organizationId: row.organization_id, directoryId: row.directory_id, id } : null
}

/** The ULID within an id, by which ids of all kinds are in the order of time. */
export function ulidOf(id: string): string {
  return id.slice(id.lastIndexOf('_') + 1)
}

function ends({ from, side }: TimelinePart, column: string) {
  const bounds = from ? `and ${column} ${side === 'below' ? '<' : '>'} $4` : ''
  return { bounds, direction: side === 'below' ? 'desc' : 'asc' } as const
}
