import assert from 'node:assert/strict'
import { startServer } from '../api/server.ts'
import { createDemoControl, type SteeredDemo } from '../demo/demo-control.ts'
import { runDemo } from '../demo/run-demo.ts'
import { systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import { createTestDatabase } from './database.ts'

const platform = { clock: systemClock, newId: createIds(), log: silentLog }
const apiKey = 'sk_bootstrap_of_the_demo'

/** A server with the demo beside it. */
export type DemoServer = AsyncDisposable & { readonly url: string; readonly control: SteeredDemo }

/**
 * Starts a server with the demo beside it, as `muster serve --demo` does, and waits until the company has moved in and everybody has
 * been told of it. Nothing happens there by itself.
 */
export async function startDemoServer(): Promise<DemoServer> {
  await using opened = new AsyncDisposableStack()
  const { url: databaseUrl, database } = opened.use(await createTestDatabase())
  const control = createDemoControl(platform)
  const server = await startServer({
    databaseUrl,
    platform,
    host: '127.0.0.1',
    port: 0,
    apiKey,
    dashboard: { demo: true, control },
    eventRetentionDays: 90,
    scimRequestRetentionDays: 14,
    deliveryAttemptRetentionDays: 14,
    scimLimits: { requestsPerSecond: 10_000, requestsInFlight: 512 },
    apiRequestsPerMinute: 100_000,
    auditRetentionDays: 400,
    secretKey: Buffer.alloc(32, 1),
    allowPrivateNetworks: true,
  })
  opened.defer(() => server.stop())
  const stop = new AbortController()
  const moved = Promise.withResolvers<void>()
  const never = () => {
    moved.resolve()
    return new Promise<void>((_, reject) => {
      stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true })
    })
  }
  const running = runDemo({ url: server.url, apiKey, platform, control, signal: stop.signal, seed: 7, pause: never })
  opened.defer(async () => {
    stop.abort()
    await running
  })
  await moved.promise
  await untilQuiet(database)
  const demo = opened.move()
  return { url: server.url, control, [Symbol.asyncDispose]: () => demo.disposeAsync() }
}

const longestWait = 400_000

/** Waits until whoever follows the log has come to its end: people, and webhooks. */
async function untilQuiet(database: Database): Promise<void> {
  const end = Date.now() + longestWait
  for (let quiet = 0; quiet < 3 && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    const [row] = await database.query<{ waiting: number }>({
      text: `select (select count(*) from destination_streams where done_seq < known_seq)
          + (select count(*) from consumer_streams where done_seq < known_seq)
          + (select count(*) from overlays where evaluated_revision < revision)
          + (select count(*) from streams s left join feed_streams f on f.organization_id = s.organization_id and f.stream_id = s.id
            where s.last_seq > coalesce(f.fed_seq, 0)) as waiting`,
    })
    quiet = row?.waiting === 0 ? quiet + 1 : 0
  }
  assert.ok(Date.now() < end, 'somebody still follows what happened when the company moved in')
}
