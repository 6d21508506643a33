import type { Connector } from '../connectors/connector.ts'
import type { SendOnce } from '../delivery/send-once.ts'
import type { SubmitCommand } from '../directory/commands.ts'
import type { DirectoryReader } from '../directory/reader.ts'
import type { EventLog } from '../events/event-log.ts'
import type { OverlayCache } from '../memberships/overlay-cache.ts'
import type { DemoControl } from '../model/demo.ts'
import type { OnPeopleChanged } from '../people/person-change.ts'
import type { Gate } from '../platform/gate.ts'
import type { Platform } from '../platform/platform.ts'
import type { RequestLimits } from '../scim/request-limiter.ts'
import type { Database } from '../store/database.ts'
import type { SharedBudgets } from '../sync/budget/shared-budgets.ts'
import type { Sync } from '../sync/sync.ts'
import type { DirectoryAuthenticator } from './directory-authenticator.ts'
import type { KeyAuthenticator } from './key-authenticator.ts'
import type { ResourceTypesCache } from './resource-types-cache.ts'
import type { ScimRequestLog } from './scim-request-log.ts'
import type { Sessions } from './sign-in/sessions.ts'
import type { OidcClient } from './single-sign-on/oidc-client.ts'
import type { SourceLooks } from './sync/source-looks.ts'
import type { ResolveTxt } from './verify-domain.ts'

/** What a readiness check found: each thing checked, with `ok` or what there is to say about it. */
export type Readiness = { readonly ready: boolean; readonly checks: Readonly<Record<string, string>> }

/** How many days what is kept. */
export type Retention = {
  readonly eventDays: number
  readonly scimRequestDays: number
  readonly auditDays: number
  readonly deliveryAttemptDays: number
}

/** What the server's HTTP side is made of. */
export type ApiContext = {
  readonly database: Database
  readonly platform: Platform
  readonly submit: SubmitCommand
  readonly reader: DirectoryReader
  readonly eventLog: Pick<EventLog, 'wrote' | 'onNews'>
  readonly keys: KeyAuthenticator
  readonly directoryTokens: DirectoryAuthenticator
  /** What is served to each organization over SCIM. */
  readonly resourceTypes: ResourceTypesCache
  readonly scimRequests: ScimRequestLog
  /** What one bearer token may ask of this node. */
  readonly scimLimits: RequestLimits
  /** How many requests of the API one key may send to this node in a minute. */
  readonly apiRequestsPerMinute: number
  /** How many days what is kept. */
  readonly retention: Retention
  /** The address under which sources and browsers reach the server, without a slash at the end. Known once it listens. */
  publicUrl(): string
  readiness(): Promise<Readiness>
  /** Bounds how many changes hold a connection at once (src/api/change.ts). */
  readonly changeGate: Gate
  /** 32 bytes, from which the keys that encrypt what is stored are derived (src/platform/sealer.ts). */
  readonly secretKey: Buffer
  /** Whether webhooks, sinks and connectors may call addresses of private networks. */
  readonly allowPrivateNetworks: boolean
  /** Sends events to a destination by hand: a retry or a test. */
  readonly sendOnce: SendOnce
  /** The sources that this server can read by itself. */
  readonly connectors: readonly Connector[]
  /** The folder below which files of this machine may be read; null: none. */
  readonly filesFolder: string | null
  /** The folder below which git repositories of this machine may be followed, a folder for each organization; null: none. */
  readonly repositoriesFolder: string | null
  /** Bounds checks and previews. */
  readonly sourceLooks: SourceLooks
  /** What credentials may ask of their vendors. */
  readonly budgets: SharedBudgets
  /** The engine that reads them. */
  readonly sync: Pick<Sync, 'wake'>
  /** What follows from a change of people, in its transaction: who is in which team and group. */
  readonly onPeopleChanged: OnPeopleChanged
  /** What organizations write as code, compiled. */
  readonly overlays: OverlayCache
  /** Lets members follow what was applied. */
  readonly memberships: { wake(): void }
  /** Asks the DNS for the records by which domains are verified. */
  readonly resolveTxt: ResolveTxt
  /** Who is signed in to the dashboard. */
  readonly sessions: Sessions
  /** The provider by which the team signs in; null: none. */
  readonly oidc: OidcClient | null
  /** Opens the demo's organization to whoever sits at this machine, where nobody else reaches the server. */
  readonly isDemoOpen: boolean
  /** Steers the demo; where there is none, so are its routes. */
  readonly demo?: DemoControl | undefined
}
