import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose'
import type { Clock } from '../../platform/clock.ts'

/** A request that carries a proof. */
export type ProvenRequest = { readonly method: string; readonly url: string; readonly proof: string | undefined }

/** What a proof must say besides: the nonce of this endpoint, and at a resource the token it is for. */
export type Expected = { readonly nonce: string; readonly token?: string }

export type Proof =
  | { readonly kind: 'proven'; readonly thumbprint: string }
  | { readonly kind: 'nonce_wanted' }
  | { readonly kind: 'refused' }

/** Checks DPoP proofs (RFC 9449): key, method, URL, time, nonce, token, and that none comes twice. */
export function createProofCheck(clock: Clock) {
  const seen = new Set<unknown>()
  return async ({ method, url, proof }: ProvenRequest, expected: Expected): Promise<Proof> => {
    if (proof === undefined) return { kind: 'refused' }
    try {
      const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
        typ: 'dpop+jwt',
        currentDate: clock.now(),
        maxTokenAge: 300,
        clockTolerance: 300,
      })
      if (payload.htm !== method || payload.htu !== url || seen.has(payload.jti)) return { kind: 'refused' }
      if (payload.nonce !== expected.nonce) return { kind: 'nonce_wanted' }
      if (expected.token !== undefined && payload.ath !== hashOf(expected.token)) return { kind: 'refused' }
      seen.add(payload.jti)
      const { jwk } = protectedHeader
      return jwk ? { kind: 'proven', thumbprint: await calculateJwkThumbprint(jwk) } : { kind: 'refused' }
    } catch {
      return { kind: 'refused' }
    }
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
