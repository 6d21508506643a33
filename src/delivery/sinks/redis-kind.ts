import type { Redis, RedisOptions } from 'ioredis'
import { z } from 'zod'
import { describeFailure } from '../../platform/outbound/describe-failure.ts'
import { resolveGuarded } from '../../platform/outbound/guarded-lookup.ts'
import type { DeliveryTools, DestinationKind, OpenedDestination } from '../destination-kind.ts'
import { loadPackage } from './load-package.ts'
import { fillTemplate, nameTemplate } from './name-template.ts'
import { openSink, type SinkConnection } from './open-sink.ts'
import { type Append, appendOnce } from './redis-append-once.ts'
import { SinkName } from './sink-name.ts'
import { SinkTls, TlsKey, toTlsOptions } from './sink-tls.ts'

const connectTimeoutMs = 5_000
const answerTimeoutMs = 10_000

const RedisUrl = z
  .url({ protocol: /^rediss?$/, error: 'must be a URL like rediss://redis.example.com:6379/0', abort: true })
  .refine((text) => new URL(text).username === '' && new URL(text).password === '', {
    error: 'must not carry a user name or password: they are secrets',
  })
  .refine((text) => /^\/?\d{0,4}$/.test(new URL(text).pathname), { error: 'may have a path only for the database: /0' })

const RedisSettings = z.strictObject({
  name: SinkName,
  url: RedisUrl,
  key: nameTemplate(['organization_id', 'directory_id'], (name) => !/\s/.test(name)).default(
    'muster:{organization_id}:{directory_id}',
  ),
  /** About how many entries the stream keeps; all where it is not said. */
  max_length: z.int().min(1).optional(),
  tls: SinkTls.optional(),
})
type RedisSettings = z.infer<typeof RedisSettings>

const RedisSecrets = z.strictObject({
  username: z.string().min(1).max(255).optional(),
  password: z.string().min(1).max(20_000).optional(),
  tls_key: TlsKey.optional(),
})
type RedisSecrets = z.infer<typeof RedisSecrets>

type Opened = OpenedDestination<RedisSettings, RedisSecrets> & { readonly tools: DeliveryTools }

/** Redis Streams, of Redis 5 and later and of what speaks like it (Valkey). A call is one atomic script: `appendOnce`. */
export const redisKind: DestinationKind<typeof RedisSettings, typeof RedisSecrets> = {
  kind: 'redis',
  settings: RedisSettings,
  secrets: RedisSecrets,
  open: (opened, tools) => {
    const { host } = new URL(opened.settings.url)
    return openSink({
      connect: () => connect({ ...opened, tools }),
      describe: (error) => describeRedisError(error, host),
    })
  },
}

/** Tries the addresses of the host in their order. */
async function connect(opened: Opened): Promise<SinkConnection> {
  const url = new URL(opened.settings.url)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  let failure: unknown
  for (const { address } of await resolveGuarded(host, opened.tools)) {
    try {
      return toSinkConnection(await connectTo({ ...toOptions(url, opened), host: address }), opened)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

async function connectTo(options: RedisOptions): Promise<Redis> {
  const { Redis } = await loadPackage('ioredis', () => import('ioredis'))
  const redis = new Redis(options)
  // The library tells the reason only here, and fails the call with "Connection is closed."
  let reason: Error | undefined
  redis.on('error', (error: Error) => {
    reason = error
  })
  try {
    await redis.connect()
  } catch (error) {
    redis.disconnect()
    throw reason ?? error
  }
  return redis
}

function toOptions(url: URL, { settings, secrets }: Opened): RedisOptions {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isEncrypted = url.protocol === 'rediss:' || settings.tls !== undefined
  return {
    port: Number(url.port || 6379),
    db: Number(url.pathname.slice(1)),
    ...(secrets.username !== undefined && { username: secrets.username }),
    ...(secrets.password !== undefined && { password: secrets.password }),
    ...(isEncrypted && { tls: toTlsOptions(settings.tls ?? {}, { host, key: secrets.tls_key }) }),
    lazyConnect: true,
    // The next call connects anew, so that no call waits longer than it may and nothing is sent behind its back.
    retryStrategy: null,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: connectTimeoutMs,
    commandTimeout: answerTimeoutMs,
    // Both would need rights that a user who may only append does not have.
    enableReadyCheck: false,
    disableClientInfo: true,
    protocol: 2,
  }
}

function toSinkConnection(redis: Redis, { settings, destination }: Opened): SinkConnection {
  /** Whatever fails but is no answer leaves the connection in doubt. */
  async function append(entries: Append): Promise<number> {
    try {
      return await appendOnce(redis, entries)
    } catch (error) {
      if (!isReply(error)) redis.disconnect()
      throw error
    }
  }

  return {
    async publish(call) {
      const [first] = call.events
      if (!first) return ''
      const key = fillTemplate(settings.key, first.event)
      const stored = await append({ key, maxLength: settings.max_length, destination, call })
      const repeated = call.events.length - stored
      return `key ${key}, ${stored} added${repeated > 0 ? `, ${repeated} were there already` : ''}`
    },
    isOpen: () => redis.status === 'ready',
    async close() {
      redis.disconnect()
    },
  }
}

function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError'
}

function describeRedisError(error: unknown, host: string): string {
  if (!(error instanceof Error)) return describeFailure(error, host)
  const { message } = error
  if (/^(WRONGPASS|NOAUTH|NOPERM)\b/.test(message)) {
    return `Redis at ${host} refuses the credentials (${message}). Correct the secrets of the sink, or the rights of its user.`
  }
  if (isReply(error)) return `Redis at ${host} refused the events: ${message}`
  if (message === 'Command timed out') return `Redis at ${host} did not answer within ${answerTimeoutMs / 1000} s.`
  if ('code' in error) return describeFailure(error, host)
  return `The connection to Redis at ${host} was lost before the events were acknowledged (${message}).`
}
