import type { DeliveryAttempt, Destination } from '../model/destination.ts'
import type { Event } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { insertAttempts } from '../store/delivery-attempts.ts'
import { deliveryDays } from '../store/delivery-days.ts'
import { toAttempt } from './delivery-attempt.ts'
import { type OpenWith, openDestination } from './open-destination.ts'
import { toOutgoing } from './outgoing-event.ts'

/**
 * Sends events of one stream to a destination at once, outside of the order, because a person asks for it: a retry by
 * hand, or a test. It is recorded as attempt 0 and moves nothing; also one that is paused or disabled gets it.
 */
export type SendOnce = (
  destination: Destination,
  events: readonly [Event, ...Event[]],
  signal: AbortSignal,
) => Promise<DeliveryAttempt>

/** Makes what sends by hand. */
export function createSendOnce(
  options: OpenWith & { readonly database: Database; readonly platform: Platform },
): SendOnce {
  const { database, platform } = options
  return async (destination, events, signal) => {
    const open = openDestination(options, destination)
    const sentAt = platform.clock.now()
    const begun = performance.now()
    const call = { events: events.map(toOutgoing), sentAt, isByHand: true }
    const outcome = await open.send(call, signal).finally(() => open.close())
    const durationMs = performance.now() - begun
    const lastSeq = events.at(-1)?.seq ?? events[0].seq
    const ended = { destinationId: destination.id, first: events[0], lastSeq, attempt: 0, sentAt, durationMs, outcome }
    const attempt = toAttempt(platform, ended)
    await deliveryDays.ensure(database, platform.clock.now())
    await insertAttempts(database, [attempt])
    return attempt
  }
}
