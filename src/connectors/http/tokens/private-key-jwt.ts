import { createTokenSource, type OAuthTokens, type TokenOrder, type TokenTools } from './create-token-source.ts'
import { createSigner, type SigningKey } from './signing-key.ts'

/** A client with a key. */
export type PrivateKeyClient = TokenOrder &
  SigningKey & {
    readonly clientId: string
    /** What the assertion is for; the endpoint if not said. */
    readonly audience?: string
  }

const lifeSeconds = 300

/** Client credentials with an assertion in place of a secret (RFC 7523 section 2.2). */
export function privateKeyJwt(client: PrivateKeyClient, tools: TokenTools): OAuthTokens {
  const { vendor, clientId, endpoint, audience = endpoint } = client
  const sign = createSigner(vendor, client, tools.platform)
  const grant = async () => ({
    form: {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await sign({ issuer: clientId, subject: clientId, audience, lifeSeconds }),
    },
  })
  return createTokenSource(client, grant, tools)
}
