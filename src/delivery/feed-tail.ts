import { createWaker, sleep } from '../events/waker.ts'
import { type DeliveryRange, readDeliveryRanges } from '../store/delivery-feed.ts'
import { type CatchUpOptions, catchUp } from './catch-up.ts'
import { createCatchUps } from './catch-ups.ts'
import type { DestinationState } from './destination-state.ts'
import type { EventLoader } from './event-loader.ts'
import { createLiveDestinations } from './live-destinations.ts'

/** Reads the feed, once for all destinations of this process, and tells each of what is for it. */
export type FeedTail = {
  /** Begins to tell destinations, each from where it is. */
  add(states: readonly DestinationState[]): void
  remove(state: DestinationState): void
  /** Up to where in the feed a destination was told. */
  toldOf(state: DestinationState): number
  wake(): void
  stop(): Promise<void>
}

export type FeedTailOptions = Pick<CatchUpOptions, 'database' | 'log' | 'clock' | 'onTold' | 'onGap'> & {
  readonly loader: EventLoader
  readonly lookEvery: number
  /** Streams that may wait for a destination before it is told no more. */
  readonly waitingStreams: number
}

const rangesAtOnce = 1000
const retryAfter = 500

/** Starts the tail. Who is far back catches up by itself, and who has too much waiting is left out: nobody waits for either. */
export function startFeedTail(options: FeedTailOptions): FeedTail {
  const { database, log, clock, loader, lookEvery, waitingStreams, onTold } = options
  const live = createLiveDestinations()
  const waker = createWaker()
  const stopping = new AbortController()
  const stopped = stopping.signal
  const full = new Set<DestinationState>()
  const waitingOf = ({ ready, backoff, inFlight }: DestinationState) => ready.size + backoff.size + inFlight
  const isFull = (state: DestinationState) => waitingOf(state) >= waitingStreams

  const catchUpOptions: CatchUpOptions = {
    ...options,
    stopped,
    isFull,
    onFull: (state) => full.add(state),
    tryJoin(state, isEnd) {
      const isLive = live.tryAdd(state, isEnd)
      if (isLive) waker.wake()
      return isLive
    },
  }
  const catchUps = createCatchUps({ catchUp: (states) => catchUp(catchUpOptions, states), stopped })
  const add = (states: readonly DestinationState[]) => catchUps.add(states, live.position())

  async function readLive(): Promise<void> {
    for (let isMore = true; isMore && !live.isEmpty() && !stopped.aborted; ) {
      const after = live.position()
      const page = await readDeliveryRanges(database, { position: after, limit: rangesAtOnce, organizationId: null })
      const { states, near } = live.tell(page, after, clock.now().getTime())
      for (const state of states) if (isFull(state)) putAside(state)
      isMore = page.ranges.length === rangesAtOnce
      await readAhead(loader, near)
      onTold(states)
    }
  }

  function putAside(state: DestinationState): void {
    live.take(state)
    full.add(state)
  }

  function takeBack(): void {
    const drained = [...full].filter((state) => waitingOf(state) < waitingStreams / 2)
    for (const state of drained) full.delete(state)
    if (drained.length > 0) add(drained)
  }

  async function run(): Promise<void> {
    while (!stopped.aborted) {
      takeBack()
      await readLive().catch(async (error: unknown) => {
        log.warn({ err: error }, 'The deliveries cannot read the feed; it is tried again')
        await sleep(retryAfter, stopped)
      })
      await waker.wait(lookEvery, stopped)
    }
  }

  const running = run()
  return {
    add,
    remove(state) {
      live.take(state)
      full.delete(state)
    },
    toldOf: live.toldOf,
    wake: waker.wake,
    async stop() {
      stopping.abort()
      await Promise.all([running, catchUps.ended()])
    },
  }
}

// What is read of new bursts at once; the rest is read when somebody comes to it.
const eventsOfBurst = 256
const eventsAtOnce = 2000

/** Reads new events for all who come to them soon. Where that fails, they read them themselves. */
async function readAhead(loader: EventLoader, ranges: Iterable<DeliveryRange>): Promise<void> {
  const loads: Promise<unknown>[] = []
  let events = 0
  for (const { organizationId, streamId, firstSeq, lastSeq, occurredFrom } of ranges) {
    const toSeq = Math.min(lastSeq, firstSeq - 1 + eventsOfBurst)
    events += toSeq - firstSeq + 1
    if (events > eventsAtOnce && loads.length > 0) break
    loads.push(loader.load({ organizationId, streamId, afterSeq: firstSeq - 1, toSeq, since: occurredFrom }))
  }
  await Promise.allSettled(loads)
}
