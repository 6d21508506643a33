import { createSealer } from '../../platform/sealer.ts'

/** The cookie's name. */
export const sessionCookieName = 'muster_session'

/** How long a sign-in lasts. */
export const sessionMs = 12 * 60 * 60 * 1000

/** Seals what a session holds, so that only this server can read or make it. */
export type SessionSealer = {
  seal(apiKey: string, now: Date): string
  /** The API key that was sealed; null when the text is forged, of another secret key, or older than a session lasts. */
  open(sealed: string, now: Date): string | null
}

/**
 * A session is the API key itself, encrypted and authenticated under a key derived from MUSTER_SECRET_KEY. Every request
 * then asks anew whether the key is good, so a revoked key ends its sessions, and nothing is stored.
 */
export function createSessionSealer(secretKey: Buffer): SessionSealer {
  const sealer = createSealer(secretKey, 'dashboard session')
  return {
    seal: (apiKey, now) => sealer.seal(JSON.stringify({ apiKey, until: now.getTime() + sessionMs })),
    open(sealed, now) {
      const text = sealer.open(sealed)
      if (text === null) return null
      const { apiKey, until } = JSON.parse(text) as { apiKey: string; until: number }
      return until > now.getTime() ? apiKey : null
    },
  }
}

/** The `Set-Cookie` header for a session; `value` empty ends it. `secure` where browsers come by https. */
export function sessionCookie(value: string, secure: boolean): string {
  const age = value === '' ? 0 : sessionMs / 1000
  return `${sessionCookieName}=${value}; Path=/dashboard; Max-Age=${age}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}

/** The session's value in a `Cookie` header, or null. */
export function readSessionCookie(header: string | undefined): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === sessionCookieName)?.[1] || null
}
