import { createTokenSource, type OAuthTokens, type TokenOrder, type TokenTools } from './create-token-source.ts'
import { createSigner, type SigningKey } from './signing-key.ts'

/** A service account and, where it acts for somebody, for whom. */
export type ServiceAccount = TokenOrder &
  SigningKey & {
    readonly issuer: string
    readonly subject?: string
  }

/** Google's limit: https://developers.google.com/identity/protocols/oauth2/service-account */
const lifeSeconds = 3600

/** An assertion as the grant itself (RFC 7523 section 2.1), with the scopes inside, as Google's service accounts do it. */
export function jwtBearer(account: ServiceAccount, tools: TokenTools): OAuthTokens {
  const { vendor, issuer, subject, endpoint, scope } = account
  const sign = createSigner(vendor, account, tools.platform)
  const claims = { issuer, audience: endpoint, scope, lifeSeconds, ...(subject !== undefined && { subject }) }
  const grant = async () => ({
    form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: await sign(claims) },
  })
  return createTokenSource(account, grant, tools)
}
