import type { Group } from '../model/group.ts'
import { groupSearchWords } from '../model/search-words.ts'
import { caseKey, type Received } from '../model/user.ts'
import type { Queryable } from './database.ts'
import type { Membership } from './load-memberships.ts'
import { countCreated, countDeleted } from './position-blocks.ts'
import { wordsLiteral } from './words-literal.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** A group to write, with the request that brought it about; without one the stored request stays. */
export type WrittenGroup = { readonly group: Group; readonly received: Received | null }

/** A new group with its place in the directory's order. */
export type NewGroup = WrittenGroup & { readonly position: number }

/** Inserts groups, their memberships apart. */
export async function insertGroups(on: Queryable, scope: Scope, groups: readonly NewGroup[]): Promise<void> {
  await on.query({
    name: 'insert-groups',
    text: `with created as (insert into groups (organization_id, directory_id, id, position, display_name,
        display_name_key, external_id, idp_id, member_count, document, received, search, version, created_at, updated_at)
      select $1, $2, id, position, display_name, display_name_key, external_id,
        idp_id, member_count, document, received, search, version, created_at, updated_at
      from jsonb_to_recordset($3::jsonb) as row (id text, position bigint, display_name text, display_name_key text,
        external_id text, idp_id text, member_count integer, document jsonb, received text, search tsvector,
        version integer, created_at timestamptz, updated_at timestamptz)
      returning position)
      ${countCreated('groups')}`,
    values: [
      scope.organizationId,
      scope.directoryId,
      JSON.stringify(groups.map((one) => ({ ...toRow(one), position: one.position, created_at: one.group.createdAt }))),
    ],
  })
}

/** Writes what changed groups are now. */
export async function updateGroups(on: Queryable, scope: Scope, groups: readonly WrittenGroup[]): Promise<void> {
  await on.query({
    name: 'update-groups',
    text: `update groups g set display_name = row.display_name, display_name_key = row.display_name_key,
        external_id = row.external_id, idp_id = row.idp_id, member_count = row.member_count, document = row.document,
        received = coalesce(row.received, g.received), search = row.search, version = row.version, updated_at = row.updated_at
      from jsonb_to_recordset($3::jsonb) as row (id text, display_name text, display_name_key text, external_id text,
        idp_id text, member_count integer, document jsonb, received text, search tsvector, version integer,
        updated_at timestamptz)
      where g.organization_id = $1 and g.directory_id = $2 and g.id = row.id`,
    values: [scope.organizationId, scope.directoryId, JSON.stringify(groups.map(toRow))],
  })
}

/** Deletes groups with their memberships. */
export async function deleteGroups(on: Queryable, scope: Scope, ids: readonly string[]): Promise<void> {
  await on.query({
    name: 'delete-groups',
    text: `with deleted as (delete from groups where organization_id = $1 and directory_id = $2 and id = any($3)
        returning position),
      left_alone as (delete from memberships where organization_id = $1 and directory_id = $2 and group_id = any($3))
      ${countDeleted('groups')}`,
    values: [scope.organizationId, scope.directoryId, ids],
  })
}

/** Inserts memberships. */
export async function insertMemberships(
  on: Queryable,
  scope: Scope,
  { memberships, at }: { memberships: readonly Membership[]; at: Date },
): Promise<void> {
  await on.query({
    name: 'insert-memberships',
    text: `insert into memberships (organization_id, directory_id, group_id, member_id, member_type, created_at)
      select $1, $2, group_id, member_id, member_type, $6
      from unnest($3::text[], $4::text[], $5::text[]) as row (group_id, member_id, member_type)`,
    values: [
      scope.organizationId,
      scope.directoryId,
      memberships.map(({ groupId }) => groupId),
      memberships.map(({ memberId }) => memberId),
      memberships.map(({ memberType }) => memberType),
      at,
    ],
  })
}

/** Deletes memberships. */
export async function deleteMemberships(
  on: Queryable,
  scope: Scope,
  memberships: readonly Membership[],
): Promise<void> {
  await on.query({
    name: 'delete-memberships',
    text: `delete from memberships m using unnest($3::text[], $4::text[]) as row (group_id, member_id)
      where m.organization_id = $1 and m.directory_id = $2
        and m.group_id = row.group_id and m.member_id = row.member_id`,
    values: [
      scope.organizationId,
      scope.directoryId,
      memberships.map(({ groupId }) => groupId),
      memberships.map(({ memberId }) => memberId),
    ],
  })
}

function toRow({ group, received }: WrittenGroup) {
  return {
    id: group.id,
    display_name: group.displayName,
    display_name_key: caseKey(group.displayName),
    external_id: group.externalId,
    idp_id: group.idpId,
    member_count: group.memberCount,
    document: group.document,
    received: received && JSON.stringify(received),
    search: wordsLiteral(groupSearchWords(group)),
    version: group.version,
    updated_at: group.updatedAt,
  }
}
