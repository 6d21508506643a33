import type { Exchange, HttpCall, RawAnswer, TokenSource } from './vendor-http.ts'

/** The credential was not given out; `cause` says why. The request itself did not go out. */
export class NoCredential extends Error {
  constructor(cause: unknown) {
    super('No credential for the request', { cause })
    this.name = 'NoCredential'
  }
}

/** Sends a call with its credential. `keepSecret` is told what must be in no text. */
export type CredentialCall = (call: HttpCall, keepSecret: (value: string) => void) => Promise<RawAnswer>

/**
 * Makes calls that carry the credential. A 401 is answered once with a new token, if there is another one at all; and once with the
 * nonce that the server demands of DPoP proofs (RFC 9449 section 9), which each origin gives out for itself.
 */
export function createCredentialCall(authorize: TokenSource, exchange: Exchange): CredentialCall {
  const nonces = new Map<string, string>()

  async function headersFor(
    { method, url, signal }: HttpCall,
    refused: string | null,
  ): Promise<Record<string, string>> {
    const nonce = nonces.get(url.origin)
    const options = { refused, exchange, signal, ...(nonce !== undefined && { nonce }) }
    try {
      return await authorize.headersFor({ method, url }, options)
    } catch (error) {
      throw new NoCredential(error)
    }
  }

  return async (call, keepSecret) => {
    async function send(credential: Record<string, string>): Promise<RawAnswer> {
      for (const value of Object.values(credential)) for (const part of value.split(' ')) keepSecret(part)
      const answer = await exchange({ ...call, headers: { ...call.headers, ...credential } })
      const nonce = answer.headers['dpop-nonce']
      if (nonce !== undefined) nonces.set(call.url.origin, nonce)
      return answer
    }

    const first = await headersFor(call, null)
    const answer = await send(first)
    if (answer.status !== 401) return answer
    const again = wantsNonce(answer) ? await send(await headersFor(call, null)) : answer
    if (again.status !== 401) return again
    const fresh = await headersFor(call, first.authorization ?? null)
    return fresh.authorization === first.authorization ? again : await send(fresh)
  }
}

function wantsNonce({ headers }: RawAnswer): boolean {
  return headers['dpop-nonce'] !== undefined && /use_dpop_nonce/.test(headers['www-authenticate'] ?? '')
}
