import type { Filter, Sort } from '../model/filter.ts'
import type { Group, Member } from '../model/group.ts'
import type { UserWithGroups } from '../model/user.ts'
import type { DirectoryRef } from './commands.ts'

/** One page by index, as SCIM counts: `startIndex` from 1; `count` 0 asks for the total alone. */
export type IndexPage = {
  readonly filter: Filter | null
  readonly sort: Sort | null
  readonly startIndex: number
  readonly count: number
}

/** A page of records and how many match in all. Without a sort the order is that of creation and never changes. */
export type PageOf<T> = { readonly records: readonly T[]; readonly total: number }

/** A group with its members, or with `null` where they were not asked for. */
export type GroupWithMembers = Group & { readonly members: readonly Member[] | null }

/** Reads of a directory. Every one is scoped by organization and directory; none takes a lock. */
export type DirectoryReader = {
  /** The user with its groups, or null. */
  findUser(directory: DirectoryRef, id: string): Promise<UserWithGroups | null>
  listUsers(directory: DirectoryRef, page: IndexPage): Promise<PageOf<UserWithGroups>>
  /** The group, with its members in the order of their ids where `members` is true; or null. */
  findGroup(
    directory: DirectoryRef,
    id: string,
    options: { readonly members: boolean },
  ): Promise<GroupWithMembers | null>
  listGroups(
    directory: DirectoryRef,
    page: IndexPage & { readonly members: boolean },
  ): Promise<PageOf<GroupWithMembers>>
}
