import { decodeJwt } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { ConnectorTools } from '../connector.ts'
import { createVendorHttp } from '../http/create-vendor-http.ts'
import { serverTime } from '../http/retry-policy.ts'
import { clientSecret } from '../http/tokens/client-secret.ts'
import { privateKeyJwt } from '../http/tokens/private-key-jwt.ts'
import type { RawAnswer, TokenSource, VendorHttp } from '../http/vendor-http.ts'
import type { RateReport } from '../rate-budget.ts'
import { SourceError } from '../source-error.ts'
import { type Selected, selectedBy } from './selected.ts'
import { type EntraSettings, originsOf } from './settings.ts'

/** The way to Microsoft Graph with an application's credential, and what is to be read there. */
export type Graph = {
  readonly http: VendorHttp
  readonly settings: EntraSettings
  readonly selected: Selected
  readonly clock: Clock
  /** The application permissions that the last token has; null before there is one, or when it cannot be read. */
  granted(): readonly string[] | null
}

const vendor = 'Microsoft Graph'

/**
 * Opens the way to Graph. Its limits count resource units, about one per request of a list, of which the smallest tenants have
 * 3,500 in ten seconds ("Microsoft Graph service-specific throttling limits"); a batch counts as what is in it.
 */
export function openGraph(settings: EntraSettings, tools: ConnectorTools): Graph {
  const { graph } = originsOf(settings)
  const tokens = tokensOf(settings, tools)
  let authorization: string | undefined
  const authorize: TokenSource = {
    async headersFor(request, options) {
      const headers = await tokens.headersFor(request, options)
      authorization = headers.authorization
      return headers
    },
  }
  const api = {
    vendor,
    origins: [graph],
    authorize,
    bucketOf: (_: string, { pathname }: URL) =>
      pathname.endsWith('/$batch')
        ? { bucket: 'batch', limit: { perMinute: 240, concurrency: 2 } }
        : { bucket: 'graph', limit: { perMinute: 3_000, concurrency: 4 } },
    readRate: (answer: RawAnswer) => readThrottle(answer, tools.platform.clock.now()),
    refusal: refusalOf,
    headers: { 'x-ms-throttle-priority': 'low' },
  }
  return {
    http: createVendorHttp(api, tools),
    settings,
    selected: selectedBy(settings),
    clock: tools.platform.clock,
    granted: () => rolesOf(authorization),
  }
}

function tokensOf(settings: EntraSettings, tools: ConnectorTools): TokenSource {
  const { tenant_id, client_id, client_secret, private_key, certificate } = settings
  const { login, graph } = originsOf(settings)
  const order = {
    vendor: 'Microsoft Entra ID',
    endpoint: `${login}/${tenant_id}/oauth2/v2.0/token`,
    scope: `${graph}/.default`,
    clientId: client_id,
  }
  if (private_key && certificate) {
    return privateKeyJwt({ ...order, privateKey: private_key, certificate, algorithm: 'PS256' }, tools)
  }
  if (client_secret) return clientSecret({ ...order, clientSecret: client_secret }, tools)
  throw new SourceError(
    'settings_invalid',
    'There is no credential: enter the private key and the certificate, or a client secret.',
  )
}

/** From 0.8 of the limit on Graph says how much of it is used; the window is ten seconds, by Graph's clock. */
function readThrottle({ headers }: RawAnswer, now: Date): RateReport | null {
  const used = Number(headers['x-ms-throttle-limit-percentage'] ?? 0)
  if (!(used >= 0.8)) return null
  const remaining = Math.max(0, Math.round((1 - used) * 100))
  return { limit: 100, remaining, resetsAt: new Date((serverTime({ headers }) ?? now.getTime()) + 10_000) }
}

const GraphError = z.object({ error: z.object({ code: z.string(), message: z.string().nullish() }) })

/** Refusals that mean something of Graph's own. */
function refusalOf({ status, text, headers }: RawAnswer): SourceError | null {
  const requestId = headers['request-id'] ?? null
  const { code = '', message } = GraphError.safeParse(parse(text)).data?.error ?? {}
  // Some say it in words alone: "The deltaToken is invalid", "Sync state … is not found".
  const isSaid = status === 400 && /\b(delta|skip|page) ?token|sync ?state/i.test(message ?? '')
  if (status === 410 || isSaid || /^(syncState|resync|Directory_\w*(Token|Resync))/i.test(code)) {
    const text = `Microsoft Graph no longer knows what was read before (${status} ${code}): everything is read anew.`
    return new SourceError('cursor_expired', text, { requestId })
  }
  if (status === 403 && /^(Authorization_RequestDenied|AccessDenied|Forbidden)$/i.test(code)) {
    const text =
      'Microsoft Graph denies the application what it asks for (403). In Entra, under "API permissions" of the app registration, add the application permissions User.Read.All and GroupMember.Read.All and grant admin consent.'
    return new SourceError('permission_missing', text, { requestId })
  }
  return null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const Claims = z.object({ roles: z.array(z.string()).default([]) })

/** Graph's tokens need not be readable; those of applications are, and their `roles` are what was consented to. */
function rolesOf(authorization: string | undefined): readonly string[] | null {
  try {
    return Claims.parse(decodeJwt(authorization?.split(' ')[1] ?? '')).roles
  } catch {
    return null
  }
}
