import type { DeletedUser } from '../model/deleted-user.ts'
import type { Group, MemberType } from '../model/group.ts'
import type { Received, User } from '../model/user.ts'

/** One thing that a plan wants to happen, with the record before and after it. */
export type Change =
  | { readonly type: 'user_created'; readonly after: User; readonly returning?: Returning }
  | { readonly type: 'user_updated'; readonly before: User; readonly after: User }
  /** `kept`: what is kept to restore it; null where the directory keeps nothing. */
  | { readonly type: 'user_deleted'; readonly before: User; readonly kept: DeletedUser | null }
  | { readonly type: 'group_created'; readonly after: Group }
  | { readonly type: 'group_updated'; readonly before: Group; readonly after: Group }
  | { readonly type: 'group_deleted'; readonly before: Group }
  | MemberChange

/** What a user that was deleted takes up again: its place in the order of the directory, and the last request. */
export type Returning = { readonly position: number | null; readonly received: Received | null }

/**
 * A member that comes or goes. `group` is the group after the whole command. `isAnnounced` is false where the deletion
 * of the member itself is the event.
 */
export type MemberChange = {
  readonly type: 'member_added' | 'member_removed'
  readonly group: Group
  readonly memberId: string
  readonly memberType: MemberType
  /** The member as it is at the change; null when pending, or when it was not loaded (a member that a replace removes). */
  readonly member: User | Group | null
  readonly isAnnounced: boolean
}
