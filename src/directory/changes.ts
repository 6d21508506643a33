import type { Group, MemberType } from '../model/group.ts'
import type { User } from '../model/user.ts'

/** One thing that a plan wants to happen, with the record before and after it. */
export type Change =
  | { readonly type: 'user_created'; readonly after: User }
  | { readonly type: 'user_updated'; readonly before: User; readonly after: User }
  | { readonly type: 'user_deleted'; readonly before: User }
  | { readonly type: 'group_created'; readonly after: Group }
  | { readonly type: 'group_updated'; readonly before: Group; readonly after: Group }
  | { readonly type: 'group_deleted'; readonly before: Group }
  | MemberChange

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
