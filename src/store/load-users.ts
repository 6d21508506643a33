import type { User, UserWithGroups } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { toUser, toUserWithGroups, type UserGroupRow, type UserRow, userColumns, userGroupsColumn } from './user-row.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** The users of a directory with these ids, with their groups. */
export function loadUsersWithGroups(on: Queryable, scope: Scope, ids: readonly string[]): Promise<UserWithGroups[]> {
  return loadWithGroups(on, scope, { name: 'load-users-with-groups', column: 'id', keys: ids })
}

/** The users of a directory with these names (as `caseKey` writes them), with their groups. */
export function loadUsersByName(on: Queryable, scope: Scope, keys: readonly string[]): Promise<UserWithGroups[]> {
  return loadWithGroups(on, scope, { name: 'load-users-by-name', column: 'user_name_key', keys })
}

async function loadWithGroups(
  on: Queryable,
  scope: Scope,
  { name, column, keys }: { name: string; column: 'id' | 'user_name_key'; keys: readonly string[] },
): Promise<UserWithGroups[]> {
  const rows = await on.query<UserRow & { readonly groups: readonly UserGroupRow[] | null }>({
    name,
    text: `select ${userColumns}, ${userGroupsColumn}
      from users u where u.organization_id = $1 and u.directory_id = $2 and u.${column} = any($3)`,
    values: [scope.organizationId, scope.directoryId, keys],
  })
  return rows.map(toUserWithGroups)
}

/** The users of a directory with these ids. */
export async function loadUsers(on: Queryable, scope: Scope, ids: readonly string[]): Promise<User[]> {
  const rows = await on.query<UserRow>({
    name: 'load-users',
    text: `select ${userColumns} from users u where u.organization_id = $1 and u.directory_id = $2 and u.id = any($3)`,
    values: [scope.organizationId, scope.directoryId, ids],
  })
  return rows.map(toUser)
}

/** Who has these user names (as `caseKey` writes them): pairs of name and user id. */
export async function loadUserNames(on: Queryable, scope: Scope, keys: readonly string[]): Promise<[string, string][]> {
  const rows = await on.query<{ user_name_key: string; id: string }>({
    name: 'load-user-names',
    text: `select user_name_key, id from users where organization_id = $1 and directory_id = $2 and user_name_key = any($3)`,
    values: [scope.organizationId, scope.directoryId, keys],
  })
  return rows.map((row) => [row.user_name_key, row.id])
}
