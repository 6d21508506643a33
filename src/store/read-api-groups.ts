import type { DirectoryGroupFields } from '../model/directory-group-object.ts'
import type { Queryable } from './database.ts'
import { positionKey } from './list-by-position.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { inLiveDirectory, isLiveDirectory } from './live-directory.ts'
import { sqlParameters } from './sql-parameters.ts'

type GroupFieldsRow = {
  readonly organization_id: string
  readonly directory_id: string
  readonly id: string
  readonly display_name: string
  readonly idp_id: string
  readonly created_at: Date
  readonly updated_at: Date
}

const columns = 'g.organization_id, g.directory_id, g.id, g.display_name, g.idp_id, g.created_at, g.updated_at'

const groupsOfMember = `memberships m join groups g on g.organization_id = m.organization_id and g.id = m.group_id
      and m.member_type = 'user'`

/** Which groups are listed: those of one directory, in the order of their creation, or those of one user of it. */
export type GroupScope = {
  readonly organizationId: string
  readonly directoryId: string
  readonly userId: string | null
}

/** The group with this id, or null; null too when it is another organization's than `organizationId` (null: any). */
export async function findGroupFields(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<DirectoryGroupFields | null> {
  const rows = await on.query<GroupFieldsRow>({
    name: 'find_group_fields',
    text: `select ${columns} from groups g where g.id = $1 and ($2::text is null or g.organization_id = $2)
        and ${inLiveDirectory('g')}`,
    values: [id, organizationId],
  })
  return rows[0] ? toGroupFields(rows[0]) : null
}

/** Groups by their ids, in the order of these; those that are not there any more are left out. Scoped as `findGroupFields` is. */
export async function loadGroupFields(
  on: Queryable,
  organizationId: string | null,
  ids: readonly string[],
): Promise<DirectoryGroupFields[]> {
  if (ids.length === 0) return []
  const rows = await on.query<GroupFieldsRow>({
    text: `select ${columns} from groups g where g.id = any($1) ${organizationId === null ? '' : 'and g.organization_id = $2'}`,
    values: organizationId === null ? [ids] : [ids, organizationId],
  })
  const byId = new Map(rows.map((row) => [row.id, toGroupFields(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** A page of groups. */
export async function listGroupFields(
  on: Queryable,
  scope: GroupScope,
  page: ListPage,
): Promise<Listed<DirectoryGroupFields>> {
  const parameters = sqlParameters([scope.organizationId, scope.directoryId])
  const ofUser = scope.userId !== null
  const user = ofUser ? [`m.organization_id = $1 and m.member_id = ${parameters.add(scope.userId)}`] : []
  const key = ofUser ? idKey('m.group_id', parameters) : positionKey('groups', 'g', parameters)
  const { conditions, end } = pageSql(key, page)
  const where = ['g.organization_id = $1', 'g.directory_id = $2', isLiveDirectory('$1', '$2'), ...user, ...conditions]
  const rows = await on.query<GroupFieldsRow>({
    text: `select ${columns} from ${ofUser ? groupsOfMember : 'groups g'} where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toGroupFields)
}

/** The groups that each of these users of one organization is a direct member of, by user id, ordered by group id. */
export async function groupsOfUsers(
  on: Queryable,
  organizationId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DirectoryGroupFields[]>> {
  const rows = await on.query<GroupFieldsRow & { readonly member_id: string }>({
    name: 'groups_of_users',
    text: `select m.member_id, ${columns} from ${groupsOfMember}
      where m.organization_id = $1 and m.member_id = any($2) order by m.member_id, g.id`,
    values: [organizationId, userIds],
  })
  const groups = new Map<string, DirectoryGroupFields[]>()
  for (const row of rows) {
    const known = groups.get(row.member_id)
    if (known) known.push(toGroupFields(row))
    else groups.set(row.member_id, [toGroupFields(row)])
  }
  return groups
}

function toGroupFields(row: GroupFieldsRow): DirectoryGroupFields {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    displayName: row.display_name,
    idpId: row.idp_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
