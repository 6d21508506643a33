import type { DeliveryAttempt } from '../model/destination.ts'
import type { Platform } from '../platform/platform.ts'
import type { StreamRef } from '../store/feed.ts'
import type { FeedGap } from './catch-up.ts'
import type { DestinationState } from './destination-state.ts'

type Gap = {
  readonly destinationId: string
  readonly stream: StreamRef
  readonly firstSeq: number
  readonly lastSeq: number
  readonly error: string
}

/** What is recorded of events that were removed before they were delivered: an attempt that could not be made. */
export function gapAttempt(
  platform: Platform,
  { destinationId, stream, firstSeq, lastSeq, error }: Gap,
): DeliveryAttempt {
  const now = platform.clock.now()
  return {
    id: platform.newId('attempt', now),
    organizationId: stream.organizationId,
    destinationId,
    streamId: stream.streamId,
    firstSeq,
    lastSeq,
    eventId: '',
    eventType: null,
    attempt: 0,
    sentAt: now,
    durationMs: 0,
    isDelivered: false,
    status: null,
    error,
    responseHeaders: null,
    responseBody: null,
  }
}

/** Says that positions of the feed were removed before a destination was told of them; what was in them nobody knows now. */
export function reportFeedGap(
  platform: Platform,
  state: DestinationState,
  { from, to, next }: FeedGap,
): DeliveryAttempt | null {
  const { id } = state.destination
  const error = `The events at the positions ${from} to ${to} of the feed were past the retention before they were delivered; those of them that were for this destination are lost to it.`
  platform.log.error({ destination: id, from, to }, error)
  if (!next) return null
  const { firstSeq } = next
  return gapAttempt(platform, { destinationId: id, stream: next, firstSeq, lastSeq: firstSeq, error })
}
