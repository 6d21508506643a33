import { z } from 'zod'
import { SourceError } from '../source-error.ts'

/** What the administrator fills in for an Okta org: its address, and a service app or an API token. */
export const OktaSettings = z.object({
  org_url: z.string().trim().min(1).max(300).meta({
    title: 'Okta domain',
    help: 'The address of your org, as in the browser without "-admin", or your custom domain.',
    placeholder: 'acme.okta.com',
    address: true,
  }),
  other_url: z.string().trim().max(300).optional().meta({
    title: 'Other address of the same org',
    advanced: true,
    help: 'Only with a custom domain: the okta.com address of your org. Links to any host that is not named here or above are refused.',
    placeholder: 'acme.okta.com',
    address: true,
  }),
  client_id: z.string().trim().max(200).optional().meta({
    title: 'Client ID',
    help: 'Of the API Services app. Left out, the API token is used.',
    placeholder: '0oa1b2c3d4e5f6g7h8i9',
  }),
  key_id: z.string().trim().max(200).optional().meta({
    title: 'Key ID (kid)',
    help: 'As Okta shows it beside the public key of the app.',
  }),
  private_key: z.string().trim().max(20_000).optional().meta({
    title: 'Private key',
    help: 'The private key whose public half the app has, as PEM or JWK.',
    secret: true,
    multiline: true,
  }),
  api_token: z.string().trim().max(500).optional().meta({
    title: 'API token (SSWS)',
    help: 'Instead of a service app. It has the role of the administrator who made it, and ends when it is unused for 30 days.',
    secret: true,
  }),
  include_everyone: z.boolean().default(false).meta({
    title: 'Read built-in groups, too',
    advanced: true,
    help: 'Okta\'s group "Everyone" holds all users, and reading its members takes as long as reading all users once more.',
  }),
})
export type OktaSettings = z.output<typeof OktaSettings>

/** What proves who asks. */
export type OktaCredential =
  | {
      readonly kind: 'service_app'
      readonly clientId: string
      readonly privateKey: string
      readonly keyId: string | undefined
    }
  | { readonly kind: 'api_token'; readonly token: string }

/** The credential that was filled in; a service app goes before an API token. */
export function credentialOf({ client_id, key_id, private_key, api_token }: OktaSettings): OktaCredential {
  if (client_id && private_key) {
    return { kind: 'service_app', clientId: client_id, privateKey: private_key, keyId: key_id || undefined }
  }
  if (api_token) return { kind: 'api_token', token: api_token }
  throw new SourceError(
    'settings_invalid',
    'There is no credential for Okta: enter the client ID and the private key of an API Services app, or an API token.',
  )
}

/** The origins of the org that are called, the first of them for all but links. */
export function originsOf({ org_url, other_url }: OktaSettings): readonly [string, ...string[]] {
  return [originOf(org_url), ...(other_url ? [originOf(other_url)] : [])]
}

/** People copy the address of the Admin Console, `acme-admin.okta.com`, which has no API. */
const adminHost = /-admin(?=\.(okta|oktapreview|okta-emea|okta-gov)\.com$)/

function originOf(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  if (url === null) {
    throw new SourceError('settings_invalid', 'The Okta domain is not an address: enter one like acme.okta.com.')
  }
  url.hostname = url.hostname.replace(adminHost, '')
  return url.origin
}
