import { createTokenSource, type OAuthTokens, type TokenOrder, type TokenTools } from './create-token-source.ts'

/** A client with a secret. */
export type ClientSecret = TokenOrder & {
  readonly clientId: string
  readonly clientSecret: string
  /** Where the secret stands: in the form if not said; `basic` in the header, which RFC 6749 prefers and fewer take. */
  readonly placement?: 'form' | 'basic'
}

/** Client credentials with a secret (RFC 6749 section 4.4). */
export function clientSecret(credential: ClientSecret, tools: TokenTools): OAuthTokens {
  const { clientId, clientSecret: secret, placement = 'form' } = credential
  const form = { grant_type: 'client_credentials' }
  const inForm = { form: { ...form, client_id: clientId, client_secret: secret } }
  const grant = placement === 'form' ? inForm : { form, headers: { authorization: basic(clientId, secret) } }
  return createTokenSource(credential, async () => grant, tools)
}

/** RFC 6749 section 2.3.1: both parts are form-encoded first. */
function basic(clientId: string, secret: string): string {
  const encode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1)
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString('base64')}`
}
