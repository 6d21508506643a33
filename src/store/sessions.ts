import type { Member } from '../model/member.ts'
import type { Session, SignInMethod } from '../model/session.ts'
import type { Queryable } from './database.ts'
import { findMember } from './members.ts'

type SessionRow = {
  readonly id: string
  readonly member_id: string | null
  readonly key_hash: Buffer | null
  readonly method: SignInMethod
  readonly remote_address: string | null
  readonly user_agent: string | null
  readonly created_at: Date
  readonly last_seen_at: Date
  readonly expires_at: Date
}

/** Whose sessions: a member's, or those opened with an API key. */
export type SessionOwner = Pick<Session, 'memberId' | 'keyHash'>

/** A session, and the member who opened it; null for whoever has an API key. */
export type SessionWithMember = { readonly session: Session; readonly member: Member | null }

/** From when on a session counts: it was used since, and it has not ended. */
export type SessionTimes = { readonly now: Date; readonly idleSince: Date }

const columns = `id, member_id, key_hash, method, remote_address, user_agent, created_at, last_seen_at, expires_at`
const isOpen = (now: string, idleSince: string) => `expires_at > ${now} and last_seen_at > ${idleSince}`

/** Writes a new session; of its token only the hash. */
export async function insertSession(on: Queryable, session: Session, tokenHash: Buffer): Promise<void> {
  const { id, memberId, keyHash, method, remoteAddress, userAgent, createdAt, lastSeenAt, expiresAt } = session
  await on.query({
    text: `insert into sessions (${columns}, token_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [id, memberId, keyHash, method, remoteAddress, userAgent, createdAt, lastSeenAt, expiresAt, tokenHash],
  })
}

/** The session whose token has this hash, if it has not ended, and whose it is; null too where its member may not sign in. */
export async function findOpenSession(
  on: Queryable,
  tokenHash: Buffer,
  { now, idleSince }: SessionTimes,
): Promise<SessionWithMember | null> {
  const [row] = await on.query<SessionRow>({
    name: 'find_open_session',
    text: `select ${columns} from sessions where token_hash = $1 and ${isOpen('$2', '$3')}`,
    values: [tokenHash, now, idleSince],
  })
  if (!row) return null
  const session = toSession(row)
  if (session.memberId === null) return { session, member: null }
  const member = await findMember(on, session.memberId)
  return member?.state === 'active' ? { session, member } : null
}

/** The open sessions of one owner, the last used first. */
export async function listSessions(
  on: Queryable,
  { memberId, keyHash }: SessionOwner,
  { now, idleSince }: SessionTimes,
): Promise<readonly Session[]> {
  const rows = await on.query<SessionRow>({
    text: `select ${columns} from sessions where (member_id = $1 or key_hash = $2) and ${isOpen('$3', '$4')}
      order by last_seen_at desc, id limit 100`,
    values: [memberId, keyHash, now, idleSince],
  })
  return rows.map(toSession)
}

/** Ends a session of an owner and gives it; null when there is none with this id. */
export async function deleteSession(
  on: Queryable,
  id: string,
  { memberId, keyHash }: SessionOwner,
): Promise<Session | null> {
  const rows = await on.query<SessionRow>({
    text: `delete from sessions where id = $1 and (member_id = $2 or key_hash = $3) returning ${columns}`,
    values: [id, memberId, keyHash],
  })
  return rows[0] ? toSession(rows[0]) : null
}

/** Ends all sessions of a member. */
export async function deleteSessionsOfMember(on: Queryable, memberId: string): Promise<void> {
  await on.query({ text: 'delete from sessions where member_id = $1', values: [memberId] })
}

/** Notes that sessions were used. */
export async function touchSessions(on: Queryable, ids: readonly string[], at: Date): Promise<void> {
  await on.query({
    text: 'update sessions set last_seen_at = greatest(last_seen_at, $2) where id = any($1)',
    values: [ids, at],
  })
}

/** Removes sessions that have ended. */
export async function removeEndedSessions(on: Queryable, { now, idleSince }: SessionTimes): Promise<void> {
  await on.query({
    text: `delete from sessions where expires_at <= $1 or last_seen_at <= $2`,
    values: [now, idleSince],
  })
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    memberId: row.member_id,
    keyHash: row.key_hash,
    method: row.method,
    remoteAddress: row.remote_address,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  }
}
