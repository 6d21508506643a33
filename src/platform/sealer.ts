import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts what must be read again: credentials, secrets of webhooks. */
export type Sealer = {
  seal(text: string): string
  /** Null when the text is forged, or sealed under another secret key or for another purpose. */
  open(sealed: string): string | null
}

const ivLength = 12
const tagLength = 16

/** AES-256-GCM under a key derived from MUSTER_SECRET_KEY (32 bytes) for one purpose: what is sealed for one opens for no other. */
export function createSealer(secretKey: Buffer, purpose: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', `muster ${purpose}`, 32))
  return {
    seal(text) {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open: (sealed) => decrypt(key, Buffer.from(sealed, 'base64url')),
  }
}

function decrypt(key: Buffer, sealed: Buffer): string | null {
  if (sealed.length < ivLength + tagLength) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength))
  decipher.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength))
  try {
    return decipher.update(sealed.subarray(ivLength + tagLength), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
