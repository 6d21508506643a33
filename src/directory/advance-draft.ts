import type { Group } from '../model/group.ts'
import { caseKey, type User, type UserGroup } from '../model/user.ts'
import type { Change, MemberChange, Returning } from './changes.ts'
import { type Draft, draftUser } from './state.ts'

/** Lays a command's changes over the draft, so that the next command of the batch is planned against them. */
export function advanceDraft(draft: Draft, changes: readonly Change[]): void {
  for (const change of changes) {
    draft.changes.push(change)
    layChange(draft, change)
  }
}

function layChange(draft: Draft, change: Change): void {
  if (change.type === 'user_created' || change.type === 'user_updated') layUser(draft, change)
  else if (change.type === 'user_deleted') forgetUser(draft, change)
  else if (change.type === 'group_created') layGroup(draft, null, change.after)
  else if (change.type === 'group_updated') layGroup(draft, change.before, change.after)
  else if (change.type === 'group_deleted') forgetGroup(draft, change.before)
  else layMember(draft, change)
}

function forgetUser(draft: Draft, { before: user, kept }: Extract<Change, { type: 'user_deleted' }>): void {
  draft.users.set(user.id, null)
  if (kept) draft.deletedUsers.set(user.id, kept)
  moveExternalId(draft, user, null)
  draft.userNames.set(caseKey(user.userName), null)
}

function forgetGroup(draft: Draft, group: Group): void {
  draft.groups.set(group.id, null)
  moveExternalId(draft, group, null)
  moveGroupName(draft, group, null)
}

function takeUp(draft: Draft, id: string, { position, received }: Returning): void {
  draft.deletedUsers.set(id, null)
  if (position !== null) draft.positions.set(id, position)
  if (received) draft.received.set(id, received)
}

function layUser(draft: Draft, change: Extract<Change, { type: 'user_created' | 'user_updated' }>): void {
  if (change.type === 'user_created' && change.returning) takeUp(draft, change.after.id, change.returning)
  if (change.type === 'user_updated') draft.userNames.set(caseKey(change.before.userName), null)
  moveExternalId(draft, change.type === 'user_updated' ? change.before : null, change.after)
  draft.userNames.set(caseKey(change.after.userName), change.after.id)
  draft.users.set(change.after.id, { groups: draftUser(draft, change.after.id)?.groups ?? [], ...change.after })
}

function layGroup(draft: Draft, before: Group | null, after: Group): void {
  draft.groups.set(after.id, after)
  moveExternalId(draft, before, after)
  if (before?.displayName !== after.displayName) moveGroupName(draft, before, after)
}

function moveExternalId(draft: Draft, before: User | Group | null, after: User | Group | null): void {
  if (before && before.externalId === after?.externalId) return
  if (before?.externalId) setByKey(draft.externalIds, before.externalId, { id: before.id, value: null })
  if (after?.externalId)
    setByKey(draft.externalIds, after.externalId, { id: after.id, value: 'userName' in after ? 'user' : 'group' })
}

function setByKey<T>(map: Map<string, Map<string, T>>, key: string, { id, value }: { id: string; value: T }): void {
  const values = map.get(key)
  if (values) values.set(id, value)
  else map.set(key, new Map([[id, value]]))
}

/** Keeps who has which name, and what the loaded users show as their groups, in step with a group's name. */
function moveGroupName(draft: Draft, before: Group | null, after: Group | null): void {
  if (before) setHolders(draft, before.displayName, (holders) => holders.delete(before.id))
  if (after) setHolders(draft, after.displayName, (holders) => holders.add(after.id))
  if (!before) return
  for (const id of new Set([...draft.loaded.users.keys(), ...draft.users.keys()])) {
    const user = draftUser(draft, id)
    if (!user?.groups.some((group) => group.id === before.id)) continue
    const groups = user.groups.flatMap((group) => (group.id === before.id ? shownAs(after) : [group]))
    draft.users.set(id, { ...user, groups })
  }
}

function shownAs(group: Group | null): UserGroup[] {
  return group ? [{ id: group.id, displayName: group.displayName }] : []
}

function setHolders(draft: Draft, displayName: string, change: (holders: Set<string>) => void): void {
  const key = caseKey(displayName)
  const known = draft.groupNames.get(key) ?? draft.loaded.groupNames.get(key)
  // A name that was not looked up stays so: half of its holders would be taken for all of them.
  if (!known) return
  const holders = new Set(known)
  change(holders)
  draft.groupNames.set(key, holders)
}

function layMember(draft: Draft, { type, group, memberId, memberType }: MemberChange): void {
  setByKey(draft.members, group.id, { id: memberId, value: type === 'member_added' ? memberType : null })
  if (memberType === 'pending') draft.awaiting.set(memberId, (draft.awaiting.get(memberId) ?? new Set()).add(group.id))
  const user = memberType === 'user' ? draftUser(draft, memberId) : null
  if (!user) return
  const others = user.groups.filter(({ id }) => id !== group.id)
  draft.users.set(memberId, { ...user, groups: type === 'member_added' ? [...others, ...shownAs(group)] : others })
}
