import type { DirectoryRef } from '../directory/commands.ts'
import type { UserWithGroups } from '../model/user.ts'
import type { Queryable } from '../store/database.ts'
import { loadUsersWithGroups } from '../store/load-users.ts'

/** The user as it is stored, with what no protocol shows of it; or null. */
export async function loadStoredUser(
  on: Queryable,
  directory: DirectoryRef,
  id: string,
): Promise<UserWithGroups | null> {
  const [user] = await loadUsersWithGroups(on, directory, [id])
  return user ?? null
}

/** All users of a directory as they are stored, in the order of their creation. */
export async function loadStoredUsers(on: Queryable, directory: DirectoryRef): Promise<UserWithGroups[]> {
  const rows = await on.query<{ readonly id: string }>({
    text: 'select id from users where organization_id = $1 and directory_id = $2 order by position',
    values: [directory.organizationId, directory.directoryId],
  })
  const ids = rows.map(({ id }) => id)
  const users = await loadUsersWithGroups(on, directory, ids)
  return users.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}
