import type { DeliveryAttempt, Destination } from '../../model/destination.ts'
import type { JsonObject } from '../../model/json.ts'

/** A sink as the API shows it; its secrets are not shown. */
export function toSinkObject(sink: Destination): JsonObject {
  const { name = null, ...settings } = sink.settings
  return {
    object: 'sink',
    id: sink.id,
    organization_id: sink.organizationId,
    type: sink.kind,
    name,
    status: sink.isEnabled ? 'enabled' : 'disabled',
    events: sink.eventTypes === null ? ['*'] : [...sink.eventTypes],
    settings,
    batch_size: sink.batchSize,
    parallel: sink.parallel,
    paused_at: sink.pausedAt?.toISOString() ?? null,
    paused_reason: sink.pausedReason,
    failing_since: sink.failingSince?.toISOString() ?? null,
    last_delivered_at: sink.lastDeliveredAt?.toISOString() ?? null,
    created_at: sink.createdAt.toISOString(),
    updated_at: sink.updatedAt.toISOString(),
  }
}

/** One call to a sink, and what came back: `response` is what the system says of what it stored. */
export function toSinkAttemptObject(attempt: DeliveryAttempt): JsonObject {
  return {
    object: 'sink_attempt',
    id: attempt.id,
    sink_id: attempt.destinationId,
    organization_id: attempt.organizationId,
    directory_id: attempt.streamId,
    event_id: attempt.eventId,
    event_type: attempt.eventType,
    first_seq: attempt.firstSeq,
    last_seq: attempt.lastSeq,
    attempt: attempt.attempt,
    status: attempt.isDelivered ? 'delivered' : 'failed',
    response: attempt.responseBody,
    error: attempt.error,
    duration_ms: Math.round(attempt.durationMs * 10) / 10,
    sent_at: attempt.sentAt.toISOString(),
  }
}
