import { decodeTime } from 'ulid'
import type { DeliveryAttempt } from '../model/destination.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { dropDeliveryDays, ensureDeliveryDays } from '../store/delivery-days.ts'

/** The tables of the attempts, one a day. */
export type AttemptDays = {
  /** Makes the days of attempts; to be called before they are written, however long ago they were made. */
  ensure(attempts: readonly Pick<DeliveryAttempt, 'id'>[]): Promise<void>
  /** Drops the days that are past the retention, now and every hour, until it is stopped. */
  stop(): Promise<void>
}

const day = 24 * 60 * 60 * 1000
const hour = 60 * 60 * 1000

/** Every node drops the old days: who comes second finds none. */
export function startAttemptDays(options: {
  readonly database: Database
  readonly platform: Platform
  readonly retentionDays: number
}): AttemptDays {
  const { database, platform, retentionDays } = options
  const ensured = new Set<number>()

  async function removeOld(): Promise<void> {
    const dropped = await dropDeliveryDays(database, new Date(platform.clock.now().getTime() - retentionDays * day))
    if (dropped.length > 0) platform.log.info({ dropped }, 'Delivery attempts past the retention were removed')
  }

  const remove = () =>
    removeOld().catch((error: unknown) =>
      platform.log.warn({ err: error }, 'Old delivery attempts could not be removed; it is tried again in an hour'),
    )
  let removing = remove()
  const timer = setInterval(() => {
    removing = remove()
  }, hour).unref()

  return {
    async ensure(attempts) {
      for (const { id } of attempts) {
        const time = decodeTime(id.slice('attempt_'.length))
        const date = Math.floor(time / day)
        if (ensured.has(date)) continue
        await ensureDeliveryDays(database, new Date(time))
        ensured.add(date)
      }
    },
    async stop() {
      clearInterval(timer)
      await removing
    },
  }
}
