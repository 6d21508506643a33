import type { JsonObject } from '../model/json.ts'
import type { User, UserAttributes, UserGroup, UserWithGroups } from '../model/user.ts'

/** A row of `users` as `pg` gives it for `userColumns`. */
export type UserRow = {
  readonly organization_id: string
  readonly directory_id: string
  readonly id: string
  readonly user_name: string
  readonly external_id: string | null
  readonly idp_id: string
  readonly active: boolean
  readonly inactive_since: Date | null
  readonly attributes: UserAttributes
  readonly document: JsonObject
  readonly version: number
  readonly created_at: Date
  readonly updated_at: Date
}

/** The groups of a user as `userGroupsColumn` gives them. */
export type UserGroupRow = { readonly id: string; readonly display_name: string }

/** The columns of `users` (under the alias `u`) from which `toUser` makes a user. */
export const userColumns = `u.organization_id, u.directory_id, u.id, u.user_name, u.external_id, u.idp_id, u.active,
  u.inactive_since, u.attributes, u.document, u.version, u.created_at, u.updated_at`

/** The groups that the user `u` is a direct member of, by group id, as one JSON column (null for none). */
export const userGroupsColumn = `(select json_agg(json_build_object('id', g.id, 'display_name', g.display_name) order by g.id)
    from memberships m join groups g on g.organization_id = m.organization_id and g.id = m.group_id
    where m.member_id = u.id and m.organization_id = u.organization_id and m.directory_id = u.directory_id) as groups`

/** Makes a user of its row. */
export function toUser(row: UserRow): User {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    userName: row.user_name,
    externalId: row.external_id,
    idpId: row.idp_id,
    active: row.active,
    inactiveSince: row.inactive_since,
    attributes: row.attributes,
    document: row.document,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Makes a user with its groups of a row that has `userGroupsColumn` too. */
export function toUserWithGroups(row: UserRow & { readonly groups: readonly UserGroupRow[] | null }): UserWithGroups {
  return { ...toUser(row), groups: (row.groups ?? []).map(toUserGroup) }
}

/** Makes a group of a user of its row. */
export function toUserGroup(row: UserGroupRow): UserGroup {
  return { id: row.id, displayName: row.display_name }
}
