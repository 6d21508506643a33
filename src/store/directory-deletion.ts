import type { Queryable } from './database.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** What is removed at once of a list, and after which key it goes on. */
export type Piece<Key> = { readonly after: Key; readonly limit: number }

/** How many rows were removed, and the last one's key; null when there were none. */
export type Removed<Key> = { readonly count: number; readonly last: Key | null }

/** Directories that are marked as deleted and still hold something, some at a time. */
export async function findDeletingDirectories(on: Queryable, { after, limit }: Piece<Scope>): Promise<Scope[]> {
  const rows = await on.query<{ organization_id: string; id: string }>({
    name: 'find-deleting-directories',
    text: `select organization_id, id from directories where state = 'deleting' and (organization_id, id) > ($1, $2)
      order by organization_id, id limit $3`,
    values: [after.organizationId, after.directoryId, limit],
  })
  return rows.map((row) => ({ organizationId: row.organization_id, directoryId: row.id }))
}

/** Ends every bearer token of a directory and empties its totals, in the transaction that marks it as deleted. */
export async function closeDirectory(on: Queryable, { organizationId, directoryId }: Scope, at: Date): Promise<void> {
  await on.query({
    text: `with tokens as (update directory_tokens set revoked_at = $3
        where organization_id = $1 and directory_id = $2 and revoked_at is null)
      update directory_totals set active_users = 0, inactive_users = 0, groups = 0
      where organization_id = $1 and directory_id = $2`,
    values: [organizationId, directoryId, at],
  })
}

/** The groups of a directory by position, some at a time. */
export async function findGroupsToRemove(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  { after, limit }: Piece<number>,
): Promise<{ readonly id: string; readonly position: number }[]> {
  return on.query({
    text: `select id, position from groups
      where organization_id = $1 and directory_id = $2 and position > $3 order by position limit $4`,
    values: [organizationId, directoryId, after, limit],
  })
}

/** Removes members of groups, some at a time, and says how many. */
export async function removeMembersOf(
  on: Queryable,
  { organizationId, groupIds }: { readonly organizationId: string; readonly groupIds: readonly string[] },
  limit: number,
): Promise<number> {
  const [row] = await on.query<{ count: number }>({
    text: `with piece as materialized (
        select group_id, member_id from memberships where organization_id = $1 and group_id = any($2) limit $3
      ), gone as (
        delete from memberships m using piece
        where m.organization_id = $1 and m.group_id = piece.group_id and m.member_id = piece.member_id
      )
      select count(*) as count from piece`,
    values: [organizationId, groupIds, limit],
  })
  return row?.count ?? 0
}

/** Removes groups whose members are gone. */
export async function removeGroups(
  on: Queryable,
  { organizationId, groupIds }: { readonly organizationId: string; readonly groupIds: readonly string[] },
): Promise<void> {
  await on.query({
    text: 'delete from groups where organization_id = $1 and id = any($2)',
    values: [organizationId, groupIds],
  })
}

/** Removes users of a directory by position, some at a time. */
export function removeUsers(on: Queryable, scope: Scope, piece: Piece<number>): Promise<Removed<number>> {
  return removePiece(on, scope, { table: 'users', key: 'position', piece })
}

/** Removes the users that could be restored, some at a time. */
export function removeAllDeletedUsers(on: Queryable, scope: Scope, piece: Piece<string>): Promise<Removed<string>> {
  return removePiece(on, scope, { table: 'deleted_users', key: 'id', piece })
}

/** Removes what the log of SCIM requests has of a directory, some at a time. */
export function removeScimRequests(on: Queryable, scope: Scope, piece: Piece<string>): Promise<Removed<string>> {
  return removePiece(on, scope, { table: 'scim_requests', key: 'id', piece })
}

type Removal<Key> = {
  readonly table: 'users' | 'deleted_users' | 'scim_requests'
  readonly key: 'position' | 'id'
  readonly piece: Piece<Key>
}

/** Goes along an index from where the piece before ended: rows that were removed just now are not passed again. */
async function removePiece<Key extends string | number>(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  { table, key, piece }: Removal<Key>,
): Promise<Removed<Key>> {
  const [row] = await on.query<{ count: number; last: Key | null }>({
    text: `with piece as materialized (
        select id, ${key} as key from ${table}
        where organization_id = $1 and directory_id = $2 and ${key} > $3 order by ${key} limit $4
      ), gone as (
        delete from ${table} t using piece
        where t.organization_id = $1 and t.directory_id = $2 and t.id = piece.id
      )
      select count(*) as count, max(key) as last from piece`,
    values: [organizationId, directoryId, piece.after, piece.limit],
  })
  return row ?? { count: 0, last: null }
}

/**
 * Removes what is left of a directory that holds nothing any more: its counts, its tokens, itself. Its stream is noted as
 * ended. A directory that somebody brought back meanwhile stays.
 */
export async function removeDirectory(on: Queryable, { organizationId, directoryId }: Scope): Promise<void> {
  await on.query({
    text: `with directory as (
        delete from directories where organization_id = $1 and id = $2 and state = 'deleting' returning id
      ), blocks as (
        delete from position_blocks where organization_id = $1 and directory_id in (select id from directory)
      ), tokens as (
        delete from directory_tokens where organization_id = $1 and directory_id in (select id from directory)
      ), setups as (
        delete from directory_setups where organization_id = $1 and directory_id in (select id from directory)
      ), totals as (
        delete from directory_totals where organization_id = $1 and directory_id in (select id from directory)
      )
      insert into ended_streams (organization_id, stream_id) select $1, id from directory on conflict do nothing`,
    values: [organizationId, directoryId],
  })
}

/**
 * Removes what told how far ended streams are fed and delivered, once retention has taken the last of their events: until
 * then somebody may still be told of them.
 */
export async function removeEndedStreams(on: Queryable): Promise<void> {
  await on.query({
    text: `with ended as materialized (
        select e.organization_id, e.stream_id from ended_streams e
        where not exists (select from events
            where organization_id = e.organization_id and stream_id = e.stream_id)
          and not exists (select from directories where organization_id = e.organization_id and id = e.stream_id)
      ), fed as (
        delete from feed_streams t using ended e
        where t.organization_id = e.organization_id and t.stream_id = e.stream_id
      ), consumed as (
        delete from consumer_streams t using ended e
        where t.organization_id = e.organization_id and t.stream_id = e.stream_id
      ), delivered as (
        delete from destination_streams t using ended e
        where t.organization_id = e.organization_id and t.stream_id = e.stream_id
      ), heads as (
        delete from streams t using ended e where t.organization_id = e.organization_id and t.id = e.stream_id
      )
      delete from ended_streams t using ended e
      where t.organization_id = e.organization_id and t.stream_id = e.stream_id`,
  })
}
