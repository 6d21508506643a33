import type { DirectoryGroupFields } from '../../model/directory-group-object.ts'
import type { DirectoryUserFields } from '../../model/directory-user-object.ts'
import { personName } from '../../model/event-sentence.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Database } from '../../store/database.ts'
import { mostNestedGroups, type NestedGroup, pathTo, readGroupsWithin } from '../../store/nested-groups.ts'
import { loadUserFields } from '../../store/read-api-users.ts'
import { findMemberships, type MemberPlace } from '../../store/read-members.ts'

type Group = Pick<DirectoryGroupFields, 'organizationId' | 'directoryId' | 'id'>

/** Direct members as the API shows them. */
export async function showDirectMembers(
  database: Database,
  { organizationId, id }: Group,
  members: readonly MemberPlace[],
): Promise<JsonObject[]> {
  const ids = members.flatMap((member) => (member.type === 'user' ? [member.id] : []))
  const hasGroups = members.some(({ type }) => type === 'group')
  const [users, groups] = await Promise.all([
    loadUserFields(database, organizationId, ids),
    hasGroups ? readGroupsWithin(database, { organizationId, id }) : [],
  ])
  const userById = new Map(users.map((user) => [user.id, user]))
  const groupById = new Map(groups.map((group) => [group.id, group]))
  return members.map((member) => ({
    ...emptyMember,
    ...userPart(userById.get(member.id)),
    ...groupPart(groupById.get(member.id)),
    id: member.id,
    type: member.type,
    how: member.type === 'pending' ? 'pending' : 'direct',
    since: member.since.toISOString(),
  }))
}

/** Users of a group as the API shows them, each with the shortest way by which it got in. */
export async function showUsersWithin(
  database: Database,
  { group, within }: { readonly group: Group; readonly within: readonly NestedGroup[] },
  users: readonly DirectoryUserFields[],
): Promise<JsonObject[]> {
  const byId = new Map(within.map((one) => [one.id, one]))
  const memberships = await findMemberships(database, group.organizationId, {
    groupIds: [group.id, ...byId.keys()],
    memberIds: users.map(({ id }) => id),
  })
  const ways = Map.groupBy(memberships, ({ memberId }) => memberId)
  return users.map((user) => {
    const own = ways.get(user.id) ?? []
    const direct = own.find(({ groupId }) => groupId === group.id)
    const nearest = own
      .flatMap(({ groupId }) => byId.get(groupId) ?? [])
      .reduce<NestedGroup | null>((best, one) => (best && best.depth <= one.depth ? best : one), null)
    const path = direct || !nearest ? [] : [...pathTo(nearest, byId), nearest]
    return {
      ...emptyMember,
      ...userPart(user),
      id: user.id,
      type: 'user',
      how: path.length > 0 ? 'nested' : 'direct',
      path: path.map(({ id, name }): JsonObject => ({ id, name })),
      since: direct?.since.toISOString() ?? null,
    }
  })
}

/** Which groups' users are a group's, when those of groups within it count. */
export function groupsToLookIn(group: Group, within: readonly NestedGroup[]): string[] {
  return [group.id, ...within.slice(0, mostNestedGroups).map(({ id }) => id)]
}

const emptyMember: JsonObject = {
  object: 'group_member',
  name: null,
  email: null,
  job_title: null,
  state: null,
  member_count: null,
  path: [],
}

function userPart(user: DirectoryUserFields | undefined): JsonObject {
  if (!user) return {}
  const { attributes, active, id } = user
  return {
    name: personName({ ...attributes, emails: [], id }),
    email: attributes.email,
    job_title: attributes.job_title,
    state: active ? 'active' : 'inactive',
  }
}

function groupPart(group: NestedGroup | undefined): JsonObject {
  return group ? { name: group.name, member_count: group.memberCount } : {}
}
