import { z } from 'zod'
import type { ConnectorTools } from '../connector.ts'
import { createVendorHttp } from '../http/create-vendor-http.ts'
import { privateKeyJwt } from '../http/tokens/private-key-jwt.ts'
import { sswsToken } from '../http/tokens/static-header.ts'
import type { PageOf, RawAnswer, TokenSource, VendorHttp, VendorRequest } from '../http/vendor-http.ts'
import type { RateLimit, RateReport } from '../rate-budget.ts'
import { nextLink } from './next-link.ts'
import { credentialOf, type OktaSettings, originsOf } from './settings.ts'

/** The scopes that are asked for: the least with which everything can be read. */
export const oktaScopes = ['okta.users.read', 'okta.groups.read', 'okta.logs.read'] as const
export type OktaScope = (typeof oktaScopes)[number]

/** An org's management API. */
export type OktaApi = {
  readonly http: VendorHttp
  /** Of the token that was given out last; null for an API token, and before there is one. */
  grantedScopes(): readonly string[] | null
  /** Follows `Link` headers from `request` on. */
  list<T>(request: VendorRequest<readonly T[]>): AsyncGenerator<PageOf<readonly T[]>, void>
}

/** Opens the way to an org's management API. Nothing is called yet. */
export function openOktaApi(settings: OktaSettings, tools: ConnectorTools): OktaApi {
  const origins = originsOf(settings)
  const { authorize, granted } = credentialSource(settings, origins[0], tools)
  const http = createVendorHttp(
    { vendor: 'Okta', origins, authorize, bucketOf, readRate, headers: { accept: 'application/json' } },
    tools,
  )
  return {
    http,
    grantedScopes: () => granted()?.split(' ') ?? null,
    list: (request) => http.pages(request, nextLink),
  }
}

function credentialSource(
  settings: OktaSettings,
  origin: string,
  tools: ConnectorTools,
): { authorize: TokenSource; granted: () => string | null } {
  const credential = credentialOf(settings)
  if (credential.kind === 'api_token') return { authorize: sswsToken(credential.token), granted: () => null }
  const { clientId, privateKey, keyId } = credential
  // Apps that do not demand DPoP answer a request that has a proof with a token like any other.
  const order = { vendor: 'Okta', endpoint: `${origin}/oauth2/v1/token`, scope: oktaScopes.join(' '), isDpop: true }
  const tokens = privateKeyJwt({ ...order, clientId, privateKey, ...(keyId !== undefined && { keyId }) }, tools)
  return { authorize: tokens, granted: tokens.granted }
}

/**
 * Okta counts each of these apart. The figures are half of what a trial org has, the smallest of all; the headers of its
 * answers say what holds. Together at most 8 requests are under way, of which Okta allows 35 to 75.
 */
const buckets: readonly { readonly path: RegExp; readonly bucket: string; readonly limit: RateLimit }[] = [
  { path: /^\/api\/v1\/users$/, bucket: 'users', limit: { perMinute: 150, concurrency: 1 } },
  { path: /^\/api\/v1\/users\/[^/]+$/, bucket: 'user', limit: { perMinute: 500, concurrency: 1 } },
  { path: /^\/api\/v1\/groups$/, bucket: 'groups', limit: { perMinute: 125, concurrency: 1 } },
  { path: /^\/api\/v1\/groups\/[^/]+(\/users)?$/, bucket: 'group', limit: { perMinute: 250, concurrency: 4 } },
]
const others = { bucket: 'logs', limit: { perMinute: 30, concurrency: 1 } }

function bucketOf(_method: string, url: URL): { readonly bucket: string; readonly limit: RateLimit } {
  return buckets.find(({ path }) => path.test(url.pathname)) ?? others
}

const RateHeaders = z.object({
  'x-rate-limit-limit': z.coerce.number().int().nonnegative(),
  'x-rate-limit-remaining': z.coerce.number().int().nonnegative(),
  'x-rate-limit-reset': z.coerce.number().int().positive(),
})

const concurrencyPauseMs = 5000

/**
 * Reads `X-Rate-Limit-*`, whose reset is in seconds. A limit of 0 on a 429 says that too many requests were under way at once: the
 * reset is then only a suggestion (Okta's "Rate limits", concurrency), and a short pause does.
 */
export function readRate({ status, headers }: RawAnswer): RateReport | null {
  const read = RateHeaders.safeParse(headers).data
  if (!read) return null
  const resetsAt = new Date(read['x-rate-limit-reset'] * 1000)
  const limit = read['x-rate-limit-limit']
  if (limit > 0) return { limit, remaining: read['x-rate-limit-remaining'], resetsAt }
  const now = Date.parse(headers.date ?? '')
  if (status !== 429) return null
  return {
    blockedUntil: Number.isNaN(now) ? resetsAt : new Date(Math.min(now + concurrencyPauseMs, resetsAt.getTime())),
  }
}
