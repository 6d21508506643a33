import { createMemoryBudget } from '../../connectors/memory-budget.ts'
import type { RateBudget, RateLimit, RateReport } from '../../connectors/rate-budget.ts'
import type { Wait } from '../../connectors/wait.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Queryable } from '../../store/database.ts'
import type { BudgetKey } from '../../store/rate-budgets.ts'
import { createTokenLease, type TokenLease } from './token-lease.ts'

/** The budgets of credentials: one for each, shared by all runs of this process, and by its tokens with other processes. */
export type SharedBudgets = { of(key: Omit<BudgetKey, 'bucket'>): RateBudget }

export type SharedBudgetsOptions = { readonly database: Queryable; readonly clock: Clock; readonly wait: Wait }

// A budget that is forgotten is a full one here; its tokens are in the database.
const mostBudgets = 1_000

/**
 * Makes the budgets of a process. Concurrency and what vendors say of their windows are kept in memory, since every answer tells it
 * again; tokens, and until when nobody may send, are shared through the database, taken for about a second at a time.
 */
export function createSharedBudgets(options: SharedBudgetsOptions): SharedBudgets {
  const budgets = new Map<string, RateBudget>()
  return {
    of(key) {
      const name = `${key.organizationId} ${key.credential}`
      const budget = budgets.get(name) ?? createSharedBudget(options, key)
      // Put at the end again: the one that was not used for the longest time is forgotten first.
      budgets.delete(name)
      budgets.set(name, budget)
      if (budgets.size > mostBudgets) budgets.delete(budgets.keys().next().value ?? name)
      return budget
    },
  }
}

function createSharedBudget(
  { database, clock, wait }: SharedBudgetsOptions,
  key: Omit<BudgetKey, 'bucket'>,
): RateBudget {
  const own = createMemoryBudget({ clock, wait })
  const leases = new Map<string, TokenLease>()

  function leaseOf(bucket: string): TokenLease {
    const lease = leases.get(bucket) ?? createTokenLease({ database, clock, wait, key: { ...key, bucket } })
    leases.set(bucket, lease)
    return lease
  }

  return {
    async enter(bucket: string, limit: RateLimit, signal: AbortSignal) {
      await leaseOf(bucket).take(limit, signal)
      return own.enter(bucket, limit, signal)
    },
    async report(bucket: string, seen: RateReport) {
      await own.report(bucket, seen)
      if ('blockedUntil' in seen) await leaseOf(bucket).block(seen.blockedUntil)
    },
  }
}
