import assert from 'node:assert/strict'
import { createHash, createPublicKey, generateKeyPairSync, type JsonWebKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose'
import type { Provider } from 'oidc-provider'
import { z } from 'zod'
import { type ReceivedRequest, sendJson, startAnsweringServer } from '../../../testing/answering-server.ts'
import { connectorTools, type MovingTime, movingTime } from '../../../testing/connector-tools.ts'
import { makeCertificate } from '../../../testing/test-certificate.ts'
import { startTokenServer } from '../../../testing/token-server.ts'
import type { ConnectorTools } from '../../connector.ts'
import { SourceError } from '../../source-error.ts'
import { createVendorHttp } from '../create-vendor-http.ts'
import type { TokenSource } from '../vendor-http.ts'
import { clientSecret } from './client-secret.ts'
import type { OAuthTokens, TokenTools } from './create-token-source.ts'
import { jwtBearer } from './jwt-bearer.ts'
import { privateKeyJwt } from './private-key-jwt.ts'
import { basicAuth, staticHeader } from './static-header.ts'

const signal = new AbortController().signal
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const publicJwk = { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'key-1' }
const secretClient = { client_id: 'secret-client', client_secret: 'a secret: of/the+client', scope: 'directory.read' }
const keyClient = {
  client_id: 'key-client',
  token_endpoint_auth_method: 'private_key_jwt' as const,
  jwks: { keys: [publicJwk] },
  scope: 'directory.read',
}
const order = { vendor: 'Acme', scope: 'directory.read' }

/** A resource that takes tokens of a real authorization server only, and what asks it with `tokens`. */
async function openResource(
  answer: Parameters<typeof startAnsweringServer>[0],
  makeTokens: (tools: ConnectorTools, time: MovingTime) => TokenSource,
) {
  const server = await startAnsweringServer(answer)
  const time = movingTime()
  const tools = connectorTools(time)
  const http = createVendorHttp(
    {
      vendor: 'Acme',
      origins: [server.origin],
      authorize: makeTokens(tools, time),
      bucketOf: () => ({ bucket: 'all', limit: { perMinute: 6000, concurrency: 10 } }),
      readRate: () => null,
    },
    tools,
  )
  return {
    time,
    server,
    get: () => http.send({ path: '/users', schema: z.unknown(), signal }),
    async [Symbol.asyncDispose]() {
      await http.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

const takesTokensOf =
  (provider: Provider): Parameters<typeof startAnsweringServer>[0] =>
  async ({ headers }, response) => {
    const [scheme, value = ''] = (headers.authorization ?? '').split(' ')
    const token = scheme === 'Bearer' ? await provider.ClientCredentials.find(value) : undefined
    sendJson(response, {}, token?.isValid && token.scope === 'directory.read' ? 200 : 401)
  }

async function refusal(work: Promise<unknown>): Promise<SourceError> {
  const error = await work.then(
    () => assert.fail('it should have been refused'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof SourceError, String(error))
  assert.ok(!error.message.includes(secretClient.client_secret) && !error.message.includes('eyJ'))
  return error
}

for (const placement of ['form', 'basic'] as const) {
  test(`a client gets a token by its secret in the ${placement}, once for all who ask at the same time`, async () => {
    const method = placement === 'form' ? 'client_secret_post' : 'client_secret_basic'
    await using vendor = await startTokenServer([{ ...secretClient, token_endpoint_auth_method: method }])
    const { client_id: clientId, client_secret: secret } = secretClient
    let tokens: OAuthTokens | null = null
    await using resource = await openResource(takesTokensOf(vendor.provider), (tools) => {
      tokens = clientSecret({ ...order, endpoint: vendor.endpoint, clientId, clientSecret: secret, placement }, tools)
      return tokens
    })
    const statuses = await Promise.all(Array.from({ length: 5 }, () => resource.get()))
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [200, 200, 200, 200, 200],
    )
    assert.equal(vendor.asked(), 1)
    assert.equal((tokens as OAuthTokens | null)?.granted(), 'directory.read')
  })
}

test('a wrong secret is told with what to do, and after some tries the endpoint is left alone', async () => {
  await using vendor = await startTokenServer([{ ...secretClient, token_endpoint_auth_method: 'client_secret_post' }])
  const credential = {
    ...order,
    endpoint: vendor.endpoint,
    clientId: secretClient.client_id,
    clientSecret: 'wrong-one',
  }
  await using resource = await openResource(takesTokensOf(vendor.provider), (tools) => clientSecret(credential, tools))
  for (let time = 0; time < 8; time++) {
    const error = await refusal(resource.get())
    assert.equal(error.code, 'credentials_refused')
    assert.match(
      error.message,
      /Acme gave no access token: .* answered 401 invalid_client .*Check that client id and secret/,
    )
  }
  assert.equal(vendor.asked(), 5)
  assert.equal(resource.server.received.length, 0)
})

test('an assertion signed by a key is taken, RS256 or PS256, and a new one for each token', async () => {
  await using vendor = await startTokenServer([keyClient])
  for (const algorithm of ['RS256', 'PS256'] as const) {
    const key = { privateKey: pem, keyId: 'key-1', algorithm }
    const client = { ...order, endpoint: vendor.endpoint, clientId: 'key-client', ...key }
    await using resource = await openResource(takesTokensOf(vendor.provider), (tools) => privateKeyJwt(client, tools))
    const asked = vendor.asked()
    await resource.get()
    await resource.get()
    assert.equal(vendor.asked(), asked + 1)
    resource.time.pass(56 * 60_000)
    await resource.get()
    assert.equal(vendor.asked(), asked + 2)
  }
})

test('assertions for somebody else, of a wrong time, or used twice are refused, and the text names what to check', async () => {
  await using vendor = await startTokenServer([keyClient])
  const client = { ...order, endpoint: vendor.endpoint, clientId: 'key-client', privateKey: pem, keyId: 'key-1' }
  const cases: [string, (tools: TokenTools, time: MovingTime) => OAuthTokens][] = [
    ['another audience', (tools) => privateKeyJwt({ ...client, audience: 'https://elsewhere.example/token' }, tools)],
    [
      'an expired assertion',
      (tools, time) => {
        time.pass(-60 * 60_000)
        return privateKeyJwt(client, tools)
      },
    ],
    ['another key', (tools) => privateKeyJwt({ ...client, privateKey: newRsaKey() }, tools)],
  ]
  for (const [what, makeTokens] of cases) {
    await using resource = await openResource(takesTokensOf(vendor.provider), makeTokens)
    const error = await refusal(resource.get())
    assert.equal(error.code, 'credentials_refused', what)
    assert.match(error.message, /key are right, registered and not expired, and that the clock of this server is right/)
  }
  const oneId = (tools: TokenTools) => ({ ...tools, platform: { ...tools.platform, newId: () => 'request_same' } })
  await using first = await openResource(takesTokensOf(vendor.provider), (tools) => privateKeyJwt(client, oneId(tools)))
  await using second = await openResource(takesTokensOf(vendor.provider), (tools) =>
    privateKeyJwt(client, oneId(tools)),
  )
  await first.get()
  assert.equal((await refusal(second.get())).code, 'credentials_refused')
})

function newRsaKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
}

test('keys are read as PEM of any form and as JWK, and what is no key is told without showing it', async () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const keys: [string, string][] = [
    ['RS256', newRsaKey()],
    ['RS256', JSON.stringify(rsa.privateKey.export({ format: 'jwk' }))],
    ['ES256', ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString()],
  ]
  for (const [algorithm, privateKey] of keys) {
    const { form } = await tokenRequestOf((endpoint, tools) =>
      privateKeyJwt({ ...order, endpoint, clientId: 'c', privateKey }, tools),
    )
    assert.equal(decodeProtectedHeader(form.get('client_assertion') ?? '').alg, algorithm)
  }
  for (const privateKey of [
    '-----BEGIN PRIVATE KEY-----\nMIIsecretsecret\n-----END PRIVATE KEY-----',
    '{"kty":"RSA","d":"secretsecret"}',
    '',
  ]) {
    const client = { ...order, endpoint: 'http://127.0.0.1:1/token', clientId: 'c', privateKey }
    await using resource = await openResource(
      (_, response) => sendJson(response, {}),
      (tools) => privateKeyJwt(client, tools),
    )
    const error = await refusal(resource.get())
    assert.equal(error.code, 'settings_invalid')
    assert.ok(!error.message.includes('secretsecret'))
  }
})

test('an assertion names the certificate that is registered by its thumbprint, as Entra wants it', async () => {
  using made = makeCertificate('muster.example')
  const privateKey = readFileSync(made.keyFile, 'utf8')
  const client = { ...order, clientId: 'c', privateKey, certificate: made.certificate }
  const { form } = await tokenRequestOf((endpoint, tools) => privateKeyJwt({ ...client, endpoint }, tools))
  const header = decodeProtectedHeader(form.get('client_assertion') ?? '')
  const expected = createHash('sha256').update(new X509Certificate(made.certificate).raw).digest('base64url')
  assert.equal(header['x5t#S256'], expected)
})

/** The form with which tokens are asked for; whatever is asked for is given. */
async function tokenRequestOf(makeTokens: (endpoint: string, tools: TokenTools) => OAuthTokens) {
  await using tokenEndpoint = await startAnsweringServer((_, response) =>
    sendJson(response, { access_token: 'given', expires_in: '3599', token_type: 'Bearer' }),
  )
  const endpoint = `${tokenEndpoint.origin}/token`
  await using resource = await openResource(
    ({ headers }, response) => sendJson(response, {}, headers.authorization === 'Bearer given' ? 200 : 401),
    (tools) => makeTokens(endpoint, tools),
  )
  await resource.get()
  const [asked] = tokenEndpoint.received
  return { form: new URLSearchParams(asked?.body), endpoint }
}

test("Google's service accounts: the assertion is the grant, signed for an administrator, good for an hour", async () => {
  const account = {
    ...order,
    scope: 'a.readonly b.readonly',
    issuer: 'sync@project.iam',
    subject: 'admin@acme.example',
  }
  const { form, endpoint } = await tokenRequestOf((url, tools) =>
    jwtBearer({ ...account, endpoint: url, privateKey: pem, keyId: 'key-1' }, tools),
  )
  assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer')
  assert.equal(form.has('scope'), false)
  const key = createPublicKey({ key: publicJwk as JsonWebKey, format: 'jwk' })
  const { payload, protectedHeader } = await jwtVerify(form.get('assertion') ?? '', key, {
    issuer: 'sync@project.iam',
    subject: 'admin@acme.example',
    audience: endpoint,
  })
  assert.equal(payload.scope, 'a.readonly b.readonly')
  assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 3600)
  assert.deepEqual([protectedHeader.alg, protectedHeader.kid], ['RS256', 'key-1'])
})

/** Takes a request whose proof holds (RFC 9449 section 4.3) and has this server's nonce; each proof once. */
function takesProofs(provider: Provider, nonce: () => string): Parameters<typeof startAnsweringServer>[0] {
  const seen = new Set<unknown>()
  return async (request, response) => {
    const problem = await proofProblem(request, provider, { nonce: nonce(), seen }).catch(String)
    if (problem === null) return sendJson(response, {})
    const headers = { 'dpop-nonce': nonce(), 'www-authenticate': `DPoP error="${problem}"` }
    response.writeHead(401, headers).end()
  }
}

async function proofProblem(
  { headers, url, method }: ReceivedRequest,
  provider: Provider,
  { nonce, seen }: { nonce: string; seen: Set<unknown> },
): Promise<string | null> {
  const [scheme, value = ''] = (headers.authorization ?? '').split(' ')
  const token = await provider.ClientCredentials.find(value)
  if (scheme !== 'DPoP' || !token?.isValid) return 'invalid_token'
  const { payload, protectedHeader } = await jwtVerify(String(headers.dpop), EmbeddedJWK, { typ: 'dpop+jwt' })
  const { crv, kty, x, y } = protectedHeader.jwk as JsonWebKey
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
  const isBound = token.jkt === thumbprint && payload.ath === createHash('sha256').update(value).digest('base64url')
  const isFor = payload.htm === method && new URL(String(payload.htu)).pathname === url.pathname
  if (!isBound || !isFor || seen.has(payload.jti)) return 'invalid_dpop_proof'
  seen.add(payload.jti)
  return payload.nonce === nonce ? null : 'use_dpop_nonce'
}

test('DPoP: the token is bound to a key, and each place has a nonce of its own, which may change', async () => {
  await using vendor = await startTokenServer([{ ...keyClient, dpop_bound_access_tokens: true }], {
    isNonceRequired: true,
  })
  const client = {
    ...order,
    endpoint: vendor.endpoint,
    clientId: 'key-client',
    privateKey: pem,
    keyId: 'key-1',
    isDpop: true,
  }
  let nonce = 'first'
  const answer = takesProofs(vendor.provider, () => nonce)
  await using resource = await openResource(answer, (tools) => privateKeyJwt(client, tools))
  await resource.get()
  // Once without a nonce, once with.
  assert.deepEqual([vendor.asked(), resource.server.received.length], [2, 2])
  await resource.get()
  assert.deepEqual([vendor.asked(), resource.server.received.length], [2, 3])
  nonce = 'second'
  await resource.get()
  assert.deepEqual([vendor.asked(), resource.server.received.length], [2, 5])
})

test('a token that is no longer taken is renewed once, also when several requests find that out together', async () => {
  let good = 0
  await using tokenEndpoint = await startAnsweringServer((_, response) => {
    good += 1
    sendJson(response, { access_token: `token-${good}`, expires_in: 3600 })
  })
  const credential = { ...order, endpoint: `${tokenEndpoint.origin}/token`, clientId: 'c', clientSecret: 'secret' }
  let isRevoked = false
  await using resource = await openResource(
    ({ headers }, response) =>
      sendJson(response, {}, isRevoked && headers.authorization === 'Bearer token-1' ? 401 : 200),
    (tools) => clientSecret(credential, tools),
  )
  await resource.get()
  isRevoked = true
  await Promise.all([resource.get(), resource.get(), resource.get()])
  assert.equal(tokenEndpoint.received.length, 2)
})

test('a token is renewed five minutes before it expires, and a token endpoint in trouble is asked again', async () => {
  await using tokenEndpoint = await startAnsweringServer((_, response) => {
    const turn = tokenEndpoint.received.length
    if (turn === 1) response.writeHead(503).end()
    else if (turn === 2) response.socket?.destroy()
    else sendJson(response, { access_token: `token-${turn}`, expires_in: 3600 })
  })
  const credential = { ...order, endpoint: `${tokenEndpoint.origin}/token`, clientId: 'c', clientSecret: 'secret' }
  await using resource = await openResource(
    (_, response) => sendJson(response, {}),
    (tools) => clientSecret(credential, tools),
  )
  await resource.get()
  assert.equal(tokenEndpoint.received.length, 3)
  resource.time.pass(54 * 60_000)
  await resource.get()
  assert.equal(tokenEndpoint.received.length, 3)
  resource.time.pass(2 * 60_000)
  await resource.get()
  assert.equal(tokenEndpoint.received.length, 4)
})

test('static credentials are the same header each time, and refused ones are not sent twice', async () => {
  await using resource = await openResource(
    (_, response) => sendJson(response, {}, 401),
    () => basicAuth('ada', 'päss'),
  )
  await refusal(resource.get())
  const [{ headers } = { headers: {} }] = resource.server.received
  assert.equal((headers as Record<string, string>).authorization, `Basic ${Buffer.from('ada:päss').toString('base64')}`)
  assert.equal(resource.server.received.length, 1)
  await using keyed = await openResource(
    (_, response) => sendJson(response, {}),
    () => staticHeader('x-api-key', 'k'),
  )
  await keyed.get()
  assert.equal(keyed.server.received[0]?.headers['x-api-key'], 'k')
})

test('keys that read well but cannot be used are told before anybody is asked', async () => {
  using made = makeCertificate('muster.example', 'rsa')
  const [small, ed, p384] = [
    generateKeyPairSync('rsa', { modulusLength: 1024 }),
    generateKeyPairSync('ed25519'),
    generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ].map(({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const locked = rsa.privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'secretsecret',
  })
  const unusable: [Partial<Parameters<typeof privateKeyJwt>[0]>, RegExp][] = [
    [{ privateKey: small ?? '' }, /RSA key of at least 2048 bits/],
    [{ privateKey: ed ?? '' }, /RSA key of at least 2048 bits, or an EC key/],
    [{ privateKey: p384 ?? '', algorithm: 'PS256' }, /RSA key of at least 2048 bits, register/],
    [{ privateKey: p384 ?? '', algorithm: 'ES256' }, /cannot be used/],
    [{ privateKey: locked.toString() }, /without a password/],
    [{ privateKey: JSON.stringify(publicJwk) }, /cannot be read/],
    [{ privateKey: pem, certificate: made.certificate }, /do not belong together/],
    [{ privateKey: pem, certificate: pem }, /certificate for Acme cannot be read/],
  ]
  for (const [key, words] of unusable) {
    const client = { ...order, endpoint: 'http://127.0.0.1:1/token', clientId: 'c', privateKey: '', ...key }
    await using resource = await openResource(
      (_, response) => sendJson(response, {}),
      (tools) => privateKeyJwt(client, tools),
    )
    const error = await refusal(resource.get())
    assert.equal(error.code, 'settings_invalid', error.message)
    assert.match(error.message, words)
  }
})

test('an EC key of another curve is used with the algorithm of that curve', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const { form } = await tokenRequestOf((endpoint, tools) =>
    privateKeyJwt({ ...order, endpoint, clientId: 'c', privateKey: key }, tools),
  )
  assert.equal(decodeProtectedHeader(form.get('client_assertion') ?? '').alg, 'ES384')
})

test('a credential that no header can carry is told as such', () => {
  for (const value of ['00abc\r\nx-other: 1', '00abc\u2019'])
    assert.throws(() => staticHeader('authorization', value), { code: 'settings_invalid', message: /enter it anew/ })
})

test('a token endpoint that says when to come again is believed, and shows no secret', async () => {
  await using tokenEndpoint = await startAnsweringServer((_, response) => {
    const error = 'slow a secret: of/the+client'
    response.writeHead(429, { 'retry-after': '600' }).end(JSON.stringify({ error, error_description: error }))
  })
  const endpoint = `${tokenEndpoint.origin}/token`
  await using resource = await openResource(
    (_, response) => sendJson(response, {}),
    (tools) => clientSecret({ ...order, endpoint, clientId: 'c', clientSecret: secretClient.client_secret }, tools),
  )
  const error = await refusal(resource.get())
  assert.equal(error.code, 'rate_limited')
  assert.ok((error.retryAt?.getTime() ?? 0) - resource.time.platform.clock.now().getTime() > 590_000)
  assert.ok(!error.message.includes('of/the+client'), error.message)
})
