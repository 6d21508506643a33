import type { DeletedUser, Tombstone } from '../model/deleted-user.ts'
import type { Group } from '../model/group.ts'
import type { Queryable } from './database.ts'
import { type DeletedUserRow, deletedUserColumns, toDeletedUser } from './deleted-user-row.ts'
import { type GroupRow, groupColumns, toGroup } from './group-row.ts'
import { userColumns } from './user-row.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

type NameRow = {
  readonly user_name_key: string
  readonly id: string
  readonly external_id: string | null
  readonly position: number | null
  readonly version: number | null
  readonly deleted_at: Date | null
}

/** Who has names, and which deleted users a new user with one of these names or ids may be. */
export type NamesAndTombstones = {
  readonly names: readonly [string, string][]
  readonly tombstones: readonly Tombstone[]
}

/**
 * Looks up names (as `caseKey` writes them), and with them the tombstones that have one of these names without an
 * `externalId`, or one of these `externalIds`: one query, because every new user asks both.
 */
export async function loadNamesAndTombstones(
  on: Queryable,
  scope: Scope,
  { userNames, externalIds }: { readonly userNames: readonly string[]; readonly externalIds: readonly string[] },
): Promise<NamesAndTombstones> {
  const rows = await on.query<NameRow>({
    name: 'load-names-and-tombstones',
    text: `select user_name_key, id, null as external_id, null::bigint as position, null::integer as version,
        null::timestamptz as deleted_at
      from users where organization_id = $1 and directory_id = $2 and user_name_key = any($3)
      union all
      select user_name_key, id, external_id, position, version, deleted_at from deleted_users
      where organization_id = $1 and directory_id = $2 and user_name_key = any($3) and external_id is null
      union all
      select user_name_key, id, external_id, position, version, deleted_at from deleted_users
      where organization_id = $1 and directory_id = $2 and external_id = any($4)`,
    values: [scope.organizationId, scope.directoryId, userNames, externalIds],
  })
  return {
    names: rows.flatMap((row): [string, string][] => (row.deleted_at === null ? [[row.user_name_key, row.id]] : [])),
    tombstones: rows.flatMap(toTombstone),
  }
}

function toTombstone({ user_name_key: userNameKey, external_id: externalId, ...row }: NameRow): Tombstone[] {
  const { id, position, version, deleted_at: deletedAt } = row
  return deletedAt === null || version === null ? [] : [{ id, userNameKey, externalId, position, version, deletedAt }]
}

/** The deleted users of a directory with these ids. */
export async function loadDeletedUsers(on: Queryable, scope: Scope, ids: readonly string[]): Promise<DeletedUser[]> {
  const rows = await on.query<DeletedUserRow>({
    name: 'load-deleted-users',
    text: `select ${userColumns}, ${deletedUserColumns} from deleted_users u
      where u.organization_id = $1 and u.directory_id = $2 and u.id = any($3)`,
    values: [scope.organizationId, scope.directoryId, ids],
  })
  return rows.map(toDeletedUser)
}

/** Those of the groups that held these deleted users that still exist. */
export async function loadGroupsOfDeleted(on: Queryable, scope: Scope, ids: readonly string[]): Promise<Group[]> {
  const rows = await on.query<GroupRow>({
    name: 'load-groups-of-deleted',
    text: `select ${groupColumns} from groups g
      where g.organization_id = $1 and g.directory_id = $2 and g.id in (select unnest(group_ids) from deleted_users
        where organization_id = $1 and directory_id = $2 and id = any($3))`,
    values: [scope.organizationId, scope.directoryId, ids],
  })
  return rows.map(toGroup)
}
