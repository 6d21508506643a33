import { outboundUrlProblem } from '../../../platform/outbound/outbound-url.ts'
import type { ConnectorTools } from '../../connector.ts'
import { SourceError } from '../../source-error.ts'
import type { Exchange, RawAnswer, TokenSource } from '../vendor-http.ts'
import { createDpopProver } from './dpop-prover.ts'
import { oauthErrorOf, postForm, readToken, type TokenRequest } from './request-token.ts'
import { type AccessToken, createTokenCache } from './token-cache.ts'

/** Where tokens are given out, and for what. */
export type TokenOrder = {
  readonly vendor: string
  /** The URL of the token endpoint. */
  readonly endpoint: string
  /** Scopes, separated by blanks; '' for what the client has. */
  readonly scope: string
  /** Whether tokens are bound to a key of ours (DPoP, RFC 9449). */
  readonly isDpop?: boolean
}

/** What proves who asks: made anew for each request, because assertions are good once. */
export type Grant = {
  readonly form: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** Tokens that a token endpoint gives out. */
export type OAuthTokens = TokenSource & {
  /** The scopes of the last token; null before there is one, and where the vendor does not tell. Vendors drop silently what is not granted. */
  granted(): string | null
}

export type TokenTools = Pick<ConnectorTools, 'platform' | 'allowPrivateNetworks'>

const exchangeTimeoutMs = 60_000

/** Makes a source of tokens for one credential. */
export function createTokenSource(order: TokenOrder, grant: () => Promise<Grant>, tools: TokenTools): OAuthTokens {
  const { platform } = tools
  const endpoint = toEndpoint(order, tools)
  const cache = createTokenCache(platform.clock)
  const prover = order.isDpop ? createDpopProver(platform) : null
  let endpointNonce: string | undefined

  async function ask(exchange: Exchange): Promise<AccessToken> {
    // Whoever asked first may give up; others wait for the same token.
    const signal = AbortSignal.timeout(exchangeTimeoutMs)
    const first = await askOnce(exchange, signal)
    const isNonceWanted = prover !== null && oauthErrorOf(first.answer) === 'use_dpop_nonce'
    const { answer, request } = isNonceWanted ? await askOnce(exchange, signal) : first
    return readToken(answer, request, platform.clock.now())
  }

  async function askOnce(
    exchange: Exchange,
    signal: AbortSignal,
  ): Promise<{ answer: RawAnswer; request: TokenRequest }> {
    const { form, headers } = await grant()
    const proof = await prover?.prove({ method: 'POST', url: endpoint, nonce: endpointNonce })
    const request = {
      vendor: order.vendor,
      endpoint,
      form: { ...form, ...(order.scope !== '' && !('assertion' in form) && { scope: order.scope }) },
      headers: { ...headers, ...(proof !== undefined && { dpop: proof }) },
      signal,
    }
    const answer = await postForm(request, exchange)
    endpointNonce = answer.headers['dpop-nonce'] ?? endpointNonce
    return { answer, request }
  }

  return {
    granted: () => cache.current()?.scope ?? null,
    async headersFor({ method, url }, { refused, nonce, exchange, signal }): Promise<Record<string, string>> {
      const refusedToken = refused?.split(' ')[1] ?? null
      const token = await unlessAborted(
        cache.get(refusedToken, () => ask(exchange)),
        signal,
      )
      const authorization = `${token.type} ${token.value}`
      if (prover === null || token.type !== 'DPoP') return { authorization }
      return { authorization, dpop: await prover.prove({ method, url, nonce, token: token.value }) }
    },
  }
}

function toEndpoint({ vendor, endpoint }: TokenOrder, tools: TokenTools): URL {
  const problem = outboundUrlProblem(endpoint, tools)
  if (problem === null) return new URL(endpoint)
  throw new SourceError(
    'settings_invalid',
    `The token endpoint of ${vendor} ${problem}. Correct the address in the settings.`,
  )
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
