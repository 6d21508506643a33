import type { Queryable } from '../database.ts'
import { textArray } from '../text-array.ts'

/** A key and one of the users who have it. */
export type UserKey = { readonly key: string; readonly userId: string }

/** The keys that users have, as they were stored last. */
export async function loadUserKeys(
  on: Queryable,
  organizationId: string,
  userIds: readonly string[],
): Promise<UserKey[]> {
  if (userIds.length === 0) return []
  return on.query<UserKey>({
    name: 'load-user-keys',
    text: `select key, user_id as "userId" from person_keys where organization_id = $1 and user_id = any($2)`,
    values: [organizationId, textArray(userIds)],
  })
}

/** Who has these keys: of each key at most `limit` users. */
export async function findUsersByKeys(
  on: Queryable,
  organizationId: string,
  { keys, limit }: { readonly keys: readonly string[]; readonly limit: number },
): Promise<UserKey[]> {
  if (keys.length === 0) return []
  return on.query<UserKey>({
    name: 'find-users-by-keys',
    text: `select wanted.key, found.user_id as "userId" from unnest($2::text[]) as wanted (key)
      cross join lateral (
        select user_id from person_keys where organization_id = $1 and key = wanted.key order by user_id limit $3
      ) found`,
    values: [organizationId, textArray(keys), limit],
  })
}

/** Adds and takes away keys of users. */
export async function writeUserKeys(
  on: Queryable,
  organizationId: string,
  { added, removed }: { readonly added: readonly UserKey[]; readonly removed: readonly UserKey[] },
): Promise<void> {
  const listed = (list: readonly UserKey[]) => [
    organizationId,
    textArray(list.map(({ key }) => key)),
    textArray(list.map(({ userId }) => userId)),
  ]
  const removing =
    removed.length > 0 &&
    on.query({
      name: 'delete-user-keys',
      text: `delete from person_keys using unnest($2::text[], $3::text[]) as gone (key, user_id)
        where organization_id = $1 and person_keys.key = gone.key and person_keys.user_id = gone.user_id`,
      values: listed(removed),
    })
  const adding =
    added.length > 0 &&
    on.query({
      name: 'insert-user-keys',
      text: `insert into person_keys (organization_id, key, user_id)
        select $1, key, user_id from unnest($2::text[], $3::text[]) as row (key, user_id) on conflict do nothing`,
      values: listed(added),
    })
  await Promise.all([removing, adding])
}
