import { startAttemptDays } from './attempt-days.ts'
import { type DeliveryOptions, defaultPace } from './delivery-options.ts'
import { startEngine } from './engine.ts'
import { startNodeLease } from './node-lease.ts'
import { startOwnership } from './ownership.ts'

/** The deliveries of this process. */
export type Delivery = {
  /** Finishes what is in flight, within a few seconds, writes how far it is, and gives its destinations to others. */
  stop(): Promise<void>
}

/**
 * Delivers the log to all destinations: the events of each stream in order, at least once, whatever becomes of this process.
 *
 *   feed ──tail──► streams of each destination that have news ──dispatcher──► calls ──writer──► places in streams, attempts
 *
 * The processes that deliver share the destinations (`ownership.ts`). Everything that one writes is fenced: it counts only while
 * the destination is still its own, and as it was when it was read.
 */
export function startDelivery(options: DeliveryOptions): Delivery {
  const { database, platform, eventLog, attemptRetentionDays } = options
  const { log, clock } = platform
  const pace = { ...defaultPace, ...options.pace }
  const nodeId = platform.newId('node', clock.now())
  const days = startAttemptDays({ database, platform, retentionDays: attemptRetentionDays })
  const lease = startNodeLease({
    database,
    log,
    nodeId,
    aliveFor: pace.aliveFor,
    onLost() {
      for (const state of engine.states.values()) engine.drop(state)
    },
    onRenewed: () => ownership.wake(),
  })
  const isAlive = lease.isValid
  const { requestsBegun = () => 0 } = options
  const shared = { ...options, requestsBegun, pace, nodeId, isAlive, ensureDays: days.ensure }
  const engine = startEngine({ ...shared, onLost: () => ownership.wake() })
  const ownership = startOwnership({ database, log, nodeId, isAlive, ...engine, lookEvery: pace.lookEvery })
  const stopListening = [eventLog.onNews(engine.wake), eventLog.onDestinations(ownership.wake)]
  return {
    async stop() {
      for (const stop of stopListening) stop()
      await ownership.stop()
      await engine.stop()
      await lease.stop()
      await days.stop()
    },
  }
}
