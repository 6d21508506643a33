import type { Queryable } from './database.ts'

/** A link that signs somebody in once. */
export type SignInLink = {
  readonly id: string
  /** Null: whoever opens it becomes the first owner, as long as there is none. */
  readonly memberId: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

type LinkRow = {
  readonly id: string
  readonly member_id: string | null
  readonly created_at: Date
  readonly expires_at: Date
}

const columns = 'id, member_id, created_at, expires_at'

/** Writes a new link, of its token only the hash. Links that the same member got before open nothing any more. */
export async function insertSignInLink(on: Queryable, link: SignInLink, tokenHash: Buffer): Promise<void> {
  await on.query({ text: 'delete from sign_in_links where member_id = $1', values: [link.memberId] })
  await on.query({
    text: `insert into sign_in_links (${columns}, token_hash) values ($1, $2, $3, $4, $5)`,
    values: [link.id, link.memberId, link.createdAt, link.expiresAt, tokenHash],
  })
}

/** The link whose token has this hash, if it was not used and has not ended; else null. Members are locked before their links. */
export async function findUsableSignInLink(on: Queryable, tokenHash: Buffer, at: Date): Promise<SignInLink | null> {
  const [row] = await on.query<LinkRow>({
    text: `select ${columns} from sign_in_links
      where token_hash = $1 and used_at is null and expires_at > $2`,
    values: [tokenHash, at],
  })
  if (!row) return null
  return { id: row.id, memberId: row.member_id, createdAt: row.created_at, expiresAt: row.expires_at }
}

/** Notes that a link was used: it opens nothing any more. False when it was used already, or is gone. */
export async function useSignInLink(transaction: Queryable, id: string, at: Date): Promise<boolean> {
  const rows = await transaction.query({
    text: 'update sign_in_links set used_at = $2 where id = $1 and used_at is null returning id',
    values: [id, at],
  })
  return rows.length > 0
}

/** Ends the links of a member. */
export async function deleteSignInLinksOf(on: Queryable, memberId: string): Promise<void> {
  await on.query({ text: 'delete from sign_in_links where member_id = $1', values: [memberId] })
}

/** Removes links that have ended. */
export async function removeEndedSignInLinks(on: Queryable, before: Date): Promise<void> {
  await on.query({ text: 'delete from sign_in_links where expires_at <= $1', values: [before] })
}
