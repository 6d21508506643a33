import { connectors } from '../connectors/connectors.ts'
import { realWait } from '../connectors/wait.ts'
import type { SubmitCommand } from '../directory/commands.ts'
import type { EventLog } from '../events/event-log.ts'
import type { Database } from '../store/database.ts'
import { createSharedBudgets } from '../sync/budget/shared-budgets.ts'
import { startSync } from '../sync/start-sync.ts'
import type { Sync, SyncGround } from '../sync/sync.ts'
import type { ServerOptions } from './server.ts'

/** What the engine of a server is started with. */
export type ServerSyncParts = {
  readonly options: ServerOptions
  readonly database: Database
  readonly publicUrl: () => string
  readonly eventLog: EventLog
  readonly submit: SubmitCommand
  readonly requestsBegun: () => number
}

/** Starts to read the directories whose sources do not push, and gives what sources are opened with by hand. */
export function startServerSync(parts: ServerSyncParts): Sync & { readonly ground: SyncGround } {
  const { options, database, publicUrl, eventLog, submit, requestsBegun } = parts
  const { platform, secretKey, allowPrivateNetworks } = options
  const ground: SyncGround = {
    database,
    platform,
    secretKey,
    allowPrivateNetworks,
    filesFolder: options.filesFolder ?? null,
    connectors: options.connectors ?? connectors,
    budgets: createSharedBudgets({ database, clock: platform.clock, wait: realWait }),
  }
  const nodeId = platform.newId('node', platform.clock.now())
  const sync = startSync({
    ...ground,
    submit,
    eventLog,
    nodeId,
    publicUrl,
    requestsBegun,
    ...(options.syncPace && { pace: options.syncPace }),
  })
  return { ...sync, ground }
}
