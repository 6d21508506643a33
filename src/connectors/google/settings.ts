import { z } from 'zod'
import { parseJson } from '../../platform/parse-json.ts'
import { SourceError } from '../source-error.ts'

const text = z.string().trim().max(500)

/** What the administrator fills in for a Google Workspace. */
export const GoogleSettings = z.object({
  service_account_key: z.string().min(1).max(20_000).meta({
    title: 'Key of the service account',
    help: 'The JSON file that Google Cloud gives for download when a key is made.',
    secret: true,
    multiline: true,
  }),
  subject: text.optional().meta({
    title: 'Administrator to act for',
    help: 'Only with domain-wide delegation: the e-mail address of an administrator who has logged in once. Left out, the service account needs an admin role of its own.',
    placeholder: 'directory-reader@example.com',
  }),
  customer: text.default('my_customer').meta({
    title: 'Customer id',
    advanced: true,
    help: 'Leave "my_customer" for the Workspace that the account belongs to; resellers give the id of a customer.',
  }),
  domain: text.optional().meta({
    title: 'Domain',
    advanced: true,
    help: 'Only people and groups of this domain. Left out, all domains of the Workspace.',
    placeholder: 'example.com',
  }),
  api_url: z.url().max(500).default('https://admin.googleapis.com').meta({
    title: 'Address of the API',
    advanced: true,
    help: 'Other than usual only behind a gateway.',
    address: true,
  }),
})
export type GoogleSettings = z.output<typeof GoogleSettings>

const KeyFile = z.object({
  client_email: z.string().min(3),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
  token_uri: z.url().default('https://oauth2.googleapis.com/token'),
})
export type KeyFile = z.output<typeof KeyFile>

const googlesTokenUri = 'https://oauth2.googleapis.com/token'

/** Reads the key file. Tokens are asked for at Google alone, or, behind a gateway, where its API is. */
export function readKeyFile({ service_account_key, api_url }: GoogleSettings): KeyFile {
  const key = KeyFile.safeParse(parseJson(service_account_key)).data
  if (!key) {
    throw new SourceError(
      'settings_invalid',
      'The key of the service account is not the JSON file that Google Cloud gives for download. Paste the whole file, from { to }.',
    )
  }
  const isKnown = key.token_uri === googlesTokenUri || new URL(key.token_uri).origin === new URL(api_url).origin
  if (isKnown) return key
  throw new SourceError('settings_invalid', `The key file asks for tokens at ${key.token_uri}, which is not Google's.`)
}
