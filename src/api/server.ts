import { resolveTxt } from 'node:dns/promises'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Connector } from '../connectors/connector.ts'
import type { DeliveryPace } from '../delivery/delivery-options.ts'
import { startDeletion } from '../directory/deletion.ts'
import { startDeprovisioning } from '../directory/deprovisioning.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { createDirectoryReader } from '../directory/read-directory.ts'
import { startEventLog } from '../events/event-log.ts'
import { createGate } from '../platform/gate.ts'
import type { Platform } from '../platform/platform.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import type { SyncPace } from '../sync/sync.ts'
import type { ApiContext } from './api-context.ts'
import { createApp } from './app.ts'
import { changesAtOnce } from './change.ts'
import { startChangeRetention } from './change-retention.ts'
import { createDirectoryAuthenticator } from './directory-authenticator.ts'
import { createKeyAuthenticator } from './key-authenticator.ts'
import { checkReadiness } from './readiness.ts'
import { createResourceTypesCache } from './resource-types-cache.ts'
import { startScimRequestLog } from './start-scim-request-log.ts'
import { startServerDelivery } from './start-server-delivery.ts'
import { startServerSync } from './start-server-sync.ts'
import { createSourceLooks } from './sync/source-looks.ts'

/** What a server is started with. */
export type ServerOptions = {
  readonly databaseUrl: string
  readonly platform: Platform
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Where sources and browsers reach the server, without a slash at the end; where it listens, if not given. */
  readonly publicUrl?: string
  /** The bootstrap key, with all rights; without one, keys can only be those of the database. */
  readonly apiKey?: string
  readonly eventRetentionDays: number
  /** 0: no SCIM request is recorded. */
  readonly scimRequestRetentionDays: number
  readonly scimLimits: ApiContext['scimLimits']
  readonly apiRequestsPerMinute: number
  readonly auditRetentionDays: number
  readonly deliveryAttemptRetentionDays: number
  /** What differs from the default pace of deliveries; for tests. */
  readonly deliveryPace?: Partial<DeliveryPace>
  /** 32 bytes, from which the keys that encrypt what is stored are derived. */
  readonly secretKey: Buffer
  /** Whether webhooks, sinks and connectors may call addresses of private networks. */
  readonly allowPrivateNetworks: boolean
  /** The sources that can be read by Muster itself; all that there are, if not given. */
  readonly connectors?: readonly Connector[]
  /** The folder below which files of this machine may be read; none, if not given. */
  readonly filesFolder?: string
  /** What differs from the usual pace of the engine that reads them; for tests. */
  readonly syncPace?: Partial<SyncPace>
  /** The page under `/dashboard`; without it there is none. */
  readonly dashboard?: ApiContext['dashboard']
}

/** A server that listens. */
export type RunningServer = {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** Finishes what is in flight, within 10 s, and lets go of the database. */
  stop(): Promise<void>
}

const poolSize = 20

// Of the 10 s that stopping may take, the rest is for what the last requests have begun.
const finishRequestsMs = 8_000
const sweepMs = 50

/** Starts a server: migrates the database, then opens the write path, the log and the port. All of it or nothing. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { databaseUrl, platform } = options
  await using started = new AsyncDisposableStack()
  const onError = (error: Error) => platform.log.warn({ err: error }, 'a database connection was lost')
  const database = openDatabase(databaseUrl, { poolSize, onError })
  started.defer(() => database.end())
  await migrate(database, { clock: platform.clock })
  const address = { url: '' }
  const app = startParts(started, { options, database, publicUrl: () => options.publicUrl ?? address.url })
  address.url = await listen(app, options)
  const running = started.move()
  return { url: address.url, stop: () => running.disposeAsync() }
}

type Ground = { readonly options: ServerOptions; readonly database: Database; readonly publicUrl: () => string }

/** Starts what directories are written with. */
function startWriting(started: AsyncDisposableStack, { options, database }: Pick<Ground, 'options' | 'database'>) {
  const { platform, eventRetentionDays: retentionDays } = options
  const eventLog = startEventLog({ database, platform, retentionDays })
  started.defer(eventLog.stop)
  const writer = createDirectoryWriter({
    database,
    platform,
    onCommit: ({ organizationId, directoryId }) => eventLog.wrote({ organizationId, streamId: directoryId }),
  })
  started.defer(writer.stop)
  const { isLeader } = eventLog
  started.defer(startDeprovisioning({ database, platform, submit: writer.submit, isLeader }).stop)
  started.defer(startDeletion({ database, platform, isLeader }).stop)
  return { eventLog, submit: writer.submit }
}

/** Starts everything between the database and the port; what is started last is stopped first. */
function startParts(started: AsyncDisposableStack, { options, database, publicUrl }: Ground): FastifyInstance {
  const { platform, apiKey: bootstrapKey = null } = options
  const { eventLog, submit } = startWriting(started, { options, database })
  const { secretKey, allowPrivateNetworks, deliveryAttemptRetentionDays: attemptRetentionDays } = options
  const secrets = { secretKey, allowPrivateNetworks, pace: options.deliveryPace }
  const requests = { begun: 0 }
  const requestsBegun = () => requests.begun
  const delivery = startServerDelivery({
    database,
    platform,
    eventLog,
    attemptRetentionDays,
    requestsBegun,
    ...secrets,
  })
  started.defer(delivery.stop)
  const sync = startServerSync({ options, database, publicUrl, eventLog, submit, requestsBegun })
  started.defer(sync.stop)
  const { connectors, filesFolder, budgets } = sync.ground
  const keys = createKeyAuthenticator({ database, platform, bootstrapKey })
  started.defer(keys.stop)
  const directoryTokens = createDirectoryAuthenticator({ database, platform })
  started.defer(directoryTokens.stop)
  const { organizationOf } = directoryTokens
  const log = { database, platform, retentionDays: options.scimRequestRetentionDays, organizationOf }
  const scimRequests = startScimRequestLog(log)
  started.defer(scimRequests.stop)
  const { auditRetentionDays } = options
  started.defer(startChangeRetention({ database, platform, auditRetentionDays }).stop)
  const app = createApp({
    database,
    platform,
    submit,
    reader: createDirectoryReader(database),
    eventLog,
    keys,
    directoryTokens,
    resourceTypes: createResourceTypesCache({ database, clock: platform.clock }),
    scimRequests,
    scimLimits: options.scimLimits,
    apiRequestsPerMinute: options.apiRequestsPerMinute,
    publicUrl,
    readiness: () => checkReadiness(database, eventLog),
    changeGate: createGate(changesAtOnce),
    sourceLooks: createSourceLooks(),
    ...secrets,
    sendOnce: delivery.sendOnce,
    resolveTxt,
    connectors,
    filesFolder,
    budgets,
    sync,
    dashboard: options.dashboard,
  })
  app.server.on('request', () => {
    requests.begun += 1
  })
  started.defer(() => closeApp(app))
  return app
}

async function listen(app: FastifyInstance, { host, port }: ServerOptions): Promise<string> {
  await app.listen({ host, port })
  const { port: actualPort } = app.server.address() as AddressInfo
  return `http://${nameOf(host)}:${actualPort}`
}

/** A host as a URL names it; "everywhere" is reached, from here, at localhost. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** Takes no more connections and waits for the requests in flight; those that take too long are cut. */
async function closeApp(app: FastifyInstance): Promise<void> {
  // A connection that a client keeps alive becomes idle only when its last answer is sent.
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs)
  const cut = setTimeout(() => app.server.closeAllConnections(), finishRequestsMs)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(cut)
  }
}
