import type { DeliveryAttempt, Destination } from '../../model/destination.ts'
import type { Event, EventType } from '../../model/event.ts'
import type { ApiContext } from '../api-context.ts'
import { eventData } from '../objects/event-data.ts'
import { exampleIds } from '../objects/fields.ts'

/** Sends events to a destination at once, because a person asks for it, and waits for the answer. */
export function sendByHand(
  { sendOnce }: Pick<ApiContext, 'sendOnce'>,
  destination: Destination,
  events: readonly [Event, ...Event[]],
): Promise<DeliveryAttempt> {
  // The destination's own timeout ends it.
  return sendOnce(destination, events, new AbortController().signal)
}

/** An event of a type that never happened: the example of the reference, under an id of its own. It is not in the log. */
export function toSampleEvent({ platform }: ApiContext, endpoint: Destination, type: EventType): Event {
  const occurredAt = platform.clock.now()
  return {
    organizationId: endpoint.organizationId ?? exampleIds.organization,
    streamId: exampleIds.directory,
    seq: 0,
    id: platform.newId('event', occurredAt),
    type,
    objectId: exampleIds.directory,
    data: JSON.parse(JSON.stringify(eventData[type].example)),
    previous: null,
    cause: { source: 'system', actorId: null, requestId: null },
    occurredAt,
  }
}
