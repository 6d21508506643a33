import { WebhookError } from './errors.ts'
import type { MusterEvent } from './events.ts'

export type WebhookInput = {
  /** The body exactly as it was received: not parsed and written again. */
  readonly body: string | Uint8Array
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** The endpoint's secret; while it is rotated, both. */
  readonly secret: string | readonly string[]
  /** How old, or how far ahead, the time of a webhook may be. Default: 300, as Standard Webhooks has it. */
  readonly toleranceSeconds?: number
}

/**
 * The events of a webhook, one or as many as a batch has, if it comes from the server: by the headers of Standard Webhooks
 * (specification, "Signature scheme"), or by `WorkOS-Signature`. Signatures are compared in constant time, by Web Crypto.
 *
 * @throws WebhookError when it does not, or is too old.
 */
export async function verifyWebhook(input: WebhookInput): Promise<MusterEvent[]> {
  const body = typeof input.body === 'string' ? new TextEncoder().encode(input.body) : input.body
  const given = [standardSignature(input), workosSignature(input)].filter((signed) => signed !== null)
  if (given.length === 0)
    throw new WebhookError('The request has no signature: neither webhook-signature nor WorkOS-Signature.')
  const { toleranceSeconds = 300 } = input
  const timely = given.filter(({ atMs }) => Math.abs(Date.now() - atMs) <= toleranceSeconds * 1_000)
  if (timely.length === 0)
    throw new WebhookError('The time of the webhook is too far from now. Check this clock, or take it for a replay.')
  for (const secret of [input.secret].flat()) {
    for (const signed of timely) if (await isSigned(body, signed, secret)) return toEvents(body)
  }
  throw new WebhookError('The signature is not that of this secret. Give the body as it was received.')
}

type Signed = {
  /** What stands before the body in what is signed. */
  readonly prefix: string
  readonly atMs: number
  readonly signatures: readonly Uint8Array<ArrayBuffer>[]
  /** The bytes that a secret stands for. */
  toKey(secret: string): Uint8Array<ArrayBuffer>
}

function standardSignature({ headers }: WebhookInput): Signed | null {
  const [id, seconds, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  )
  if (!id || !seconds || !signatures) return null
  return {
    prefix: `${id}.${seconds}.`,
    atMs: Number(seconds) * 1_000,
    signatures: signatures
      .split(' ')
      .filter((signature) => signature.startsWith('v1,'))
      .map((signature) => fromBase64(signature.slice('v1,'.length))),
    toKey: (secret) => fromBase64(secret.replace(/^whsec_/, '')),
  }
}

function workosSignature({ headers }: WebhookInput): Signed | null {
  const [, time, hex] = /^t=(\d+), ?v1=([0-9a-f]+)$/.exec(headerOf(headers, 'workos-signature') ?? '') ?? []
  if (!time || !hex) return null
  return {
    prefix: `${time}.`,
    atMs: Number(time),
    signatures: [Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))],
    toKey: (secret) => new TextEncoder().encode(secret),
  }
}

async function isSigned(body: Uint8Array, signed: Signed, secret: string): Promise<boolean> {
  const raw = signed.toKey(secret)
  // Web Crypto takes no empty key.
  if (raw.length === 0) return false
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const prefix = new TextEncoder().encode(signed.prefix)
  const content = new Uint8Array(prefix.length + body.length)
  content.set(prefix)
  content.set(body, prefix.length)
  const results = await Promise.all(
    signed.signatures.map((signature) => crypto.subtle.verify('HMAC', key, signature, content)),
  )
  return results.includes(true)
}

function toEvents(body: Uint8Array): MusterEvent[] {
  const value: unknown = JSON.parse(new TextDecoder().decode(body))
  return (Array.isArray(value) ? value : [value]) as MusterEvent[]
}

function headerOf(headers: WebhookInput['headers'], name: string): string | null {
  if (headers instanceof Headers) return headers.get(name)
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return (typeof found === 'string' ? found : found?.[0]) ?? null
}

/** What is no base64 is nobody's signature and no secret: no bytes. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
