import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { jwtVerify } from 'jose'
import type { GoogleAnswer } from './google-answer.ts'

/** A service account with its key, as the JSON file that Google gives for download, and who its tokens are good for. */
export type ServiceAccount = {
  readonly keyFile: {
    readonly type: 'service_account'
    readonly client_email: string
    readonly private_key_id: string
    readonly private_key: string
    readonly token_uri: string
  }
  /** The token endpoint: RFC 7523 section 2.1, as in Google's "Using OAuth 2.0 for server to server applications". */
  giveToken(form: URLSearchParams): Promise<GoogleAnswer>
  isGood(token: string): boolean
  /** What was given out is not taken any more. */
  revokeTokens(): void
  scopesOf(token: string): readonly string[]
}

const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Makes a service account whose tokens are given out at `tokenUri`. */
export function createServiceAccount(tokenUri: string, now: () => Date): ServiceAccount {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const tokens = new Map<string, { readonly until: number; readonly scopes: readonly string[] }>()
  const email = 'muster@sandbox.iam.gserviceaccount.com'
  return {
    keyFile: {
      type: 'service_account',
      client_email: email,
      private_key_id: 'sandbox-key-1',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      token_uri: tokenUri,
    },
    async giveToken(form) {
      if (form.get('grant_type') !== grant) return refused('unsupported_grant_type', 'Invalid grant_type')
      const options = { issuer: email, audience: tokenUri, currentDate: now(), algorithms: ['RS256'] }
      const verified = await jwtVerify(form.get('assertion') ?? '', publicKey, options).catch(() => null)
      if (!verified) return refused('invalid_grant', 'Invalid JWT Signature.')
      const token = `ya29.${randomBytes(24).toString('base64url')}`
      const scopes = String(verified.payload.scope ?? '').split(' ')
      tokens.set(token, { until: now().getTime() + 3_600_000, scopes })
      return { status: 200, body: { access_token: token, expires_in: 3599, token_type: 'Bearer' } }
    },
    isGood: (token) => (tokens.get(token)?.until ?? 0) > now().getTime(),
    revokeTokens: () => tokens.clear(),
    scopesOf: (token) => tokens.get(token)?.scopes ?? [],
  }
}

function refused(error: string, description: string): GoogleAnswer {
  return { status: 400, body: { error, error_description: description } }
}
