import type { Directory, DirectoryToken } from '../model/directory.ts'
import type { Queryable } from './database.ts'
import { type DirectoryRow, directoryColumns, toDirectory } from './directories.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

type TokenRow = {
  readonly organization_id: string
  readonly id: string
  readonly directory_id: string
  readonly suffix: string
  readonly expires_at: Date | null
  readonly last_used_at: Date | null
  readonly revoked_at: Date | null
  readonly created_at: Date
}

const columns = 'organization_id, id, directory_id, suffix, expires_at, last_used_at, revoked_at, created_at'

/** Names a token within its organization and directory. */
export type DirectoryTokenRef = Pick<DirectoryToken, 'organizationId' | 'directoryId' | 'id'>

/** Writes a new token; of its secret only the hash. */
export async function insertDirectoryToken(on: Queryable, token: DirectoryToken, hash: Buffer): Promise<void> {
  await on.query({
    text: `insert into directory_tokens (${columns}, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      token.organizationId,
      token.id,
      token.directoryId,
      token.suffix,
      token.expiresAt,
      token.lastUsedAt,
      token.revokedAt,
      token.createdAt,
      hash,
    ],
  })
}

/** A token that may be used, and its directory. */
export type UsableToken = { readonly tokenId: string; readonly expiresAt: Date | null; readonly directory: Directory }

/** The token whose secret has this hash, unless it is revoked or expired. */
export async function findUsableToken(on: Queryable, hash: Buffer, at: Date): Promise<UsableToken | null> {
  const rows = await on.query<DirectoryRow & { readonly token_id: string; readonly expires_at: Date | null }>({
    name: 'find_usable_token',
    text: `select t.id as token_id, t.expires_at, ${directoryColumns}
      from directory_tokens t
      join directories d on d.organization_id = t.organization_id and d.id = t.directory_id
      where t.hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2)`,
    values: [hash, at],
  })
  const row = rows[0]
  return row ? { tokenId: row.token_id, expiresAt: row.expires_at, directory: toDirectory(row) } : null
}

/** A page of a directory's tokens, revoked and expired ones too. */
export async function listDirectoryTokens(
  on: Queryable,
  directory: Pick<DirectoryTokenRef, 'organizationId' | 'directoryId'>,
  page: ListPage,
): Promise<Listed<DirectoryToken>> {
  const parameters = sqlParameters([directory.organizationId, directory.directoryId])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const where = ['organization_id = $1', 'directory_id = $2', ...conditions]
  const rows = await on.query<TokenRow>({
    text: `select ${columns} from directory_tokens where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toToken)
}

/** The token, locked until the transaction ends; or null. */
export async function findDirectoryToken(on: Queryable, token: DirectoryTokenRef): Promise<DirectoryToken | null> {
  const rows = await on.query<TokenRow>({
    text: `select ${columns} from directory_tokens
      where organization_id = $1 and directory_id = $2 and id = $3 for update`,
    values: [token.organizationId, token.directoryId, token.id],
  })
  return rows[0] ? toToken(rows[0]) : null
}

/** Revokes a token at once. Null when there is no such token. */
export async function revokeDirectoryToken(
  on: Queryable,
  token: DirectoryTokenRef,
  at: Date,
): Promise<DirectoryToken | null> {
  return updateToken(on, token, { set: 'revoked_at = $4', at })
}

/** Lets a token end at this time, so that its successor can take over; never later than it would end anyway. */
export async function expireDirectoryToken(
  on: Queryable,
  token: DirectoryTokenRef,
  at: Date,
): Promise<DirectoryToken | null> {
  return updateToken(on, token, { set: 'expires_at = least(expires_at, $4)', at })
}

/** Notes that tokens were used. */
export async function touchDirectoryTokens(
  on: Queryable,
  tokens: readonly Pick<DirectoryTokenRef, 'organizationId' | 'id'>[],
  at: Date,
): Promise<void> {
  await on.query({
    text: `update directory_tokens t set last_used_at = greatest(t.last_used_at, $3)
      from unnest($1::text[], $2::text[]) as used (organization_id, id)
      where t.organization_id = used.organization_id and t.id = used.id`,
    values: [tokens.map((token) => token.organizationId), tokens.map((token) => token.id), at],
  })
}

async function updateToken(
  on: Queryable,
  token: DirectoryTokenRef,
  change: { readonly set: string; readonly at: Date },
): Promise<DirectoryToken | null> {
  const rows = await on.query<TokenRow>({
    text: `update directory_tokens set ${change.set}
      where organization_id = $1 and directory_id = $2 and id = $3 returning ${columns}`,
    values: [token.organizationId, token.directoryId, token.id, change.at],
  })
  return rows[0] ? toToken(rows[0]) : null
}

function toToken(row: TokenRow): DirectoryToken {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    suffix: row.suffix,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
  }
}
