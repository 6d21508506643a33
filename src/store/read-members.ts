import type { MemberType } from '../model/group.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

/** A member as a group names it. */
export type MemberPlace = { readonly id: string; readonly type: MemberType; readonly since: Date }

type Group = { readonly organizationId: string; readonly directoryId: string; readonly id: string }
type Row = { readonly member_id: string; readonly member_type: MemberType; readonly created_at: Date }

/** A page of the direct members of a group, by id; `type`: only those. */
export async function listMembers(
  on: Queryable,
  { group, type }: { readonly group: Group; readonly type: MemberType | null },
  page: ListPage,
): Promise<Listed<MemberPlace>> {
  const parameters = sqlParameters([group.organizationId, group.id])
  const { conditions, end } = pageSql(idKey('m.member_id', parameters), page)
  const ofType = type === null ? [] : [`m.member_type = '${type}'`]
  // Those who are awaited have an index of their own.
  const scope = type === 'pending' ? [`m.directory_id = ${parameters.add(group.directoryId)}`] : []
  const where = ['m.organization_id = $1', 'm.group_id = $2', ...scope, ...ofType, ...conditions]
  const rows = await on.query<Row>({
    text: `select m.member_id, m.member_type, m.created_at from memberships m where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, ({ member_id: id, member_type: type, created_at: since }) => ({ id, type, since }))
}

/** How many direct members a group has. */
export async function readMemberCount(
  on: Queryable,
  { organizationId, id }: Pick<Group, 'organizationId' | 'id'>,
): Promise<number> {
  const [row] = await on.query<{ member_count: number }>({
    text: 'select member_count from groups where organization_id = $1 and id = $2',
    values: [organizationId, id],
  })
  return row?.member_count ?? 0
}

/** A page of the users that are in any of these groups, each once, by id: of each group no more is read than the page has. */
export async function listUsersWithin(
  on: Queryable,
  { organizationId, groupIds }: { readonly organizationId: string; readonly groupIds: readonly string[] },
  page: ListPage,
): Promise<Listed<{ readonly id: string }>> {
  const parameters = sqlParameters([organizationId, groupIds])
  const { conditions, end } = pageSql(idKey('m.member_id', parameters), page)
  const where = ['m.organization_id = $1', 'm.group_id = g.id', `m.member_type = 'user'`, ...conditions]
  const rows = await on.query<{ readonly id: string }>({
    text: `select distinct m.id from unnest($2::text[]) g (id) cross join lateral (
        select m.member_id as id from memberships m where ${where.join(' and ')} ${end}) m
      ${end.replace('m.member_id', 'm.id')}`,
    values: parameters.values,
  })
  return toListed(rows, page, (row) => row)
}

/** In which of these groups these users are, and since when. */
export async function findMemberships(
  on: Queryable,
  organizationId: string,
  { groupIds, memberIds }: { readonly groupIds: readonly string[]; readonly memberIds: readonly string[] },
): Promise<{ readonly groupId: string; readonly memberId: string; readonly since: Date }[]> {
  if (memberIds.length === 0) return []
  return on.query({
    text: `select m.group_id as "groupId", m.member_id as "memberId", m.created_at as since
      from unnest($3::text[]) u (id) join memberships m
        on m.organization_id = $1 and m.member_id = u.id and m.group_id = any($2)`,
    values: [organizationId, groupIds, memberIds],
  })
}
