import { AppError } from '../errors.ts'
import type { JsonObject } from '../model/json.ts'
import { createSealer, type Sealer } from '../platform/sealer.ts'
import type { Queryable } from '../store/database.ts'
import { findRememberedAnswer, rememberAnswer, takeIdempotencyKey } from '../store/idempotency-keys.ts'
import type { ApiContext } from './api-context.ts'
import type { RepeatableRequest } from './request-origin.ts'

/** How long an `Idempotency-Key` is remembered (WorkOS and Stripe: 24 hours). */
export const rememberedMs = 24 * 60 * 60 * 1000

type Parts = Pick<ApiContext, 'platform' | 'secretKey'>

/** The body that an earlier request was answered with. */
export type RememberedBody = { readonly answer: JsonObject | null }

/**
 * The answer of the earlier request with the same key, or null if there was none. Throws `idempotency_key_reused` where
 * that was another request.
 */
export async function recallAnswer(
  on: Queryable,
  { platform, secretKey }: Parts,
  request: RepeatableRequest,
): Promise<RememberedBody | null> {
  const since = new Date(platform.clock.now().getTime() - rememberedMs)
  const found = await findRememberedAnswer(on, request, since)
  if (!found) return null
  if (!found.fingerprint.equals(request.fingerprint)) throw new AppError('idempotency_key_reused')
  const body = openSealer(secretKey).open(found.sealedAnswer)
  if (body === null) throw new AppError('idempotent_answer_unreadable')
  return { answer: JSON.parse(body) as JsonObject | null }
}

/**
 * Takes the request's key for the transaction, or gives the answer of the twin that took it first, for whose end it waits:
 * of two requests with one key that come at once only one is carried out.
 */
export async function takeOrRecall(
  transaction: Queryable,
  parts: Parts,
  request: RepeatableRequest,
): Promise<RememberedBody | null> {
  const at = parts.platform.clock.now()
  const isTaken = await takeIdempotencyKey(transaction, request, { at, since: new Date(at.getTime() - rememberedMs) })
  return isTaken ? null : recallAnswer(transaction, parts, request)
}

/** Keeps the answer of the transaction that took the key: encrypted, because it may show a secret. */
export async function keepAnswer(
  transaction: Queryable,
  { secretKey }: Parts,
  { request, answer }: { readonly request: RepeatableRequest; readonly answer: JsonObject | null },
): Promise<void> {
  await rememberAnswer(transaction, request, openSealer(secretKey).seal(JSON.stringify(answer)))
}

function openSealer(secretKey: Buffer): Sealer {
  return createSealer(secretKey, 'idempotent answers')
}
