import type { DeletedUser, Tombstone } from '../model/deleted-user.ts'
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
  /** Who has an `externalId` that was looked up, by id. It need not be unique. */
  readonly externalIds: Map<string, ReadonlyMap<string, 'user' | 'group'>>
  /** Per name that was looked up: the groups, which are among `groups`, that have a pending member under it. */
  readonly awaiting: Map<string, ReadonlySet<string>>
  /** Per group: those of the named members that it has, or all members where a command needs all. */
  readonly members: Map<string, Map<string, MemberType | null>>
  /** Groups of which every member is among `members`. */
  readonly wholeGroups: Set<string>
  /** Members as a filter sees them, for groups with a `remove_where`. */
  readonly memberDetails: Map<string, readonly Member[]>
  /** Per user or group that is to be deleted: the ids of the groups that hold it, which are among `groups`. */
  readonly containers: Map<string, readonly string[]>
  /** Deleted users that new ones may be, and, whole, those that are to be restored. */
  readonly tombstones: Map<string, Tombstone>
  readonly deletedUsers: Map<string, DeletedUser>
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
    externalIds: new Map(),
    awaiting: new Map(),
    members: new Map(),
    wholeGroups: new Set(),
    memberDetails: new Map(),
    containers: new Map(),
    tombstones: new Map(),
    deletedUsers: new Map(),
  }
}

/** A membership by the ids that name it, whether it exists or not. */
export type Pair = { readonly groupId: string; readonly memberId: string }

/** What a plan may find out to need: see the maps of `DirectoryState` of the same names. */
export type Names = {
  readonly userNames: readonly string[]
  readonly groupNames: readonly string[]
  readonly externalIds: readonly string[]
  readonly awaiting: readonly string[]
  readonly pairs: readonly Pair[]
}

/** Thrown by a plan that needs names looked up which nobody could know before: the batch is then planned again. */
export class NamesNotLoaded extends Error {
  readonly names: Names

  constructor(names: Partial<Names>) {
    super('The plan needs more names than were loaded')
    this.names = { userNames: [], groupNames: [], externalIds: [], awaiting: [], pairs: [], ...names }
  }

  /** All that several plans need, in one. */
  static all(several: readonly NamesNotLoaded[]): NamesNotLoaded {
    return new NamesNotLoaded({
      userNames: several.flatMap(({ names }) => names.userNames),
      groupNames: several.flatMap(({ names }) => names.groupNames),
      externalIds: several.flatMap(({ names }) => names.externalIds),
      awaiting: several.flatMap(({ names }) => names.awaiting),
      pairs: several.flatMap(({ names }) => names.pairs),
    })
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
  /** Who got an `externalId` in this draft, and, as null, who lost it. */
  readonly externalIds: Map<string, Map<string, 'user' | 'group' | null>>
  /** The groups that got a pending member under a name; they need not have it any more. */
  readonly awaiting: Map<string, Set<string>>
  readonly members: Map<string, Map<string, MemberType | null>>
  /** Who was deleted in this draft, as it is kept, and, as null, who is back. */
  readonly deletedUsers: Map<string, DeletedUser | null>
  /** The places in the directory's order of those who are back. */
  readonly positions: Map<string, number>
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
    externalIds: new Map(),
    awaiting: new Map(),
    members: new Map(),
    deletedUsers: new Map(),
    positions: new Map(),
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

/**
 * Whether the draft can tell if the group has this record as a member: when the group is new or known whole, or the pair was
 * looked up. That of a record whose `externalId` was named is not, until it is seen whose that is.
 */
export function isPairKnown(draft: Draft, { groupId, memberId }: Pair): boolean {
  const { loaded } = draft
  if (!loaded.groups.has(groupId) || loaded.wholeGroups.has(groupId)) return true
  return draft.members.get(groupId)?.has(memberId) === true || loaded.members.get(groupId)?.has(memberId) === true
}

/** The id of the one user, or else the one group, that has this `externalId`; null when there is none or more than one. */
export function idOfExternalId(draft: Draft, externalId: string): string | null {
  const loaded = draft.loaded.externalIds.get(externalId)
  if (!loaded) throw new NamesNotLoaded({ externalIds: [externalId] })
  const holders = [...new Map([...loaded, ...(draft.externalIds.get(externalId) ?? [])])]
  for (const wanted of ['user', 'group'] as const) {
    const ids = holders.flatMap(([id, type]) => (type === wanted ? [id] : []))
    if (ids.length > 0) return ids.length === 1 ? (ids[0] ?? null) : null
  }
  return null
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
