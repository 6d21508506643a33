import type { Clock } from '../../platform/clock.ts'
import { isSameSecret } from '../../platform/secrets.ts'
import type { OktaCredentials } from './credentials.ts'
import { createProofCheck } from './dpop.ts'
import { type OktaReply, refusals } from './reply.ts'
import type { OktaSwitches } from './switches.ts'
import { type TokenEndpoint, tokenLifeMs } from './token-endpoint.ts'

export type CallToAuthorize = {
  readonly method: string
  /** Without the query. */
  readonly url: string
  readonly authorization: string
  readonly proof: string | undefined
}

/** Who calls: `scopes` null for an API token, which has none but the role of the person who made it. */
export type Caller = { readonly scopes: readonly string[] | null }

type Parts = {
  readonly clock: Clock
  readonly credentials: OktaCredentials
  readonly switches: OktaSwitches
  readonly tokens: TokenEndpoint
}

const resourceNonce = 'sandbox-resource-nonce'

/** Decides who calls: an access token (Bearer or DPoP) or an API token (SSWS); else what Okta answers. */
export function createAuthorizer({ clock, credentials, switches, tokens }: Parts) {
  const checkProof = createProofCheck(clock)
  async function byAccessToken(scheme: string, value: string, call: CallToAuthorize): Promise<Caller | OktaReply> {
    const token = tokens.find(value)
    if (!token || clock.now().getTime() >= token.issuedAt + tokenLifeMs) return refusals.invalidToken()
    if (scheme !== (token.thumbprint === null ? 'Bearer' : 'DPoP')) return refusals.invalidToken()
    if (token.thumbprint === null) return token
    const proven = await checkProof(call, { nonce: resourceNonce, token: value })
    const isProven = proven.kind === 'proven' && proven.thumbprint === token.thumbprint
    return isProven ? token : dpopRefusal(proven.kind === 'nonce_wanted')
  }
  return async (call: CallToAuthorize): Promise<Caller | OktaReply> => {
    const [scheme = '', value = ''] = call.authorization.split(' ')
    if (switches.fault === 'wrong_credentials') return refusals.invalidToken()
    if (scheme !== 'SSWS') return byAccessToken(scheme, value, call)
    return isSameSecret(value, credentials.apiToken) ? { scopes: null } : refusals.invalidToken()
  }
}

function dpopRefusal(isNonceWanted: boolean): OktaReply {
  const error = isNonceWanted ? 'use_dpop_nonce' : 'invalid_dpop_proof'
  return {
    ...refusals.invalidToken(),
    headers: { 'www-authenticate': `DPoP error="${error}"`, 'dpop-nonce': resourceNonce },
  }
}
