import type { Connector } from '../connectors/connector.ts'
import type { DirectoryRef, SubmitCommand } from '../directory/commands.ts'
import type { EventLog } from '../events/event-log.ts'
import type { Cause } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database, Queryable } from '../store/database.ts'
import type { SharedBudgets } from './budget/shared-budgets.ts'

/** What sources are opened and read with. */
export type SyncGround = {
  readonly database: Database
  readonly platform: Platform
  /** 32 bytes, from which the keys are derived that encrypt credentials, cursors and positions. */
  readonly secretKey: Buffer
  readonly allowPrivateNetworks: boolean
  /** The folder below which files of this machine may be read; null: none. */
  readonly filesFolder: string | null
  readonly connectors: readonly Connector[]
  /** What credentials may ask of their vendors: one for all that uses sources in this process. */
  readonly budgets: SharedBudgets
}

/** What the engine is started with. */
export type SyncOptions = SyncGround & {
  readonly submit: SubmitCommand
  readonly eventLog: Pick<EventLog, 'wrote' | 'onSync'>
  /** This process, among those that share the database. */
  readonly nodeId: string
  /** Where sources reach this server, without a slash at the end: wake-ups are subscribed below it. Null: none are. */
  readonly publicUrl: (() => string) | null
  /** How many requests this process has begun to answer so far: they go first. */
  readonly requestsBegun?: () => number
  /** What differs from the usual pace; for tests. */
  readonly pace?: Partial<SyncPace>
}

/** How the engine goes about its work. */
export type SyncPace = {
  /** Runs that this process works at, at a time. */
  readonly runsAtOnce: number
  /** Milliseconds between looks for work that nobody told of, and between renewals of a lease. */
  readonly lookEvery: number
  readonly renewEvery: number
  /** Milliseconds before a page that could not be read is tried again: once each. */
  readonly pageRetries: readonly number[]
  /** Removals in one transaction. */
  readonly removalsAtOnce: number
}

/** The engine that runs. */
export type Sync = {
  /** Looks for work at once: something was requested or decided here. Other processes are told by `notifySync`. */
  wake(): void
  /** Lets go of all runs at their pages, for others to go on with. */
  stop(): Promise<void>
}

/** A change that is part of somebody's transaction, and who asked for it. */
export type SyncChange = { readonly transaction: Queryable; readonly platform: Platform; readonly cause: Cause }

/** A run, by whom it belongs to. */
export type RunRef = { readonly organizationId: string; readonly runId: string }

export type { DirectoryRef }
