import type { Filter, Sort } from '../model/filter.ts'
import type { Group, Member } from '../model/group.ts'
import type { ListPlace } from '../model/list-place.ts'
import type { ShownUser } from '../model/user.ts'
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

/**
 * One page by cursor (RFC 9865): the records after a place that the page before gave, or from the beginning (null). The
 * filter and the sort must be those of the page before. A `count` of 0 asks for the total alone, and its `next` is null.
 */
export type CursorPage = {
  readonly filter: Filter | null
  readonly sort: Sort | null
  readonly after: ListPlace | null
  readonly count: number
}

/**
 * A page of records, the place to go on from (null: there is no more), and how many match in all, or null where that
 * would have to be counted: with a filter.
 */
export type PageAfter<T> = {
  readonly records: readonly T[]
  readonly next: ListPlace | null
  readonly total: number | null
}

/** A group with its members, or with `null` where they were not asked for. */
export type GroupWithMembers = Group & { readonly members: readonly Member[] | null }

/**
 * Reads of a directory for the protocol of its source. Every one is scoped by organization and directory; none takes a lock.
 */
export type DirectoryReader = {
  /** The user with its groups, or null. */
  findUser(directory: DirectoryRef, id: string): Promise<ShownUser | null>
  listUsers(directory: DirectoryRef, page: IndexPage): Promise<PageOf<ShownUser>>
  /** Costs the same at any depth, and misses nobody when others are created or deleted between two pages. */
  listUsersAfter(directory: DirectoryRef, page: CursorPage): Promise<PageAfter<ShownUser>>
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
  listGroupsAfter(
    directory: DirectoryRef,
    page: CursorPage & { readonly members: boolean },
  ): Promise<PageAfter<GroupWithMembers>>
}
