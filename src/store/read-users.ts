import type { ShownUser } from '../model/user.ts'
import { type CursorPage, type PageEnd, readCursorPage } from './cursor-page.ts'
import type { Queryable } from './database.ts'
import { type DirectoryPage, readDirectoryPage } from './directory-page.ts'
import type { DirectoryScope, PageSource } from './page-source.ts'
import { type ShownUserRow, shownUserColumns, toShownUser } from './shown-user-row.ts'

const source: PageSource = {
  table: 'users',
  alias: 'u',
  columns: shownUserColumns,
  keptTotal: 'active_users + inactive_users',
  variant: 'shown',
}

/** One page of a directory's users as they are shown, and how many match in all. */
export async function listUsers(
  on: Queryable,
  scope: DirectoryScope,
  page: DirectoryPage,
): Promise<{ records: ShownUser[]; total: number }> {
  const { rows, total } = await readDirectoryPage<ShownUserRow>(on, source, { scope, page })
  return { records: rows.map(toShownUser), total }
}

/** The page of a directory's users as they are shown that comes after a place. */
export async function listUsersAfter(
  on: Queryable,
  scope: DirectoryScope,
  page: CursorPage,
): Promise<PageEnd & { records: ShownUser[] }> {
  const { rows, next, total } = await readCursorPage<ShownUserRow>(on, source, { scope, page })
  return { records: rows.map(toShownUser), next, total }
}

/** The users with these ids as they are shown, by id; those that the directory does not have are left out. */
export function findUsers(
  on: Queryable,
  scope: DirectoryScope,
  ids: readonly string[],
): Promise<Map<string, ShownUser>> {
  return findBy(on, scope, { name: 'find_users', column: 'id', keys: ids })
}

/** The users with these names (as `caseKey` writes them) as they are shown, by name. */
export function findUsersByName(
  on: Queryable,
  scope: DirectoryScope,
  keys: readonly string[],
): Promise<Map<string, ShownUser>> {
  return findBy(on, scope, { name: 'find_users_by_name', column: 'user_name_key', keys })
}

async function findBy(
  on: Queryable,
  scope: DirectoryScope,
  { name, column, keys }: { name: string; column: 'id' | 'user_name_key'; keys: readonly string[] },
): Promise<Map<string, ShownUser>> {
  const rows = await on.query<ShownUserRow & { readonly key: string }>({
    name,
    text: `select u.${column} as key, ${shownUserColumns}
      from users u where u.organization_id = $1 and u.directory_id = $2 and u.${column} = any($3)`,
    values: [scope.organizationId, scope.directoryId, keys],
  })
  return new Map(rows.map((row) => [row.key, toShownUser(row)]))
}
