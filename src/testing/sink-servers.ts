import assert from 'node:assert/strict'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { Redis } from 'ioredis'
import { startNatsServer } from './nats-server.ts'
import { startRedisServer } from './redis-server.ts'
import type { SinkServer } from './sink-suite.ts'

export type NatsSinkServer = SinkServer & { readonly hostPort: string }

/** A NATS server with a stream EVENTS, which takes what begins with `muster.`, up to 10,000 bytes. */
export async function startNatsSink(): Promise<NatsSinkServer> {
  const server = await startNatsServer(['--user', 'muster', '--pass', 'right'])
  async function connected<T>(work: (connection: NatsConnection) => Promise<T>): Promise<T> {
    const connection = await connect({ servers: server.hostPort, user: 'muster', pass: 'right' })
    return work(connection).finally(() => connection.close())
  }
  await connected(async (connection) => {
    const manager = await jetstreamManager(connection)
    await manager.streams.add({ name: 'EVENTS', subjects: ['muster.>'], max_msg_size: 10_000 })
  })
  return {
    ...server,
    settings: { servers: [`nats://${server.hostPort}`], stream: 'EVENTS' },
    secrets: { user: 'muster', password: 'right' },
    idsOf: (directoryId) => connected((connection) => readIds(connection, `muster.*.${directoryId}.>`)),
  }
}

async function readIds(connection: NatsConnection, subject: string): Promise<string[]> {
  const consumer = await jetstream(connection).consumers.get('EVENTS', { filter_subjects: subject })
  const { num_pending: count } = await consumer.info()
  const ids: string[] = []
  if (count === 0) return ids
  for await (const message of await consumer.fetch({ max_messages: count, expires: 5000 })) {
    const id = message.headers?.get('Nats-Msg-Id') ?? ''
    assert.equal(message.json<{ id: string }>().id, id)
    ids.push(id)
  }
  return ids
}

export type RedisSinkServer = SinkServer & {
  readonly port: number
  /** Runs a command of Redis. */
  run(...command: [string, ...string[]]): Promise<unknown>
  /** The entries of a stream. */
  entriesOf(key: string): Promise<Record<string, string>[]>
}

/** A Redis server with a password; `options` are further words of its command line. */
export async function startRedisSink(options: readonly string[] = []): Promise<RedisSinkServer> {
  const server = await startRedisServer(['--requirepass', 'right', ...options])
  async function run(...[name, ...args]: [string, ...string[]]) {
    const redis = new Redis({ host: '127.0.0.1', port: server.port, password: 'right' })
    return redis.call(name, ...args).finally(() => redis.disconnect())
  }
  const entriesOf = async (key: string) => toEntries(await run('XRANGE', key, '-', '+'))
  return {
    ...server,
    run,
    entriesOf,
    settings: { url: `redis://127.0.0.1:${server.port}` },
    secrets: { password: 'right' },
    async idsOf(directoryId) {
      const [key] = (await run('KEYS', `muster:*:${directoryId}`)) as string[]
      const entries = key === undefined ? [] : await entriesOf(key)
      return entries.map(({ id = '', data = '' }) => {
        assert.equal(JSON.parse(data).id, id)
        return id
      })
    },
  }
}

/** What XRANGE answers: `[id, [field, value, …]]` each. */
function toEntries(answer: unknown): Record<string, string>[] {
  return (answer as [string, string[]][]).map(([, words]) =>
    Object.fromEntries(words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : []))),
  )
}
