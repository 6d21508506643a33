import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new secret of 238 random bits behind a prefix that says what it is: `sk_…` for API keys, `scim_…` for bearer tokens, `portal_…` for links, `signin_…` for links that sign somebody in, `session_…` for sessions, `wake_…` for addresses. */
export function newSecret(prefix: 'sk' | 'scim' | 'portal' | 'signin' | 'session' | 'wake'): string {
  let text = ''
  while (text.length < 40) {
    for (const byte of randomBytes(64)) if (byte < 248 && text.length < 40) text += alphabet[byte % 62]
  }
  return `${prefix}_${text}`
}

/** What is stored of a secret. A plain SHA-256 is enough: nobody can guess 238 random bits, so there is nothing to slow down. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Compares two secrets in constant time, whatever their lengths. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hashSecret(a), hashSecret(b))
}
