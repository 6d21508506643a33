import { isJsonObject, type JsonObject } from '../model/json.ts'
import { caseKey } from '../model/user.ts'
import type { Queryable } from '../store/database.ts'

/** Where `storeUser` and `storeGroup` put their rows. */
export const storedScope = { organizationId: 'org_1', directoryId: 'directory_1' }

/** Makes the organization and the directory of `storedScope`. */
export async function storeDirectory(on: Queryable): Promise<void> {
  const values = ['org_1', 'directory_1', '2026-01-01T00:00:00Z']
  await on.query({
    text: 'insert into organizations (id, name, created_at, updated_at) values ($1, $1, $2, $2)',
    values: [values[0], values[2]],
  })
  await on.query({
    text: `insert into directories (organization_id, id, name, type, state, external_key, created_at, updated_at)
      values ($1, $2, $2, 'generic scim v2.0', 'active', 'key', $3, $3)`,
    values,
  })
  await on.query({
    text: 'insert into directory_totals (organization_id, directory_id) values ($1, $2)',
    values: values.slice(0, 2),
  })
}

/** Puts a user's row into the database as it is, past the write path: for tests of what reads it. */
export async function storeUser(
  on: Queryable,
  user: { id: string; position: number; at?: string; document: JsonObject },
): Promise<void> {
  const { id, position, document, at = '2026-01-01T00:00:00.000Z' } = user
  const userName = String(document.userName ?? id)
  await on.query({
    text: `insert into users (organization_id, directory_id, id, position, user_name, user_name_key, external_id, idp_id, email_keys,
        active, inactive_since, attributes, document, version, created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $5, $8, $9, case when $9 then null else $12::timestamptz end, $10, $11, 1, $12,
        $12)`,
    values: [
      storedScope.organizationId,
      storedScope.directoryId,
      id,
      position,
      userName,
      caseKey(userName),
      document.externalId ?? null,
      emailKeys(document),
      document.active !== false,
      JSON.stringify({ name: document.displayName ?? null }),
      JSON.stringify(document),
      at,
    ],
  })
  await countRecord(on, 'users', position)
}

/** Puts a group's row and its members' into the database as they are, past the write path. */
export async function storeGroup(
  on: Queryable,
  group: {
    id: string
    position: number
    document: JsonObject
    members?: Readonly<Record<string, 'user' | 'group' | 'pending'>>
  },
): Promise<void> {
  const { id, position, document, members = {} } = group
  const displayName = String(document.displayName)
  await on.query({
    text: `insert into groups (organization_id, directory_id, id, position, display_name, display_name_key, external_id, idp_id,
        member_count, document, version, created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $5, $8, $9, 1, $10, $10)`,
    values: [
      storedScope.organizationId,
      storedScope.directoryId,
      id,
      position,
      displayName,
      caseKey(displayName),
      document.externalId ?? null,
      Object.keys(members).length,
      JSON.stringify(document),
      '2026-01-01T00:00:00.000Z',
    ],
  })
  await countRecord(on, 'groups', position)
  for (const [memberId, type] of Object.entries(members)) {
    await on.query({
      text: 'insert into memberships values ($1, $2, $3, $4, $5, now())',
      values: [storedScope.organizationId, storedScope.directoryId, id, memberId, type],
    })
  }
}

async function countRecord(on: Queryable, table: 'users' | 'groups', position: number): Promise<void> {
  const counts = table === 'users' ? [1, 0] : [0, 1]
  await on.query({
    text: `insert into position_blocks values ($1, $2, $3::bigint >> 10, $4, $5)
      on conflict (organization_id, directory_id, block) do update set ${table} = position_blocks.${table} + 1`,
    values: [storedScope.organizationId, storedScope.directoryId, position, ...counts],
  })
}

function emailKeys(document: JsonObject): string[] {
  const emails = Array.isArray(document.emails) ? document.emails : []
  return emails.filter(isJsonObject).flatMap(({ value }) => (typeof value === 'string' ? [caseKey(value)] : []))
}
