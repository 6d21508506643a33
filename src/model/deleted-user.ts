import type { Deprovisioning } from './directory.ts'
import { toDirectoryUserObject } from './directory-user-object.ts'
import type { Cause } from './event.ts'
import type { JsonObject } from './json.ts'
import type { Received, User } from './user.ts'

/** What is kept of a deleted user, so that it can be restored: the user as it was, and what it belonged to. */
export type DeletedUser = {
  readonly user: User
  readonly received: Received | null
  /** Its place in the order of the directory; null until it is stored. */
  readonly position: number | null
  /** The groups that held it. Some of them may be gone since. */
  readonly groupIds: readonly string[]
  readonly deletedAt: Date
  readonly deletedBy: Cause
}

/** As much of a deleted user as tells whether a new user is the same one, and what it takes over from it. */
export type Tombstone = {
  readonly id: string
  readonly userNameKey: string
  readonly externalId: string | null
  readonly position: number | null
  readonly version: number
  readonly deletedAt: Date
}

const day = 24 * 60 * 60 * 1000

/** Until when a user that was deleted then can be restored. */
export function restorableUntil(deletedAt: Date, { restoreDays }: Pick<Deprovisioning, 'restoreDays'>): Date {
  return new Date(deletedAt.getTime() + restoreDays * day)
}

/** Since when users must have been deleted to be restorable now. */
export function restoringSince(now: Date, { restoreDays }: Pick<Deprovisioning, 'restoreDays'>): Date {
  return new Date(now.getTime() - restoreDays * day)
}

/** When an inactive user is to be deleted; null while it is active, and where the policy deletes nobody. */
export function endOfGrace(inactiveSince: Date | null, { policy, graceDays }: Deprovisioning): Date | null {
  if (inactiveSince === null || policy !== 'delete_after_grace') return null
  return new Date(inactiveSince.getTime() + graceDays * day)
}

/** A deleted user as the API shows it: the user as its last event showed it, and what became of it. */
export function toDeletedUserObject(
  { user, groupIds, deletedAt, deletedBy }: Omit<DeletedUser, 'received'>,
  deprovisioning: Deprovisioning,
): JsonObject {
  return {
    ...toDirectoryUserObject(user),
    object: 'deleted_directory_user',
    group_ids: [...groupIds],
    deleted_at: deletedAt.toISOString(),
    deleted_by: { source: deletedBy.source, actor_id: deletedBy.actorId },
    restorable_until: restorableUntil(deletedAt, deprovisioning).toISOString(),
  }
}
