import type { IncomingMessage, ServerResponse } from 'node:http'
import { isJsonObject } from '../../model/json.ts'
import type { Clock } from '../../platform/clock.ts'
import { answerBatch } from './batch.ts'
import type { Company } from './company.ts'
import { answerDelta, type DeltaKnobs } from './delta.ts'
import { createFaults, type GraphFault } from './faults.ts'
import { denied, type GraphAnswer, type GraphRequest, graphError } from './graph-answer.ts'
import { readRequest, sendAnswer } from './graph-http.ts'
import { answerRead } from './reads.ts'
import type { Subscriptions } from './subscriptions.ts'
import { type GraphApplication, TokenEndpoint } from './token-endpoint.ts'

/** What Graph answers from. */
export type GraphParts = {
  readonly clock: Clock
  readonly company: Company
  readonly knobs: DeltaKnobs
  readonly application: GraphApplication
  readonly subscriptions: Subscriptions
}

/** Graph v1.0 and the token endpoint: who asks, what goes wrong, and which resource answers. */
export class Graph {
  readonly #parts: GraphParts
  readonly #tokens: TokenEndpoint
  readonly #faults = createFaults()
  /** `GET /v1.0/users/delta?…` of each request so far, those within a batch too. */
  readonly asked: string[] = []
  /** The headers of the last request. */
  lastHeaders: GraphRequest['headers'] = {}
  /** What `x-ms-throttle-limit-percentage` says; Graph sends it from 0.8 on. */
  throttle: number | null = null
  /** How far the clock that `Date` tells is ahead. */
  clockSkewMs = 0

  constructor(parts: GraphParts) {
    this.#parts = parts
    this.#tokens = new TokenEndpoint(parts.application, parts.clock)
  }

  setFault(fault: GraphFault | null): void {
    this.#faults.set(fault)
    this.#parts.application.isRefused = fault === 'wrong_credentials'
    if (fault === 'expired_token' || fault === 'wrong_credentials') this.#tokens.expireTokens()
    if (fault === 'expired_cursor') this.#parts.knobs.generation += 1
  }

  async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { request, text } = await readRequest(incoming)
    const { pathname } = request.url
    this.lastHeaders = request.headers
    if (/\/oauth2\/v2\.0\/token$/.test(pathname)) {
      return sendAnswer(response, await this.#tokens.answer(request.url, new URLSearchParams(text)))
    }
    const roles = await this.#tokens.rolesOf(request.headers.authorization)
    const answer = roles ? await this.#answer(request, roles) : unauthorized
    if (answer === 'reset') return void incoming.socket.destroy()
    const isCut = this.#faults.current === 'truncated_body' && /\/delta$/.test(pathname)
    const throttled = this.throttle !== null && { 'x-ms-throttle-limit-percentage': String(this.throttle) }
    const date = new Date(this.#parts.clock.now().getTime() + this.clockSkewMs).toUTCString()
    sendAnswer(response, { ...answer, headers: { date, ...answer.headers, ...throttled } }, { isCut })
  }

  async #answer(request: GraphRequest, roles: readonly string[]): Promise<GraphAnswer | 'reset'> {
    const { pathname, search } = request.url
    this.asked.push(`${request.method} ${pathname}${decodeURIComponent(search)}`)
    const befallen = this.#faults.befalling(request)
    if (befallen) return befallen
    if (pathname === '/v1.0/$batch') return answerBatch(request, (inner) => this.#answer(inner, roles))
    if (!this.#isPermitted(pathname, roles)) return denied
    if (/\/subscriptions(\/|$)/.test(pathname)) return this.#parts.subscriptions.answer(request)
    return this.#delta(request) ?? answerRead(this.#reads(), request) ?? noSuchSegment(pathname)
  }

  #delta(request: GraphRequest): GraphAnswer | null {
    const { company, knobs, clock } = this.#parts
    const [, kind] = /^\/v1\.0\/(user|group)s\/delta$/.exec(request.url.pathname) ?? []
    if (kind !== 'user' && kind !== 'group') return null
    const emptyPages = this.#faults.current === 'empty_page' ? 'many' : knobs.emptyPages
    const source = { company, knobs: { ...knobs, emptyPages }, now: () => clock.now().getTime() } as const
    const answer = answerDelta(source, kind, request)
    const isEmptied = this.#faults.current === 'no_users' && kind === 'user' && isJsonObject(answer.body)
    return isEmptied && isJsonObject(answer.body) ? { ...answer, body: { ...answer.body, value: [] } } : answer
  }

  #reads() {
    const { company, knobs, application } = this.#parts
    return {
      company,
      visible: () => company.visibleVersion(knobs.replicationDelayMs),
      tenantId: application.tenantId,
    }
  }

  #isPermitted(pathname: string, roles: readonly string[]): boolean {
    const hasOne = (pattern: RegExp) => roles.some((role) => pattern.test(role))
    if (/\/users(\/|$)/.test(pathname)) {
      return this.#faults.current !== 'revoked_scope' && hasOne(/^(User|Directory)\.Read(Write)?\.All$/)
    }
    return !/\/groups(\/|$)/.test(pathname) || hasOne(/^(GroupMember|Group|Directory)\.Read(Write)?\.All$/)
  }
}

const unauthorized = graphError(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.')

function noSuchSegment(path: string): GraphAnswer {
  return graphError(400, 'BadRequest', `Resource not found for the segment '${path.split('/')[2]}'.`)
}
