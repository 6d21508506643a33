import type { GroupWithMembers } from '../../directory/reader.ts'
import type { Member } from '../../model/group.ts'
import type { JsonObject } from '../../model/json.ts'
import type { UserGroup, UserWithGroups } from '../../model/user.ts'
import { type Projection, project } from './projection.ts'

/** `baseUrl` is the directory's SCIM base URL, without a slash at the end. */
export type WriteOptions = { readonly baseUrl: string; readonly projection: Projection }

/** What an answer shows of a resource besides the lists that are kept apart from it. */
type Written = Pick<UserWithGroups, 'id' | 'document' | 'version' | 'createdAt' | 'updatedAt'>

/** The User resource of an answer (RFC 7643 section 3), with the groups that it is a direct member of. */
export function writeUser(
  user: Written & Pick<UserWithGroups, 'groups'>,
  { baseUrl, projection }: WriteOptions,
): JsonObject {
  const resource = withId(user)
  if (user.groups.length > 0) resource.groups = user.groups.map((group) => writeUserGroup(group, baseUrl))
  resource.meta = writeMeta(user, 'User', `${baseUrl}/Users/${user.id}`)
  return project(resource, projection)
}

/** The Group resource of an answer. Without loaded members, or with none, it has no `members`. */
export function writeGroup(group: GroupWithMembers, { baseUrl, projection }: WriteOptions): JsonObject {
  const resource = withId(group)
  if (group.members && group.members.length > 0)
    resource.members = group.members.map((member) => writeMember(member, baseUrl))
  resource.meta = writeMeta(group, 'Group', `${baseUrl}/Groups/${group.id}`)
  return project(resource, projection)
}

/** The weak entity tag of a version: the `ETag` header and `meta.version` (RFC 7644 section 3.14). */
export function etagOf(version: number): string {
  return `W/"${version}"`
}

function withId({ id, document }: Written): JsonObject {
  const { schemas, ...attributes } = document
  return { schemas, id, ...attributes }
}

function writeMeta({ createdAt, updatedAt, version }: Written, resourceType: string, location: string): JsonObject {
  return {
    resourceType,
    created: createdAt.toISOString(),
    lastModified: updatedAt.toISOString(),
    location,
    version: etagOf(version),
  }
}

function writeUserGroup({ id, displayName }: UserGroup, baseUrl: string): JsonObject {
  return { value: id, $ref: `${baseUrl}/Groups/${id}`, display: displayName, type: 'direct' }
}

/** A member as the group shows it. A pending one is neither User nor Group yet, so there is nothing to refer to. */
export function writeMember({ id, type, display }: Member, baseUrl: string): JsonObject {
  if (type === 'pending') return { value: id }
  const resourceType = type === 'user' ? 'User' : 'Group'
  const member: JsonObject = { value: id, $ref: `${baseUrl}/${resourceType}s/${id}`, type: resourceType }
  if (display !== null) member.display = display
  return member
}
