import { type ApiKey, Scope } from '../model/api-key.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

type ApiKeyRow = {
  readonly id: string
  readonly organization_id: string | null
  readonly name: string
  readonly suffix: string
  readonly scopes: readonly string[]
  readonly member_id: string | null
  readonly expires_at: Date | null
  readonly last_used_at: Date | null
  readonly revoked_at: Date | null
  readonly created_at: Date
}

const columns = 'id, organization_id, name, suffix, scopes, member_id, expires_at, last_used_at, revoked_at, created_at'

/** Writes a new API key; of its secret only the hash. */
export async function insertApiKey(on: Queryable, key: ApiKey, hash: Buffer): Promise<void> {
  await on.query({
    text: `insert into api_keys (${columns}, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      key.id,
      key.organizationId,
      key.name,
      key.suffix,
      key.scopes,
      key.memberId,
      key.expiresAt,
      key.lastUsedAt,
      key.revokedAt,
      key.createdAt,
      hash,
    ],
  })
}

/** The key whose secret has this hash, unless it is revoked or expired. */
export async function findUsableApiKey(on: Queryable, hash: Buffer, at: Date): Promise<ApiKey | null> {
  const rows = await on.query<ApiKeyRow>({
    name: 'find_usable_api_key',
    text: `select ${columns} from api_keys
      where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
    values: [hash, at],
  })
  return rows[0] ? toApiKey(rows[0]) : null
}

/** The member who made a key, or the key that it was made with; null where that is not known. */
export async function findMemberOfApiKey(on: Queryable, id: string): Promise<string | null> {
  const [row] = await on.query<Pick<ApiKeyRow, 'member_id'>>({
    text: 'select member_id from api_keys where id = $1',
    values: [id],
  })
  return row?.member_id ?? null
}

/** A page of the keys that are not revoked: all of them, or those bound to one organization. */
export async function listApiKeys(
  on: Queryable,
  organizationId: string | null,
  page: ListPage,
): Promise<Listed<ApiKey>> {
  const parameters = sqlParameters([organizationId])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const where = ['revoked_at is null', '($1::text is null or organization_id = $1)', ...conditions]
  const rows = await on.query<ApiKeyRow>({
    text: `select ${columns} from api_keys where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toApiKey)
}

/** Revokes a key and gives it. Null when there is none with this id that is not revoked (of this organization, unless null). */
export async function revokeApiKey(
  on: Queryable,
  key: { readonly id: string; readonly organizationId: string | null },
  at: Date,
): Promise<ApiKey | null> {
  const rows = await on.query<ApiKeyRow>({
    text: `update api_keys set revoked_at = $3
      where id = $1 and ($2::text is null or organization_id = $2) and revoked_at is null returning ${columns}`,
    values: [key.id, key.organizationId, at],
  })
  return rows[0] ? toApiKey(rows[0]) : null
}

/** Notes that keys were used. */
export async function touchApiKeys(on: Queryable, ids: readonly string[], at: Date): Promise<void> {
  await on.query({
    text: 'update api_keys set last_used_at = greatest(last_used_at, $2) where id = any($1)',
    values: [ids, at],
  })
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    suffix: row.suffix,
    // A scope that this version does not know opens nothing.
    scopes: row.scopes.flatMap((scope) => Scope.safeParse(scope).data ?? []),
    memberId: row.member_id,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
  }
}
