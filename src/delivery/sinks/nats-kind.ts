import type { JetStreamClient } from '@nats-io/jetstream'
import type { Authenticator, ConnectionOptions, NatsConnection } from '@nats-io/transport-node'
import { z } from 'zod'
import { describeFailure } from '../../platform/outbound/describe-failure.ts'
import { resolveGuarded } from '../../platform/outbound/guarded-lookup.ts'
import type { DeliveryTools, DestinationKind, OutgoingEvent } from '../destination-kind.ts'
import { loadPackage } from './load-package.ts'
import { fillTemplate, nameTemplate } from './name-template.ts'
import { openSink, type SinkConnection } from './open-sink.ts'
import { SinkFailure } from './sink-failure.ts'
import { SinkName } from './sink-name.ts'
import { SinkTls, TlsKey, toTlsOptions } from './sink-tls.ts'

const connectTimeoutMs = 5_000
const acknowledgeTimeoutMs = 10_000

const secret = z.string().min(1).max(20_000)

/** `nats://` is encrypted where the server offers it, `tls://` always. */
const ServerUrl = z
  .url({ protocol: /^(nats|tls)$/, error: 'must be a URL like nats://nats.example.com:4222', abort: true })
  .refine((text) => new URL(text).username === '' && new URL(text).password === '', {
    error: 'must not carry credentials: they are secrets',
  })

const NatsSettings = z.strictObject({
  name: SinkName,
  servers: z.array(ServerUrl).min(1).max(10),
  /** The stream that must take the events; any that listens to the subject where it is not said. */
  stream: z
    .string()
    .regex(/^[^\s.*>/\\]{1,255}$/)
    .optional(),
  subject: nameTemplate(['organization_id', 'directory_id', 'event'], isSubject).default(
    'muster.{organization_id}.{directory_id}.{event}',
  ),
  tls: SinkTls.optional(),
})
type NatsSettings = z.infer<typeof NatsSettings>

const NatsSecrets = z
  .strictObject({
    token: secret,
    user: secret,
    password: secret,
    /** The content of a `.creds` file. */
    credentials: secret,
    nkey_seed: secret,
    tls_key: TlsKey,
  })
  .partial()
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    error: 'user and password belong together',
  })
type NatsSecrets = z.infer<typeof NatsSecrets>

type Opened = { readonly settings: NatsSettings; readonly secrets: NatsSecrets; readonly tools: DeliveryTools }

/**
 * NATS JetStream. The id of the event is the message's (`Nats-Msg-Id`), by which JetStream drops what comes again within
 * the `duplicate_window` of the stream. The events of a directory are published one after the other, each when the one
 * before it is acknowledged: a message that JetStream refused or lost would be overtaken by those sent behind it.
 */
export const natsKind: DestinationKind<typeof NatsSettings, typeof NatsSecrets> = {
  kind: 'nats',
  settings: NatsSettings,
  secrets: NatsSecrets,
  open: ({ settings, secrets }, tools) =>
    openSink({ connect: () => connect({ settings, secrets, tools }), describe: describeNatsError }),
}

/** Tries the servers in their order. Only these: those that a cluster tells of have not been checked. */
async function connect(opened: Opened): Promise<SinkConnection> {
  let failure: unknown
  for (const server of opened.settings.servers) {
    try {
      return await connectTo(new URL(server), opened)
    } catch (error) {
      failure =
        error instanceof SinkFailure ? error : new SinkFailure(describeConnectError(error, new URL(server).host))
    }
  }
  throw failure
}

async function connectTo(server: URL, { settings, secrets, tools }: Opened): Promise<SinkConnection> {
  const nats = await loadPackage('@nats-io/transport-node', () => import('@nats-io/transport-node'))
  const { jetstream } = await loadPackage('@nats-io/jetstream', () => import('@nats-io/jetstream'))
  const host = server.hostname.replace(/^\[|\]$/g, '')
  const addresses = await resolveGuarded(host, tools)
  const isEncrypted = server.protocol === 'tls:' || settings.tls !== undefined
  const options: ConnectionOptions = {
    servers: addresses.map(({ address, family }) => toHostPort(address, family, server.port)),
    ignoreClusterUpdates: true,
    // The next call connects anew, so that no call waits longer than it may.
    reconnect: false,
    timeout: connectTimeoutMs,
    pingInterval: 5_000,
    noAsyncTraces: true,
    name: 'muster',
    authenticator: toAuthenticators(nats, secrets),
    ...(isEncrypted && { tls: toTlsOptions(settings.tls ?? {}, { host, key: secrets.tls_key }) }),
  }
  const connection = await nats.connect(options)
  return toSinkConnection(connection, jetstream(connection, { timeout: acknowledgeTimeoutMs }), settings)
}

function toHostPort(address: string, family: number, port: string): string {
  return `${family === 6 ? `[${address}]` : address}:${port || '4222'}`
}

function toAuthenticators(nats: typeof import('@nats-io/transport-node'), secrets: NatsSecrets): Authenticator[] {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const { token, user, password, credentials, nkey_seed: seed } = secrets
  return [
    ...(token === undefined ? [] : [nats.tokenAuthenticator(token)]),
    ...(user === undefined ? [] : [nats.usernamePasswordAuthenticator(user, password)]),
    ...(credentials === undefined ? [] : [nats.credsAuthenticator(bytes(credentials))]),
    ...(seed === undefined ? [] : [nats.nkeyAuthenticator(bytes(seed))]),
  ]
}

function toSinkConnection(
  connection: NatsConnection,
  client: JetStreamClient,
  { subject, stream }: NatsSettings,
): SinkConnection {
  const expect = stream === undefined ? {} : { expect: { streamName: stream } }

  async function publishOne({ event, json }: OutgoingEvent) {
    return await client.publish(fillTemplate(subject, event), json, { msgID: event.id, ...expect })
  }

  return {
    async publish({ events }, signal) {
      let receipt = ''
      for (const event of events) {
        signal.throwIfAborted()
        const { stream, seq, duplicate } = await publishOne(event)
        receipt = `stream ${stream}, sequence ${seq}${duplicate ? ', was there already' : ''}`
      }
      return receipt
    },
    isOpen: () => !connection.isClosed(),
    close: () => connection.close(),
  }
}

/** A subject to publish to: tokens between dots, without wildcards; those that begin with `$` are the server's own. */
function isSubject(name: string): boolean {
  return /^[^\s.*>]+(\.[^\s.*>]+)*$/.test(name) && !name.startsWith('$')
}

function describeConnectError(error: unknown, host: string): string {
  if (!(error instanceof Error)) return describeFailure(error, host)
  if (error.name === 'AuthorizationError') {
    return `The NATS server ${host} refuses the credentials (${error.message}). Correct the secrets of the sink.`
  }
  if (error.name === 'TimeoutError') return `The NATS server ${host} did not answer in time.`
  // The library hides what happened to the socket behind a word of its own.
  return describeFailure(error.cause instanceof Error ? error.cause : error, host)
}

function describeNatsError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  switch (error.name) {
    case 'JetStreamNotEnabled':
      return 'No JetStream stream takes the subject of this event. Make one that listens to it: "nats stream add".'
    case 'TimeoutError':
      return `JetStream did not acknowledge the event within ${acknowledgeTimeoutMs / 1000} s.`
    case 'RequestError':
    case 'ClosedConnectionError':
      return 'The connection to NATS was lost before the event was acknowledged.'
    default:
      return `NATS refused the event: ${error.message}`
  }
}
