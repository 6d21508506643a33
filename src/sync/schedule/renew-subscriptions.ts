import type { Connection } from '../../model/connection.ts'
import type { ConnectionState } from '../../store/connection-row.ts'
import { setSubscription, takeSubscriptions } from '../../store/connection-schedule.ts'
import { openSource } from '../open-source.ts'
import type { SyncOptions } from '../sync.ts'
import { findWakeUpSecret, makeWakeUpSecret, wakeUpUrl } from '../wake-up-secret.ts'

const again = 15 * 60_000
const atOnce = 10

/** Asks sources to go on telling of changes, for those whose subscription ends soon, or has still to be made. */
export async function renewSubscriptions(options: SyncOptions, signal: AbortSignal): Promise<void> {
  const { database, platform } = options
  const now = platform.clock.now()
  const taken = new Date(now.getTime() + again)
  const due = await takeSubscriptions(database, { at: now, again: taken, limit: atOnce })
  for (const state of due) {
    await subscribe(options, { state, taken }, signal).catch((error: unknown) =>
      platform.log.warn(
        { err: error, directory: state.connection.directoryId },
        'A source could not be asked to tell of changes; it is tried again, and read by the schedule meanwhile',
      ),
    )
  }
}

async function subscribe(
  options: SyncOptions,
  { state: of, taken }: { readonly state: ConnectionState; readonly taken: Date },
  signal: AbortSignal,
): Promise<void> {
  const { database, publicUrl } = options
  const { connection, subscription } = of
  const source = openSource(options, connection)
  try {
    if (!source.subscribe || publicUrl === null) {
      return await setSubscription(database, connection, { state: subscription, renewAt: null, taken })
    }
    const secret = await secretOf(options, connection)
    const url = wakeUpUrl(publicUrl(), connection, secret)
    const { state, renewAt } = await source.subscribe({ url, secret }, subscription, signal)
    await setSubscription(database, connection, { state, renewAt, taken })
  } finally {
    await source.close()
  }
}

async function secretOf({ database, secretKey, platform }: SyncOptions, connection: Connection): Promise<string> {
  const known = await findWakeUpSecret(database, secretKey, connection)
  return known ?? makeWakeUpSecret(database, secretKey, { ...connection, at: platform.clock.now() })
}
