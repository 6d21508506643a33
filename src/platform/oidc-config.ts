import { z } from 'zod'

const roles = ['owner', 'admin', 'support', 'auditor'] as const

/** The OpenID provider by which the operator's team signs in, as the environment says. */
export type OidcConfig = {
  /** The provider's own name for itself, as in its discovery document. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What the button says. */
  readonly name: string
  readonly scopes: readonly string[]
  /** Whose values say which role somebody has; null: roles are given here. */
  readonly roleClaim: string | null
  /** The roles of the values of that claim. */
  readonly roles: ReadonlyMap<string, (typeof roles)[number]>
  /** Whoever has a verified address of one of these domains gets in, in lower case. */
  readonly allowedDomains: readonly string[]
  /** Whether addresses count as verified although the provider does not say so. */
  readonly trustsEmail: boolean
}

const Issuer = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://login.example.com' })
  .refine((text) => !/[?#]/.test(text), 'must have no query and no fragment')

const words = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean))

const RoleValues = z.string().transform((text, context) => {
  const pairs = text.split(',').map((pair) => pair.trim())
  const found = new Map<string, (typeof roles)[number]>()
  for (const pair of pairs.filter(Boolean)) {
    const [role = '', ...value] = pair.split('=')
    const known = roles.find((each) => each === role.trim())
    if (!known || value.length === 0) {
      context.addIssue(
        `must be pairs of a role (${roles.join(', ')}) and a value, as in owner=muster-owners,auditor=staff`,
      )
      return z.NEVER
    }
    found.set(value.join('=').trim(), known)
  }
  return found
})

/** The variables of the environment, by which a provider is set up. */
export const oidcVariables = {
  MUSTER_OIDC_ISSUER: Issuer.optional(),
  MUSTER_OIDC_CLIENT_ID: z.string().optional(),
  MUSTER_OIDC_CLIENT_SECRET: z.string().optional(),
  MUSTER_OIDC_NAME: z.string().optional(),
  MUSTER_OIDC_SCOPES: words.optional(),
  MUSTER_OIDC_ROLE_CLAIM: z.string().optional(),
  MUSTER_OIDC_ROLES: RoleValues.optional(),
  MUSTER_OIDC_ALLOWED_DOMAINS: words.optional(),
}

type Variables = z.output<z.ZodObject<typeof oidcVariables>> & { readonly MUSTER_OIDC_TRUST_EMAIL: boolean }

/** What is missing for a provider, as lines for the operator; none when there is to be none at all. */
export function oidcProblems(given: Readonly<Record<string, unknown>>): string[] {
  const needed = ['MUSTER_OIDC_ISSUER', 'MUSTER_OIDC_CLIENT_ID', 'MUSTER_OIDC_CLIENT_SECRET']
  const names = Object.keys(given).filter((name) => name.startsWith('MUSTER_OIDC_'))
  const missing = names.length > 0 ? needed.filter((name) => !names.includes(name)) : []
  const problems = missing.map((name) => `  ${name} is required for single sign-on`)
  const halves = ['MUSTER_OIDC_ROLE_CLAIM', 'MUSTER_OIDC_ROLES'].filter((name) => names.includes(name))
  if (halves.length === 1) problems.push('  MUSTER_OIDC_ROLE_CLAIM and MUSTER_OIDC_ROLES are only of use together')
  return problems
}

/** The provider that the variables describe; undefined for none. */
export function toOidcConfig(given: Variables): OidcConfig | undefined {
  const { MUSTER_OIDC_ISSUER: issuer, MUSTER_OIDC_CLIENT_ID: clientId } = given
  const { MUSTER_OIDC_CLIENT_SECRET: clientSecret } = given
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined
  return {
    issuer,
    clientId,
    clientSecret,
    name: given.MUSTER_OIDC_NAME ?? nameOf(new URL(issuer).hostname),
    scopes: [...new Set(['openid', ...(given.MUSTER_OIDC_SCOPES ?? ['email', 'profile'])])],
    roleClaim: given.MUSTER_OIDC_ROLE_CLAIM ?? null,
    roles: given.MUSTER_OIDC_ROLES ?? new Map(),
    allowedDomains: (given.MUSTER_OIDC_ALLOWED_DOMAINS ?? []).map((domain) => domain.replace(/^@/, '').toLowerCase()),
    trustsEmail: given.MUSTER_OIDC_TRUST_EMAIL,
  }
}

const knownNames: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)okta(preview|-emea)?\.com$/, 'Okta'],
  [/(^|\.)(microsoftonline|windows)\.(com|net|us)$/, 'Microsoft Entra ID'],
  [/(^|\.)google\.com$/, 'Google'],
  [/(^|\.)auth0\.com$/, 'Auth0'],
  [/(^|\.)onelogin\.com$/, 'OneLogin'],
  [/(^|\.)ping(one|identity)\./, 'PingOne'],
  [/(^|\.)gitlab\.com$/, 'GitLab'],
]

function nameOf(host: string): string {
  return knownNames.find(([pattern]) => pattern.test(host))?.[1] ?? host
}
