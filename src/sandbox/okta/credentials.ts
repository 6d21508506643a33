import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

/** What reaches an org: a service app of type "API Services", and an API token of an administrator. */
export type OktaCredentials = {
  readonly clientId: string
  readonly keyId: string
  /** The private key in PEM (PKCS #8), as it is filled in. */
  readonly privateKey: string
  readonly publicKey: KeyObject
  readonly apiToken: string
}

/** The scopes with which an org's users, groups and log can be read. */
export const readScopes = ['okta.users.read', 'okta.groups.read', 'okta.logs.read', 'okta.schemas.read'] as const

/** Makes credentials of a sandbox's own. */
export function makeCredentials(): OktaCredentials {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    clientId: '0oa00000000000sandbox',
    keyId: 'sandbox-key',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey,
    apiToken: `00${randomBytes(20).toString('base64url')}`,
  }
}
