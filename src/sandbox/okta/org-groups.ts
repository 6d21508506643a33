import type { LogTarget, NewOktaGroup, OktaGroup, OktaUser } from './records.ts'
import type { OktaLog } from './system-log.ts'
import { createTable, type Page, type Table } from './table.ts'

/** The groups of an org. `Everyone` is always there and holds everybody. */
export type OktaGroups = {
  readonly groups: Table<OktaGroup>
  createGroup(group: NewOktaGroup): string
  updateGroup(id: string, profile: { readonly name?: string; readonly description?: string | null }): void
  deleteGroup(id: string): void
  addMember(groupId: string, userId: string): void
  removeMember(groupId: string, userId: string): void
  membersPage(groupId: string, after: number, limit: number): Page<OktaUser>
  /** Takes a user who was deleted out of all groups; Okta does not date their memberships anew for it. */
  forgetMember(userId: string): void
  /** Dates the memberships of `Everyone` anew. */
  touchEveryone(): void
}

/** What the parts of an org share. */
export type OrgTools = { now(): string; newId(kind: '00u' | '00g'): string; readonly log: OktaLog }

/** Makes the groups of an org. */
export function createOktaGroups({ now, newId, log }: OrgTools, users: Table<OktaUser>): OktaGroups {
  const groups = createTable<OktaGroup>()
  const members = new Map<string, Table<string>>()
  const everyone = newId('00g')
  groups.set(everyone, { ...newGroup(everyone, { name: 'Everyone' }, now()), type: 'BUILT_IN' })

  function found(id: string): OktaGroup {
    const group = groups.get(id)
    if (!group) throw new Error(`There is no group ${id} in this org`)
    return group
  }
  function membersOf(group: OktaGroup): Table<string> {
    const table = members.get(group.id) ?? createTable<string>()
    members.set(group.id, table)
    return table
  }
  const touch = (group: OktaGroup) => groups.set(group.id, { ...group, lastMembershipUpdated: now() })
  const userTarget = (id: string): LogTarget => ({ id, type: 'User', name: String(users.get(id)?.profile.login) })

  return {
    groups,
    createGroup(wanted) {
      const group = newGroup(wanted.id ?? newId('00g'), wanted, now())
      groups.set(group.id, group)
      for (const member of wanted.members ?? []) membersOf(group).set(member, member)
      log.append('group.lifecycle.create', groupTarget(group))
      return group.id
    },
    updateGroup(id, profile) {
      const group = found(id)
      groups.set(id, { ...group, profile: { ...group.profile, ...profile }, lastUpdated: now() })
      log.append('group.profile.update', groupTarget(group))
    },
    deleteGroup(id) {
      const group = found(id)
      groups.delete(id)
      members.delete(id)
      log.append('group.lifecycle.delete', groupTarget(group))
    },
    addMember(groupId, userId) {
      const group = found(groupId)
      membersOf(group).set(userId, userId)
      touch(group)
      log.append('group.user_membership.add', userTarget(userId), groupTarget(group))
    },
    removeMember(groupId, userId) {
      const group = found(groupId)
      membersOf(group).delete(userId)
      touch(group)
      log.append('group.user_membership.remove', userTarget(userId), groupTarget(group))
    },
    membersPage(groupId, after, limit) {
      if (groupId === everyone) return users.page(after, limit)
      const { rows, next } = membersOf(found(groupId)).page(after, limit)
      return { rows: rows.flatMap((id) => users.get(id) ?? []), next }
    },
    forgetMember(userId) {
      for (const table of members.values()) table.delete(userId)
    },
    touchEveryone: () => touch(found(everyone)),
  }
}

function newGroup(id: string, { name, description, type }: NewOktaGroup, at: string): OktaGroup {
  const profile = { name, description: description ?? null }
  return { id, type: type ?? 'OKTA_GROUP', created: at, lastUpdated: at, lastMembershipUpdated: at, profile }
}

function groupTarget({ id, profile }: OktaGroup): LogTarget {
  return { id, type: 'UserGroup', name: profile.name }
}
