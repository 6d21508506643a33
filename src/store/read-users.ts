import type { UserWithGroups } from '../model/user.ts'
import { type CursorPage, type PageEnd, readCursorPage } from './cursor-page.ts'
import type { Queryable } from './database.ts'
import { type DirectoryPage, readDirectoryPage } from './directory-page.ts'
import type { DirectoryScope, PageSource } from './page-source.ts'
import { toUserWithGroups, type UserGroupRow, type UserRow, userColumns, userGroupsColumn } from './user-row.ts'

type UserWithGroupsRow = UserRow & { readonly groups: readonly UserGroupRow[] | null }

const source: PageSource = {
  table: 'users',
  alias: 'u',
  columns: `${userColumns}, ${userGroupsColumn}`,
  keptTotal: 'active_users + inactive_users',
  variant: 'with_groups',
}

/** One page of a directory's users with their groups, and how many match in all. */
export async function listUsers(
  on: Queryable,
  scope: DirectoryScope,
  page: DirectoryPage,
): Promise<{ records: UserWithGroups[]; total: number }> {
  const { rows, total } = await readDirectoryPage<UserWithGroupsRow>(on, source, { scope, page })
  return { records: rows.map(toUserWithGroups), total }
}

/** The page of a directory's users with their groups that comes after a place. */
export async function listUsersAfter(
  on: Queryable,
  scope: DirectoryScope,
  page: CursorPage,
): Promise<PageEnd & { records: UserWithGroups[] }> {
  const { rows, next, total } = await readCursorPage<UserWithGroupsRow>(on, source, { scope, page })
  return { records: rows.map(toUserWithGroups), next, total }
}
