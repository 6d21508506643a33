import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../errors.ts'
import type { Group, GroupContent } from '../model/group.ts'
import { caseKey } from '../model/user.ts'
import type { Change, MemberChange } from './changes.ts'
import type { CreateGroup, DeleteGroup, UpdateGroup } from './commands.ts'
import type { PlanContext } from './plan-context.ts'
import { planLeaving } from './plan-leaving.ts'
import { foldMemberOperations, type MembershipDifference, type NamedMember } from './plan-members.ts'
import { resolveMembers } from './resolve-members.ts'
import { type Draft, draftGroup, memberRecord, memberTypeOf, NamesNotLoaded } from './state.ts'

/** Says what makes a new group with its first members; ids that the directory does not know become pending members. */
export function planCreateGroup(draft: Draft, command: CreateGroup, context: PlanContext): Change[] {
  const { content } = command
  if (command.uniqueName) requireFreeGroupName(draft, content.displayName, null)
  const id = command.id ?? context.newId('directory_group', context.now)
  const resolved = command.membersByExternalId ? resolveMembers(draft, id, command.memberIds) : null
  if (resolved?.size) command.onMemberByExternalId?.()
  const memberIds = [...new Set(command.memberIds.map((named) => resolved?.get(named) ?? named))]
  const after: Group = {
    ...content,
    id,
    organizationId: context.organizationId,
    directoryId: context.directoryId,
    idpId: content.externalId ?? content.displayName,
    memberCount: memberIds.length,
    version: 1,
    createdAt: command.createdAt ?? context.now,
    updatedAt: context.now,
  }
  const added = memberIds.map((memberId) => ({ id: memberId, type: memberTypeOf(draft, memberId) }))
  return [{ type: 'group_created', after }, ...memberChanges(draft, after, { added, removed: [] })]
}

/** Says what makes the stored group and its members the wanted ones; nothing when they are that already. */
export function planUpdateGroup(draft: Draft, command: UpdateGroup, context: PlanContext): Change[] {
  const before = requireGroup(draft, command.id, command.ifVersion)
  const content = command.change(before)
  const members = foldMemberOperations(draft, before.id, command)
  if (isSameContent(before, content) && members.added.length + members.removed.length === 0) return []
  if (command.uniqueName && caseKey(content.displayName) !== caseKey(before.displayName)) {
    requireFreeGroupName(draft, content.displayName, before.id)
  }
  const after: Group = {
    ...before,
    ...content,
    idpId: content.externalId ?? before.idpId,
    memberCount: before.memberCount + members.added.length - members.removed.length,
    version: before.version + 1,
    updatedAt: context.now,
  }
  return [{ type: 'group_updated', before, after }, ...memberChanges(draft, after, members)]
}

/** Says what removes the group, also from groups that it is nested in; its members stay in the directory. */
export function planDeleteGroup(draft: Draft, command: DeleteGroup, context: PlanContext): Change[] {
  const before = requireGroup(draft, command.id, command.ifVersion)
  command.check?.(before)
  return [...planLeaving(draft, before.id, context), { type: 'group_deleted', before }]
}

function memberChanges(draft: Draft, group: Group, { added, removed }: MembershipDifference): Change[] {
  const change = (type: MemberChange['type']) => (named: NamedMember) =>
    ({
      type,
      group,
      memberId: named.id,
      memberType: named.type,
      member: memberRecord(draft, named.id),
      isAnnounced: true,
    }) as const
  return [...removed.map(change('member_removed')), ...added.map(change('member_added'))]
}

function requireGroup(draft: Draft, id: string, ifVersion: number | undefined): Group {
  const group = draftGroup(draft, id)
  if (!group) throw new AppError('group_not_found', { id })
  if (ifVersion !== undefined && ifVersion !== group.version)
    throw new AppError('version_mismatch', { version: group.version })
  return group
}

function requireFreeGroupName(draft: Draft, displayName: string, own: string | null): void {
  const key = caseKey(displayName)
  const holders = draft.groupNames.get(key) ?? draft.loaded.groupNames.get(key)
  if (!holders) throw new NamesNotLoaded({ groupNames: [key] })
  const other = [...holders].find((id) => id !== own)
  if (other) throw new AppError('group_name_taken', { displayName, id: other })
}

function isSameContent(before: GroupContent, after: GroupContent): boolean {
  return (
    before.displayName === after.displayName &&
    before.externalId === after.externalId &&
    isDeepStrictEqual(before.document, after.document)
  )
}
