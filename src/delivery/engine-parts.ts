import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { type CallSlots, createCallSlots } from './call-slots.ts'
import type { DeliveryPace } from './delivery-options.ts'
import type { DestinationState, StreamState } from './destination-state.ts'
import { createDispatcher, type Dispatcher } from './dispatcher.ts'
import { createEventCache } from './event-cache.ts'
import { createEventLoader } from './event-loader.ts'
import { type FeedTail, startFeedTail } from './feed-tail.ts'
import { createLoadShare, type LoadShare } from './load-share.ts'
import { createProgressWriter, type ProgressWriter, type ProgressWriterOptions } from './progress-writer.ts'
import { reportFeedGap } from './retention-gap.ts'

/** What an engine is made of. */
export type EngineParts = {
  readonly share: LoadShare
  readonly slots: CallSlots
  readonly writer: ProgressWriter
  readonly dispatcher: Dispatcher
  readonly tail: FeedTail
}

export type EnginePartsOptions = {
  readonly database: Database
  readonly platform: Platform
  readonly pace: DeliveryPace
  readonly nodeId: string
  /** How many requests this process has begun to answer so far. */
  readonly requestsBegun: () => number
  /** False while this process may be taken for dead: nothing begins then. */
  readonly isAlive: () => boolean
  readonly ensureDays: ProgressWriterOptions['ensureDays']
  /** Called with destinations that turned out not to be this process's any more, or that were moved. */
  readonly onLost: (states: readonly DestinationState[]) => void
  /** Called when a destination, or one stream of it, has failed for too long. */
  readonly onHopeless: (state: DestinationState, stream: StreamState, what: 'destination' | 'stream') => void
}

// Writing less often leaves the database to requests: while many come, and more so while the process is busy with them.
const gatherWhenServing = 20
const gatherWhenBusy = 50

/** Makes the parts and ties them together: each says to the others what they wait for. */
export function startEngineParts(options: EnginePartsOptions): EngineParts {
  const { database, platform, pace, isAlive, requestsBegun } = options
  const { log, clock } = platform
  const cache = createEventCache({ maxEvents: pace.cachedEvents, maxBytes: pace.cachedBytes })
  const loader = createEventLoader({ database, cache, log })
  const slots = createCallSlots(pace.callsInFlight)
  const { callsWhenBusy } = pace
  const share = createLoadShare({ requestsBegun, callsWhenBusy, onMore: () => dispatcher.pump() })
  const writer = createProgressWriter({
    ...options,
    log,
    gatherFor: () => gatherFor(share, pace),
    toldOf: (state) => tail.toldOf(state),
    onWritten: () => dispatcher.pump(),
  })
  const mayBegin = () => isAlive() && !writer.isFull()
  const dispatcher = createDispatcher({ ...options, cache, loader, slots, share, writer, mayBegin })
  const tail = startFeedTail({
    ...pace,
    database,
    log,
    clock,
    loader,
    onTold: dispatcher.wake,
    onGap(state, gap) {
      const attempt = reportFeedGap(platform, state, gap)
      if (attempt) writer.record(attempt)
    },
  })
  return { share, slots, writer, dispatcher, tail }
}

function gatherFor(share: LoadShare, { gatherFor }: DeliveryPace): number {
  if (share.isBusy()) return gatherWhenBusy
  return share.isServing() ? gatherWhenServing : gatherFor
}
