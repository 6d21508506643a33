import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { Member } from '../../model/member.ts'
import { scopesOfRole } from '../../model/role.ts'
import { type Session, sessionEnd, sessionIdleMs } from '../../model/session.ts'
import type { Platform } from '../../platform/platform.ts'
import { hashSecret } from '../../platform/secrets.ts'
import type { Database } from '../../store/database.ts'
import { findOpenSession, type SessionTimes, touchSessions } from '../../store/sessions.ts'
import type { KeyAuthenticator } from '../key-authenticator.ts'
import { createLastUsedRecorder } from '../last-used-recorder.ts'
import { createSecretCache } from '../secret-cache.ts'
import { readSessionCookie } from './session-cookie.ts'

/** A session as it is used: whose it is, and what they may do. */
export type OpenSession = {
  readonly session: Session
  readonly caller: Caller
  /** Null for whoever signed in with an API key. */
  readonly member: Member | null
}

/** Tells whose the sessions of the dashboard are. */
export type Sessions = {
  /** The session of a request's cookie; null where there is none, or none any more. */
  find(cookieHeader: string | undefined): Promise<OpenSession | null>
  /** Forgets what is remembered: call it after a session, a member or a key was changed. */
  clear(): void
  stop(): Promise<void>
}

type SessionsParts = {
  readonly database: Database
  readonly platform: Platform
  readonly keys: Pick<KeyAuthenticator, 'open'>
}

const ttlMs = 5_000
const maxEntries = 10_000

/**
 * Sessions are rows, so that they can be listed and ended. Other processes on the same database honor one that was ended for
 * at most as long as it is remembered: 5 s. The session of an API key asks for the key anew each time, so it ends with it.
 */
export function createSessions({ database, platform, keys }: SessionsParts): Sessions {
  const { clock } = platform
  const cache = createSecretCache<NonNullable<Awaited<ReturnType<typeof findOpenSession>>>>({
    clock,
    ttlMs,
    maxEntries,
    async load(hash) {
      const found = await findOpenSession(database, hash, sessionTimes(clock.now()))
      return found && { value: found, expiresAt: sessionEnd(found.session) }
    },
  })
  const recorder = createLastUsedRecorder<string>({
    platform,
    write: (ids, at) => touchSessions(database, ids, at),
  })
  return {
    async find(cookieHeader) {
      const token = readSessionCookie(cookieHeader)
      const found = token === null ? null : await cache.open(hashSecret(token))
      if (!found) return null
      const { session, member } = found
      const caller = member ? callerOfMember(member) : await callerOfKey(keys, session)
      if (!caller) return null
      recorder.touch(session.id, session.id)
      return { session, member, caller }
    },
    clear: cache.clear,
    stop: recorder.stop,
  }
}

/** Which sessions count at a time. */
export function sessionTimes(now: Date): SessionTimes {
  return { now, idleSince: new Date(now.getTime() - sessionIdleMs) }
}

/** What a member may do: what the role says, for every organization. */
export function callerOfMember({ id, name, role }: Member): Caller {
  return { type: 'member', id, name, organizationId: null, scopes: scopesOfRole(role), expiresAt: null }
}

async function callerOfKey(keys: SessionsParts['keys'], { keyHash }: Session): Promise<Caller | null> {
  return keyHash && keys.open(keyHash).catch(nobodyIfRefused)
}

function nobodyIfRefused(error: unknown): null {
  if (error instanceof AppError && error.status === 401) return null
  throw error
}
