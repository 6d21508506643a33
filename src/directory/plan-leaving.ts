import type { Group } from '../model/group.ts'
import type { Change } from './changes.ts'
import type { PlanContext } from './plan-context.ts'
import { type Draft, draftGroup, draftMember } from './state.ts'

/**
 * Says what takes a user or group that is deleted out of the groups that hold it. It leaves them at once, and its own
 * deletion event tells of it, as at WorkOS: there is no `user_removed` for each group.
 */
export function planLeaving(draft: Draft, memberId: string, context: PlanContext): Change[] {
  return containersOf(draft, memberId).flatMap((before): Change[] => {
    const memberType = draftMember(draft, before.id, memberId)
    if (!memberType) return []
    const after: Group = {
      ...before,
      memberCount: before.memberCount - 1,
      version: before.version + 1,
      updatedAt: context.now,
    }
    return [
      { type: 'group_updated', before, after },
      { type: 'member_removed', group: after, memberId, memberType, member: null, isAnnounced: false },
    ]
  })
}

function containersOf(draft: Draft, memberId: string): Group[] {
  const loaded = draft.loaded.containers.get(memberId) ?? []
  const drafted = [...draft.members].flatMap(([groupId, members]) => (members.get(memberId) ? [groupId] : []))
  return [...new Set([...loaded, ...drafted])].flatMap((groupId) => draftGroup(draft, groupId) ?? [])
}
