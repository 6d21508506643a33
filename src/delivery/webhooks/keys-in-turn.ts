import type { Outcome } from '../destination-kind.ts'
import { type SigningKeys, toSigningKeys } from './signatures.ts'
import type { WebhookSecrets } from './webhook-secrets.ts'

/** Sends a call that is signed with these keys, the first of them before all. */
export type SendSigned = (keys: readonly SigningKeys[]) => Promise<Outcome>

/** The keys of an open endpoint. */
export type KeysInTurn = {
  /** Sends with the keys that are valid at a time; what is refused as signed wrongly once more with the other key. */
  send(at: Date, send: SendSigned): Promise<Outcome>
}

/**
 * During a rotation a receiver knows one of two secrets, and the headers of WorkOS and Polis carry one signature. So the
 * secret that was taken last is tried first, and a call that is refused is sent once more, signed with the other.
 */
export function keysInTurn(secrets: WebhookSecrets): KeysInTurn {
  const present = [toSigningKeys(secrets.secret)]
  const both = secrets.previous_secret === null ? present : [...present, toSigningKeys(secrets.previous_secret)]
  const until = secrets.previous_until === null ? 0 : Date.parse(secrets.previous_until)
  let isPreviousFirst = false
  return {
    async send(at, send) {
      if (at.getTime() >= until) return send(present)
      const wasPreviousFirst = isPreviousFirst
      const keys = wasPreviousFirst ? both.toReversed() : both
      const outcome = await send(keys)
      if (keys.length < 2 || !isRefusedSignature(outcome.status)) return outcome
      const second = await send(keys.toReversed())
      // Of several calls at a time each may find this out; it is turned once.
      if (second.isDelivered) isPreviousFirst = !wasPreviousFirst
      return second
    },
  }
}

/** What receivers answer to a signature that they cannot verify. */
function isRefusedSignature(status: number | null): boolean {
  return status === 400 || status === 401 || status === 403
}
