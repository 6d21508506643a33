import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

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

const ivLength = 12
const tagLength = 16

/**
 * A session is the API key itself, encrypted and authenticated (AES-256-GCM under a key derived from MUSTER_SECRET_KEY).
 * Every request then asks anew whether the key is good, so a revoked key ends its sessions, and nothing is stored.
 */
export function createSessionSealer(secretKey: Buffer): SessionSealer {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'muster dashboard session', 32))
  return {
    seal(apiKey, now) {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const text = JSON.stringify({ apiKey, until: now.getTime() + sessionMs })
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(sealed, now) {
      const text = decrypt(key, Buffer.from(sealed, 'base64url'))
      if (text === null) return null
      const { apiKey, until } = JSON.parse(text) as { apiKey: string; until: number }
      return until > now.getTime() ? apiKey : null
    },
  }
}

function decrypt(key: Buffer, sealed: Buffer): string | null {
  if (sealed.length <= ivLength + tagLength) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength))
  decipher.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength))
  try {
    return decipher.update(sealed.subarray(ivLength + tagLength), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
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
