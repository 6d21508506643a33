import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { createSealer } from '../../platform/sealer.ts'
import { isSameSecret } from '../../platform/secrets.ts'
import { readCookie } from '../sign-in/session-cookie.ts'

/** What a browser keeps while it is at the provider, so that only it can end what it began. */
export type PendingSignIn = {
  readonly state: string
  readonly nonce: string
  /** The secret of PKCE (RFC 7636), whose hash the provider has. */
  readonly verifier: string
  /** The screen to go to then. */
  readonly to: string
  readonly until: number
}

/** Seals what a browser keeps into its cookie. */
export type PendingSignIns = {
  begin(to: string, now: Date): PendingSignIn
  cookie(pending: PendingSignIn): string
  /** The cookie that removes it. */
  readonly ended: () => string
  /** What the browser began, if this answer belongs to it; null where it does not, or came too late. */
  find(cookieHeader: string | undefined, answer: { readonly state: unknown; readonly now: Date }): PendingSignIn | null
}

const cookieName = 'muster_sign_in'
const lastsMs = 10 * 60 * 1000
const Kept = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  until: z.number(),
})

/**
 * Encrypted under a key derived from MUSTER_SECRET_KEY: nothing is stored. The cookie is `Lax`, because the browser comes back
 * from another site.
 */
export function createPendingSignIns(secretKey: Buffer, publicUrl: () => string): PendingSignIns {
  const sealer = createSealer(secretKey, 'single sign-on')
  const write = (value: string, seconds: number) => {
    const { protocol, pathname } = new URL(`${publicUrl()}/dashboard/sign-in`)
    const secure = protocol === 'https:' ? '; Secure' : ''
    return `${cookieName}=${value}; Path=${pathname}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  }
  return {
    begin: (to, now) => ({
      state: random(),
      nonce: random(),
      verifier: random(),
      to,
      until: now.getTime() + lastsMs,
    }),
    cookie: (pending) => write(sealer.seal(JSON.stringify(pending)), lastsMs / 1000),
    ended: () => write('', 0),
    find(cookieHeader, { state, now }) {
      const sealed = readCookie(cookieHeader, cookieName)
      const opened = sealed === null ? null : sealer.open(sealed)
      const pending = opened === null ? null : Kept.parse(JSON.parse(opened))
      if (!pending || pending.until <= now.getTime()) return null
      return typeof state === 'string' && isSameSecret(state, pending.state) ? pending : null
    },
  }
}

/** What the provider is told of the secret: its hash (RFC 7636 section 4.2, S256). */
export function challengeOf({ verifier }: PendingSignIn): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function random(): string {
  return randomBytes(32).toString('base64url')
}
