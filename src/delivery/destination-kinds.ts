import type { DestinationKind as Kind } from '../model/destination.ts'
import type { DestinationKind } from './destination-kind.ts'
import { natsKind } from './sinks/nats-kind.ts'
import { redisKind } from './sinks/redis-kind.ts'
import { polisKind } from './webhooks/polis-kind.ts'
import { webhookKind } from './webhooks/webhook-kind.ts'

/** The kinds of destinations: what a new one needs besides its file is its name in src/model/destination.ts and a line here. */
export const destinationKinds: Readonly<Record<Kind, DestinationKind>> = {
  webhook: webhookKind,
  polis: polisKind,
  nats: natsKind,
  redis: redisKind,
}
