import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Adapter, type AdapterPayload, type ClientMetadata, Provider } from 'oidc-provider'

/** A real authorization server (oidc-provider) of a test's own. */
export type TokenServer = AsyncDisposable & {
  readonly endpoint: string
  readonly provider: Provider
  /** How many tokens were asked for. */
  asked(): number
}

/** Starts one for these clients, which get tokens by client credentials with the scope `directory.read`. */
export async function startTokenServer(
  clients: ClientMetadata[],
  { isNonceRequired = false } = {},
): Promise<TokenServer> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const usual = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const stored = new Map<string, AdapterPayload>()
  const provider = new Provider(issuer, {
    adapter: (kind) => createAdapter(kind, stored),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'server', use: 'sig', alg: 'ES256' }] },
    clients: clients.map((client) => ({ ...usual, ...client })),
    scopes: ['directory.read'],
    features: {
      clientCredentials: { enabled: true },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => isNonceRequired },
      devInteractions: { enabled: false },
    },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    ttl: { ClientCredentials: 3600 },
  })
  let asked = 0
  const answer = provider.callback()
  server.on('request', (request, response) => {
    asked += 1
    void answer(request, response)
  })
  return {
    endpoint: `${issuer}/token`,
    provider,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Keeps what the server gives out. Its own store of this kind warns on every start. */
function createAdapter(kind: string, stored: Map<string, AdapterPayload>): Adapter {
  const nothing = async () => undefined
  return {
    upsert: async (id, payload) => void stored.set(`${kind} ${id}`, payload),
    find: async (id) => stored.get(`${kind} ${id}`),
    findByUserCode: nothing,
    findByUid: nothing,
    consume: nothing,
    destroy: async (id) => void stored.delete(`${kind} ${id}`),
    revokeByGrantId: nothing,
  }
}
