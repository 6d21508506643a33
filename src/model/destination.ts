import { z } from 'zod'
import type { EventType } from './event.ts'
import type { JsonObject } from './json.ts'

/**
 * What a destination speaks. `webhook`: HTTP calls with WorkOS's signature and that of Standard Webhooks. `polis`: HTTP
 * calls with Ory Polis's payload and signature. `nats`: NATS JetStream. `redis`: Redis Streams.
 */
export const DestinationKind = z.enum(['webhook', 'polis', 'nats', 'redis'])
export type DestinationKind = z.infer<typeof DestinationKind>

/** Where events are delivered, in order per directory: a webhook endpoint (`we_…`) or a sink (`sink_…`). */
export type Destination = {
  readonly id: string
  /** The one organization whose events it gets; null for all. */
  readonly organizationId: string | null
  readonly kind: DestinationKind
  /** By kind, parsed by the kind's own schema; what is secret is kept apart. */
  readonly settings: JsonObject
  /** The secrets, encrypted; null where the kind has none. */
  readonly sealedSecrets: string | null
  /** Null for all types. */
  readonly eventTypes: readonly EventType[] | null
  /** Events of one call at the most. */
  readonly batchSize: number
  /** Directories that are delivered at the same time at the most. */
  readonly parallel: number
  readonly isEnabled: boolean
  /** Since when nothing is sent because deliveries failed for too long, and why; null while it works. */
  readonly pausedAt: Date | null
  readonly pausedReason: string | null
  readonly failingSince: Date | null
  readonly lastDeliveredAt: Date | null
  readonly generation: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Where a destination is in one stream that it was ever sent something of. */
export type DestinationStream = {
  readonly organizationId: string
  readonly streamId: string
  /** The last event that is delivered, and the last that is known to wait. */
  readonly doneSeq: number
  readonly knownSeq: number
  /** How often the next event has failed, since when, and when it is tried again. */
  readonly attempts: number
  readonly failingSince: Date | null
  readonly retryAt: Date | null
  /** Set when this stream alone failed for too long while others are delivered. */
  readonly pausedAt: Date | null
  readonly lastError: string | null
}

/** One attempt to deliver: what was sent, and what came back. */
export type DeliveryAttempt = {
  readonly id: string
  readonly organizationId: string
  readonly destinationId: string
  readonly streamId: string
  readonly firstSeq: number
  readonly lastSeq: number
  /** The id of the first event, and its type; null for what was sent before types were kept. */
  readonly eventId: string
  readonly eventType: EventType | null
  /** Of this event, from 1; 0 for what a person sent: a retry by hand or a test. */
  readonly attempt: number
  readonly sentAt: Date
  readonly durationMs: number
  readonly isDelivered: boolean
  /** The HTTP status; null without an answer, and for what is not HTTP. */
  readonly status: number | null
  readonly error: string | null
  readonly responseHeaders: Readonly<Record<string, string>> | null
  /** At most its first 4 KB. */
  readonly responseBody: string | null
}
