import type { Logger } from '../../platform/log.ts'
import { SourceError } from '../source-error.ts'
import type { Circuit } from './circuit.ts'
import { NoCredential } from './credential-call.ts'
import { type Asked, toSourceError } from './refusal.ts'
import { type Attempt, saidWait, waitAfterAnswer, waitAfterBreak } from './retry-policy.ts'
import { TokenRefused } from './token-refused.ts'
import { isFinal, parseBody, toUnreachable } from './vendor-call.ts'
import type { RawAnswer, VendorApi, VendorRequest } from './vendor-http.ts'

/** A request, and which try of it this was. */
export type Sending = {
  readonly request: VendorRequest<unknown>
  readonly asked: Asked
  readonly attempt: Attempt
}

/** What a try came to: an answer to hand out, or how long to wait before the next. `value`: see `parseBody`. */
export type Step = { readonly answer: RawAnswer; readonly value: unknown } | { readonly waitMs: number }

/** What judging needs. */
export type JudgeParts = {
  readonly api: VendorApi
  readonly circuit: Circuit
  readonly log: Logger
  readonly longestWaitMs: number
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** What follows from an answer; throws what ends the request. */
export function judgeAnswer(answer: RawAnswer, sending: Sending, parts: JudgeParts): Step {
  const { request, attempt } = sending
  const { status } = answer
  if (!isSuccess(status) && !request.accept?.includes(status)) return judgeRefusal(answer, sending, parts)
  parts.circuit.succeeded()
  const value = isSuccess(status) ? parseBody(answer) : null
  const waitMs = value === undefined ? waitAfterBreak(attempt) : null
  return waitMs === null ? { answer, value } : again(waitMs, sending, parts)
}

function judgeRefusal(answer: RawAnswer, sending: Sending, parts: JudgeParts): Step {
  const { asked, attempt } = sending
  const { api, circuit, longestWaitMs } = parts
  const special = api.refusal?.(answer) ?? null
  const rate = api.readRate(answer)
  const waitMs = waitAfterAnswer({ ...answer, status: meantStatus(answer, special) }, rate, attempt)
  if (waitMs !== null && waitMs <= longestWaitMs) return again(waitMs, sending, parts)
  const said = saidWait(answer, rate, attempt.now)
  const retryAt = said === null ? null : new Date(attempt.now.getTime() + said)
  throw refused(special ?? toSourceError(answer, asked, retryAt), circuit)
}

/** A refusal that a connector explains is tried again only where the explanation says so. */
function meantStatus({ status }: RawAnswer, special: SourceError | null): number {
  if (special === null) return status
  if (special.code === 'rate_limited') return 429
  return special.code === 'unreachable' ? 503 : 400
}

/** What follows from a call that brought no answer; throws what ends the request. */
export function judgeFailure(error: unknown, sending: Sending, parts: JudgeParts): Step {
  const { request, asked, attempt } = sending
  request.signal.throwIfAborted()
  const isUnsent = error instanceof NoCredential
  const reason = isUnsent ? error.cause : error
  const waitMs = waitAfter(reason, { ...attempt, isSafe: attempt.isSafe || isUnsent })
  if (waitMs !== null && waitMs <= parts.longestWaitMs) return again(waitMs, sending, parts)
  if (reason instanceof TokenRefused) throw refused(reason.error, parts.circuit)
  throw reason instanceof SourceError ? reason : toUnreachable(reason, asked)
}

function waitAfter(reason: unknown, attempt: Attempt): number | null {
  if (reason instanceof TokenRefused) return waitAfterAnswer(reason.answer, null, attempt)
  if (reason instanceof SourceError || isFinal(reason)) return null
  return waitAfterBreak(attempt)
}

function refused(error: SourceError, circuit: Circuit): SourceError {
  if (error.code === 'credentials_refused' || error.code === 'permission_missing') circuit.refused(error)
  return error
}

function again(waitMs: number, { asked, attempt }: Sending, { log }: JudgeParts): Step {
  const { vendor, method, url } = asked
  log.debug({ vendor, method, path: url.pathname, attempt: attempt.number, waitMs }, 'a request is tried again')
  return { waitMs }
}
