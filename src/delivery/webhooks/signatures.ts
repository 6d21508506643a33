import { randomBytes } from 'node:crypto'
import { createHmacKey, type HmacKey } from './hmac-key.ts'

/**
 * A secret, ready to sign: as WorkOS and Polis take it (its text), and as Standard Webhooks does (the bytes it stands for). One
 * that was brought along may stand for none: what is not base64 would be read as a short key, or an empty one.
 */
export type SigningKeys = { readonly text: HmacKey; readonly bytes: HmacKey | null }

const prefix = 'whsec_'

/** A new secret in the form of Standard Webhooks: 24 to 64 random bytes, base64, behind `whsec_`. */
export function newWebhookSecret(): string {
  return prefix + randomBytes(32).toString('base64')
}

/** Reads a secret once for all calls that are signed with it. */
export function toSigningKeys(secret: string): SigningKeys {
  const encoded = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret
  const bytes = Buffer.from(encoded, 'base64')
  const isBase64 = unpadded(bytes.toString('base64')) === unpadded(encoded)
  return { text: createHmacKey(Buffer.from(secret)), bytes: isBase64 ? createHmacKey(bytes) : null }
}

function unpadded(base64: string): string {
  return base64.replace(/=+$/, '')
}

/**
 * The value of `WorkOS-Signature` (WorkOS docs, "Sync data using webhooks"). WorkOS's SDKs read it by position: `t` comes
 * first, `v1` second, and nothing after, so that there is no room for the signature of a second secret.
 */
export function workosSignature({ text }: SigningKeys, body: Buffer, at: Date): string {
  const time = at.getTime()
  return `t=${time}, v1=${text.sign([`${time}.`, body], 'hex')}`
}

/** The value of Polis's signature headers, `t=<ms>,s=<hex>` (Ory Polis docs, "Webhooks"). */
export function polisSignature({ text }: SigningKeys, body: Buffer, at: Date): string {
  const time = at.getTime()
  return `t=${time},s=${text.sign([`${time}.`, body], 'hex')}`
}

/** What Standard Webhooks signs besides the body. */
export type StandardStamp = { readonly id: string; readonly seconds: number }

/**
 * The value of `webhook-signature` (Standard Webhooks specification, "Signature scheme"): `v1,<base64>` for each key, and
 * nothing where none of the secrets is base64.
 */
export function standardSignatures(keys: readonly SigningKeys[], body: Buffer, { id, seconds }: StandardStamp): string {
  const message = [`${id}.${seconds}.`, body] as const
  return keys.flatMap(({ bytes }) => (bytes ? [`v1,${bytes.sign(message, 'base64')}`] : [])).join(' ')
}
