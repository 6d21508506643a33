import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../errors.ts'
import type { DeletedUser } from '../model/deleted-user.ts'
import type { User, UserContent, UserWithGroups } from '../model/user.ts'
import { caseKey } from '../model/user.ts'
import { type Activity, activityUnderPolicy, isPastGrace } from './activity.ts'
import type { Change } from './changes.ts'
import type { CreateUser, DeleteUser, UpdateUser } from './commands.ts'
import type { PlanContext } from './plan-context.ts'
import { planLeaving } from './plan-leaving.ts'
import { findRehired, mayReactivate, mayRehire } from './plan-restore.ts'
import { holderOfUserName, requireFreeUserName } from './plan-user-name.ts'
import { type Draft, draftUser } from './state.ts'

/** Says what makes a new user, who may be one of before: see `CreateUser`. Refuses a `userName` that the directory has. */
export function planCreateUser(draft: Draft, command: CreateUser, context: PlanContext): Change[] {
  const { content } = command
  const inactive = inactiveHolder(draft, command)
  if (inactive) {
    command.onReturn?.('reactivated')
    return planChange(draft, inactive, { content, context })
  }
  requireFreeUserName(draft, content.userName, null)
  const rehired = mayRehire(command) ? findRehired(draft, content, context) : null
  const after: UserWithGroups = {
    ...content,
    ...activityUnderPolicy(content.active, null, context),
    id: rehired?.id ?? command.id ?? context.newId('directory_user', context.now),
    organizationId: context.organizationId,
    directoryId: context.directoryId,
    idpId: content.externalId ?? content.userName,
    // A version that it had before must not name another state of it.
    version: (rehired?.version ?? 0) + 1,
    createdAt: command.createdAt ?? context.now,
    updatedAt: context.now,
    groups: [],
  }
  if (!rehired) return [{ type: 'user_created', after }]
  command.onReturn?.('rehired')
  return [{ type: 'user_created', after, returning: { position: rehired.position, received: null } }]
}

/** The user that a creation reactivates: it has the name, and its source calls it inactive. */
function inactiveHolder(draft: Draft, command: CreateUser): UserWithGroups | null {
  if (!mayReactivate(command) || !command.content.active) return null
  const holder = holderOfUserName(draft, command.content.userName)
  const user = holder === null ? null : draftUser(draft, holder)
  return user && user.inactiveSince !== null ? user : null
}

/** Says what makes the stored user the wanted one; nothing when it is that already. */
export function planUpdateUser(draft: Draft, command: UpdateUser, context: PlanContext): Change[] {
  const before = requireUser(draft, command.id, command.ifVersion)
  return planChange(draft, before, { content: command.change(before), context })
}

function planChange(
  draft: Draft,
  before: UserWithGroups,
  { content, context }: { content: UserContent; context: PlanContext },
): Change[] {
  const activity = activityUnderPolicy(content.active, before, context)
  if (isSameActivity(before, activity) && isSameContent(before, content)) return []
  if (caseKey(content.userName) !== caseKey(before.userName)) requireFreeUserName(draft, content.userName, before.id)
  const after: UserWithGroups = {
    ...before,
    ...content,
    ...activity,
    idpId: content.externalId ?? before.idpId,
    version: before.version + 1,
    updatedAt: context.now,
  }
  return [{ type: 'user_updated', before, after }]
}

/** Says what removes the user, and takes it out of its groups; what it was is kept for as long as the policy says. */
export function planDeleteUser(draft: Draft, command: DeleteUser, context: PlanContext): Change[] {
  const before = requireUser(draft, command.id, command.ifVersion)
  command.check?.(before)
  if (command.ifPastGrace && !isPastGrace(before, context)) return []
  const kept: DeletedUser = {
    user: before,
    received: null,
    position: draft.positions.get(before.id) ?? null,
    groupIds: before.groups.map(({ id }) => id),
    deletedAt: context.now,
    deletedBy: command.cause,
  }
  const isKept = context.deprovisioning.restoreDays > 0
  return [...planLeaving(draft, before.id, context), { type: 'user_deleted', before, kept: isKept ? kept : null }]
}

function requireUser(draft: Draft, id: string, ifVersion: number | undefined): UserWithGroups {
  const user = draftUser(draft, id)
  if (!user) throw new AppError('user_not_found', { id })
  if (ifVersion !== undefined && ifVersion !== user.version)
    throw new AppError('version_mismatch', { version: user.version })
  return user
}

function isSameActivity(before: Activity, after: Activity): boolean {
  return before.active === after.active && (before.inactiveSince === null) === (after.inactiveSince === null)
}

function isSameContent(before: User, after: UserContent): boolean {
  return (
    before.userName === after.userName &&
    before.externalId === after.externalId &&
    isDeepStrictEqual(before.document, after.document) &&
    isDeepStrictEqual(before.attributes, after.attributes)
  )
}
