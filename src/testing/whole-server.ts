import { type RunningServer, startServer } from '../api/server.ts'
import { systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'

/** A server of this process with all its parts, as `muster serve` starts it. */
export type WholeServer = AsyncDisposable & RunningServer

/** Starts one on a database of its own; it tries deliveries again within moments, and sends them to this machine too. */
export async function startWholeServer(
  databaseUrl: string,
  apiKey: string,
  { apiRequestsPerMinute = 100_000 } = {},
): Promise<WholeServer> {
  const server = await startServer({
    databaseUrl,
    platform: { clock: systemClock, newId: createIds(), log: silentLog },
    host: '127.0.0.1',
    port: 0,
    apiKey,
    eventRetentionDays: 90,
    scimRequestRetentionDays: 0,
    auditRetentionDays: 90,
    deliveryAttemptRetentionDays: 14,
    deliveryPace: { retrySteps: [50], probeSteps: [50] },
    apiRequestsPerMinute,
    scimLimits: { requestsPerSecond: 10_000, requestsInFlight: 512 },
    secretKey: Buffer.alloc(32, 1),
    allowPrivateNetworks: true,
  })
  return { ...server, [Symbol.asyncDispose]: () => server.stop() }
}
