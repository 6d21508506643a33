import { randomBytes } from 'node:crypto'
import { jwtVerify } from 'jose'
import type { Clock } from '../../platform/clock.ts'
import type { OktaCredentials } from './credentials.ts'
import { createProofCheck } from './dpop.ts'
import type { OktaReply } from './reply.ts'
import type { OktaSwitches } from './switches.ts'

export type TokenRequest = { readonly url: string; readonly form: URLSearchParams; readonly proof: string | undefined }

/** An access token that was given out. `thumbprint`: of the key that it is bound to. */
export type OktaToken = {
  readonly scopes: readonly string[]
  readonly issuedAt: number
  readonly thumbprint: string | null
}

export type TokenEndpoint = {
  answer(request: TokenRequest): Promise<OktaReply>
  find(token: string): OktaToken | undefined
  /** Ends all access tokens that were given out so far. */
  endTokens(): void
}

type Parts = { readonly clock: Clock; readonly credentials: OktaCredentials; readonly switches: OktaSwitches }

/** How long tokens of service apps last: an hour, which cannot be changed. */
export const tokenLifeMs = 3_600_000

const tokenNonce = 'sandbox-token-nonce'
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The token endpoint of the org's own authorization server: client credentials with `private_key_jwt`, and nothing else. */
export function createTokenEndpoint({ clock, credentials, switches }: Parts): TokenEndpoint {
  const tokens = new Map<string, OktaToken>()
  const usedAssertions = new Set<unknown>()
  const checkProof = createProofCheck(clock)

  async function isClient({ url, form }: TokenRequest): Promise<boolean> {
    if (switches.fault === 'wrong_credentials' || form.get('client_assertion_type') !== assertionType) return false
    try {
      const { payload, protectedHeader } = await jwtVerify(form.get('client_assertion') ?? '', credentials.publicKey, {
        issuer: credentials.clientId,
        subject: credentials.clientId,
        audience: url,
        requiredClaims: ['exp', 'jti'],
        currentDate: clock.now(),
        clockTolerance: 300,
      })
      const isFresh = !usedAssertions.has(payload.jti)
      usedAssertions.add(payload.jti)
      return isFresh && protectedHeader.kid === credentials.keyId
    } catch {
      return false
    }
  }

  async function issue(form: URLSearchParams, thumbprint: string | null): Promise<OktaReply> {
    const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => switches.grantedScopes.includes(scope))
    if (scopes.length === 0) return refused('invalid_scope', 'One or more scopes are not configured for the app.')
    const token = randomBytes(30).toString('base64url')
    tokens.set(token, { scopes, issuedAt: clock.now().getTime(), thumbprint })
    const token_type = thumbprint === null ? 'Bearer' : 'DPoP'
    return { status: 200, body: { token_type, expires_in: 3600, access_token: token, scope: scopes.join(' ') } }
  }

  return {
    find: (token) => tokens.get(token),
    endTokens: () => tokens.clear(),
    async answer(request) {
      const { url, form, proof } = request
      if (form.get('grant_type') !== 'client_credentials') return refused('unsupported_grant_type', 'Not supported.')
      if (!(await isClient(request))) return refused('invalid_client', 'The client_assertion is not valid.', 401)
      if (!switches.requiresDpop) return issue(form, null)
      const proven = await checkProof({ method: 'POST', url, proof }, { nonce: tokenNonce })
      if (proven.kind === 'proven') return issue(form, proven.thumbprint)
      if (proven.kind === 'refused')
        return refused('invalid_dpop_proof', 'The DPoP proof JWT header is missing or wrong.')
      const wanted = refused('use_dpop_nonce', 'Authorization server requires nonce in DPoP proof.')
      return { ...wanted, headers: { 'dpop-nonce': tokenNonce } }
    },
  }
}

function refused(error: string, error_description: string, status = 400): OktaReply {
  return { status, body: { error, error_description } }
}
