import type { DeliveryAttempt } from '../../model/destination.ts'
import type { JsonObject } from '../../model/json.ts'

/** One call to an endpoint, and what came back. */
export function toWebhookAttemptObject(attempt: DeliveryAttempt): JsonObject {
  return {
    object: 'webhook_endpoint_attempt',
    id: attempt.id,
    webhook_endpoint_id: attempt.destinationId,
    organization_id: attempt.organizationId,
    directory_id: attempt.streamId,
    event_id: attempt.eventId,
    event_type: attempt.eventType,
    first_seq: attempt.firstSeq,
    last_seq: attempt.lastSeq,
    attempt: attempt.attempt,
    status: attempt.isDelivered ? 'delivered' : 'failed',
    response_status: attempt.status,
    response_headers: attempt.responseHeaders === null ? null : { ...attempt.responseHeaders },
    response_body: attempt.responseBody,
    error: attempt.error,
    duration_ms: Math.round(attempt.durationMs * 10) / 10,
    sent_at: attempt.sentAt.toISOString(),
  }
}
