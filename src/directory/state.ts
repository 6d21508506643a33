import type { Group, Member, MemberType } from '../model/group.ts'
import type { Received, User, UserWithGroups } from '../model/user.ts'
import type { Change } from './changes.ts'

/**
 * The part of a directory that a batch of commands touches, as loaded under its lock. A key that is absent was not
 * loaded; a name that was looked up and is free has the value null.
 */
export type DirectoryState = {
  readonly users: Map<string, UserWithGroups>
  readonly userNames: Map<string, string | null>
  readonly groups: Map<string, Group>
  /** Names of groups need not be unique in every directory. */
  readonly groupNames: Map<string, ReadonlySet<string>>
  /** Users and groups that commands name as members: whole, or, where they are many, what each id is. */
  readonly memberTypes: Map<string, 'user' | 'group'>
  readonly memberUsers: Map<string, User>
  readonly memberGroups: Map<string, Group>
  /** Per group: those of the named members that it has, or all members where a command needs all. */
  readonly members: Map<string, Map<string, MemberType>>
  /** Members as a filter sees them, for groups with a `remove_where`. */
  readonly memberDetails: Map<string, readonly Member[]>
  /** Per user or group that is to be deleted: the ids of the groups that hold it, which are among `groups`. */
  readonly containers: Map<string, readonly string[]>
}

/** A state with nothing in it. */
export function emptyState(): DirectoryState {
  return {
    users: new Map(),
    userNames: new Map(),
    groups: new Map(),
    groupNames: new Map(),
    memberTypes: new Map(),
    memberUsers: new Map(),
    memberGroups: new Map(),
    members: new Map(),
    memberDetails: new Map(),
    containers: new Map(),
  }
}

/** Thrown by a plan that needs names looked up which nobody could know before: the batch is then planned again. */
export class NamesNotLoaded extends Error {
  readonly userNames: readonly string[]
  readonly groupNames: readonly string[]

  constructor(names: { userNames?: readonly string[]; groupNames?: readonly string[] }) {
    super('The plan needs more names than were loaded')
    this.userNames = names.userNames ?? []
    this.groupNames = names.groupNames ?? []
  }
}

/**
 * The state while a batch is planned: what was loaded, with the changes of the commands before laid over it. Null marks
 * what a change deleted.
 */
export type Draft = {
  readonly loaded: DirectoryState
  readonly users: Map<string, UserWithGroups | null>
  readonly userNames: Map<string, string | null>
  readonly groups: Map<string, Group | null>
  readonly groupNames: Map<string, ReadonlySet<string>>
  readonly members: Map<string, Map<string, MemberType | null>>
  /** What was received for the users and groups that commands changed, by their id. */
  readonly received: Map<string, Received>
  readonly changes: Change[]
}

/** A draft of `loaded` in which nothing has changed yet. */
export function startDraft(loaded: DirectoryState): Draft {
  return {
    loaded,
    users: new Map(),
    userNames: new Map(),
    groups: new Map(),
    groupNames: new Map(),
    members: new Map(),
    received: new Map(),
    changes: [],
  }
}

/** The user as the draft has it; null when there is none. */
export function draftUser(draft: Draft, id: string): UserWithGroups | null {
  const changed = draft.users.get(id)
  return changed === undefined ? (draft.loaded.users.get(id) ?? null) : changed
}

/** The group as the draft has it; null when there is none. */
export function draftGroup(draft: Draft, id: string): Group | null {
  const changed = draft.groups.get(id)
  return changed === undefined ? (draft.loaded.groups.get(id) ?? null) : changed
}

/** The type of the member that the group has under this id; null when it has none. */
export function draftMember(draft: Draft, groupId: string, memberId: string): MemberType | null {
  const changed = draft.members.get(groupId)?.get(memberId)
  return changed === undefined ? (draft.loaded.members.get(groupId)?.get(memberId) ?? null) : changed
}

/** What an id that is named as a member stands for in this directory. */
export function memberTypeOf(draft: Draft, id: string): MemberType {
  const user = draft.users.get(id)
  if (user !== undefined) return user ? 'user' : 'pending'
  const group = draft.groups.get(id)
  if (group !== undefined) return group ? 'group' : 'pending'
  const { users, memberUsers, groups, memberGroups, memberTypes } = draft.loaded
  if (users.has(id) || memberUsers.has(id)) return 'user'
  if (groups.has(id) || memberGroups.has(id)) return 'group'
  return memberTypes.get(id) ?? 'pending'
}

/** The user or group of this id, whether it was loaded to be changed or as a member; null when it was not. */
export function memberRecord(draft: Draft, id: string): User | Group | null {
  const { memberUsers, memberGroups } = draft.loaded
  return draftUser(draft, id) ?? memberUsers.get(id) ?? draftGroup(draft, id) ?? memberGroups.get(id) ?? null
}
