import type { RateLimit } from '../../connectors/rate-budget.ts'
import { SourceError } from '../../connectors/source-error.ts'
import type { Wait } from '../../connectors/wait.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Queryable } from '../../store/database.ts'
import { type BudgetKey, blockBudget, takeTokens } from '../../store/rate-budgets.ts'

/** This process's part of a bucket that all processes share. */
export type TokenLease = {
  /** Waits for a token. Throws `rate_limited` where that would take too long. */
  take(limit: RateLimit, signal: AbortSignal): Promise<void>
  block(until: Date): Promise<void>
}

export type TokenLeaseOptions = {
  readonly database: Queryable
  readonly clock: Clock
  readonly wait: Wait
  readonly key: BudgetKey
}

const leasedSeconds = 1
const burstSeconds = 5
const longestWait = 120_000

/** Takes tokens for about a second at a time, so that requests mostly cost no query. Who waits together asks once. */
export function createTokenLease({ database, clock, wait, key }: TokenLeaseOptions): TokenLease {
  let tokens = 0
  let asking: Promise<Date | null> | null = null

  async function ask({ perMinute }: RateLimit): Promise<Date | null> {
    const wanted = Math.max(1, Math.ceil((perMinute * leasedSeconds) / 60))
    const burst = Math.max(1, (perMinute * burstSeconds) / 60)
    const taken = await takeTokens(database, key, { wanted, perMinute, burst })
    tokens += taken.tokens
    return taken.blockedUntil
  }

  return {
    async take(limit, signal) {
      for (;;) {
        signal.throwIfAborted()
        if (tokens >= 1) {
          tokens -= 1
          return
        }
        asking ??= ask(limit).finally(() => {
          asking = null
        })
        const blockedUntil = await asking
        if (tokens >= 1) continue
        await wait(waitOf({ limit, blockedUntil, now: clock.now(), bucket: key.bucket }), signal)
      }
    },
    async block(until) {
      tokens = 0
      await blockBudget(database, key, until)
    },
  }
}

type Waiting = {
  readonly limit: RateLimit
  readonly blockedUntil: Date | null
  readonly now: Date
  readonly bucket: string
}

/** As long as a token takes to grow, or as the vendor wants it. */
function waitOf({ limit, blockedUntil, now, bucket }: Waiting): number {
  const blocked = blockedUntil ? blockedUntil.getTime() - now.getTime() : 0
  if (blocked <= longestWait) return Math.max(blocked, 60_000 / limit.perMinute, 10)
  throw new SourceError(
    'rate_limited',
    `The source takes no more requests of the kind “${bucket}” for a while; the run goes on by itself then.`,
    {
      retryAt: blockedUntil,
    },
  )
}
