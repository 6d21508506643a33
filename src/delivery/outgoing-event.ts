import { decodeTime } from 'ulid'
import type { Event, EventType } from '../model/event.ts'
import { eventText, toEventObject } from '../model/event-object.ts'
import type { JsonObject } from '../model/json.ts'
import type { EventText } from '../store/delivery-feed.ts'
import type { LoggedEvent, OutgoingEvent } from './destination-kind.ts'

/** An event as it goes out, to any number of destinations. */
export function toOutgoing(event: Event): OutgoingEvent {
  return { event, json: JSON.stringify(toEventObject(event)) }
}

/** The same of an event as the log gives it in text: its data is passed on unread, which is most of what an event costs. */
export function outgoingFromText(stored: EventText): OutgoingEvent {
  const event = new UnreadEvent(stored)
  return { event, json: eventText(stored, event.occurredAt) }
}

/** An event whose data is parsed only for a destination that looks into it. A class, since its getters cost nothing to make. */
class UnreadEvent implements LoggedEvent {
  readonly organizationId: string
  readonly streamId: string
  readonly seq: number
  readonly id: string
  readonly type: EventType
  readonly objectId: string
  /** That within the id. */
  readonly occurredAt: Date
  readonly #data: string

  constructor({ organizationId, streamId, seq, id, type, objectId, data }: EventText) {
    this.organizationId = organizationId
    this.streamId = streamId
    this.seq = seq
    this.id = id
    this.type = type
    this.objectId = objectId
    this.occurredAt = new Date(decodeTime(id.slice('event_'.length)))
    this.#data = data
  }

  get data(): JsonObject {
    return JSON.parse(this.#data) as JsonObject
  }
}
