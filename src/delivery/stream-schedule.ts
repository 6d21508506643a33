import type { DestinationState, StreamState } from './destination-state.ts'
import { longestWait } from './retry-steps.ts'

/** True while one stream at a time tries a destination that gets nothing. */
export function isProbing(state: DestinationState, failuresToProbe: number): boolean {
  return state.failures >= failuresToProbe
}

/** Puts a stream where it belongs now, unless it has a call in flight. */
export function settleStream(state: DestinationState, stream: StreamState, now: number): void {
  if (stream.place === 'busy') return
  state.ready.delete(stream)
  state.backoff.delete(stream)
  stream.place = placeOf(stream, now)
  if (stream.place === 'ready') state.ready.add(stream)
  if (stream.place === 'backoff') addBackoff(state, stream)
}

function addBackoff(state: DestinationState, stream: StreamState): void {
  state.backoff.add(stream)
  state.backoffUntil = Math.min(state.backoffUntil, dueAt(stream))
}

function placeOf({ doneSeq, knownSeq, pausedAt, retryAt }: StreamState, now: number): StreamState['place'] {
  if (doneSeq >= knownSeq) return 'idle'
  if (pausedAt !== null) return 'paused'
  return retryAt !== null && !isDue(retryAt.getTime(), now) ? 'backoff' : 'ready'
}

/** Whether the time of an attempt has come. One that is further off than any wait was set by a clock that was wrong. */
export function isDue(at: number, now: number): boolean {
  return at <= now || at - now > longestWait
}

function dueAt({ retryAt }: StreamState): number {
  return retryAt?.getTime() ?? 0
}

/** Takes the stream whose turn it is; of a destination that gets nothing, also one whose next attempt is not due yet. */
export function takeStream(state: DestinationState): StreamState | null {
  const [stream] = state.ready.size > 0 ? state.ready : earliest(state.backoff)
  if (!stream) return null
  state.ready.delete(stream)
  state.backoff.delete(stream)
  stream.place = 'busy'
  return stream
}

/** Lets everything go on that has failed: the destination works again. */
export function endBackoff(state: DestinationState): void {
  for (const stream of state.backoff) {
    stream.place = 'ready'
    stream.retryAt = null
    state.ready.add(stream)
  }
  state.backoff.clear()
  state.backoffUntil = Number.POSITIVE_INFINITY
}

/** Makes ready what is due. */
export function endDueBackoff(state: DestinationState, now: number): void {
  const waiting = [...state.backoff]
  state.backoffUntil = Number.POSITIVE_INFINITY
  for (const stream of waiting) settleStream(state, stream, now)
}

/**
 * When the destination is to be looked at again because an attempt may be due; null when none waits for its time. Asked after every
 * call, so it must not look at all that wait.
 */
export function nextAttemptAt(state: DestinationState, failuresToProbe: number): number | null {
  if (isProbing(state, failuresToProbe)) {
    return state.inFlight === 0 && state.ready.size + state.backoff.size > 0 ? state.probeAt : null
  }
  return state.backoff.size > 0 ? state.backoffUntil : null
}

function earliest(streams: ReadonlySet<StreamState>): StreamState[] {
  let first: StreamState | null = null
  for (const stream of streams) {
    if (!first || dueAt(stream) < dueAt(first)) first = stream
  }
  return first ? [first] : []
}
