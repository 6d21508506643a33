import { decodeTime } from 'ulid'
import type { Cause, Event, EventType } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { NewId } from '../platform/ids.ts'
import type { Queryable } from '../store/database.ts'
import type { StreamHead } from '../store/directory-head.ts'
import { insertEvents, moveStreamHead } from '../store/write-events.ts'

/** An event before it has a place in its stream. */
export type NewEvent = {
  readonly type: EventType
  readonly objectId: string
  readonly data: JsonObject
  readonly previous: JsonObject | null
  readonly cause: Cause
}

/** A stream under its lock, and how to number what is appended to it. */
export type OpenStream = {
  readonly organizationId: string
  readonly streamId: string
  readonly head: StreamHead
  readonly newId: NewId
  readonly now: Date
}

/**
 * Gives events their places: the next numbers, and times that never go back within the stream, also when the clocks of
 * two nodes differ. An event's time is that within its id.
 */
export function numberEvents(stream: OpenStream, events: readonly NewEvent[]): Event[] {
  const { organizationId, streamId, head } = stream
  const at = new Date(Math.max(stream.now.getTime(), head.lastOccurredAt.getTime()))
  return events.map((event, index) => {
    const id = stream.newId('event', at)
    const occurredAt = new Date(decodeTime(id.slice('event_'.length)))
    return { ...event, organizationId, streamId, seq: head.lastSeq + 1 + index, id, occurredAt }
  })
}

/** Appends events to a locked stream and returns its new head. Must run in the transaction that changed the state. */
export async function appendEvents(
  on: Queryable,
  stream: OpenStream,
  events: readonly NewEvent[],
): Promise<StreamHead> {
  const numbered = numberEvents(stream, events)
  const last = numbered.at(-1)
  if (!last) return stream.head
  await Promise.all([insertEvents(on, numbered), moveStreamHead(on, last)])
  return { lastSeq: last.seq, lastOccurredAt: last.occurredAt }
}
