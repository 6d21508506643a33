import type { Call } from '../destination-kind.ts'
import type { HttpMessage } from './http-sender.ts'
import { type SigningKeys, standardSignatures, workosSignature } from './signatures.ts'

/** The name under which the server calls. */
export const userAgent = 'Muster'

/** How a call of a webhook endpoint is written. */
export type MessageForm = {
  /** Whether the body is an array of events, also for one. */
  readonly isBatch: boolean
  /** The keys that are valid; `WorkOS-Signature` is made with the first, `webhook-signature` with all. */
  readonly keys: readonly SigningKeys[]
}

/** The bytes that a call to a webhook endpoint consists of. The same call gives the same bytes again. */
export function toWebhookMessage(call: Call, { isBatch, keys }: MessageForm): HttpMessage {
  const body = Buffer.from(toBody(call, isBatch))
  const id = toMessageId(call, isBatch)
  const seconds = Math.floor(call.sentAt.getTime() / 1000)
  const [first] = keys
  const headers = [
    'content-type',
    'application/json',
    'user-agent',
    userAgent,
    'webhook-id',
    id,
    'webhook-timestamp',
    String(seconds),
  ]
  const standard = standardSignatures(keys, body, { id, seconds })
  if (standard !== '') headers.push('webhook-signature', standard)
  if (first) headers.push('WorkOS-Signature', workosSignature(first, body, call.sentAt))
  return { headers, body }
}

function toBody({ events }: Call, isBatch: boolean): string {
  const [first] = events
  return isBatch || !first ? `[${events.map(({ json }) => json).join(',')}]` : first.json
}

/**
 * By which a receiver knows what it has already: the event's id. A batch is sent again with the same events only if none
 * has come since, so the place of its last event is part of its id.
 */
export function toMessageId({ events }: Call, isBatch: boolean): string {
  const id = events[0]?.event.id ?? ''
  return isBatch ? `${id}-${events.at(-1)?.event.seq}` : id
}
