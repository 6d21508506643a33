import { startHourly } from '../platform/hourly.ts'
import type { Platform } from '../platform/platform.ts'
import { removeOldAuditEntries } from '../store/audit-log.ts'
import type { Queryable } from '../store/database.ts'
import { removeOldIdempotencyKeys } from '../store/idempotency-keys.ts'
import { removeEndedSessions } from '../store/sessions.ts'
import { removeEndedSignInLinks } from '../store/sign-in-links.ts'
import { rememberedMs } from './remembered-answers.ts'
import { sessionTimes } from './sign-in/sessions.ts'

const day = 24 * 60 * 60 * 1000

/** Removes what is kept for a time: entries of the audit log, answers to repetitions, sessions and sign-in links. Now and every hour. */
export function startChangeRetention(options: {
  readonly database: Queryable
  readonly platform: Platform
  readonly auditRetentionDays: number
}): { stop(): Promise<void> } {
  const { database, platform, auditRetentionDays } = options

  async function removeOld(): Promise<void> {
    const now = platform.clock.now().getTime()
    await removeOldIdempotencyKeys(database, new Date(now - rememberedMs))
    await removeEndedSessions(database, sessionTimes(new Date(now)))
    await removeEndedSignInLinks(database, new Date(now - day))
    await removeOldAuditEntries(database, new Date(now - auditRetentionDays * day))
  }

  return startHourly(removeOld, { log: platform.log, failure: 'Old entries of the audit log could not be removed' })
}
