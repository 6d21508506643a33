import type { Member, MemberType } from '../model/group.ts'
import type { Queryable } from './database.ts'
import { memberDisplay, memberJoins } from './group-row.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** One membership: which group has which member. */
export type Membership = { readonly groupId: string; readonly memberId: string; readonly memberType: MemberType }

type MembershipRow = { readonly group_id: string; readonly member_id: string; readonly member_type: MemberType }

/** Those of the named pairs of group and member that exist. */
export async function loadMemberships(
  on: Queryable,
  scope: Scope,
  pairs: readonly { readonly groupId: string; readonly memberId: string }[],
): Promise<Membership[]> {
  const rows = await on.query<MembershipRow>({
    name: 'load-memberships',
    text: `select m.group_id, m.member_id, m.member_type
      from unnest($3::text[], $4::text[]) as pair(group_id, member_id)
      join memberships m on m.organization_id = $1 and m.directory_id = $2
        and m.group_id = pair.group_id and m.member_id = pair.member_id`,
    values: [
      scope.organizationId,
      scope.directoryId,
      pairs.map((pair) => pair.groupId),
      pairs.map((pair) => pair.memberId),
    ],
  })
  return rows.map(toMembership)
}

/** Every membership of these groups. */
export async function loadAllMemberships(
  on: Queryable,
  scope: Scope,
  groupIds: readonly string[],
): Promise<Membership[]> {
  const rows = await on.query<MembershipRow>({
    name: 'load-all-memberships',
    text: `select group_id, member_id, member_type from memberships
      where organization_id = $1 and directory_id = $2 and group_id = any($3)`,
    values: [scope.organizationId, scope.directoryId, groupIds],
  })
  return rows.map(toMembership)
}

/** Every member of these groups as it is shown, by group. */
export async function loadMemberDetails(
  on: Queryable,
  scope: Scope,
  groupIds: readonly string[],
): Promise<{ readonly groupId: string; readonly member: Member }[]> {
  const rows = await on.query<MembershipRow & { display: string | null }>({
    name: 'load-member-details',
    text: `select m.group_id, m.member_id, m.member_type, ${memberDisplay} as display
      from memberships m ${memberJoins}
      where m.organization_id = $1 and m.directory_id = $2 and m.group_id = any($3)`,
    values: [scope.organizationId, scope.directoryId, groupIds],
  })
  return rows.map((row) => ({
    groupId: row.group_id,
    member: { id: row.member_id, type: row.member_type, display: row.display },
  }))
}

/** What each of these ids is in the directory; ids that are neither user nor group are left out. */
export async function loadMemberTypes(
  on: Queryable,
  scope: Scope,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly type: 'user' | 'group' }[]> {
  return on.query({
    name: 'load-member-types',
    text: `select id, 'user' as type from users where organization_id = $1 and directory_id = $2 and id = any($3)
      union all
      select id, 'group' from groups where organization_id = $1 and directory_id = $2 and id = any($3)`,
    values: [scope.organizationId, scope.directoryId, ids],
  })
}

/** Who has these `externalId`s. */
export async function loadExternalIds(
  on: Queryable,
  scope: Scope,
  externalIds: readonly string[],
): Promise<{ readonly externalId: string; readonly id: string; readonly type: 'user' | 'group' }[]> {
  const rows = await on.query<{ external_id: string; id: string; type: 'user' | 'group' }>({
    name: 'load-external-ids',
    text: `select external_id, id, 'user' as type from users
        where organization_id = $1 and directory_id = $2 and external_id = any($3)
      union all
      select external_id, id, 'group' from groups
        where organization_id = $1 and directory_id = $2 and external_id = any($3)`,
    values: [scope.organizationId, scope.directoryId, externalIds],
  })
  return rows.map(({ external_id, id, type }) => ({ externalId: external_id, id, type }))
}

function toMembership(row: MembershipRow): Membership {
  return { groupId: row.group_id, memberId: row.member_id, memberType: row.member_type }
}
