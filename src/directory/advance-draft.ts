import { caseKey } from '../model/user.ts'
import type { Change, MemberChange } from './changes.ts'
import { type Draft, draftUser } from './state.ts'

/** Lays a command's changes over the draft, so that the next command of the batch is planned against them. */
export function advanceDraft(draft: Draft, changes: readonly Change[]): void {
  for (const change of changes) {
    draft.changes.push(change)
    if (change.type === 'user_created' || change.type === 'user_updated') layUser(draft, change)
    else if (change.type === 'group_created' || change.type === 'group_updated') layGroup(draft, change)
    else if (change.type === 'user_deleted') {
      draft.users.set(change.before.id, null)
      draft.userNames.set(caseKey(change.before.userName), null)
    } else if (change.type === 'group_deleted') {
      draft.groups.set(change.before.id, null)
      draft.groupNames.set(caseKey(change.before.displayName), null)
    } else layMember(draft, change)
  }
}

function layUser(draft: Draft, change: Extract<Change, { type: 'user_created' | 'user_updated' }>): void {
  if (change.type === 'user_updated') draft.userNames.set(caseKey(change.before.userName), null)
  draft.userNames.set(caseKey(change.after.userName), change.after.id)
  draft.users.set(change.after.id, { groups: draftUser(draft, change.after.id)?.groups ?? [], ...change.after })
}

function layGroup(draft: Draft, change: Extract<Change, { type: 'group_created' | 'group_updated' }>): void {
  if (change.type === 'group_updated') draft.groupNames.set(caseKey(change.before.displayName), null)
  draft.groupNames.set(caseKey(change.after.displayName), change.after.id)
  draft.groups.set(change.after.id, change.after)
}

function layMember(draft: Draft, { type, group, memberId, memberType }: MemberChange): void {
  const members = draft.members.get(group.id) ?? new Map()
  draft.members.set(group.id, members.set(memberId, type === 'member_added' ? memberType : null))
  const user = memberType === 'user' ? draftUser(draft, memberId) : null
  if (!user) return
  const others = user.groups.filter(({ id }) => id !== group.id)
  const groups = type === 'member_added' ? [...others, { id: group.id, displayName: group.displayName }] : others
  draft.users.set(memberId, { ...user, groups })
}
