import type { RateReport } from '../rate-budget.ts'
import type { RawAnswer } from './vendor-http.ts'

/** What is known when a request failed. */
export type Attempt = {
  /** 1, 2, 3 …: which one failed. */
  readonly number: number
  /** Whether the request may be sent again when nobody knows what became of it. */
  readonly isSafe: boolean
  readonly now: Date
  /** 0 to 1. */
  readonly random: number
}

/** Tries of one request in all. */
export const mostAttempts = 5
const firstBackoffMs = 500
const longestBackoffMs = 30_000

/** No vendor's limit lasts longer; a header that says more is wrong, and would keep everybody waiting for years. */
const longestSaidMs = 24 * 3_600_000

/**
 * How long to wait before a refused request is sent again; null when it must not be. 429 says that nothing was done, and so
 * does 503 with a time (RFC 9110 section 10.2.3); any other 5xx leaves open what happened.
 */
export function waitAfterAnswer(answer: RawAnswer, rate: RateReport | null, attempt: Attempt): number | null {
  if (attempt.number >= mostAttempts) return null
  const said = saidWait(answer, rate, attempt.now)
  const isUndone = answer.status === 429 || (answer.status === 503 && said !== null)
  if (!isUndone && !(attempt.isSafe && isPassing(answer.status))) return null
  return said === null ? backoff(attempt) : said + attempt.random * 1000
}

/** The same for a connection that broke, timed out, or brought half of an answer. */
export function waitAfterBreak(attempt: Attempt): number | null {
  return attempt.isSafe && attempt.number < mostAttempts ? backoff(attempt) : null
}

/** Full jitter: anything between nothing and the step, so that many who failed together do not come back together. */
function backoff({ number, random }: Attempt): number {
  return random * Math.min(firstBackoffMs * 2 ** number, longestBackoffMs)
}

function isPassing(status: number): boolean {
  return status === 408 || status === 500 || status === 502 || status === 503 || status === 504
}

/** What the vendor said, first by the standard, then by its own headers; null for nothing. */
export function saidWait(answer: RawAnswer, rate: RateReport | null, now: Date): number | null {
  const theirs = serverTime(answer) ?? now.getTime()
  const until = readRetryAfter(answer.headers['retry-after'], theirs) ?? blockedUntil(rate)
  return until === null || Number.isNaN(until) ? null : Math.min(Math.max(until - theirs, 0), longestSaidMs)
}

function readRetryAfter(value: string | undefined, theirs: number): number | null {
  if (value === undefined) return null
  const at = /^\d{1,9}$/.test(value.trim()) ? theirs + Number(value) * 1000 : Date.parse(value)
  return Number.isNaN(at) ? null : at
}

function blockedUntil(rate: RateReport | null): number | null {
  if (rate === null) return null
  if ('blockedUntil' in rate) return rate.blockedUntil.getTime()
  return rate.remaining === 0 ? rate.resetsAt.getTime() : null
}

/** What the vendor's clock said when it answered. */
export function serverTime({ headers }: Pick<RawAnswer, 'headers'>): number | null {
  const time = Date.parse(headers.date ?? '')
  return Number.isNaN(time) ? null : time
}

/** A report in our time: vendors give theirs by their clock, which their `Date` header tells. Null for one without a time. */
export function inOurTime(report: RateReport, answer: RawAnswer, now: Date): RateReport | null {
  const ours = now.getTime()
  const skew = ours - (serverTime(answer) ?? ours)
  const theirs = ('blockedUntil' in report ? report.blockedUntil : report.resetsAt).getTime()
  if (Number.isNaN(theirs)) return null
  // The header has whole seconds only.
  const shifted = Math.abs(skew) < 2000 ? theirs : theirs + skew
  const time = new Date(Math.min(shifted, ours + longestSaidMs))
  return 'blockedUntil' in report ? { blockedUntil: time } : { ...report, resetsAt: time }
}
