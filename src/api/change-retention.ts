import type { Platform } from '../platform/platform.ts'
import { removeOldAuditEntries } from '../store/audit-log.ts'
import type { Queryable } from '../store/database.ts'
import { removeOldIdempotencyKeys } from '../store/idempotency-keys.ts'
import { rememberedMs } from './remembered-answers.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour

/** Removes what is kept of changes for a time: entries of the audit log and answers to repetitions. Now and every hour. */
export function startChangeRetention(options: {
  readonly database: Queryable
  readonly platform: Platform
  readonly auditRetentionDays: number
}): { stop(): Promise<void> } {
  const { database, platform, auditRetentionDays } = options

  async function removeOld(): Promise<void> {
    const now = platform.clock.now().getTime()
    await removeOldIdempotencyKeys(database, new Date(now - rememberedMs))
    await removeOldAuditEntries(database, new Date(now - auditRetentionDays * day))
  }

  const remove = () =>
    removeOld().catch((error: unknown) =>
      platform.log.warn(
        { err: error },
        'Old entries of the audit log could not be removed; it is tried again in an hour',
      ),
    )
  let removing = remove()
  const timer = setInterval(() => {
    removing = remove()
  }, hour).unref()
  return {
    async stop() {
      clearInterval(timer)
      await removing
    },
  }
}
