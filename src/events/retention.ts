import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { ensureEventPartitions } from '../store/event-partitions.ts'
import { removeOldEvents } from '../store/retention.ts'
import { createWaker } from './waker.ts'

const day = 24 * 60 * 60 * 1000
const lookEvery = 60 * 60 * 1000

/** Makes the log's next partitions and drops those past the retention, now and every hour. Any number of processes may. */
export function startRetention(options: { database: Database; platform: Platform; days: number }): {
  stop(): Promise<void>
} {
  const { database, platform, days } = options
  const waker = createWaker()
  let isStopped = false

  async function look(): Promise<void> {
    const now = platform.clock.now()
    await ensureEventPartitions(database, now)
    const dropped = await removeOldEvents(database, new Date(now.getTime() - days * day))
    if (dropped.length > 0) platform.log.info({ dropped }, 'Events past the retention were removed')
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      await look().catch((error: unknown) =>
        platform.log.warn({ err: error }, 'Retention failed; it is tried again within the hour'),
      )
      if (!isStopped) await waker.wait(lookEvery)
    }
  }

  const running = run()
  return {
    async stop() {
      isStopped = true
      waker.wake()
      await running
    },
  }
}
