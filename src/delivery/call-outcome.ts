import type { DeliveryPace } from './delivery-options.ts'
import type { LoggedEvent, Outcome } from './destination-kind.ts'
import type { DestinationState, StreamState } from './destination-state.ts'
import { waitAfter } from './retry-steps.ts'
import { endBackoff, isProbing } from './stream-schedule.ts'

/** A call whose outcome is known. */
export type CallEnd = {
  readonly state: DestinationState
  readonly stream: StreamState
  readonly outcome: Outcome
  readonly now: Date
}

/** Moves a stream past what was delivered, or past what its destination does not want. */
export function moveStream(stream: StreamState, last: LoggedEvent): void {
  stream.doneSeq = last.seq
  stream.since = last.occurredAt
  stream.attempts = 0
  stream.failingSince = null
  stream.retryAt = null
  stream.lastError = null
}

/** The destination works: what has failed is tried again at once if it had failed all together. */
export function noteSuccess(state: DestinationState, now: Date, { failuresToProbe }: DeliveryPace): void {
  const wasProbing = isProbing(state, failuresToProbe)
  state.lastDeliveredAt = now
  state.failures = 0
  state.failingSince = null
  state.probes = 0
  if (wasProbing) endBackoff(state)
}

/** Says when a stream that failed is tried again, and when its destination is if it gets nothing at all. */
export function noteFailure({ state, stream, outcome, now }: CallEnd, pace: DeliveryPace): void {
  const { retrySteps, probeSteps, failuresToProbe } = pace
  const time = now.getTime()
  const wasProbing = isProbing(state, failuresToProbe)
  stream.attempts += 1
  stream.failingSince ??= now
  stream.lastError = outcome.error
  stream.retryAt = new Date(time + waitAfter(retrySteps, stream.attempts, outcome.retryAfterMs))
  state.failures += 1
  state.failingSince ??= now
  // Calls that were on their way when the first probe became due are no probes.
  const isProbe = wasProbing ? time >= state.probeAt : isProbing(state, failuresToProbe)
  if (!isProbe) return
  state.probes += 1
  state.probeAt = time + waitAfter(probeSteps, state.probes, outcome.retryAfterMs)
}

/** What is to be paused because it failed for too long; null while there is hope. */
export function whatToPause(
  { state, stream, now }: Pick<CallEnd, 'state' | 'stream' | 'now'>,
  { pauseAfter }: DeliveryPace,
): 'destination' | 'stream' | null {
  const time = now.getTime()
  const hasFailedTooLong = (since: Date | null) => since !== null && time - since.getTime() >= pauseAfter
  if (hasFailedTooLong(state.failingSince)) return 'destination'
  // The destination got something since the stream began to fail, however long ago: others may have had nothing to say.
  return hasFailedTooLong(stream.failingSince) ? 'stream' : null
}
