import { z } from 'zod'

const text = z.string().trim().min(1).max(200)
const pem = z.string().trim().max(20_000)

/** Properties that change while the person does not: each sign-in would be a change. */
const isVolatile = /^(signIn|lastPasswordChange|refreshTokensValid|onPremisesLastSync|.*StateChangeDateTime$)/

/** How an Entra tenant is reached, and what of it is read. */
export const EntraSettings = z.object({
  tenant_id: text.regex(/^[\w.-]+$/, 'must be the id or a domain of the tenant').meta({
    title: 'Directory (tenant) ID',
    help: 'On the overview page of the app registration.',
    placeholder: '00000000-0000-0000-0000-000000000000',
    address: true,
  }),
  client_id: text.meta({
    title: 'Application (client) ID',
    help: 'On the overview page of the app registration.',
    placeholder: '00000000-0000-0000-0000-000000000000',
  }),
  private_key: pem.optional().meta({
    title: 'Private key',
    help: 'Of the certificate, in PEM form and without a password. Better than a client secret: it never leaves Muster.',
    secret: true,
    multiline: true,
  }),
  certificate: pem.optional().meta({
    title: 'Certificate',
    help: 'In PEM form, the same that was uploaded under "Certificates & secrets".',
    multiline: true,
  }),
  client_secret: z.string().trim().max(1000).optional().meta({
    title: 'Client secret',
    help: 'The value, not the ID, of a client secret. Only where there is no certificate; it expires after two years at the latest.',
    secret: true,
  }),
  cloud: z.enum(['global', 'us_gov', 'us_gov_dod', 'china']).default('global').meta({
    title: 'Cloud',
    advanced: true,
    help: 'global is right for nearly everybody; us_gov is GCC High, us_gov_dod the DoD, china is run by 21Vianet.',
    address: true,
  }),
  include_guests: z.boolean().default(false).meta({
    title: 'Include guests',
    help: 'Guests are people of other organizations. Whether they still work there is not known here, so they are left out unless you say otherwise.',
  }),
  extra_attributes: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z]\w{0,199}$/, 'must be the name of a property, such as extension_<application id>_costCode')
        .refine((name) => !isVolatile.test(name), 'changes without the person changing, so it cannot be read'),
    )
    .max(50)
    .default([])
    .meta({
      title: 'Further attributes',
      advanced: true,
      help: 'Names of directory extensions (extension_…) or other properties of users. extensionAttribute1 to 15 are always read.',
    }),
  login_url: z.url().optional().meta({
    title: 'Address of the sign-in service',
    advanced: true,
    help: 'Only for a cloud that is not in the list.',
    placeholder: 'https://login.microsoftonline.com',
    address: true,
  }),
  graph_url: z.url().optional().meta({
    title: 'Address of Microsoft Graph',
    advanced: true,
    help: 'Only for a cloud that is not in the list.',
    placeholder: 'https://graph.microsoft.com',
    address: true,
  }),
})
export type EntraSettings = z.output<typeof EntraSettings>

/** The two hosts of each cloud ("National cloud deployments" of Microsoft Graph). */
const hosts = {
  global: { login: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  us_gov: { login: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
  us_gov_dod: { login: 'https://login.microsoftonline.us', graph: 'https://dod-graph.microsoft.us' },
  china: { login: 'https://login.chinacloudapi.cn', graph: 'https://microsoftgraph.chinacloudapi.cn' },
} as const

/** The origins that the settings mean, as `https://host`. */
export function originsOf({ cloud, login_url, graph_url }: EntraSettings): { login: string; graph: string } {
  return {
    login: login_url === undefined ? hosts[cloud].login : new URL(login_url).origin,
    graph: graph_url === undefined ? hosts[cloud].graph : new URL(graph_url).origin,
  }
}
