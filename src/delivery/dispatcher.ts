import { createAttemptTimers } from './attempt-timers.ts'
import type { CallSlots } from './call-slots.ts'
import { type DeliverOptions, deliverStream } from './deliver-stream.ts'
import { type DestinationState, forgetIdle, type StreamState } from './destination-state.ts'
import type { LoadShare } from './load-share.ts'
import { endDueBackoff, isDue, isProbing, settleStream, takeStream } from './stream-schedule.ts'

/** Begins the calls: which stream of which destination is next, and how many at once. */
export type Dispatcher = {
  /** Says that destinations may have something to deliver. */
  wake(states: Iterable<DestinationState>): void
  /** Says that what kept calls from beginning may be over. */
  pump(): void
}

export type DispatcherOptions = Omit<DeliverOptions, 'pageSize'> & {
  readonly slots: CallSlots
  readonly share: Pick<LoadShare, 'take'>
  /** False while nothing may begin: the process may be taken for dead, or cannot write what it does. */
  readonly mayBegin: () => boolean
}

const retryReadAfter = 1000
const starvedAtOnce = 4

/**
 * A destination has slots of its own (`parallel`), so that a dead one delays nobody; of the calls of the whole process it has no
 * more than its share, and one at the least. Its streams take turns, and so do the destinations where there are too few slots.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { platform, pace, slots, share, mayBegin } = options
  const runnable = new Set<DestinationState>()
  const starved = new Set<DestinationState>()
  let isPumping = false

  const now = () => platform.clock.now().getTime()
  const delivery: DeliverOptions = { ...options, pageSize: () => pageFor(pace.cachedEvents, slots.inFlight()) }
  const timers = createAttemptTimers({
    now,
    failuresToProbe: pace.failuresToProbe,
    onTime(state) {
      endDueBackoff(state, now())
      wake([state])
    },
  })

  function pump(): void {
    if (isPumping || !mayBegin()) return
    isPumping = true
    // One that goes to the end of the set is met again, so this goes round as long as calls can begin.
    for (const state of runnable) {
      if (!hasTurn(state, pace.failuresToProbe, now)) runnable.delete(state)
      else if (!slots.hasRoomFor(state)) {
        runnable.delete(state)
        starved.add(state)
      } else if (!share.take()) break
      else {
        runnable.delete(state)
        begin(state)
        runnable.add(state)
      }
    }
    isPumping = false
  }

  function begin(state: DestinationState): void {
    const stream = takeStream(state)
    if (!stream) return
    slots.begin(state)
    const mayGoOn = () => state.ready.size === 0 && isOpen(state) && starved.size === 0 && mayBegin() && share.take()
    void deliverStream(delivery, state, { stream, mayGoOn })
      .catch((error: unknown) => postpone(options, stream, error))
      .finally(() => end(state, stream))
  }

  function end(state: DestinationState, stream: StreamState): void {
    slots.end(state)
    stream.place = 'idle'
    settleStream(state, stream, now())
    forgetIdle(state, stream)
    feedStarved()
    wake([state])
  }

  /** A call that ended has made room for one; some more are asked because the first may have its share. */
  function feedStarved(): void {
    for (const state of [...starved.values().take(starvedAtOnce)]) {
      starved.delete(state)
      runnable.add(state)
    }
  }

  function wake(states: Iterable<DestinationState>): void {
    for (const state of states) {
      if (state.dropped.signal.aborted) continue
      runnable.add(state)
      timers.set(state)
    }
    pump()
  }

  return { wake, pump }
}

/** A database that did not answer is no failure of the destination. */
function postpone({ platform: { log, clock } }: DispatcherOptions, stream: StreamState, error: unknown): void {
  log.warn({ err: error, stream: stream.streamId }, 'Events could not be delivered now; it is tried again')
  stream.retryAt = new Date(clock.now().getTime() + retryReadAfter)
}

/** Whether a call to a destination may begin, as far as it goes for itself. */
function hasTurn(state: DestinationState, failuresToProbe: number, now: () => number): boolean {
  if (!isOpen(state)) return false
  const { ready, backoff, inFlight, destination } = state
  if (!isProbing(state, failuresToProbe)) return ready.size > 0 && inFlight < destination.parallel
  return inFlight === 0 && isDue(state.probeAt, now()) && ready.size + backoff.size > 0
}

function isOpen({ isEnding, dropped }: DestinationState): boolean {
  return !isEnding && !dropped.signal.aborted
}

const pageBounds = { least: 8, most: 512 }

/** The pages of all that are on their way have room in half of the cache. */
function pageFor(cachedEvents: number, calls: number): number {
  const room = cachedEvents / 2 / Math.max(calls, 1)
  return Math.min(Math.max(Math.floor(room), pageBounds.least), pageBounds.most)
}
