import { decodeTime } from 'ulid'
import type { DeliveryAttempt } from '../model/destination.ts'
import { startHourly } from '../platform/hourly.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { deliveryDays } from '../store/delivery-days.ts'
import { removeOldDeliveryHours } from '../store/delivery-hours.ts'

/** The tables of the attempts, one a day. */
export type AttemptDays = {
  /** Makes the days of attempts; to be called before they are written, however long ago they were made. */
  ensure(attempts: readonly Pick<DeliveryAttempt, 'id'>[]): Promise<void>
  /** Drops the days that are past the retention, now and every hour, until it is stopped. */
  stop(): Promise<void>
}

const day = 24 * 60 * 60 * 1000

/** Every node drops the old days: who comes second finds none. */
export function startAttemptDays(options: {
  readonly database: Database
  readonly platform: Platform
  readonly retentionDays: number
}): AttemptDays {
  const { database, platform, retentionDays } = options
  const ensured = new Set<number>()

  async function removeOld(): Promise<void> {
    const before = new Date(platform.clock.now().getTime() - retentionDays * day)
    const dropped = await deliveryDays.drop(database, before)
    await removeOldDeliveryHours(database, before)
    if (dropped.length > 0) platform.log.info({ dropped }, 'Delivery attempts past the retention were removed')
  }

  const removing = startHourly(removeOld, { log: platform.log, failure: 'Old delivery attempts could not be removed' })
  return {
    async ensure(attempts) {
      for (const { id } of attempts) {
        const time = decodeTime(id.slice('attempt_'.length))
        const date = Math.floor(time / day)
        if (ensured.has(date)) continue
        await deliveryDays.ensure(database, new Date(time))
        ensured.add(date)
      }
    },
    stop: removing.stop,
  }
}
