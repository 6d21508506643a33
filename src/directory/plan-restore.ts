import { AppError } from '../errors.ts'
import { type DeletedUser, restorableUntil, type Tombstone } from '../model/deleted-user.ts'
import type { Group } from '../model/group.ts'
import { caseKey, type UserContent, type UserWithGroups } from '../model/user.ts'
import { activityUnderPolicy } from './activity.ts'
import type { Change } from './changes.ts'
import type { CreateUser, RestoreUser } from './commands.ts'
import type { PlanContext } from './plan-context.ts'
import { requireFreeUserName } from './plan-user-name.ts'
import { type Draft, draftGroup, draftMember } from './state.ts'

/**
 * Says what brings a deleted user back: the user as it was, at a version that it never had, and in those of its groups
 * that still exist. One that was inactive is so from now on, so that no grace that is over deletes it again at once.
 */
export function planRestoreUser(draft: Draft, { id }: RestoreUser, context: PlanContext): Change[] {
  const deleted = deletedUser(draft, id)
  if (!deleted || !isRestorable(deleted.deletedAt, context))
    throw new AppError('not_found', { what: 'deleted user', id })
  const { user, position, received } = deleted
  requireFreeUserName(draft, user.userName, null)
  const after: UserWithGroups = {
    ...user,
    ...activityUnderPolicy(user.inactiveSince === null, null, context),
    version: user.version + 1,
    updatedAt: context.now,
    groups: [],
  }
  const joins = deleted.groupIds.flatMap((groupId) => planJoining(draft, groupId, { user: after, context }))
  return [{ type: 'user_created', after, returning: { position, received } }, ...joins]
}

function planJoining(
  draft: Draft,
  groupId: string,
  { user, context }: { user: UserWithGroups; context: PlanContext },
): Change[] {
  const before = draftGroup(draft, groupId)
  // A group that names it already awaits it, and gets it as it gets everybody who appears (plan-appearing.ts).
  if (!before || draftMember(draft, groupId, user.id)) return []
  const group: Group = {
    ...before,
    memberCount: before.memberCount + 1,
    version: before.version + 1,
    updatedAt: context.now,
  }
  const joining = { memberId: user.id, memberType: 'user', member: user, isAnnounced: true } as const
  return [
    { type: 'group_updated', before, after: group },
    { type: 'member_added', group, ...joining },
  ]
}

function deletedUser(draft: Draft, id: string): DeletedUser | null {
  const drafted = draft.deletedUsers.get(id)
  return drafted === undefined ? (draft.loaded.deletedUsers.get(id) ?? null) : drafted
}

function isRestorable(deletedAt: Date, { now, deprovisioning }: PlanContext): boolean {
  return now < restorableUntil(deletedAt, deprovisioning)
}

/** True for a creation that may bring back a deleted user: not for one whose id others know already. */
export function mayRehire({ rehire, id }: CreateUser): boolean {
  return rehire === true && id === undefined
}

/** True for a creation that may activate a user who is there. */
export function mayReactivate({ reactivate, id }: CreateUser): boolean {
  return reactivate === true && id === undefined
}

/**
 * The deleted user who comes again as a new one: with the same `externalId`, in exact case, or, where neither has one,
 * with the same `userName`. Of several the one that was deleted last; null when there is none.
 */
export function findRehired(draft: Draft, content: UserContent, context: PlanContext): Tombstone | null {
  const { loaded, deletedUsers } = draft
  if (loaded.tombstones.size === 0 && deletedUsers.size === 0) return null
  const key = caseKey(content.userName)
  const stored = [...loaded.tombstones.values()].filter(({ id }) => !deletedUsers.has(id))
  const drafted = [...deletedUsers.values()].flatMap((deleted) => (deleted ? [toTombstone(deleted)] : []))
  const matching = [...stored, ...drafted].filter(
    ({ externalId, userNameKey, deletedAt }) =>
      externalId === content.externalId &&
      (externalId !== null || userNameKey === key) &&
      isRestorable(deletedAt, context),
  )
  return matching.reduce<Tombstone | null>((last, one) => (last && last.deletedAt >= one.deletedAt ? last : one), null)
}

function toTombstone({ user, position, deletedAt }: DeletedUser): Tombstone {
  const { id, userName, externalId, version } = user
  return { id, userNameKey: caseKey(userName), externalId, position, version, deletedAt }
}
