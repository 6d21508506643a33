import type { DeliveryRange } from '../store/delivery-feed.ts'
import { createDestinationIndex } from './destination-index.ts'
import { type DestinationState, forgetIdle } from './destination-state.ts'
import { tellDestination } from './tell-destination.ts'

/** The destinations at the end of the feed, which are told of everything together. */
export type LiveDestinations = {
  /** How far they were told. */
  position(): number
  isEmpty(): boolean
  /** Takes in a destination that is not behind the others; of the first one, `isEnd` says that the feed has no more for it. */
  tryAdd(state: DestinationState, isEnd: boolean): boolean
  /** Takes one out, which stays where it is. */
  take(state: DestinationState): void
  toldOf(state: DestinationState): number
  /** Tells them of a page of the feed that was read after `after` up to `end`. */
  tell(page: { readonly ranges: readonly DeliveryRange[]; readonly end: number }, after: number, now: number): ToldPage
}

/** Who has news, and which bursts somebody comes to soon. */
export type ToldPage = { readonly states: ReadonlySet<DestinationState>; readonly near: ReadonlySet<DeliveryRange> }

/** Begins without any. Nothing here waits for anything: what is told, and up to where, agree at any moment. */
export function createLiveDestinations(): LiveDestinations {
  const index = createDestinationIndex()
  let position = 0
  const toldOf = (state: DestinationState) => (state.isLive ? Math.max(position, state.told) : state.told)

  return {
    position: () => position,
    isEmpty: () => index.size() === 0,
    tryAdd(state, isEnd) {
      if (state.told < position || (index.size() === 0 && !isEnd)) return false
      if (index.size() === 0) position = state.told
      state.isLive = true
      index.add(state)
      for (const stream of state.streams.values()) forgetIdle(state, stream)
      return true
    },
    take(state) {
      if (!state.isLive) return
      state.told = toldOf(state)
      state.isLive = false
      index.delete(state)
    },
    toldOf,
    tell({ ranges, end }, after, now) {
      const states = new Set<DestinationState>()
      const near = new Set<DeliveryRange>()
      for (const range of ranges) {
        for (const state of index.of(range.organizationId)) {
          const told = tellDestination(state, range, { after, now })
          if (told !== 'nothing') states.add(state)
          if (told === 'near') near.add(range)
        }
      }
      position = Math.max(position, end)
      return { states, near }
    },
  }
}
