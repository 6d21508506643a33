import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../../platform/clock.ts'
import { answerApiCall, endpointOf } from './answer-api-call.ts'
import { createAuthorizer } from './authorize.ts'
import type { OktaCredentials } from './credentials.ts'
import type { OktaOrg } from './org.ts'
import { createRateLimits, rateHeaders } from './rate-limits.ts'
import { type OktaExchange, type OktaReply, refusals } from './reply.ts'
import type { OktaSwitches } from './switches.ts'
import type { TokenEndpoint } from './token-endpoint.ts'

export type HandlerParts = {
  readonly clock: Clock
  readonly credentials: OktaCredentials
  readonly org: OktaOrg
  readonly switches: OktaSwitches
  readonly tokens: TokenEndpoint
  readonly onExchange: (exchange: OktaExchange) => void
}

export type HttpRequest = {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A reply as it is sent: `isCut` breaks off in the middle of the body. */
export type SentReply = (OktaReply & { readonly isCut?: boolean }) | 'hang up'

/** Answers requests: tokens, then who calls, then limits, then what is asked for. Faults come in between. */
export function createRequestHandler(parts: HandlerParts): (request: HttpRequest) => Promise<SentReply> {
  const { clock, switches, tokens, onExchange } = parts
  const answer = createAnswerer(parts)
  let underWay = 0
  return async ({ method, url, headers, body }) => {
    const proof = [headers.dpop].flat()[0]
    const bare = `${url.origin}${url.pathname}`
    underWay += 1
    try {
      const reply =
        url.pathname === '/oauth2/v1/token' && method === 'POST'
          ? await tokens.answer({ url: bare, form: new URLSearchParams(body), proof })
          : await answer({ method, url, proof, authorization: headers.authorization ?? '', underWay })
      const { fault } = switches
      if (fault === 'connection_reset' && url.pathname.startsWith('/api/')) return 'hang up'
      const isCut = fault === 'truncated_body' && Array.isArray(reply.body)
      const always = { 'x-okta-request-id': randomUUID(), date: clock.now().toUTCString() }
      const sent = { ...reply, headers: { ...always, ...reply.headers } }
      onExchange({ method, url, reply: sent })
      return { ...sent, isCut }
    } finally {
      underWay -= 1
    }
  }
}

type Incoming = {
  readonly method: string
  readonly url: URL
  readonly proof: string | undefined
  readonly authorization: string
  readonly underWay: number
}

function createAnswerer({ clock, credentials, org, switches, tokens }: HandlerParts) {
  const authorize = createAuthorizer({ clock, credentials, switches, tokens })
  const limit = createLimiter(clock, switches)
  return async ({ method, url, proof, authorization, underWay }: Incoming): Promise<OktaReply> => {
    const endpoint = endpointOf(url.pathname)
    if (!endpoint) return refusals.notFound(url.pathname)
    if (method !== 'GET') return refusals.unsupported()
    const caller = await authorize({ method, url: `${url.origin}${url.pathname}`, authorization, proof })
    if ('status' in caller) return caller
    const { refusal, headers } = limit(endpoint.bucket, underWay)
    if (refusal) return { ...refusal, headers }
    const call = { origin: url.origin, path: url.pathname, query: url.searchParams }
    const reply = answerApiCall(endpoint, { call, caller }, { org, switches })
    return { ...reply, headers: { ...headers, ...reply.headers } }
  }
}

type Limited = { readonly refusal: OktaReply | null; readonly headers: Readonly<Record<string, string>> }

/** Refuses what is too much, and every third request where that is the fault. */
function createLimiter(clock: Clock, switches: OktaSwitches): (bucket: string, underWay: number) => Limited {
  const count = createRateLimits(clock, () => switches.limits)
  let requests = 0
  return (bucket, underWay) => {
    requests += 1
    const trouble = requests % 3 === 0 ? switches.fault : null
    const reset = Math.floor(clock.now().getTime() / 1000) + 60
    if (trouble === 'concurrency_limit' || underWay > switches.concurrency)
      return { refusal: refusals.tooMany(), headers: rateHeaders(0, 0, reset) }
    const { isAllowed, headers } = count(bucket)
    if (trouble === 'rate_limit') return { refusal: refusals.tooMany(), headers: rateHeaders(600, 0, reset) }
    if (!isAllowed) return { refusal: refusals.tooMany(), headers }
    return { refusal: trouble === 'server_error' ? refusals.broken() : null, headers }
  }
}
