import type { Received, User } from '../model/user.ts'
import { caseKey } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { countCreated, countDeleted } from './position-blocks.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** A user to write, with the request that brought it about; without one the stored request stays. */
export type WrittenUser = { readonly user: User; readonly received: Received | null }

/** A new user with its place in the directory's order. */
export type NewUser = WrittenUser & { readonly position: number }

// Longer values cannot be indexed and are no e-mail addresses (RFC 5321 section 4.5.3.1: 254 characters).
const longestEmail = 320

/** Inserts users; one JSON parameter for all of them costs a quarter of arrays of parameters. */
export async function insertUsers(on: Queryable, scope: Scope, users: readonly NewUser[]): Promise<void> {
  await on.query({
    name: 'insert-users',
    text: `with created as (insert into users (organization_id, directory_id, id, position, user_name, user_name_key,
        external_id, idp_id, email_keys, active, inactive_since, attributes, document, received, version, created_at,
        updated_at)
      select $1, $2, id, position, user_name, user_name_key, external_id, idp_id,
        email_keys, active, inactive_since, attributes, document, received, version, created_at, updated_at
      from jsonb_to_recordset($3::jsonb) as row (id text, position bigint, user_name text, user_name_key text,
        external_id text, idp_id text, email_keys text[], active boolean, inactive_since timestamptz,
        attributes jsonb, document jsonb, received text, version integer, created_at timestamptz,
        updated_at timestamptz)
      returning position)
      ${countCreated('users')}`,
    values: [
      scope.organizationId,
      scope.directoryId,
      JSON.stringify(users.map((one) => ({ ...toRow(one), position: one.position }))),
    ],
  })
}

/** Writes what changed users are now; one that was deleted and came again in the same batch has a new `createdAt`. */
export async function updateUsers(on: Queryable, scope: Scope, users: readonly WrittenUser[]): Promise<void> {
  await on.query({
    name: 'update-users',
    text: `update users u set user_name = row.user_name, user_name_key = row.user_name_key,
        external_id = row.external_id, idp_id = row.idp_id, email_keys = row.email_keys, active = row.active,
        inactive_since = row.inactive_since, attributes = row.attributes, document = row.document,
        received = coalesce(row.received, u.received), version = row.version, created_at = row.created_at,
        updated_at = row.updated_at
      from jsonb_to_recordset($3::jsonb) as row (id text, user_name text, user_name_key text, external_id text,
        idp_id text, email_keys text[], active boolean, inactive_since timestamptz, attributes jsonb, document jsonb,
        received text, version integer, created_at timestamptz, updated_at timestamptz)
      where u.organization_id = $1 and u.directory_id = $2 and u.id = row.id`,
    values: [scope.organizationId, scope.directoryId, JSON.stringify(users.map(toRow))],
  })
}

/** Deletes users; their memberships are deleted by the caller. */
export async function deleteUsers(on: Queryable, scope: Scope, ids: readonly string[]): Promise<void> {
  await on.query({
    name: 'delete-users',
    text: `with deleted as (delete from users where organization_id = $1 and directory_id = $2 and id = any($3)
        returning position)
      ${countDeleted('users')}`,
    values: [scope.organizationId, scope.directoryId, ids],
  })
}

function toRow({ user, received }: WrittenUser) {
  return {
    id: user.id,
    user_name: user.userName,
    user_name_key: caseKey(user.userName),
    external_id: user.externalId,
    idp_id: user.idpId,
    email_keys: emailKeys(user),
    active: user.active,
    inactive_since: user.inactiveSince,
    attributes: user.attributes,
    document: user.document,
    received: received && JSON.stringify(received),
    version: user.version,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  }
}

function emailKeys(user: User): string[] {
  const keys = user.attributes.emails
    .filter(({ value }) => value.length <= longestEmail)
    .map(({ value }) => caseKey(value))
  return [...new Set(keys)]
}
