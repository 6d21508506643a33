import { setTimeout as sleep } from 'node:timers/promises'
import type { Queryable } from '../store/database.ts'

/** Resolves once so many queries of the test's database wait for a lock. */
export async function untilWaiting(on: Queryable, count: number): Promise<void> {
  for (;;) {
    const waiting = await on.query({
      text: `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    })
    if (waiting.length >= count) return
    await sleep(5)
  }
}
