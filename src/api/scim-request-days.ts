import type { StoredScimRequest } from '../model/scim-request.ts'
import { startHourly } from '../platform/hourly.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { requestDays } from '../store/request-days.ts'
import { insertScimRequests } from '../store/write-scim-requests.ts'

/** The tables of the request log, one a day. */
export type ScimRequestDays = {
  write(records: readonly StoredScimRequest[]): Promise<void>
  /** Drops the days that are past the retention, now and every hour, until it is stopped. */
  stop(): Promise<void>
}

const day = 24 * 60 * 60 * 1000
const endOfTime = new Date(8.64e15)

/**
 * The days that are written to are made with the first record of a day. Every node drops the old ones: who comes second
 * finds none. A retention of 0 days drops all.
 */
export function startScimRequestDays(options: {
  readonly database: Database
  readonly platform: Platform
  readonly retentionDays: number
}): ScimRequestDays {
  const { database, platform, retentionDays } = options
  let ensured = ''

  async function removeOld(): Promise<void> {
    const before = retentionDays === 0 ? endOfTime : new Date(platform.clock.now().getTime() - retentionDays * day)
    const dropped = await requestDays.drop(database, before)
    if (dropped.length > 0) platform.log.info({ dropped }, 'SCIM requests past the retention were removed')
  }

  const removing = startHourly(removeOld, { log: platform.log, failure: 'Old SCIM requests could not be removed' })
  return {
    async write(records) {
      const now = platform.clock.now()
      const today = now.toISOString().slice(0, 10)
      if (today !== ensured) await requestDays.ensure(database, now)
      ensured = today
      await insertScimRequests(database, records)
    },
    stop: removing.stop,
  }
}
