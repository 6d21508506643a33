import type { Clock } from '../../platform/clock.ts'

/** How often each part of the API may be asked in a minute. Those of a trial org, as its headers say. */
export const trialLimits: Readonly<Record<string, number>> = {
  '/api/v1/users': 300,
  '/api/v1/users/{id}': 1000,
  '/api/v1/groups': 250,
  '/api/v1/groups/{id}': 500,
  '/api/v1/logs': 60,
  '/api/v1/meta': 500,
}

export type RateDecision = { readonly isAllowed: boolean; readonly headers: Readonly<Record<string, string>> }

/** Counts requests per bucket and minute, as Okta does; `limits` is read at every request. */
export function createRateLimits(clock: Clock, limits: () => Readonly<Record<string, number>>) {
  const windows = new Map<string, { minute: number; used: number }>()
  return (bucket: string): RateDecision => {
    const minute = Math.floor(clock.now().getTime() / 60_000)
    const limit = limits()[bucket] ?? 1200
    const known = windows.get(bucket)
    const used = (known?.minute === minute ? known.used : 0) + 1
    windows.set(bucket, { minute, used })
    const headers = rateHeaders(limit, Math.max(limit - used, 0), (minute + 1) * 60)
    return { isAllowed: used <= limit, headers }
  }
}

/** The three headers; `reset` is in seconds since 1970. A limit of 0 says that too many requests were under way at once. */
export function rateHeaders(limit: number, remaining: number, reset: number): Record<string, string> {
  return {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(reset),
  }
}
