import type { FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'
import { type Caller, callerKey } from '../model/api-key.ts'
import type { Clock } from '../platform/clock.ts'
import { createTokenBuckets } from '../platform/token-buckets.ts'

/** Counts the requests of each caller and says in the answer's headers how many are left. */
export type RequestRate = {
  /** Throws `api_requests_exceeded`. */
  count(caller: Caller, reply: FastifyReply): void
}

/**
 * Counts in the memory of this node, as WorkOS counts (API reference, "Rate limits": so many per minute and API key). A key
 * that paused for a minute may send a minute's worth at once. `x-ratelimit-reset` is the time, in seconds since 1970, at
 * which it may again.
 */
export function createRequestRate(clock: Clock, requestsPerMinute: number): RequestRate {
  const perSecond = requestsPerMinute / 60
  const buckets = createTokenBuckets({ clock, perSecond, burst: requestsPerMinute })
  return {
    count(caller, reply) {
      const key = callerKey(caller)
      const wait = buckets.take(key)
      const remaining = buckets.level(key)
      const whole = clock.now().getTime() / 1000 + (requestsPerMinute - remaining) / perSecond
      reply.header('x-ratelimit-limit', requestsPerMinute)
      reply.header('x-ratelimit-remaining', remaining)
      reply.header('x-ratelimit-reset', Math.ceil(whole))
      if (wait === 0) return
      throw new AppError('api_requests_exceeded', { limit: requestsPerMinute, seconds: Math.ceil(wait) })
    },
  }
}
