import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { findNextKeptSeq } from '../store/delivery-feed.ts'
import { moveStream, noteFailure, noteSuccess, whatToPause } from './call-outcome.ts'
import { toAttempt } from './delivery-attempt.ts'
import type { DeliveryPace } from './delivery-options.ts'
import type { OutgoingEvent } from './destination-kind.ts'
import type { DestinationState, StreamState } from './destination-state.ts'
import { chooseEvents, type EventSource, nextEvents } from './next-events.ts'
import type { ProgressWriter } from './progress-writer.ts'
import { gapAttempt } from './retention-gap.ts'

export type DeliverOptions = EventSource & {
  readonly database: Database
  readonly platform: Platform
  readonly pace: DeliveryPace
  readonly writer: Pick<ProgressWriter, 'touch' | 'record'>
  /** Called when a destination, or one stream of it, has failed for too long. */
  readonly onHopeless: (state: DestinationState, stream: StreamState, what: 'destination' | 'stream') => void
}

/**
 * Delivers a stream to a destination, call after call, for as long as they succeed and `mayGoOn` says so. Nothing waits for the
 * database between two calls, except to read what lags behind the cache.
 */
export async function deliverStream(
  options: DeliverOptions,
  state: DestinationState,
  { stream, mayGoOn }: { readonly stream: StreamState; readonly mayGoOn: () => boolean },
): Promise<void> {
  const { signal } = state.dropped
  do {
    const events = await nextEvents(options, state, stream)
    if (signal.aborted) return
    if (events[0]?.event.seq !== stream.doneSeq + 1) {
      await passGap(options, state, stream)
      continue
    }
    const { wanted, last } = chooseEvents(state, events)
    const isDelivered = wanted.length === 0 || (await call(options, state, { stream, events: wanted }))
    if (!isDelivered || !last) return
    moveStream(stream, last.event)
    // What was only passed over needs no row, unless there is one that says that it waits: the destination's position tells of it.
    const { isWriting, storedDone, storedKnown } = stream
    if (wanted.length > 0 || isWriting || storedDone < storedKnown) options.writer.touch(state, stream)
  } while (stream.doneSeq < stream.knownSeq && mayGoOn())
}

type NextCall = { readonly stream: StreamState; readonly events: readonly OutgoingEvent[] }

/** One call and what follows from it. False when it was not delivered, or when the destination was dropped meanwhile. */
async function call(options: DeliverOptions, state: DestinationState, { stream, events }: NextCall): Promise<boolean> {
  const { platform, pace, writer, onHopeless } = options
  const [first] = events
  if (!first) return true
  // What is before it was passed over: the next event is the one that may fail, and that a person may skip.
  stream.doneSeq = first.event.seq - 1
  const sentAt = platform.clock.now()
  const begun = performance.now()
  const outcome = await state.open.send({ events, sentAt }, state.dropped.signal)
  if (state.dropped.signal.aborted) return false
  const durationMs = performance.now() - begun
  const now = platform.clock.now()
  const lastSeq = events.at(-1)?.event.seq ?? first.event.seq
  const ended = { first: first.event, lastSeq, attempt: stream.attempts + 1, sentAt, durationMs, outcome }
  writer.record(toAttempt(platform, { destinationId: state.destination.id, ...ended }))
  state.hasNews = true
  if (outcome.isDelivered) {
    noteSuccess(state, now, pace)
    return true
  }
  noteFailure({ state, stream, outcome, now }, pace)
  writer.touch(state, stream)
  const hopeless = whatToPause({ state, stream, now }, pace)
  if (hopeless) onHopeless(state, stream, hopeless)
  return false
}

/** Goes on from the oldest event that retention has kept, and says what was lost. */
async function passGap(options: DeliverOptions, state: DestinationState, stream: StreamState): Promise<void> {
  const { database, platform, writer } = options
  const kept = await findNextKeptSeq(database, stream, stream.doneSeq)
  if (state.dropped.signal.aborted) return
  const firstSeq = stream.doneSeq + 1
  const lastSeq = Math.min((kept ?? Number.POSITIVE_INFINITY) - 1, stream.knownSeq)
  // It is there after all, so the time from which it was looked for is wrong.
  if (lastSeq < firstSeq) {
    stream.since = null
    return
  }
  const error = `The events ${firstSeq} to ${lastSeq} of this stream were past the retention before they were delivered.`
  platform.log.error({ destination: state.destination.id, stream: stream.streamId, firstSeq, lastSeq }, error)
  writer.record(gapAttempt(platform, { destinationId: state.destination.id, stream, firstSeq, lastSeq, error }))
  stream.doneSeq = lastSeq
  stream.lastError = error
  writer.touch(state, stream)
}
