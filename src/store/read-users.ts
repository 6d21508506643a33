import type { UserWithGroups } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { type DirectoryPage, type DirectoryScope, type PageSource, readDirectoryPage } from './directory-page.ts'
import { toUserWithGroups, type UserGroupRow, type UserRow, userColumns, userGroupsColumn } from './user-row.ts'

type UserWithGroupsRow = UserRow & { readonly groups: readonly UserGroupRow[] | null }

const columns = `${userColumns}, ${userGroupsColumn}`

const source: PageSource = {
  table: 'users',
  alias: 'u',
  columns,
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
