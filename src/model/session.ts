import type { JsonObject } from './json.ts'

/** How somebody signed in. */
export type SignInMethod = 'sign_in_link' | 'oidc' | 'api_key'

/** Somebody who is signed in to the dashboard, in one browser: a member, or whoever has an API key. */
export type Session = {
  readonly id: string
  readonly memberId: string | null
  /** The hash of the API key; null where a member signed in. */
  readonly keyHash: Buffer | null
  readonly method: SignInMethod
  readonly remoteAddress: string | null
  readonly userAgent: string | null
  readonly createdAt: Date
  readonly lastSeenAt: Date
  /** The latest end. */
  readonly expiresAt: Date
}

/** How long a session lasts without being used. */
export const sessionIdleMs = 12 * 60 * 60 * 1000

/** How long a session lasts at the most. */
export const sessionMs = 7 * 24 * 60 * 60 * 1000

/** When a session ends if it is not used any more. */
export function sessionEnd({ lastSeenAt, expiresAt }: Pick<Session, 'lastSeenAt' | 'expiresAt'>): Date {
  return new Date(Math.min(lastSeenAt.getTime() + sessionIdleMs, expiresAt.getTime()))
}

/** A session as its owner sees it. */
export function toSessionObject(session: Session, isCurrent: boolean): JsonObject {
  return {
    object: 'sign_in_session',
    id: session.id,
    method: session.method,
    is_current: isCurrent,
    location: session.remoteAddress,
    user_agent: session.userAgent,
    created_at: session.createdAt.toISOString(),
    last_seen_at: session.lastSeenAt.toISOString(),
    expires_at: sessionEnd(session).toISOString(),
  }
}
