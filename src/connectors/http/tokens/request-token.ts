import { z } from 'zod'
import { oneLine } from '../../../platform/one-line.ts'
import { parseJson } from '../../../platform/parse-json.ts'
import { SourceError, type SourceErrorCode } from '../../source-error.ts'
import { redact } from '../redact.ts'
import { requestIdOf, vendorsWords } from '../refusal.ts'
import { saidWait } from '../retry-policy.ts'
import { TokenRefused } from '../token-refused.ts'
import type { Exchange, RawAnswer } from '../vendor-http.ts'
import type { AccessToken } from './token-cache.ts'

/** What is asked of a token endpoint (RFC 6749 section 4.4). */
export type TokenRequest = {
  readonly vendor: string
  readonly endpoint: URL
  readonly form: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

// Some give `expires_in` as a text; RFC 6749 section 5.1 lets it be missing.
const TokenAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.string().nullish(),
  expires_in: z.coerce.number().positive().catch(3600),
  scope: z.string().nullish(),
})

/** Posts the form and gives the answer as it is. */
export function postForm({ endpoint, form, headers, signal }: TokenRequest, exchange: Exchange): Promise<RawAnswer> {
  return exchange({
    method: 'POST',
    url: endpoint,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
    signal,
  })
}

/** Reads the token; throws `TokenRefused` for all else. Nothing of what was sent is in its text. */
export function readToken(answer: RawAnswer, request: TokenRequest, now: Date): AccessToken {
  const token = answer.status === 200 ? TokenAnswer.safeParse(parseJson(answer.text)).data : undefined
  if (token === undefined) throw new TokenRefused(answer, toTokenError(answer, request, now))
  return {
    value: token.access_token,
    type: token.token_type?.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer',
    expiresAt: new Date(now.getTime() + token.expires_in * 1000),
    scope: token.scope ?? null,
  }
}

/** RFC 6749 section 5.2. */
const OAuthError = z.object({ error: z.string() })

/** The error code of an answer of a token endpoint. */
export function oauthErrorOf(answer: RawAnswer): string | null {
  return OAuthError.safeParse(parseJson(answer.text)).data?.error ?? null
}

function toTokenError(answer: RawAnswer, { vendor, endpoint, form }: TokenRequest, now: Date): SourceError {
  const error = oauthErrorOf(answer)
  const { code, advice } = meaningOf(answer.status, error)
  const secrets = ['client_secret', 'client_assertion', 'assertion'].map((name) => form[name] ?? '')
  const what = error === null ? '' : ` ${oneLine(redact(error, secrets)).slice(0, 60)}`
  const said = saidWait(answer, null, now)
  const text = `${vendor} gave no access token: ${endpoint.host} answered ${answer.status}${what}${vendorsWords(answer.text, secrets)}. ${advice}`
  const retryAt = said === null ? null : new Date(now.getTime() + said)
  return new SourceError(code, text, { retryAt, requestId: requestIdOf(answer) })
}

function meaningOf(status: number, error: string | null): { code: SourceErrorCode; advice: string } {
  if (status === 429)
    return { code: 'rate_limited', advice: 'It limits how fast it is asked; the run goes on by itself.' }
  if (status >= 500) return { code: 'unreachable', advice: 'It has trouble of its own; it is tried again.' }
  if (status === 200)
    return { code: 'unreadable', advice: 'Check the address in the settings: this is no token endpoint.' }
  if (error === 'invalid_scope' || error === 'access_denied' || error === 'consent_required') {
    return { code: 'permission_missing', advice: 'Grant the application the permissions that the guide names.' }
  }
  const isCredential =
    status === 401 || status === 403 || ['invalid_client', 'invalid_grant', 'unauthorized_client'].includes(error ?? '')
  if (!isCredential) return { code: 'settings_invalid', advice: 'Check the address and the ids in the settings.' }
  const advice =
    'Check that client id and secret or key are right, registered and not expired, and that the clock of this server is right.'
  return { code: 'credentials_refused', advice }
}
