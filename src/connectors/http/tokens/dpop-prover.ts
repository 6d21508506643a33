import { createHash, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { SignJWT } from 'jose'
import type { Platform } from '../../../platform/platform.ts'

/** Proves with each request that the sender holds the key to which its token is bound (RFC 9449 section 4). */
export type DpopProver = { prove(request: DpopRequest): Promise<string> }

/** `token`: the access token that goes with the request; none at the token endpoint. */
export type DpopRequest = {
  readonly method: string
  readonly url: URL
  readonly nonce: string | undefined
  readonly token?: string
}

const newKeyPair = promisify(generateKeyPair)

/** A prover with a new key of its own, made when it is first needed. */
export function createDpopProver({ clock, newId }: Platform): DpopProver {
  let keys: Promise<{ publicKey: KeyObject; privateKey: KeyObject }> | null = null
  return {
    async prove({ method, url, nonce, token }) {
      keys ??= newKeyPair('ec', { namedCurve: 'P-256' })
      const { publicKey, privateKey } = await keys
      const now = clock.now()
      const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
      return await new SignJWT({
        htm: method,
        htu: url.origin + url.pathname,
        jti: newId('request', now),
        ...(nonce !== undefined && { nonce }),
        ...(token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') }),
      })
        .setProtectedHeader({
          typ: 'dpop+jwt',
          alg: 'ES256',
          jwk: { kty: `${kty}`, crv: `${crv}`, x: `${x}`, y: `${y}` },
        })
        .setIssuedAt(now)
        .sign(privateKey)
    },
  }
}
