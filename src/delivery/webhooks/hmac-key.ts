import { hash } from 'node:crypto'

/** A key for HMAC-SHA256, made ready once for all that is signed with it. */
export type HmacKey = { sign(message: readonly [string, Buffer], encoding: 'hex' | 'base64'): string }

const blockLength = 64
const digestLength = 32

/**
 * HMAC-SHA256 (RFC 2104 section 2) by two plain hashes of Node's. `createHmac` gives the same, but the object that it
 * makes for each signature costs several times as much as what it signs, on the path of every event.
 */
export function createHmacKey(secret: Buffer): HmacKey {
  const key = secret.length > blockLength ? hash('sha256', secret, 'buffer') : secret
  const inner = padded(key, 0x36)
  const outer = padded(key, 0x5c)
  return {
    sign([prefix, body], encoding) {
      const digest = hash('sha256', Buffer.concat([inner, Buffer.from(prefix), body]), 'buffer')
      return hash('sha256', Buffer.concat([outer, digest], blockLength + digestLength), encoding)
    },
  }
}

function padded(key: Buffer, pad: number): Buffer {
  const block = Buffer.alloc(blockLength, pad)
  for (const [index, byte] of key.entries()) block[index] = byte ^ pad
  return block
}
