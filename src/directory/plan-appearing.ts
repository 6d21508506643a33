import type { Group } from '../model/group.ts'
import type { User } from '../model/user.ts'
import type { Change } from './changes.ts'
import type { PlanContext } from './plan-context.ts'
import { hasMember, requirePairs } from './resolve-members.ts'
import { type Draft, draftGroup, draftMember, memberRecord, NamesNotLoaded } from './state.ts'

/** A user or group that is now in the directory under names that it did not have there before. */
type Appearing = { readonly record: User | Group; readonly names: readonly string[]; readonly isNew: boolean }

/**
 * Says what makes the users and groups that these changes brought the members of the groups that awaited them: a pending
 * member under the record's id or `externalId` becomes the record, told as if it were added now. To be called when the
 * changes are in the draft. `givenId` is the id of a new record where others could know it in advance.
 */
export function planAppearing(
  draft: Draft,
  changes: readonly Change[],
  { givenId, context }: { givenId: string | null; context: PlanContext },
): Change[] {
  return changes.flatMap((change) => {
    const appearing = appearingBy(change, givenId)
    return appearing ? planArrival(draft, appearing, context) : []
  })
}

function appearingBy(change: Change, givenId: string | null): Appearing | null {
  switch (change.type) {
    case 'user_created':
    case 'group_created': {
      const { after } = change
      // The id of a user that was deleted is known too.
      const knownId = change.type === 'user_created' && change.returning ? after.id : givenId
      const names = [...new Set([knownId, after.externalId])].filter((name) => name !== null)
      return { record: after, names, isNew: true }
    }
    case 'user_updated':
    case 'group_updated': {
      const { before, after } = change
      const isRenamed = after.externalId !== null && after.externalId !== before.externalId
      return isRenamed ? { record: after, names: [after.externalId], isNew: false } : null
    }
    default:
      return null
  }
}

function planArrival(draft: Draft, appearing: Appearing, context: PlanContext): Change[] {
  const { names, record, isNew } = appearing
  const { loaded } = draft
  const unknown = names.filter((name) => !loaded.awaiting.has(name))
  if (unknown.length > 0) throw new NamesNotLoaded({ awaiting: unknown })
  const groupIds = new Set(
    names.flatMap((name) => [...(loaded.awaiting.get(name) ?? []), ...(draft.awaiting.get(name) ?? [])]),
  )
  return [...groupIds].flatMap((groupId) => {
    const group = draftGroup(draft, groupId)
    const awaited = names.filter((name) => draftMember(draft, groupId, name) === 'pending')
    if (!group || awaited.length === 0) return []
    if (!isNew) requirePairs(draft, groupId, [record.id])
    return arriveIn(draft, group, { awaited, record, context })
  })
}

/** The record takes the place of those under whose names it was awaited; a member already, it takes no second one. */
function arriveIn(
  draft: Draft,
  before: Group,
  { awaited, record, context }: { awaited: readonly string[]; record: User | Group; context: PlanContext },
): Change[] {
  const isThere = hasMember(draft, before.id, record.id)
  const memberCount = before.memberCount - awaited.length + (isThere ? 0 : 1)
  const group: Group = { ...before, memberCount, version: before.version + 1, updatedAt: context.now }
  const common = { group, member: memberRecord(draft, record.id), isAnnounced: true } as const
  const memberType = 'userName' in record ? 'user' : 'group'
  const gone = awaited.map(
    (memberId) => ({ ...common, type: 'member_removed', memberId, memberType: 'pending' }) as const,
  )
  const come = { ...common, type: 'member_added', memberId: record.id, memberType } as const
  return [{ type: 'group_updated', before, after: group }, ...gone, ...(isThere ? [] : [come])]
}
