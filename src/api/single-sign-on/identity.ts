import { type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { OidcClient } from './oidc-client.ts'
import type { PendingSignIn } from './pending-sign-in.ts'
import { SignInRefused } from './sign-in-refused.ts'

/** Who the provider says that somebody is. */
export type Identity = {
  readonly issuer: string
  readonly subject: string
  readonly email: string | null
  /** Whether the provider has verified the address; null where it does not say. */
  readonly isEmailVerified: boolean | null
  readonly name: string | null
  /** The values of the claim that says the role; none where there is no such claim. */
  readonly roleValues: readonly string[]
}

/** A code that came back, with what the browser began, and the address that it came back to. */
export type CodeAnswer = { readonly code: string; readonly pending: PendingSignIn; readonly redirectUri: string }

const Tokens = z.object({ id_token: z.string(), access_token: z.string().optional() })
const Failure = z.object({ error: z.string().optional(), error_description: z.string().optional() })
const Yes = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
const Claims = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.string().trim().min(1).max(320).optional().catch(undefined),
  email_verified: Yes.optional().catch(undefined),
  name: z.string().trim().min(1).optional().catch(undefined),
})

// Only signatures that the provider alone can make: with HMAC the client's secret, which it shares, would do.
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const toleranceSeconds = 60

/** Redeems a code for who signed in (OpenID Connect Core 1.0 section 3.1.3). Throws `SignInRefused`. */
export async function redeemCode(client: OidcClient, clock: Clock, answer: CodeAnswer): Promise<Identity> {
  const tokens = await requestTokens(client, answer)
  const payload = await verifyIdToken(client, clock, { idToken: tokens.id_token, nonce: answer.pending.nonce })
  const claims = await withUserInfo(client, payload, tokens.access_token)
  const { roleClaim } = client.config
  return {
    issuer: String(payload.iss),
    subject: claims.sub,
    email: claims.email ?? null,
    isEmailVerified: claims.email_verified ?? null,
    name: claims.name?.slice(0, 255) ?? null,
    roleValues: roleClaim === null ? [] : valuesOf(claims, roleClaim),
  }
}

async function requestTokens(client: OidcClient, { code, pending, redirectUri }: CodeAnswer) {
  const { config } = client
  const { document } = await client.discover()
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: pending.verifier,
  })
  const takesBasic = document.token_endpoint_auth_methods_supported.includes('client_secret_basic')
  if (!takesBasic) {
    form.set('client_id', config.clientId)
    form.set('client_secret', config.clientSecret)
  }
  const credential = takesBasic && { headers: { authorization: basic(config.clientId, config.clientSecret) } }
  const { status, body } = await client.send({ url: new URL(document.token_endpoint), form, ...credential })
  const parsed = status === 200 ? Tokens.safeParse(body) : undefined
  if (parsed?.success) return parsed.data
  const { error = 'no id_token', error_description: detail = '' } = Failure.safeParse(body).data ?? {}
  const text = `The provider gave no tokens for the code: ${status} ${error} ${detail}`.trim()
  throw new SignInRefused('provider_refused', text)
}

/** RFC 6749 section 2.3.1: both are form-encoded before they are put together. */
function basic(id: string, secret: string): string {
  const encode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1)
  return `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`
}

type Given = { readonly idToken: string; readonly nonce: string }

async function verifyIdToken(client: OidcClient, clock: Clock, { idToken, nonce }: Given): Promise<JWTPayload> {
  const { document, keys } = await client.discover()
  const { payload } = await jwtVerify(idToken, keys, {
    issuer: document.issuer,
    audience: client.config.clientId,
    algorithms,
    currentDate: clock.now(),
    clockTolerance: toleranceSeconds,
    requiredClaims: ['sub', 'iat', 'exp', 'nonce'],
  }).catch((error: unknown) => {
    if (error instanceof SignInRefused) throw error
    throw new SignInRefused('answer_invalid', `The id_token is not valid: ${(error as Error).message}`, {
      cause: error,
    })
  })
  if (payload.nonce !== nonce) throw new SignInRefused('answer_invalid', 'The id_token has another nonce')
  const isForOthers = Array.isArray(payload.aud) && payload.aud.length > 1
  if (isForOthers && payload.azp !== client.config.clientId) {
    throw new SignInRefused('answer_invalid', 'The id_token was made for another client (azp)')
  }
  return payload
}

/** Many providers put only the subject into the token and the rest at the userinfo endpoint (section 5.3). */
async function withUserInfo(client: OidcClient, payload: JWTPayload, accessToken: string | undefined) {
  const { document } = await client.discover()
  const claims = parseClaims(payload)
  const { roleClaim } = client.config
  const isWhole = claims.email !== undefined && (roleClaim === null || claims[roleClaim] !== undefined)
  if (isWhole || document.userinfo_endpoint === undefined || accessToken === undefined) return claims
  const { status, body } = await client.send({
    url: new URL(document.userinfo_endpoint),
    headers: { authorization: `Bearer ${accessToken}` },
  })
  if (status !== 200) throw new SignInRefused('provider_refused', `The userinfo endpoint answered ${status}`)
  const info = parseClaims(body)
  if (info.sub !== claims.sub) throw new SignInRefused('answer_invalid', 'The userinfo is that of another subject')
  return { ...info, ...claims, ...emailOf(claims, info) }
}

type EmailClaims = Pick<z.infer<typeof Claims>, 'email' | 'email_verified'>

/** An address, and whether it is verified, from one and the same place: what is said of another address says nothing of it. */
function emailOf(claims: EmailClaims, info: EmailClaims): EmailClaims {
  const { email, email_verified: isVerified } = claims
  const isOfInfo = email === undefined || (isVerified === undefined && email === info.email)
  const from = isOfInfo ? info : claims
  return { email: from.email, email_verified: from.email_verified }
}

function parseClaims(value: unknown): z.infer<typeof Claims> {
  const parsed = Claims.safeParse(value)
  if (parsed.success) return parsed.data
  throw new SignInRefused('answer_invalid', `The claims cannot be read: ${z.prettifyError(parsed.error)}`)
}

/** A claim that is a text, or a list of them; others say nothing. */
function valuesOf(claims: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = claims[name]
  const values = Array.isArray(value) ? value : [value]
  return values.filter((each): each is string => typeof each === 'string')
}
