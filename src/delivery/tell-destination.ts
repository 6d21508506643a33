import type { DestinationStream } from '../model/destination.ts'
import type { DeliveryRange } from '../store/delivery-feed.ts'
import { addStream, type DestinationState } from './destination-state.ts'
import { settleStream } from './stream-schedule.ts'

/** What a burst is to a destination: nothing new, or something that it comes to soon (`near`) or later. */
export type Told = 'nothing' | 'near' | 'far'

export type Telling = {
  /** Positions up to here were told before. */
  readonly after: number
  readonly now: number
  /** What is stored of the stream for the destination, where another process may have delivered it. */
  readonly stored?: DestinationStream
}

// How many events a stream may have before it whose new events are read at once; one that lags more reads pages.
const nearby = 256

/** Tells a destination of a burst: what of it is not done waits from now on. */
export function tellDestination(state: DestinationState, range: DeliveryRange, telling: Telling): Told {
  const { organizationId, streamId, position, lastSeq } = range
  const firstSeq = range.firstSeq + Math.max(Math.max(telling.after, state.told) + 1 - position, 0)
  if (firstSeq > lastSeq) return 'nothing'
  const known = state.streams.get(streamId)
  const doneSeq = Math.max(firstSeq - 1, telling.stored?.doneSeq ?? 0)
  if (!known && doneSeq >= lastSeq) return 'nothing'
  const fresh = { organizationId, streamId, doneSeq, knownSeq: lastSeq, ...noFailures }
  const stream = known ?? addStream(state, fresh, false)
  if (!known) stream.since = range.occurredFrom
  stream.knownSeq = Math.max(stream.knownSeq, lastSeq)
  settleStream(state, stream, telling.now)
  state.hasNews = true
  return firstSeq - stream.doneSeq <= nearby ? 'near' : 'far'
}

const noFailures = { attempts: 0, failingSince: null, retryAt: null, pausedAt: null, lastError: null }
