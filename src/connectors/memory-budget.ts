import type { Clock } from '../platform/clock.ts'
import { BudgetBucket } from './budget-bucket.ts'
import type { RateBudget } from './rate-budget.ts'
import type { Wait } from './wait.ts'

/** How a budget of one process behaves. */
export type MemoryBudgetOptions = {
  readonly clock: Clock
  readonly wait: Wait
  /** Who would wait longer gets `rate_limited` with the time; 2 minutes if not said. */
  readonly longestWaitMs?: number
  /** Which part of a limit is this process's, asked at each request: 1 over the number of processes. All of it if not said. */
  readonly share?: () => number
}

/** A budget in the memory of this process, for one credential: each bucket by itself. */
export function createMemoryBudget({
  clock,
  wait,
  longestWaitMs = 120_000,
  share = () => 1,
}: MemoryBudgetOptions): RateBudget {
  const buckets = new Map<string, BudgetBucket>()

  function bucketOf(name: string): BudgetBucket {
    const bucket = buckets.get(name) ?? new BudgetBucket(name, { clock, wait, longestWaitMs, share })
    buckets.set(name, bucket)
    return bucket
  }

  return {
    enter: (name, limit, signal) => bucketOf(name).enter(limit, signal),
    report: async (name, seen) => bucketOf(name).report(seen),
  }
}
