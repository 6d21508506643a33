import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { startScimRequestDays } from './scim-request-days.ts'
import { createScimRequestLog, type ScimRequestLog, type ScimRequestLogOptions } from './scim-request-log.ts'

/** Starts the log of SCIM requests on the database. With a retention of 0 days nothing is recorded, and what there is goes. */
export function startScimRequestLog(options: {
  readonly database: Database
  readonly platform: Platform
  readonly retentionDays: number
  readonly organizationOf: ScimRequestLogOptions['organizationOf']
}): ScimRequestLog {
  const { platform, retentionDays, organizationOf } = options
  const days = startScimRequestDays(options)
  const log = createScimRequestLog({ platform, organizationOf, write: days.write })
  return {
    record: retentionDays === 0 ? () => {} : log.record,
    flush: log.flush,
    async stop() {
      await log.stop()
      await days.stop()
    },
  }
}
