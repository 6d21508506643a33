import { AppError } from '../../errors.ts'
import type { ConnectionState } from '../../store/connection-row.ts'
import { findConnectionState } from '../../store/connections.ts'
import { readCustomAttributes } from '../../store/custom-attributes.ts'
import { createConnectionSealer } from '../connection-secrets.ts'
import { compileMapping } from '../mapping/compile-mapping.ts'
import { connectorFor, openSource } from '../open-source.ts'
import { compileScope } from '../scope/compile-scope.ts'
import type { ClaimedWork } from './claimed-work.ts'
import { createGiveWay } from './give-way.ts'
import type { RunContext } from './run-context.ts'
import { createWaitMeter } from './wait-meter.ts'

/** A run that is ready to go on, with its connection as it is now. */
export type OpenRun = { readonly context: RunContext; readonly state: ConnectionState }

/** Opens the source of a run and makes its mapping and scope ready. Throws `settings_invalid` where that is not possible. */
export async function openRun({ options, claimed }: ClaimedWork, signal: AbortSignal): Promise<OpenRun> {
  const { database, platform, submit, secretKey } = options
  const { run, fence } = claimed
  const state = await findConnectionState(database, run, { lock: false })
  if (!state) throw new AppError('sync_run_lost', { id: run.id })
  const { connection } = state
  const connector = connectorFor(options, connection.type)
  const customAttributes = await readCustomAttributes(database, run.organizationId)
  const waits = createWaitMeter(options.budgets, platform.clock)
  const context: RunContext = {
    database,
    platform,
    submit,
    giveWay: createGiveWay({ clock: platform.clock, requestsBegun: options.requestsBegun ?? (() => 0), signal }),
    sealer: createConnectionSealer(secretKey),
    connection,
    connector,
    mapping: compileMapping({ connector: connector.mapping, own: connection.mapping, customAttributes }),
    scope: compileScope(connection.scope),
    isInScopeGroup: () => false,
    run,
    fence,
    signal,
    waits,
    source: openSource({ ...options, budgets: waits.budgets }, connection),
  }
  return { context, state }
}
