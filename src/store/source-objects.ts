import type { SourceKind } from '../model/source-record.ts'
import type { Queryable } from './database.ts'
import { textArray } from './text-array.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** Who has a source's id in the directory, or had it before being deleted. */
export type SourceObject = { readonly id: string; readonly isDeleted: boolean }

/**
 * The users or groups that have these ids of the source as their `externalId`, or, for users, had it when they were
 * deleted; by the source's id. Asked only for records that are new here.
 */
export async function findSourceObjects(
  on: Queryable,
  scope: Scope,
  { kind, ids }: { readonly kind: SourceKind; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, SourceObject>> {
  if (ids.length === 0) return new Map()
  const rows = await on.query<{ external_id: string; id: string; is_deleted: boolean }>({
    name: `find-source-objects-${kind}`,
    text: `select given.external_id, o.* from unnest($3::text[]) as given (external_id)
      cross join lateral (${kind === 'user' ? usersOrDeleted : groups} limit 1) o`,
    values: [scope.organizationId, scope.directoryId, textArray(ids)],
  })
  return new Map(rows.map(({ external_id, id, is_deleted }) => [external_id, { id, isDeleted: is_deleted }]))
}

const live = (table: string) => `select id, false as is_deleted from ${table}
  where organization_id = $1 and directory_id = $2 and external_id = given.external_id`

const groups = live('groups')

const usersOrDeleted = `(${live('users')} limit 1)
  union all
  (select id, true from deleted_users
   where organization_id = $1 and directory_id = $2 and external_id = given.external_id limit 1)`

/** What people call users and groups, and the e-mail address of users; by id. */
export type ObjectName = { readonly name: string; readonly email: string | null }

/** The names of users and groups of the directory. */
export async function findObjectNames(
  on: Queryable,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ObjectName>> {
  if (ids.length === 0) return new Map()
  const rows = await on.query<{ id: string; name: string; email: string | null }>({
    name: 'find-object-names',
    text: `select given.id, o.* from unnest($3::text[]) as given (id)
      cross join lateral (
        (select coalesce(attributes->>'name', user_name) as name, attributes->>'email' as email from users
         where organization_id = $1 and directory_id = $2 and id = given.id limit 1)
        union all
        (select display_name, null from groups
         where organization_id = $1 and directory_id = $2 and id = given.id limit 1)
        limit 1) o`,
    values: [scope.organizationId, scope.directoryId, textArray(ids)],
  })
  return new Map(rows.map(({ id, name, email }) => [id, { name, email }]))
}

/** Members of a group that are not among these, some at a time by id. */
export async function findMembersBeside(
  on: Queryable,
  scope: Scope,
  { groupId, ids, after, limit }: { groupId: string; ids: readonly string[]; after: string; limit: number },
): Promise<string[]> {
  const rows = await on.query<{ member_id: string }>({
    text: `select m.member_id from memberships m
      where m.organization_id = $1 and m.directory_id = $2 and m.group_id = $3 and m.member_id > $5
        and not exists (select from unnest($4::text[]) as given (id) where given.id = m.member_id)
      order by m.member_id limit $6`,
    values: [scope.organizationId, scope.directoryId, groupId, textArray(ids), after, limit],
  })
  return rows.map(({ member_id }) => member_id)
}
