import type { DeletedUser } from '../model/deleted-user.ts'
import { caseKey } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { type DeletedUserRow, deletedUserColumns, toDeletedUser } from './deleted-user-row.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { inLiveDirectory, isLiveDirectory } from './live-directory.ts'
import { sqlParameters } from './sql-parameters.ts'
import { userColumns } from './user-row.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/**
 * Keeps users that are deleted. To be called before their rows are: the last request is taken from there, and so is the
 * position of one that has none.
 */
export async function insertDeletedUsers(on: Queryable, scope: Scope, users: readonly DeletedUser[]): Promise<void> {
  await on.query({
    name: 'insert-deleted-users',
    text: `insert into deleted_users (organization_id, directory_id, id, position, user_name, user_name_key, external_id,
        idp_id, active, inactive_since, attributes, document, received, version, created_at, updated_at, group_ids,
        deleted_at, deleted_by)
      select $1, $2, row.id, coalesce(row.position, u.position), row.user_name, row.user_name_key, row.external_id,
        row.idp_id, row.active, row.inactive_since, row.attributes, row.document, coalesce(u.received, row.received),
        row.version, row.created_at, row.updated_at, row.group_ids, row.deleted_at, row.deleted_by
      from jsonb_to_recordset($3::jsonb) as row (id text, position bigint, user_name text, user_name_key text,
        external_id text, idp_id text, active boolean, inactive_since timestamptz, attributes jsonb, document jsonb,
        received text, version integer, created_at timestamptz, updated_at timestamptz, group_ids text[],
        deleted_at timestamptz, deleted_by jsonb)
      left join users u on u.organization_id = $1 and u.directory_id = $2 and u.id = row.id`,
    values: [scope.organizationId, scope.directoryId, JSON.stringify(users.map(toRow))],
  })
}

/** Forgets deleted users that are back. */
export async function removeDeletedUsers(on: Queryable, scope: Scope, ids: readonly string[]): Promise<void> {
  await on.query({
    name: 'remove-deleted-users',
    text: 'delete from deleted_users where organization_id = $1 and directory_id = $2 and id = any($3)',
    values: [scope.organizationId, scope.directoryId, ids],
  })
}

/** Where the deleted user with this id was, with the type of the directory, or null; null too for another organization's (`organizationId` null: any). */
export async function findDeletedUser(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<{ readonly organizationId: string; readonly directoryId: string; readonly type: string } | null> {
  const [row] = await on.query<{ organization_id: string; directory_id: string; type: string }>({
    text: `select organization_id, directory_id, (select d.type from directories d
          where d.organization_id = deleted_users.organization_id and d.id = deleted_users.directory_id) as type
      from deleted_users
      where id = $1 and ($2::text is null or organization_id = $2) and ${inLiveDirectory('deleted_users')}`,
    values: [id, organizationId],
  })
  return row ? { organizationId: row.organization_id, directoryId: row.directory_id, type: row.type } : null
}

type DeletedUserRecord = DeletedUser & { readonly id: string }

/** A page of the users of a directory that were deleted after `since`. */
export async function listDeletedUsers(
  on: Queryable,
  { scope, since }: { readonly scope: Scope; readonly since: Date },
  page: ListPage,
): Promise<Listed<DeletedUserRecord>> {
  const parameters = sqlParameters([scope.organizationId, scope.directoryId, since])
  const { conditions, end } = pageSql(idKey('u.id', parameters), page)
  const where = [
    'u.organization_id = $1',
    'u.directory_id = $2',
    isLiveDirectory('$1', '$2'),
    'u.deleted_at > $3',
    ...conditions,
  ]
  const rows = await on.query<DeletedUserRow>({
    text: `select ${userColumns}, ${deletedUserColumns} from deleted_users u where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, (row) => ({ ...toDeletedUser(row), id: row.id }))
}

/** Purges deleted users that can no longer be restored, some at a time. Says how many. */
export async function purgeDeletedUsers(on: Queryable, now: Date, limit: number): Promise<number> {
  const [row] = await on.query<{ purged: number }>({
    name: 'purge-deleted-users',
    text: `with purged as (delete from deleted_users x
        using (select d.organization_id, due.id
          from directories d cross join lateral (select u.id from deleted_users u
            where u.organization_id = d.organization_id and u.directory_id = d.id
              and u.deleted_at <= $1::timestamptz - d.restore_days * interval '24 hours'
            order by u.deleted_at limit $2) due
          limit $2) due
        where x.organization_id = due.organization_id and x.id = due.id returning 1)
      select count(*) as purged from purged`,
    values: [now, limit],
  })
  return row?.purged ?? 0
}

function toRow({ user, position, received, groupIds, deletedAt, deletedBy }: DeletedUser) {
  return {
    id: user.id,
    position,
    user_name: user.userName,
    user_name_key: caseKey(user.userName),
    external_id: user.externalId,
    idp_id: user.idpId,
    active: user.active,
    inactive_since: user.inactiveSince,
    attributes: user.attributes,
    document: user.document,
    received: received && JSON.stringify(received),
    version: user.version,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    group_ids: groupIds,
    deleted_at: deletedAt,
    deleted_by: deletedBy,
  }
}
