import { createRemoteJWKSet, customFetch } from 'jose'
import { createHttpTransport } from '../../connectors/http/http-transport.ts'
import type { Clock } from '../../platform/clock.ts'
import type { OidcConfig } from '../../platform/oidc-config.ts'
import { describeFailure } from '../../platform/outbound/describe-failure.ts'
import { version } from '../../platform/version.ts'
import { documentAddress, type ProviderDocument, parseDocument } from './provider-document.ts'
import { SignInRefused } from './sign-in-refused.ts'

/** The keys by which a provider signs. */
export type ProviderKeys = ReturnType<typeof createRemoteJWKSet>

/** A provider as it is called: its document and keys, which are remembered, and its endpoints. */
export type OidcClient = {
  readonly config: OidcConfig
  /** What the provider says of itself, and its keys. Throws `SignInRefused`. */
  discover(): Promise<{ readonly document: ProviderDocument; readonly keys: ProviderKeys }>
  /** Sends a call and reads its answer's JSON; throws `SignInRefused` where there is none. */
  send(call: OidcCall): Promise<OidcAnswer>
  close(): Promise<void>
}

/** A call of the provider: a POST of a form where there is a body. */
export type OidcCall = {
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: URLSearchParams
}
export type OidcAnswer = { readonly status: number; readonly body: unknown }

export type OidcClientOptions = {
  readonly config: OidcConfig
  readonly clock: Clock
  readonly allowPrivateNetworks: boolean
}

const rememberedMs = 60 * 60 * 1000
const timeoutMs = 10_000
const maxAnswerBytes = 512 * 1024

/** Opens the way to a provider; nothing is called yet. All calls pass the guard of outbound connections. */
export function createOidcClient({ config, clock, allowPrivateNetworks }: OidcClientOptions): OidcClient {
  const userAgent = `muster/${version} (sign-in)`
  const transport = createHttpTransport({ allowPrivateNetworks, timeoutMs, maxAnswerBytes, userAgent })
  let remembered: { readonly found: Discovered; readonly until: number } | null = null

  async function exchange(url: URL, call: { headers?: Readonly<Record<string, string>>; body?: string }) {
    const method = call.body === undefined ? 'GET' : 'POST'
    const headers = { accept: 'application/json', ...call.headers }
    try {
      return await transport.exchange({ ...call, url, method, headers, signal: AbortSignal.timeout(timeoutMs) })
    } catch (error) {
      const text = `${url.origin} cannot be reached: ${describeFailure(error, url.host)}`
      throw new SignInRefused('provider_unavailable', text, { cause: error })
    }
  }

  async function send({ url, headers, form }: OidcCall): Promise<OidcAnswer> {
    const type = form && { 'content-type': 'application/x-www-form-urlencoded' }
    const body = form && { body: form.toString() }
    const { status, text } = await exchange(url, { headers: { ...type, ...headers }, ...body })
    return { status, body: parse(url, { status, text }) }
  }

  async function discover(): Promise<Discovered> {
    const now = clock.now().getTime()
    if (remembered && now < remembered.until) return remembered.found
    const { status, body } = await send({ url: documentAddress(config.issuer) })
    if (status !== 200) {
      throw new SignInRefused('provider_unavailable', `${config.issuer} answered ${status} to discovery`)
    }
    const document = parseDocument(body, config.issuer)
    const keys = createRemoteJWKSet(new URL(document.jwks_uri), {
      [customFetch]: async (url) => {
        const { status: keysStatus, text } = await exchange(new URL(url), {})
        return new Response(text, { status: keysStatus })
      },
    })
    remembered = { found: { document, keys }, until: now + rememberedMs }
    return remembered.found
  }

  return { config, discover, send, close: transport.close }
}

type Discovered = { readonly document: ProviderDocument; readonly keys: ProviderKeys }

function parse(url: URL, { status, text }: { readonly status: number; readonly text: string }): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const what = `${url.origin}${url.pathname} answered ${status} without JSON`
    throw new SignInRefused('provider_unavailable', what, { cause: error })
  }
}
