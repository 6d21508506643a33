import type { DeletedUser } from '../model/deleted-user.ts'
import type { Cause } from '../model/event.ts'
import type { Received } from '../model/user.ts'
import { toUser, type UserRow } from './user-row.ts'

/** A row of `deleted_users` as `pg` gives it for `deletedUserColumns`. */
export type DeletedUserRow = UserRow & {
  readonly position: number
  readonly received: Received | null
  readonly group_ids: readonly string[]
  readonly deleted_at: Date
  readonly deleted_by: Cause
}

/** The columns of `deleted_users` that `users` has not, for a table that has the alias `u` too. */
export const deletedUserColumns = 'u.position, u.received::json as received, u.group_ids, u.deleted_at, u.deleted_by'

/** Makes a deleted user of its row. */
export function toDeletedUser(row: DeletedUserRow): DeletedUser {
  return {
    user: toUser(row),
    received: row.received,
    position: row.position,
    groupIds: row.group_ids,
    deletedAt: row.deleted_at,
    deletedBy: row.deleted_by,
  }
}
