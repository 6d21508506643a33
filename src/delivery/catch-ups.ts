import type { DestinationState } from './destination-state.ts'

/** The destinations that are behind the tail, and catch up. */
export type CatchUps = {
  /** Begins with destinations; `end` is how far the tail is. */
  add(states: readonly DestinationState[], end: number): void
  /** Resolves when all have ended, once they are stopped. */
  ended(): Promise<unknown>
}

// How many read the feed at the same time, and what is so far back that it does so by itself.
const atOnce = 4
const farBack = 20_000

/** Those that are near catch up together; who is far back does it alone, in turn, so that nobody waits for it. */
export function createCatchUps(options: {
  readonly catchUp: (states: readonly DestinationState[]) => Promise<void>
  readonly stopped: AbortSignal
}): CatchUps {
  const { catchUp, stopped } = options
  const running = new Set<Promise<void>>()
  const far: DestinationState[] = []

  function begin(states: readonly DestinationState[]): void {
    const work = catchUp(states).finally(() => {
      running.delete(work)
      beginFar()
    })
    running.add(work)
  }

  function beginFar(): void {
    while (running.size < atOnce && far.length > 0 && !stopped.aborted) begin(far.splice(0, 1))
  }

  return {
    add(states, end) {
      const latest = Math.max(end, ...states.map(({ told }) => told))
      const near = states.filter(({ told }) => told >= latest - farBack)
      if (near.length > 0) begin(near)
      far.push(...states.filter(({ told }) => told < latest - farBack))
      beginFar()
    },
    ended: () => Promise.all(running),
  }
}
