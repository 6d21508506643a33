import { AppError } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import { createTokenBuckets } from '../platform/token-buckets.ts'

/** What one bearer token may ask of one node. */
export type RequestLimits = {
  readonly requestsPerSecond: number
  /** How many requests may be on their way at once. */
  readonly requestsInFlight: number
}

/** Keeps one tenant from taking the whole server. */
export type RequestLimiter = {
  /** Lets a request of the token in, or throws `too_many_requests`. Who was let in must `leave`. */
  enter(tokenId: string): void
  leave(tokenId: string): void
}

const burstSeconds = 2

/**
 * Counts in the memory of this node: a limit over all nodes would cost each request a round trip. A client that paused
 * may send two seconds' worth at once.
 */
export function createRequestLimiter(clock: Clock, limits: RequestLimits): RequestLimiter {
  const { requestsPerSecond, requestsInFlight } = limits
  const buckets = createTokenBuckets({ clock, perSecond: requestsPerSecond, burst: burstSeconds * requestsPerSecond })
  const inFlight = new Map<string, number>()
  return {
    enter(tokenId) {
      const present = inFlight.get(tokenId) ?? 0
      if (present >= requestsInFlight) throw tooMany(`${requestsInFlight} requests on their way at once`, 1)
      const wait = buckets.take(tokenId)
      if (wait > 0) throw tooMany(`${requestsPerSecond} requests per second`, wait)
      inFlight.set(tokenId, present + 1)
    },
    leave(tokenId) {
      const present = inFlight.get(tokenId) ?? 0
      if (present > 1) inFlight.set(tokenId, present - 1)
      else inFlight.delete(tokenId)
    },
  }
}

// Whole seconds: RFC 9110 section 10.2.3 has no others, and Okta takes a date for none at all.
function tooMany(limit: string, wait: number): AppError {
  return new AppError('too_many_requests', { limit, seconds: Math.ceil(wait) })
}
