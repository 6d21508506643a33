import type { DeliveryAttempt, Destination } from '../../model/destination.ts'
import type { Event } from '../../model/event.ts'
import type { Queryable } from '../../store/database.ts'
import { selectStreamEvents } from '../../store/read-events.ts'

/** The events of an attempt as they are in the log; none for a test, and when they are past the retention. */
export async function readAttemptEvents(
  on: Queryable,
  attempt: DeliveryAttempt,
  { eventTypes }: Pick<Destination, 'eventTypes'>,
): Promise<Event[]> {
  const { organizationId, streamId, firstSeq, lastSeq } = attempt
  const page = { afterSeq: firstSeq - 1, toSeq: lastSeq, limit: lastSeq - firstSeq + 1 }
  const events = await selectStreamEvents(on, { organizationId, streamId }, page)
  if (events[0]?.id !== attempt.eventId) return []
  return events.filter(({ type, id }) => id === attempt.eventId || eventTypes === null || eventTypes.includes(type))
}
