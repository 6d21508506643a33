import type { RateLimit, RateReport } from './rate-budget.ts'

/** What is known of a bucket when the next request wants to go out. Times are milliseconds since 1970. */
export type Pace = {
  readonly limit: RateLimit
  /** When requests may go out again, after the vendor said to wait. */
  readonly blockedUntil: number
  readonly window: Extract<RateReport, { readonly limit: number }> | null
  /** When the last request went out, and how many could go out at once after it. */
  readonly lastAt: number
  readonly level: number
  /** Which part of what is left is ours. */
  readonly share: number
}

/** How many may go out at once after a rest: what is due in so many seconds. */
const burstSeconds = 5

/** How many requests may go out at once now. */
export function levelAt({ limit, level, lastAt }: Pace, now: number): number {
  const passed = Math.max(now - lastAt, 0)
  return Math.min(burstOf(limit), level + (passed * limit.perMinute) / 60_000)
}

export function burstOf({ perMinute }: RateLimit): number {
  return Math.max(1, (perMinute * burstSeconds) / 60)
}

/** When the next request may go out: the latest of what the vendor said, what our own limit says, and what is left of the vendor's. */
export function nextAt(pace: Pace, now: number): number {
  const level = levelAt(pace, now)
  const byLimit = level >= 1 ? now : now + ((1 - level) * 60_000) / pace.limit.perMinute
  return Math.max(now, pace.blockedUntil, Math.ceil(byLimit), byWindow(pace, now))
}

/**
 * While more than half of the vendor's limit is left, nothing. Then what is left above a quarter is spread over the time until
 * the window ends: the quarter stays for people and other programs, and a 429 does not come.
 */
function byWindow({ window, lastAt, share }: Pace, now: number): number {
  if (window === null || window.resetsAt.getTime() <= now || window.remaining > window.limit / 2) return now
  const ours = Math.floor((window.remaining - window.limit / 4) * share)
  const end = window.resetsAt.getTime()
  if (ours < 1) return end
  return Math.min(end, Math.ceil(lastAt + (end - lastAt) / (ours + 1)))
}
