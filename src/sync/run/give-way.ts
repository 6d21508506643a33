import { setTimeout as after } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'

/** How a sync lets the requests go first that its process answers. */
export type GiveWay = {
  /** Does a piece of work, and rests after it for as long as requests that came meanwhile need. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** How much to do at once, of what is usual: less while requests come, for each waits for what it meets. */
  pieceOf(usual: number): number
}

export type GiveWayOptions = {
  readonly clock: Clock
  /** How many requests this process has begun to answer so far. */
  readonly requestsBegun: () => number
  /** Ends a rest. */
  readonly signal: AbortSignal
}

// What a request takes of this process and of the database, at most.
const msPerRequest = 10
const longestRest = 100
const pieces = 12
// After the last request, for so long more are expected.
const servingMs = 100

/** For a process that answers requests. The more of them come the longer are the rests, but none is longer than the work before it. */
export function createGiveWay({ clock, requestsBegun, signal }: GiveWayOptions): GiveWay {
  const last = { requests: requestsBegun(), at: Number.NEGATIVE_INFINITY }
  const now = () => clock.now().getTime()

  function countRequests(): number {
    const came = requestsBegun() - last.requests
    if (came > 0) last.at = now()
    last.requests += came
    return came
  }

  return {
    async during(work) {
      countRequests()
      const began = now()
      const done = await work()
      const rest = Math.min(now() - began, countRequests() * msPerRequest, longestRest)
      if (rest > 0) await after(rest, undefined, { signal })
      return done
    },
    pieceOf(usual) {
      countRequests()
      return now() - last.at < servingMs ? Math.ceil(usual / pieces) : usual
    },
  }
}

/** For a process that answers no requests. */
export const noGiveWay: GiveWay = { during: (work) => work(), pieceOf: (usual) => usual }
