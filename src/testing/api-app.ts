import type { FastifyInstance } from 'fastify'
import type { ApiContext } from '../api/api-context.ts'
import { createApp } from '../api/app.ts'
import { changesAtOnce } from '../api/change.ts'
import { createDirectoryAuthenticator } from '../api/directory-authenticator.ts'
import { createKeyAuthenticator } from '../api/key-authenticator.ts'
import { createResourceTypesCache } from '../api/resource-types-cache.ts'
import { createSessions } from '../api/sign-in/sessions.ts'
import { startScimRequestLog } from '../api/start-scim-request-log.ts'
import { createSourceLooks } from '../api/sync/source-looks.ts'
import type { ResolveTxt } from '../api/verify-domain.ts'
import type { Connector } from '../connectors/connector.ts'
import { realWait } from '../connectors/wait.ts'
import { destinationKinds } from '../delivery/destination-kinds.ts'
import { createExternalIds } from '../delivery/external-ids.ts'
import { createDestinationSealer } from '../delivery/open-destination.ts'
import { createSendOnce } from '../delivery/send-once.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { createDirectoryReader } from '../directory/read-directory.ts'
import { createOnPeopleChanged } from '../memberships/on-people-changed.ts'
import { createOverlayCache } from '../memberships/overlay-cache.ts'
import type { JsonObject } from '../model/json.ts'
import { systemClock } from '../platform/clock.ts'
import { createGate } from '../platform/gate.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import type { Platform } from '../platform/platform.ts'
import type { RequestLimits } from '../scim/request-limiter.ts'
import type { Database } from '../store/database.ts'
import { appendToFeed } from '../store/feed.ts'
import { createSharedBudgets } from '../sync/budget/shared-budgets.ts'
import { createTestDatabase } from './database.ts'
import { expectDescribed } from './described-answers.ts'
import { createMemorySource } from './memory-connector.ts'

/** The API over a database of its own, without a port. */
export type TestApi = AsyncDisposable & {
  readonly app: FastifyInstance
  readonly context: ApiContext
  readonly database: Database
  /** Sends a request with the bootstrap key, or with `key`. Fails when the answer is not as it is described. */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, options?: CallOptions): Promise<Answer>
  /** Puts what was written into the feed, as the sequencer does. */
  feed(): Promise<void>
}

export type CallOptions = {
  readonly body?: unknown
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer; `body` is what the JSON said. */
export type Answer = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is what they check
  readonly body: any
  readonly headers: Record<string, unknown>
}

/** The key of the configuration in tests. */
export const bootstrapKey = 'sk_bootstrap_of_the_tests'

const generousLimits: RequestLimits = { requestsPerSecond: 10_000, requestsInFlight: 512 }

const noRecords: ResolveTxt = async () => []

function memoryConnectors(): readonly Connector[] {
  const { connector } = createMemorySource()
  const wakeUps = {
    receive: () => ({ status: 200, contentType: 'text/plain', body: '', isWake: true }) as const,
  }
  return [{ ...connector, wakeUps }]
}

/** Who opens the API: keys, the sessions of the dashboard, and bearer tokens. */
function createDoors(database: Database, platform: Platform) {
  const keys = createKeyAuthenticator({ database, platform, bootstrapKey })
  const sessions = createSessions({ database, platform, keys })
  const directoryTokens = createDirectoryAuthenticator({ database, platform })
  const stop = () => Promise.all([keys.stop(), sessions.stop(), directoryTokens.stop()])
  return { context: { keys, sessions, oidc: null, isDemoOpen: false, directoryTokens }, stop }
}

type WithoutEngine = Pick<
  ApiContext,
  'filesFolder' | 'repositoriesFolder' | 'budgets' | 'sync' | 'onPeopleChanged' | 'overlays' | 'memberships'
>

/** Nobody reads sources here; a test that wants it starts the engine (`startTestSync`). */
function withoutEngine({ clock }: Platform, database: Database): WithoutEngine {
  const overlays = createOverlayCache()
  return {
    filesFolder: null,
    repositoriesFolder: null,
    budgets: createSharedBudgets({ database, clock, wait: realWait }),
    sync: { wake() {} },
    onPeopleChanged: createOnPeopleChanged(overlays),
    overlays,
    memberships: { wake: () => {} },
  }
}

/** Starts the API; `clock` holds time still, `resolveTxt` is what the DNS says, and `connectors` are those of sources in memory. */
export async function createTestApi({
  clock = systemClock,
  scimLimits = generousLimits,
  apiRequestsPerMinute = 1_000_000,
  resolveTxt = noRecords,
  connectors = memoryConnectors(),
} = {}): Promise<TestApi> {
  const created = await createTestDatabase({ now: clock.now() })
  const { database } = created
  const platform: Platform = { clock, newId: createIds(), log: silentLog }
  const doors = createDoors(database, platform)
  const { directoryTokens } = doors.context
  const scimRequests = startScimRequestLog({ database, platform, retentionDays: 14, ...directoryTokens })
  const writer = createDirectoryWriter({ database, platform })
  const newsListeners = new Set<() => void>()
  const context: ApiContext = {
    database,
    platform,
    submit: writer.submit,
    reader: createDirectoryReader(database),
    eventLog: {
      wrote() {},
      onNews(listener) {
        newsListeners.add(listener)
        return () => newsListeners.delete(listener)
      },
    },
    ...doors.context,
    resourceTypes: createResourceTypesCache({ database, clock }),
    scimRequests,
    scimLimits,
    apiRequestsPerMinute,
    retention: { eventDays: 90, scimRequestDays: 14, auditDays: 400, deliveryAttemptDays: 14 },
    publicUrl: () => 'http://muster.test',
    readiness: async () => ({ ready: true, checks: { database: 'ok' } }),
    changeGate: createGate(changesAtOnce),
    sourceLooks: createSourceLooks(),
    secretKey: Buffer.alloc(32, 1),
    allowPrivateNetworks: true,
    sendOnce: createSendOnce({
      database,
      platform,
      kinds: destinationKinds,
      sealer: createDestinationSealer(Buffer.alloc(32, 1)),
      tools: { platform, allowPrivateNetworks: true, externalIdOf: createExternalIds(database, clock) },
    }),
    resolveTxt,
    connectors,
    ...withoutEngine(platform, database),
  }
  const app = createApp(context)
  return {
    app,
    context,
    database,
    async call(method, url, { body, key = bootstrapKey, headers = {} } = {}) {
      const authorization = `Bearer ${key}`
      const payload = body === undefined ? {} : { payload: body as JsonObject }
      const answer = await app.inject({ method, url, headers: { authorization, ...headers }, ...payload })
      const given = { status: answer.statusCode, body: answer.body && answer.json() }
      expectDescribed({ method, url, ...given })
      return { ...given, headers: answer.headers }
    },
    async feed() {
      await appendToFeed(database, null)
      for (const listener of newsListeners) listener()
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await scimRequests.stop()
      await writer.stop()
      await doors.stop()
      await created[Symbol.asyncDispose]()
    },
  }
}
