import type { DestinationState } from './destination-state.ts'

/** The calls in flight of this process, and who may have how many of them. */
export type CallSlots = {
  begin(state: DestinationState): void
  end(state: DestinationState): void
  /** Whether a destination may have one more: each has one, and no more than its share of all. */
  hasRoomFor(state: DestinationState): boolean
  inFlight(): number
  /** Resolves when no call of these destinations is in flight. */
  idle(states: Iterable<DestinationState>): Promise<void>
}

/** Makes slots for so many calls; the first one of each destination comes on top. */
export function createCallSlots(most: number): CallSlots {
  const waiting = new Set<() => void>()
  let calls = 0
  let destinations = 0
  return {
    begin(state) {
      calls += 1
      state.inFlight += 1
      if (state.inFlight === 1) destinations += 1
    },
    end(state) {
      calls -= 1
      state.inFlight -= 1
      if (state.inFlight > 0) return
      destinations -= 1
      for (const check of waiting) check()
    },
    hasRoomFor: ({ inFlight }) => inFlight === 0 || (calls < most && inFlight < most / Math.max(destinations, 1)),
    inFlight: () => calls,
    idle(states) {
      const all = [...states]
      return new Promise((resolve) => {
        const check = () => {
          if (all.some(({ inFlight }) => inFlight > 0)) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      })
    },
  }
}
