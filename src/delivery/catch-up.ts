import { sleep } from '../events/waker.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import { type DeliveryRange, readDeliveryRanges } from '../store/delivery-feed.ts'
import { type PlacedStream, readStreamPlaces } from '../store/destination-streams.ts'
import type { DestinationState } from './destination-state.ts'
import { tellDestination } from './tell-destination.ts'

/** Positions of the feed that retention removed before a destination was told of them, and the burst that comes after. */
export type FeedGap = { readonly from: number; readonly to: number; readonly next: DeliveryRange | null }

export type CatchUpOptions = {
  readonly database: Database
  readonly log: Logger
  readonly clock: Clock
  readonly stopped: AbortSignal
  readonly onTold: (states: Iterable<DestinationState>) => void
  readonly onGap: (state: DestinationState, gap: FeedGap) => void
  /** True when a destination has so much waiting that it is told no more. */
  readonly isFull: (state: DestinationState) => boolean
  readonly onFull: (state: DestinationState) => void
  /** Hands a destination over to the tail; false when it is not there yet. `isEnd` says that the feed had no more. */
  readonly tryJoin: (state: DestinationState, isEnd: boolean) => boolean
}

const rangesAtOnce = 1000
const retryAfter = 500

/** Tells destinations what the feed has between where they are and where the tail is. */
export async function catchUp(options: CatchUpOptions, states: readonly DestinationState[]): Promise<void> {
  const group = new Set(states)
  while (group.size > 0 && !options.stopped.aborted) {
    for (const state of group) if (state.dropped.signal.aborted) group.delete(state)
    await tellNextPage(options, group).catch(async (error: unknown) => {
      options.log.warn({ err: error }, 'Destinations cannot read the feed; it is tried again')
      await sleep(retryAfter, options.stopped)
    })
  }
}

async function tellNextPage(options: CatchUpOptions, group: Set<DestinationState>): Promise<void> {
  const { database, clock, onTold, onGap, isFull, onFull, tryJoin } = options
  const position = Math.min(...[...group].map(({ told }) => told))
  const [only] = group
  if (!only) return
  const organizationId = group.size === 1 ? only.destination.organizationId : null
  const page = await readDeliveryRanges(database, { position, limit: rangesAtOnce, organizationId })
  const places = await readPlaces(database, group, page.ranges)
  const told = [...group]
  // From here on without a pause: what is told, and up to where, must agree at any moment.
  for (const state of told) {
    if (state.dropped.signal.aborted) continue
    const to = page.oldestPosition - 1
    if (state.told < to) onGap(state, { from: state.told + 1, to, next: page.ranges.find(isFor(state)) ?? null })
    tellAll({ state, ranges: page.ranges, places, now: clock.now().getTime() })
    state.told = Math.max(state.told, page.end)
    const isEnd = page.ranges.length < rangesAtOnce
    if (tryJoin(state, isEnd)) group.delete(state)
    else if (isFull(state)) {
      group.delete(state)
      onFull(state)
    }
  }
  onTold(told)
}

type Page = {
  readonly state: DestinationState
  readonly ranges: readonly DeliveryRange[]
  readonly places: ReadonlyMap<string, PlacedStream>
  readonly now: number
}

function tellAll({ state, ranges, places, now }: Page): void {
  const matches = isFor(state)
  for (const range of ranges) {
    if (!matches(range)) continue
    const stored = range.position < state.lookUpBefore ? places.get(placeKey(state.destination.id, range)) : undefined
    tellDestination(state, range, { after: state.told, now, stored })
  }
}

function isFor({ destination: { organizationId } }: DestinationState): (range: DeliveryRange) => boolean {
  return (range) => organizationId === null || range.organizationId === organizationId
}

async function readPlaces(database: Database, group: Iterable<DestinationState>, ranges: readonly DeliveryRange[]) {
  const first = ranges[0]?.position ?? Number.POSITIVE_INFINITY
  const asking = [...group].filter(({ lookUpBefore }) => first < lookUpBefore)
  if (asking.length === 0) return new Map<string, PlacedStream>()
  const streams = [...new Map(ranges.map((range) => [range.streamId, range])).values()]
  const ids = asking.map(({ destination }) => destination.id)
  const places = await readStreamPlaces(database, streams, ids)
  return new Map(places.map((place) => [placeKey(place.destinationId, place), place]))
}

function placeKey(destinationId: string, { streamId }: { readonly streamId: string }): string {
  return `${destinationId}/${streamId}`
}
