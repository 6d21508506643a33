import type { Destination, DestinationStream } from '../model/destination.ts'
import type { EventType } from '../model/event.ts'
import type { OwnedDestination } from '../store/delivery-nodes.ts'
import type { OpenDestination } from './destination-kind.ts'

/**
 * Where one stream is on its way to one destination. Only numbers are kept of what waits, never events.
 *
 *   idle ──told of news──► ready ──has a slot──► busy ──all delivered──► idle
 *                            ▲                    ├─more waits──► ready
 *                            │                    ├─failed──► backoff ──its time has come, or the destination works again──► ready
 *                            └────────────────────┴─failed for days──► paused (until a person resumes it)
 */
export type StreamState = { -readonly [Key in keyof DestinationStream]: DestinationStream[Key] } & {
  place: 'idle' | 'ready' | 'busy' | 'backoff' | 'paused'
  /** A time before which no event that waits is, if one is known. */
  since: Date | null
  /** Up to where pages were read ahead. */
  loadedSeq: number
  /** What the database has of it; -1 when that is unknown, or no row. */
  storedDone: number
  storedKnown: number
  /** Whether its place is being written just now: until then it must not be forgotten. */
  isWriting: boolean
}

/** A destination that this process delivers to. */
export type DestinationState = {
  readonly destination: Destination
  /** What it wants, as far as it has a form for it; null for all. */
  readonly types: ReadonlySet<EventType> | null
  readonly open: OpenDestination
  /** Aborted when the destination is not this process's any more, or is to be read anew. */
  readonly dropped: AbortController
  readonly streams: Map<string, StreamState>
  /** The streams that can be delivered, in turn, and those that wait for their next attempt. */
  readonly ready: Set<StreamState>
  readonly backoff: Set<StreamState>
  /** Before this time none of those that wait for it is due. */
  backoffUntil: number
  /** The streams whose place is to be written. */
  readonly dirty: Set<StreamState>
  inFlight: number
  /** Failures in a row over all streams, and since when; from some number on, one stream at a time tries. */
  failures: number
  failingSince: Date | null
  lastDeliveredAt: Date | null
  probes: number
  probeAt: number
  /** Wakes the destination when the next attempt is due. */
  timer: NodeJS.Timeout | null
  timerAt: number
  /** Up to where in the feed its streams know what waits; `isLive` means: where the tail is. */
  told: number
  isLive: boolean
  /** Before this position another process may have delivered: what is stored of a stream tells how far. */
  readonly lookUpBefore: number
  storedPosition: number
  /** Whether it got something since its position was written. */
  hasNews: boolean
  /** Set when it is to be given to another process: no call is begun any more. */
  isEnding: boolean
}

/** Begins with a destination where the database says that it is. */
export function createDestinationState(
  { destination, position, failures }: OwnedDestination,
  given: Pick<DestinationState, 'open' | 'lookUpBefore'>,
): DestinationState {
  return {
    ...given,
    destination,
    types: typesOf(destination, given.open),
    dropped: new AbortController(),
    streams: new Map(),
    ready: new Set(),
    backoff: new Set(),
    backoffUntil: Number.POSITIVE_INFINITY,
    dirty: new Set(),
    inFlight: 0,
    failures,
    failingSince: destination.failingSince,
    lastDeliveredAt: destination.lastDeliveredAt,
    probes: 0,
    probeAt: 0,
    timer: null,
    timerAt: Number.POSITIVE_INFINITY,
    told: position,
    isLive: false,
    storedPosition: position,
    hasNews: false,
    isEnding: false,
  }
}

function typesOf({ eventTypes }: Destination, { types }: OpenDestination): ReadonlySet<EventType> | null {
  if (eventTypes === null) return types ?? null
  return new Set(types ? eventTypes.filter((type) => types.has(type)) : eventTypes)
}

/** Begins with a stream of a destination, as it is stored or as the feed tells of it. */
export function addStream(state: DestinationState, stream: DestinationStream, isStored: boolean): StreamState {
  const added: StreamState = {
    organizationId: stream.organizationId,
    streamId: stream.streamId,
    doneSeq: stream.doneSeq,
    knownSeq: stream.knownSeq,
    attempts: stream.attempts,
    failingSince: stream.failingSince,
    retryAt: stream.retryAt,
    pausedAt: stream.pausedAt,
    lastError: stream.lastError,
    place: 'idle',
    since: null,
    loadedSeq: 0,
    storedDone: isStored ? stream.doneSeq : -1,
    storedKnown: isStored ? stream.knownSeq : -1,
    isWriting: false,
  }
  state.streams.set(added.streamId, added)
  return added
}

/** True when the database has exactly this. */
export function isStored({ doneSeq, knownSeq, storedDone, storedKnown }: StreamState): boolean {
  return doneSeq === storedDone && knownSeq === storedKnown
}

/**
 * Forgets a stream of which nothing waits and nothing is to be written: the feed tells of it again. While a destination is catching
 * up its streams are kept, for the feed may tell of events that they have behind them.
 */
export function forgetIdle(state: DestinationState, stream: StreamState): void {
  const { place, isWriting, storedDone, storedKnown, streamId } = stream
  if (place !== 'idle' || isWriting || !state.isLive || state.dirty.has(stream) || storedDone < storedKnown) return
  state.streams.delete(streamId)
}
