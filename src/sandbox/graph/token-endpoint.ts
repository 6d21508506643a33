import { X509Certificate } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import type { Clock } from '../../platform/clock.ts'
import type { GraphAnswer } from './graph-answer.ts'

/** The application that may ask for tokens. */
export type GraphApplication = {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  /** A certificate in PEM form, with which assertions are checked; null: only the secret is taken. */
  certificate: string | null
  /** The application permissions that an administrator has consented to. */
  roles: readonly string[]
  /** Whether whatever credential is refused. */
  isRefused: boolean
}

const lifetimeSeconds = 3599
const key = new TextEncoder().encode('the key of the stand-in of the Microsoft identity platform')

/**
 * The token endpoint of the Microsoft identity platform for client credentials, with a secret or with an assertion that is
 * signed with a certificate (its page "OAuth 2.0 client credentials flow").
 */
export class TokenEndpoint {
  readonly #application: GraphApplication
  readonly #clock: Clock
  #given = new Set<string>()
  #count = 0

  constructor(application: GraphApplication, clock: Clock) {
    this.#application = application
    this.#clock = clock
  }

  async answer(url: URL, form: URLSearchParams): Promise<GraphAnswer> {
    const problem = this.#problemOf(url, form)
    if (problem) return problem
    if (form.has('client_assertion')) {
      const isGood = !this.#application.isRefused && (await this.#isAsserted(url, form.get('client_assertion') ?? ''))
      return isGood ? this.#issue(url) : refusals.assertion
    }
    const isGood = !this.#application.isRefused && form.get('client_secret') === this.#application.clientSecret
    return isGood ? this.#issue(url) : refusals.secret
  }

  /** The permissions of a token, null for one that is not taken. */
  async rolesOf(authorization: string | undefined): Promise<readonly string[] | null> {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
    if (token === undefined || !this.#given.has(token)) return null
    const verified = await jwtVerify(token, key, { currentDate: this.#clock.now() }).catch(() => null)
    const roles = verified?.payload.roles
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : null
  }

  /** Takes no token any more that was given out. */
  expireTokens(): void {
    this.#given = new Set()
  }

  #problemOf({ pathname }: URL, form: URLSearchParams): GraphAnswer | null {
    if (pathname.split('/')[1] !== this.#application.tenantId) return refusals.tenant
    if (form.get('client_id') !== this.#application.clientId) return refusals.client
    const isAsked = form.get('grant_type') === 'client_credentials' && form.get('scope')?.endsWith('/.default')
    return isAsked ? null : refusals.scope
  }

  async #isAsserted(url: URL, assertion: string): Promise<boolean> {
    if (this.#application.certificate === null) return false
    const certificate = new X509Certificate(this.#application.certificate)
    const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')
    const verified = await jwtVerify(assertion, certificate.publicKey, {
      issuer: this.#application.clientId,
      subject: this.#application.clientId,
      audience: `${url.origin}${url.pathname}`,
      algorithms: ['PS256', 'RS256'],
      currentDate: this.#clock.now(),
      requiredClaims: ['exp', 'jti'],
    }).catch(() => null)
    return verified?.protectedHeader['x5t#S256'] === thumbprint
  }

  async #issue({ origin }: URL): Promise<GraphAnswer> {
    const { tenantId, clientId, roles } = this.#application
    const at = Math.floor(this.#clock.now().getTime() / 1000)
    this.#count += 1
    const token = await new SignJWT({ roles: [...roles], appid: clientId, uti: String(this.#count) })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(`${origin}/${tenantId}/v2.0`)
      .setAudience('https://graph.microsoft.com')
      .setIssuedAt(at)
      .setExpirationTime(at + lifetimeSeconds)
      .sign(key)
    this.#given.add(token)
    return { status: 200, body: { token_type: 'Bearer', expires_in: lifetimeSeconds, access_token: token } }
  }
}

const refusals = {
  tenant: refusal(400, 'invalid_request', [90002, 'Tenant not found.']),
  client: refusal(400, 'unauthorized_client', [700016, 'Application was not found in the directory.']),
  scope: refusal(400, 'invalid_scope', [1002012, 'The provided value for scope is not valid.']),
  assertion: refusal(401, 'invalid_client', [700027, 'The certificate with the thumbprint is not registered.']),
  secret: refusal(401, 'invalid_client', [7000215, 'Invalid client secret provided.']),
}

function refusal(status: number, error: string, [code, text]: readonly [number, string]): GraphAnswer {
  return { status, body: { error, error_description: `AADSTS${code}: ${text}`, error_codes: [code] } }
}
