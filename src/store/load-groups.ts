import type { Group } from '../model/group.ts'
import type { Queryable } from './database.ts'
import { type GroupRow, groupColumns, toGroup } from './group-row.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** The groups of a directory with these ids. */
export async function loadGroups(on: Queryable, scope: Scope, ids: readonly string[]): Promise<Group[]> {
  const rows = await on.query<GroupRow>({
    name: 'load-groups',
    text: `select ${groupColumns} from groups g where g.organization_id = $1 and g.directory_id = $2 and g.id = any($3)`,
    values: [scope.organizationId, scope.directoryId, ids],
  })
  return rows.map(toGroup)
}

/** Which groups have these names (as `caseKey` writes them): pairs of name and group id. */
export async function loadGroupNames(
  on: Queryable,
  scope: Scope,
  keys: readonly string[],
): Promise<[string, string][]> {
  const rows = await on.query<{ display_name_key: string; id: string }>({
    name: 'load-group-names',
    text: `select display_name_key, id from groups
      where organization_id = $1 and directory_id = $2 and display_name_key = any($3)`,
    values: [scope.organizationId, scope.directoryId, keys],
  })
  return rows.map((row) => [row.display_name_key, row.id])
}

/** The groups that hold any of these users or groups, each with the id of the member that it holds. */
export async function loadContainers(
  on: Queryable,
  scope: Scope,
  memberIds: readonly string[],
): Promise<{ readonly memberId: string; readonly memberType: 'user' | 'group'; readonly group: Group }[]> {
  const rows = await on.query<GroupRow & { member_id: string; member_type: 'user' | 'group' }>({
    name: 'load-containers',
    text: `select m.member_id, m.member_type, ${groupColumns}
      from memberships m join groups g on g.organization_id = m.organization_id and g.id = m.group_id
      where m.organization_id = $1 and m.directory_id = $2 and m.member_id = any($3) and m.member_type <> 'pending'
      order by m.member_id, g.id`,
    values: [scope.organizationId, scope.directoryId, memberIds],
  })
  return rows.map((row) => ({ memberId: row.member_id, memberType: row.member_type, group: toGroup(row) }))
}

/** The groups that have a pending member under any of these names, each with the name. */
export async function loadAwaiting(
  on: Queryable,
  scope: Scope,
  names: readonly string[],
): Promise<{ readonly memberId: string; readonly group: Group }[]> {
  const rows = await on.query<GroupRow & { member_id: string }>({
    name: 'load-awaiting',
    text: `select m.member_id, ${groupColumns}
      from memberships m join groups g on g.organization_id = m.organization_id and g.id = m.group_id
      where m.organization_id = $1 and m.directory_id = $2 and m.member_id = any($3) and m.member_type = 'pending'
      order by g.id, m.member_id`,
    values: [scope.organizationId, scope.directoryId, names],
  })
  return rows.map((row) => ({ memberId: row.member_id, group: toGroup(row) }))
}
