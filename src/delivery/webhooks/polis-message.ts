import type { Call } from '../destination-kind.ts'
import type { HttpMessage } from './http-sender.ts'
import { type PolisNames, toPolisPayload } from './polis-payload.ts'
import { polisSignature, type SigningKeys } from './signatures.ts'
import { toMessageId, userAgent } from './webhook-message.ts'

/** How a call in the manner of Polis is written. */
export type PolisForm = {
  readonly names: PolisNames
  /** Whether the body is an array of payloads, also for one (Polis's `DSYNC_WEBHOOK_BATCH_SIZE`). */
  readonly isBatch: boolean
  /** Polis's header carries one signature. */
  readonly key: SigningKeys
}

/**
 * The bytes that a call in the manner of Polis consists of; null when Polis has none of its events. The signature is in
 * two headers, of Polis's present name and of its former one.
 */
export function toPolisMessage(call: Call, { names, isBatch, key }: PolisForm): HttpMessage | null {
  const payloads = call.events.flatMap(({ event }) => toPolisPayload(event, names) ?? [])
  if (payloads.length === 0) return null
  const body = Buffer.from(JSON.stringify(isBatch ? payloads : payloads[0]))
  const signature = polisSignature(key, body, call.sentAt)
  const headers = [
    'content-type',
    'application/json',
    'user-agent',
    userAgent,
    'webhook-id',
    toMessageId(call, isBatch),
    'BoxyHQ-Signature',
    signature,
    'Ory-Polis-Signature',
    signature,
  ]
  return { headers, body }
}
