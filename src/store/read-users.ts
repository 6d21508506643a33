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

/** The user with its groups, or null. */
export async function findUser(on: Queryable, scope: DirectoryScope, id: string): Promise<UserWithGroups | null> {
  const [row] = await on.query<UserWithGroupsRow>({
    name: 'find_user',
    text: `select ${columns} from users u where u.organization_id = $1 and u.directory_id = $2 and u.id = $3`,
    values: [scope.organizationId, scope.directoryId, id],
  })
  return row ? toUserWithGroups(row) : null
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
