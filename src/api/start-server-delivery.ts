import { type Delivery, startDelivery } from '../delivery/delivery.ts'
import type { DeliveryPace } from '../delivery/delivery-options.ts'
import { destinationKinds } from '../delivery/destination-kinds.ts'
import { createExternalIds } from '../delivery/external-ids.ts'
import { createDestinationSealer } from '../delivery/open-destination.ts'
import { createSendOnce, type SendOnce } from '../delivery/send-once.ts'
import type { EventLog } from '../events/event-log.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'

/** What the deliveries of a server are started with. */
export type ServerDeliveryOptions = {
  readonly database: Database
  readonly platform: Platform
  readonly eventLog: EventLog
  readonly secretKey: Buffer
  readonly allowPrivateNetworks: boolean
  readonly attemptRetentionDays: number
  readonly pace?: Partial<DeliveryPace>
  /** How many requests the server has begun to answer so far. */
  readonly requestsBegun: () => number
}

/** Starts to deliver to all kinds of destinations, and makes what sends to one by hand. */
export function startServerDelivery(options: ServerDeliveryOptions): Delivery & { readonly sendOnce: SendOnce } {
  const { database, platform, secretKey, allowPrivateNetworks } = options
  const openWith = {
    kinds: destinationKinds,
    sealer: createDestinationSealer(secretKey),
    tools: { platform, allowPrivateNetworks, externalIdOf: createExternalIds(database, platform.clock) },
  }
  const { stop } = startDelivery({ ...options, ...openWith })
  return { stop, sendOnce: createSendOnce({ ...options, ...openWith }) }
}
