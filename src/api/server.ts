import { resolveTxt } from 'node:dns/promises'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { startOverlayRetention } from '../as-code/objects/overlay-retention.ts'
import type { Connector } from '../connectors/connector.ts'
import type { DeliveryPace } from '../delivery/delivery-options.ts'
import { startDeletion } from '../directory/deletion.ts'
import { startDeprovisioning } from '../directory/deprovisioning.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { createDirectoryReader } from '../directory/read-directory.ts'
import { startEventLog } from '../events/event-log.ts'
import type { DemoControl } from '../model/demo.ts'
import { createGate } from '../platform/gate.ts'
import type { OidcConfig } from '../platform/oidc-config.ts'
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
import { firstSignInLink } from './members/first-sign-in-link.ts'
import { checkReadiness } from './readiness.ts'
import { createResourceTypesCache } from './resource-types-cache.ts'
import { createSessions } from './sign-in/sessions.ts'
import { createOidcClient, type OidcClient } from './single-sign-on/oidc-client.ts'
import { startScimRequestLog } from './start-scim-request-log.ts'
import { startServerDelivery } from './start-server-delivery.ts'
import { startServerFollowing } from './start-server-following.ts'
import { startServerPeople } from './start-server-people.ts'
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
  /** The folder below which git repositories of this machine may be followed; none, if not given. */
  readonly repositoriesFolder?: string
  /** What differs from the usual pace of the engine that reads them; for tests. */
  readonly syncPace?: Partial<SyncPace>
  /** How the dashboard is opened: by which provider, and whether by whoever sits at this machine (the demo). */
  readonly dashboard?: {
    readonly demo?: boolean
    readonly oidc?: OidcConfig | undefined
    /** Steers the demo, where one runs beside the server. */
    readonly control?: DemoControl
  }
}

/** A server that listens. */
export type RunningServer = {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** A link by which somebody becomes the first owner of the dashboard; null where an owner can sign in. */
  firstSignInLink(): Promise<string | null>
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
  const parts = { database, platform, publicUrl: () => options.publicUrl ?? address.url }
  return { url: address.url, firstSignInLink: () => firstSignInLink(parts), stop: () => running.disposeAsync() }
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

/** Starts what tells whose requests are. */
function startAuthentication(
  started: AsyncDisposableStack,
  { options, database }: Pick<Ground, 'options' | 'database'>,
): Pick<ApiContext, 'keys' | 'sessions' | 'oidc' | 'directoryTokens'> {
  const { platform, apiKey: bootstrapKey = null } = options
  const keys = createKeyAuthenticator({ database, platform, bootstrapKey })
  const sessions = createSessions({ database, platform, keys })
  const directoryTokens = createDirectoryAuthenticator({ database, platform })
  for (const { stop } of [keys, sessions, directoryTokens]) started.defer(stop)
  return { keys, sessions, oidc: openOidc(started, options), directoryTokens }
}

/** Starts everything between the database and the port; what is started last is stopped first. */
function startParts(started: AsyncDisposableStack, { options, database, publicUrl }: Ground): FastifyInstance {
  const { platform } = options
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
  const people = startServerPeople({ database, platform, eventLog })
  started.defer(people.stop)
  const { connectors, filesFolder, budgets } = sync.ground
  const authentication = startAuthentication(started, { options, database })
  const { organizationOf } = authentication.directoryTokens
  const log = { database, platform, retentionDays: options.scimRequestRetentionDays, organizationOf }
  const scimRequests = startScimRequestLog(log)
  started.defer(scimRequests.stop)
  const { auditRetentionDays } = options
  started.defer(startChangeRetention({ database, platform, auditRetentionDays }).stop)
  started.defer(startOverlayRetention({ database, platform }).stop)
  const context: ApiContext = {
    database,
    platform,
    submit,
    reader: createDirectoryReader(database),
    eventLog,
    ...authentication,
    resourceTypes: createResourceTypesCache({ database, clock: platform.clock }),
    scimRequests,
    scimLimits: options.scimLimits,
    apiRequestsPerMinute: options.apiRequestsPerMinute,
    retention: retentionOf(options),
    publicUrl,
    readiness: () => checkReadiness(database, eventLog),
    changeGate: createGate(changesAtOnce),
    sourceLooks: createSourceLooks(),
    ...secrets,
    sendOnce: delivery.sendOnce,
    ...people.forRoutes,
    resolveTxt,
    connectors,
    filesFolder,
    repositoriesFolder: options.repositoriesFolder ?? null,
    budgets,
    sync,
    ...demoParts(options),
  }
  started.defer(startServerFollowing(context).stop)
  const app = createApp(context)
  app.server.on('request', () => {
    requests.begun += 1
  })
  started.defer(() => closeApp(app))
  return app
}

/** What of the demo is there. */
function demoParts({ dashboard, host }: ServerOptions): Pick<ApiContext, 'isDemoOpen' | 'demo'> {
  return { isDemoOpen: (dashboard?.demo ?? false) && isOwnMachine(host), demo: dashboard?.control }
}

function retentionOf(options: ServerOptions): ApiContext['retention'] {
  return {
    eventDays: options.eventRetentionDays,
    scimRequestDays: options.scimRequestRetentionDays,
    auditDays: options.auditRetentionDays,
    deliveryAttemptDays: options.deliveryAttemptRetentionDays,
  }
}

/** The provider by which the team signs in, if there is one. */
function openOidc(started: AsyncDisposableStack, options: ServerOptions): OidcClient | null {
  const { platform, allowPrivateNetworks, dashboard } = options
  if (!dashboard?.oidc) return null
  const client = createOidcClient({ config: dashboard.oidc, clock: platform.clock, allowPrivateNetworks })
  started.defer(client.close)
  return client
}

/** Whether only this machine reaches a server that listens there. */
function isOwnMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
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
