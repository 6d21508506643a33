import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider'
import type { OidcConfig } from '../platform/oidc-config.ts'

/** What the provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string }

/** A real OpenID provider (oidc-provider) in which whoever comes is signed in at once, as the person of the day. */
export type OpenIdProvider = AsyncDisposable & {
  /** The settings by which Muster knows it. */
  readonly config: OidcConfig
  /** Whom it signs in from now on; null: whoever comes is denied. */
  person: Claims | null
  /** Changes an answer before it goes out: its path, and its JSON. */
  tamper:
    | ((path: string, body: Record<string, unknown>) => Record<string, unknown> | Promise<Record<string, unknown>>)
    | null
}

const clientSecret = 'a secret: with / and + in it'

/** Starts a provider for the app at this address. */
export async function startOpenIdProvider(
  redirectUri: string,
  given: Partial<OidcConfig> = {},
): Promise<OpenIdProvider> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stored = new Map<string, AdapterPayload>()
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'server', use: 'sig', alg: 'ES256' }
  const people = new Map<string, Claims>()
  const provider = new Provider(issuer, {
    adapter: (kind) => createAdapter(kind, stored),
    jwks: { keys: [jwk] },
    clients: [
      {
        client_id: 'muster',
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    claims: { email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    cookies: { keys: ['of the test'] },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => people.get(id) ?? { sub: id } }),
  })
  const made: OpenIdProvider = {
    config: {
      issuer,
      clientId: 'muster',
      clientSecret,
      name: 'Test IdP',
      scopes: ['openid', 'email', 'profile'],
      roleClaim: null,
      roles: new Map(),
      allowedDomains: [],
      trustsEmail: false,
      ...given,
    },
    person: null,
    tamper: null,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/'))
      return void signInAtOnce(provider, made, { request, response, people })
    if (made.tamper) changeAnswer(response, (body) => made.tamper?.(request.url ?? '', body) ?? body)
    void answer(request, response)
  })
  return made
}

type Interaction = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly people: Map<string, Claims>
}

/** Signs the person of the day in, and consents to everything, or denies. */
async function signInAtOnce(
  provider: Provider,
  { person }: Pick<OpenIdProvider, 'person'>,
  { request, response, people }: Interaction,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  if (!person) return provider.interactionFinished(request, response, { error: 'access_denied' })
  people.set(person.sub, person)
  const grant = new provider.Grant({ accountId: person.sub, clientId: String(params.client_id) })
  grant.addOIDCScope(String(params.scope))
  const consent = { grantId: await grant.save() }
  await provider.interactionFinished(request, response, { login: { accountId: person.sub }, consent })
}

function changeAnswer(
  response: ServerResponse,
  change: (body: Record<string, unknown>) => Record<string, unknown> | Promise<Record<string, unknown>>,
): void {
  const end = response.end.bind(response)
  response.end = ((chunk?: unknown) => {
    const text = chunk ? String(chunk) : ''
    if (!text.startsWith('{')) return end(chunk as string)
    void Promise.resolve(change(JSON.parse(text))).then((changed) => {
      const written = JSON.stringify(changed)
      response.setHeader('content-length', Buffer.byteLength(written))
      end(written)
    })
    return response
  }) as typeof response.end
}

/** Keeps what the server gives out. */
function createAdapter(kind: string, stored: Map<string, AdapterPayload>): Adapter {
  const nothing = async () => undefined
  return {
    upsert: async (id, payload) => void stored.set(`${kind} ${id}`, payload),
    find: async (id) => stored.get(`${kind} ${id}`),
    findByUserCode: nothing,
    findByUid: async (uid) => [...stored.values()].find((payload) => payload.uid === uid),
    async consume(id) {
      const payload = stored.get(`${kind} ${id}`)
      if (payload) stored.set(`${kind} ${id}`, { ...payload, consumed: Math.floor(Date.now() / 1000) })
    },
    destroy: async (id) => void stored.delete(`${kind} ${id}`),
    async revokeByGrantId(grantId) {
      for (const [key, payload] of stored) if (payload.grantId === grantId) stored.delete(key)
    },
  }
}
