import { type OwnedDestination, releaseDestinations } from '../store/delivery-nodes.ts'
import { readWaitingStreams } from '../store/destination-streams.ts'
import { readFeedBounds } from '../store/feed.ts'
import type { DeliveryOptions } from './delivery-options.ts'
import { addStream, createDestinationState, type DestinationState, type StreamState } from './destination-state.ts'
import { type EngineParts, type EnginePartsOptions, startEngineParts } from './engine-parts.ts'
import { openDestination } from './open-destination.ts'
import { pauseFailing } from './pause-failing.ts'
import { settleStream } from './stream-schedule.ts'
import { within } from './within.ts'

/** What delivers to the destinations that this process has, and knows of no others. */
export type Engine = {
  readonly states: ReadonlyMap<string, DestinationState>
  /** Begins with destinations, each from where it is. */
  begin(owned: readonly OwnedDestination[]): Promise<void>
  /** Ends with a destination at once. Calls in flight are broken off, and come again from whoever has it next. */
  drop(state: DestinationState): void
  /** Finishes what is in flight, and writes it down. */
  finish(states: readonly DestinationState[]): Promise<void>
  /** The same, and lets go of destinations. */
  giveAway(states: readonly DestinationState[]): Promise<void>
  /** Says that the feed may have grown. */
  wake(): void
  stop(): Promise<void>
}

export type EngineOptions = Omit<DeliveryOptions, 'pace' | 'attemptRetentionDays' | 'requestsBegun'> &
  Omit<EnginePartsOptions, 'onLost' | 'onHopeless'> & {
    /** Called when some destinations turned out not to be this process's any more, or were moved. */
    readonly onLost: () => void
  }

/** Starts an engine without destinations. */
export function startEngine(options: EngineOptions): Engine {
  const { database, platform, pace, nodeId } = options
  const { log } = platform
  const states = new Map<string, DestinationState>()
  const onLost = (lost: readonly DestinationState[]) => {
    for (const state of lost) drop(state)
    if (lost.length > 0) options.onLost()
  }
  const onHopeless = (state: DestinationState, stream: StreamState, what: 'destination' | 'stream') => {
    void pauseFailing({ ...options, writer: parts.writer }, { state, stream }, what).then((isDone) => {
      if (isDone && what === 'destination') drop(state)
      else parts.dispatcher.wake([state])
    })
  }
  const parts = startEngineParts({ ...options, onLost, onHopeless })
  const positions = startPositions(states, options, parts)

  function drop(state: DestinationState): void {
    if (state.dropped.signal.aborted) return
    state.dropped.abort()
    if (state.timer) clearTimeout(state.timer)
    parts.tail.remove(state)
    states.delete(state.destination.id)
    void closeUnused(state, parts, options)
  }

  function take(state: DestinationState): void {
    const former = states.get(state.destination.id)
    if (former) drop(former)
    states.set(state.destination.id, state)
  }

  async function finish(ending: readonly DestinationState[]): Promise<void> {
    for (const state of ending) state.isEnding = true
    await within(pace.stopWithin, parts.slots.idle(ending))
    parts.writer.movePositions(ending)
    await within(pace.stopWithin, parts.writer.flush())
  }

  async function giveAway(given: readonly DestinationState[]): Promise<void> {
    const ids = given.map(({ destination }) => destination.id)
    await finish(given)
    for (const state of given) drop(state)
    await releaseDestinations(database, nodeId, ids)
  }

  return {
    states,
    async begin(owned) {
      const begun = await openAll(options, owned)
      for (const state of begun) take(state)
      parts.tail.add(begun)
      parts.dispatcher.wake(begun)
    },
    drop,
    finish,
    giveAway,
    wake: parts.tail.wake,
    async stop() {
      positions.stop()
      await parts.tail.stop()
      await giveAway([...states.values()]).catch((error: unknown) =>
        log.warn(
          { err: error },
          'The destinations could not be given away; others take them when this process is dead',
        ),
      )
      await parts.writer.stop()
      parts.share.stop()
    },
  }
}

async function closeUnused(
  state: DestinationState,
  { slots }: EngineParts,
  { platform }: EngineOptions,
): Promise<void> {
  await slots.idle([state])
  await state.open
    .close()
    .catch((error: unknown) => platform.log.warn({ err: error }, 'A destination was not closed cleanly'))
}

/** Opens destinations with the streams that wait for them. */
async function openAll(options: EngineOptions, owned: readonly OwnedDestination[]): Promise<DestinationState[]> {
  const { database, platform } = options
  const ids = owned.map(({ destination }) => destination.id)
  const [waiting, bounds] = await Promise.all([readWaitingStreams(database, ids), readFeedBounds(database)])
  const streams = Map.groupBy(waiting, ({ destinationId }) => destinationId)
  const now = platform.clock.now().getTime()
  return owned.map((one) => {
    const open = openDestination(options, one.destination)
    const state = createDestinationState(one, { open, lookUpBefore: bounds.nextPosition })
    for (const stream of streams.get(one.destination.id) ?? []) settleStream(state, addStream(state, stream, true), now)
    return state
  })
}

/** Moves the positions of destinations that got something, and now and then those of all others. */
function startPositions(
  states: ReadonlyMap<string, DestinationState>,
  { pace }: EngineOptions,
  { tail, writer }: EngineParts,
): { stop(): void } {
  let movedAll = performance.now()
  const hasMoved = (state: DestinationState) => tail.toldOf(state) > state.storedPosition
  const timer = setInterval(() => {
    const isForAll = performance.now() - movedAll >= pace.idlePositionEvery
    if (isForAll) movedAll = performance.now()
    writer.movePositions([...states.values()].filter((state) => state.hasNews || (isForAll && hasMoved(state))))
  }, pace.positionEvery).unref()
  return { stop: () => clearInterval(timer) }
}
