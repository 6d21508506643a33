/**
 * What one credential may ask of its vendor: one budget shared by all that use the credential, on all nodes. A bucket is a part
 * of the vendor's API that has a limit of its own (Okta counts `/users` apart from `/groups`).
 */
export type RateBudget = {
  /**
   * Waits until a request may go out; resolves with what must be called when its answer is there. Rejects when `signal` is
   * aborted, and with a `rate_limited` SourceError, which names the time, where the wait is longer than a run should wait.
   */
  enter(bucket: string, limit: RateLimit, signal: AbortSignal): Promise<() => void>
  /** What the vendor said: until when nobody may send, or how much is left of its own limit. */
  report(bucket: string, seen: RateReport): Promise<void>
}

/** How fast a bucket may be used before the vendor says anything: half of its documented limit, so that people keep the other. */
export type RateLimit = { readonly perMinute: number; readonly concurrency: number }

export type RateReport =
  | { readonly blockedUntil: Date }
  | { readonly limit: number; readonly remaining: number; readonly resetsAt: Date }
