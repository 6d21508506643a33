import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../errors.ts'
import type { UserContent, UserWithGroups } from '../model/user.ts'
import { caseKey } from '../model/user.ts'
import type { Change } from './changes.ts'
import type { CreateUser, DeleteUser, UpdateUser } from './commands.ts'
import type { PlanContext } from './plan-context.ts'
import { planLeaving } from './plan-leaving.ts'
import { type Draft, draftUser, NamesNotLoaded } from './state.ts'

/** Says what makes a new user; refuses a `userName` that the directory has already (RFC 7643 section 4.1.1: unique). */
export function planCreateUser(draft: Draft, command: CreateUser, context: PlanContext): Change[] {
  const { content } = command
  requireFreeUserName(draft, content.userName, null)
  const id = context.newId('directory_user', context.now)
  const after: UserWithGroups = {
    ...content,
    id,
    organizationId: context.organizationId,
    directoryId: context.directoryId,
    idpId: content.externalId ?? content.userName,
    version: 1,
    createdAt: context.now,
    updatedAt: context.now,
    groups: [],
  }
  return [{ type: 'user_created', after }]
}

/** Says what makes the stored user the wanted one; nothing when it is that already. */
export function planUpdateUser(draft: Draft, command: UpdateUser, context: PlanContext): Change[] {
  const before = requireUser(draft, command.id, command.ifVersion)
  const content = command.change(before)
  if (isSameContent(before, content)) return []
  if (caseKey(content.userName) !== caseKey(before.userName)) requireFreeUserName(draft, content.userName, before.id)
  const after: UserWithGroups = {
    ...before,
    ...content,
    idpId: content.externalId ?? before.idpId,
    version: before.version + 1,
    updatedAt: context.now,
  }
  return [{ type: 'user_updated', before, after }]
}

/** Says what removes the user, and takes it out of its groups. */
export function planDeleteUser(draft: Draft, command: DeleteUser, context: PlanContext): Change[] {
  const before = requireUser(draft, command.id, command.ifVersion)
  return [...planLeaving(draft, before.id, context), { type: 'user_deleted', before }]
}

function requireUser(draft: Draft, id: string, ifVersion: number | undefined): UserWithGroups {
  const user = draftUser(draft, id)
  if (!user) throw new AppError('user_not_found', { id })
  if (ifVersion !== undefined && ifVersion !== user.version)
    throw new AppError('version_mismatch', { version: user.version })
  return user
}

function requireFreeUserName(draft: Draft, userName: string, own: string | null): void {
  const key = caseKey(userName)
  const holder = draft.userNames.has(key) ? draft.userNames.get(key) : draft.loaded.userNames.get(key)
  if (holder === undefined) throw new NamesNotLoaded({ userNames: [key] })
  if (holder !== null && holder !== own) throw new AppError('user_name_taken', { userName, id: holder })
}

function isSameContent(before: UserContent, after: UserContent): boolean {
  return (
    before.userName === after.userName &&
    before.externalId === after.externalId &&
    before.active === after.active &&
    isDeepStrictEqual(before.document, after.document) &&
    isDeepStrictEqual(before.attributes, after.attributes)
  )
}
