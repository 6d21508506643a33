import type { DeliveryAttempt } from '../model/destination.ts'
import type { Platform } from '../platform/platform.ts'
import type { LoggedEvent, Outcome } from './destination-kind.ts'

/** A call that has ended. */
export type EndedCall = {
  readonly destinationId: string
  readonly first: LoggedEvent
  readonly lastSeq: number
  /** The number of the attempt: 1, 2 … of its first event, 0 for what a person sent. */
  readonly attempt: number
  readonly sentAt: Date
  readonly durationMs: number
  readonly outcome: Outcome
}

/** What is kept of a call. Its id has the time at which it ended, so that a page of attempts never changes afterwards. */
export function toAttempt({ newId, clock }: Platform, call: EndedCall): DeliveryAttempt {
  const { destinationId, first, lastSeq, attempt, sentAt, durationMs, outcome } = call
  return {
    id: newId('attempt', clock.now()),
    organizationId: first.organizationId,
    destinationId,
    streamId: first.streamId,
    firstSeq: first.seq,
    lastSeq,
    eventId: first.id,
    eventType: first.type,
    attempt,
    sentAt,
    durationMs,
    isDelivered: outcome.isDelivered,
    status: outcome.status,
    error: outcome.error,
    responseHeaders: outcome.responseHeaders,
    responseBody: outcome.responseBody,
  }
}
