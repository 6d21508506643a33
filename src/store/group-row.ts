import type { Group, Member, MemberType } from '../model/group.ts'
import type { JsonObject } from '../model/json.ts'

/** A row of `groups` as `pg` gives it for `groupColumns`. */
export type GroupRow = {
  readonly organization_id: string
  readonly directory_id: string
  readonly id: string
  readonly display_name: string
  readonly external_id: string | null
  readonly idp_id: string
  readonly member_count: number
  readonly document: JsonObject
  readonly version: number
  readonly created_at: Date
  readonly updated_at: Date
}

/** One member as `membersColumn` gives it. */
export type MemberRow = { readonly id: string; readonly type: MemberType; readonly display: string | null }

/** The columns of `groups` (under the alias `g`) from which `toGroup` makes a group. */
export const groupColumns = `g.organization_id, g.directory_id, g.id, g.display_name, g.external_id, g.idp_id,
  g.member_count, g.document, g.version, g.created_at, g.updated_at`

/** What a member of `memberships` (alias `m`) is shown as, of its user `mu` or its group `mg` (both left-joined). */
export const memberDisplay = `case m.member_type
      when 'user' then coalesce(mu.attributes->>'name', mu.user_name)
      when 'group' then mg.display_name
    end`

/**
 * Joins the user `mu` or the group `mg` that the member `m` is. The directory is compared as an expression: without
 * statistics PostgreSQL would else take the index of the directory's positions for as good as that of the ids, and read
 * all users of the directory for each member.
 */
export const memberJoins = `left join users mu on m.member_type = 'user'
        and mu.organization_id = m.organization_id and mu.directory_id || '' = m.directory_id and mu.id = m.member_id
      left join groups mg on m.member_type = 'group'
        and mg.organization_id = m.organization_id and mg.directory_id || '' = m.directory_id and mg.id = m.member_id`

/** The members of the group `g` by their ids, as one JSON column (null for none). */
export const membersColumn = `(select json_agg(json_build_object('id', m.member_id, 'type', m.member_type, 'display', ${memberDisplay})
        order by m.member_id)
      from memberships m ${memberJoins}
      where m.organization_id = g.organization_id and m.group_id = g.id) as members`

/** Makes a group of its row. */
export function toGroup(row: GroupRow): Group {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    displayName: row.display_name,
    externalId: row.external_id,
    idpId: row.idp_id,
    memberCount: row.member_count,
    document: row.document,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Makes a member of its row. */
export function toMember(row: MemberRow): Member {
  return { id: row.id, type: row.type, display: row.display }
}
