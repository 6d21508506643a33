import { z } from 'zod'
import { hostProblem } from '../../platform/outbound/outbound-url.ts'
import { SignInRefused } from './sign-in-refused.ts'

const Document = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
})

/** What a provider says of itself (OpenID Connect Discovery 1.0 section 3), as far as it is needed. */
export type ProviderDocument = z.infer<typeof Document>

/** Where the document of an issuer is. */
export function documentAddress(issuer: string): URL {
  return new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
}

/** Reads a document; it must be the issuer's own, or another provider's answers would count as this one's. */
export function parseDocument(value: unknown, issuer: string): ProviderDocument {
  const parsed = Document.safeParse(value)
  if (!parsed.success) throw invalid(`is not what OpenID Connect Discovery describes: ${z.prettifyError(parsed.error)}`)
  const document = parsed.data
  if (document.issuer !== issuer && document.issuer !== `${issuer}/`) {
    throw invalid(`says that its issuer is ${document.issuer}; set MUSTER_OIDC_ISSUER to that if it is right`)
  }
  const isPlain = issuer.startsWith('http:')
  const { authorization_endpoint: authorize, token_endpoint: token, jwks_uri: keys, userinfo_endpoint: info } = document
  for (const address of [authorize, token, keys, ...(info === undefined ? [] : [info])]) {
    const { protocol, hostname } = new URL(address)
    const isSafe = protocol === 'https:' || (protocol === 'http:' && isPlain)
    if (!isSafe) throw invalid(`names the address ${address}, which is not called`)
    const problem = hostProblem(hostname, { allowPrivateNetworks: true })
    if (problem) throw invalid(`names the address ${address}: ${problem}`)
  }
  return document
}

function invalid(what: string): SignInRefused {
  return new SignInRefused('provider_unavailable', `The provider's discovery document ${what}`)
}
