import type { Clock } from '../../platform/clock.ts'
import type { SharedBudgets } from '../budget/shared-budgets.ts'

/** How long the requests of a run have waited for their turn, because a source takes only so many. */
export type Waits = {
  /** The milliseconds since this was last called. */
  take(): number
}

/** For whoever asks no source. */
export const noWaits: Waits = { take: () => 0 }

/** Measures that. */
export type WaitMeter = Waits & {
  /** The budgets to give to the source: what waits in them is measured. */
  readonly budgets: SharedBudgets
}

/** Measures what waits in these budgets. Requests that wait side by side count as one: it is the run's time. */
export function createWaitMeter(budgets: SharedBudgets, clock: Clock): WaitMeter {
  let waited = 0
  let waiting = 0
  let since = 0
  const count = () => {
    const now = clock.now().getTime()
    if (waiting > 0) waited += Math.max(0, now - since)
    since = now
  }
  const measured = async <T>(work: () => Promise<T>): Promise<T> => {
    count()
    waiting += 1
    try {
      return await work()
    } finally {
      count()
      waiting -= 1
    }
  }
  return {
    budgets: {
      of(key) {
        const budget = budgets.of(key)
        return { ...budget, enter: (...request) => measured(() => budget.enter(...request)) }
      },
    },
    take() {
      count()
      const taken = waited
      waited = 0
      return taken
    },
  }
}
